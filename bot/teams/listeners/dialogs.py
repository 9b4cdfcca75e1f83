"""Dialogs (task modules): a control that opens a form, and the form that is sent."""

from dataclasses import replace
from typing import Any

from bot.teams.activities import Answered, dialog_says
from bot.teams.arrived import Arrived, read
from bot.teams.held import unpack
from bot.teams.listeners.doing import press, save
from bot.teams.listeners.timely import LATER, Work, timely
from bot.teams.render import read_form, read_press
from bot.teams.room import Room

FETCH, SUBMIT = "fetch", "submit"


async def on_fetch(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Open the form that a control asks for."""
    return await timely(room, *fetching(room, activity, tenant), FETCH, activity) or dialog_says(LATER)


async def on_submit(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Save a form; what is to be mended is shown in it."""
    return await timely(room, *submitting(room, activity, tenant), SUBMIT, activity) or dialog_says(LATER)


def fetching(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return a control that opens a form, and the work it asks for."""
    name, press_given = read_press("", _data(activity))
    arrived = read(activity, tenant, FETCH, name)
    return arrived, lambda: press(room, arrived, press_given, in_dialog=True)


def submitting(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return a form that was sent, and the work it asks for."""
    name, text, values = read_form(_data(activity))
    held = unpack(text)
    arrived = replace(read(activity, tenant, SUBMIT, name), message_id=held.message_id)
    return arrived, lambda: save(room, arrived, held, values, in_dialog=True)


def _data(activity: dict[str, Any]) -> dict[str, Any]:
    data = (activity.get("value") or {}).get("data")
    return data if isinstance(data, dict) else {}
