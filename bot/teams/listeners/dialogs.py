"""Dialogs (task modules): a control that opens a form, and the form that is sent."""

from dataclasses import replace
from typing import Any

from bot.teams.activities import ActivityResponse, dialog_message
from bot.teams.answers import answer_press, answer_submission
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.form_state import unpack_state
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.late_answers import LATER_TEXT, Work, answer_in_time
from bot.teams.private_mark import read_mark
from bot.teams.render import read_form, read_press

FETCH, SUBMIT = "fetch", "submit"


async def on_fetch(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Open the form that a control asks for."""
    return await answer_in_time(
        dispatcher, *dialog_work(dispatcher, activity, tenant), FETCH, activity
    ) or dialog_message(LATER_TEXT)


async def on_submit(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Save a form; errors are shown in it."""
    return await answer_in_time(
        dispatcher, *submission_work(dispatcher, activity, tenant), SUBMIT, activity
    ) or dialog_message(LATER_TEXT)


def dialog_work(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> tuple[TeamsRequest, Work]:
    """Return a control that opens a form, and the work it asks for."""
    data = _data(activity)
    name, press_given = read_press("", data)
    incoming = replace(read_request(activity, tenant, FETCH, name), private=read_mark(data))
    return incoming, lambda: answer_press(dispatcher, incoming, press_given, in_dialog=True)


def submission_work(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> tuple[TeamsRequest, Work]:
    """Return a form that was sent, and the work it asks for."""
    data = _data(activity)
    name, text, values = read_form(data)
    form_state = unpack_state(text)
    incoming = replace(
        read_request(activity, tenant, SUBMIT, name), message_id=form_state.message_id, private=read_mark(data)
    )
    return incoming, lambda: answer_submission(dispatcher, incoming, form_state, values, in_dialog=True)


def _data(activity: dict[str, Any]) -> dict[str, Any]:
    data = (activity.get("value") or {}).get("data")
    return data if isinstance(data, dict) else {}
