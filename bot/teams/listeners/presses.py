"""Presses of controls in a message (`Action.Execute`), and forms that stand in one."""

from typing import Any

from bot.teams.activities import Answered, toast
from bot.teams.arrived import Arrived, read
from bot.teams.held import unpack
from bot.teams.listeners.doing import press, save
from bot.teams.listeners.timely import LATER, Work, timely
from bot.teams.render import read_form, read_press
from bot.teams.render.forms import ACTION
from bot.teams.room import Room

PRESS = "press"


async def on_press(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Do what a control says, or save the form that stands in the message; show what came of it."""
    return await timely(room, *pressing(room, activity, tenant), PRESS, activity) or toast(LATER)


def pressing(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return a press, and the work it asks for."""
    action = (activity.get("value") or {}).get("action") or {}
    data = action.get("data") or {}
    if ACTION in data:
        name, held, values = read_form(data)
        arrived = read(activity, tenant, PRESS, name)
        return arrived, lambda: save(room, arrived, unpack(held), values, in_dialog=False)
    name, press_given = read_press(str(action.get("verb") or ""), data)
    arrived = read(activity, tenant, PRESS, name)
    return arrived, lambda: press(room, arrived, press_given, in_dialog=False)
