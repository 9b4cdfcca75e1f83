"""Presses of controls in a message (`Action.Execute`), and forms that are in one."""

from dataclasses import replace
from typing import Any

from bot.teams.activities import ActivityResponse, toast
from bot.teams.answers import answer_press, answer_submission
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.form_state import unpack_state
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.late_answers import LATER_TEXT, Work, answer_in_time
from bot.teams.private_mark import read_mark
from bot.teams.render import read_form, read_press
from bot.teams.render.forms import ACTION

PRESS = "press"


async def on_press(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Do what a control says, or save the form that is in the message; show the result."""
    return await answer_in_time(dispatcher, *press_work(dispatcher, activity, tenant), PRESS, activity) or toast(
        LATER_TEXT
    )


def press_work(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> tuple[TeamsRequest, Work]:
    """Return a press, and the work it asks for."""
    action = (activity.get("value") or {}).get("action") or {}
    data = action.get("data") or {}
    if ACTION in data:
        name, state, values = read_form(data)
        incoming = replace(read_request(activity, tenant, PRESS, name), private=read_mark(data))
        return incoming, lambda: answer_submission(dispatcher, incoming, unpack_state(state), values, in_dialog=False)
    name, press_given = read_press(str(action.get("verb") or ""), data)
    incoming = replace(read_request(activity, tenant, PRESS, name), private=read_mark(data))
    return incoming, lambda: answer_press(dispatcher, incoming, press_given, in_dialog=False)
