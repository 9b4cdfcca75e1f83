"""From an activity to whoever sees to it, by its type and name."""

from typing import Any

from bot.desk.request import request
from bot.teams.activities import DONE, Answered
from bot.teams.listeners.messages import MESSAGE, on_message
from bot.teams.room import Room

INVOKE = "invoke"


async def dispatch(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Do what an activity asks for, and return what it is answered with."""
    await room.admit(tenant)
    match activity.get("type"), activity.get("name"):
        case "message", _:
            with request(room.deps.observer, MESSAGE):
                return await on_message(room, activity, tenant)
    return DONE
