"""From an activity to whoever sees to it, by its type and name."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.requests.request import request
from bot.teams.activities import DONE, Answered
from bot.teams.listeners.comings import EVENT, on_come_or_go
from bot.teams.listeners.consents import CONSENT, on_consent
from bot.teams.listeners.dialogs import FETCH, SUBMIT, on_fetch, on_submit
from bot.teams.listeners.extensions import SHORTCUT, on_extension
from bot.teams.listeners.looks import is_look, on_look
from bot.teams.listeners.messages import MESSAGE, on_message
from bot.teams.listeners.presses import PRESS, on_press
from bot.teams.listeners.reactions import on_reaction
from bot.teams.room import Room

Listener = Callable[[Room, dict[str, Any], str], Awaitable[Answered]]
INVOKE = "invoke"
UNKNOWN = Answered(status=501)
"""An invoke that nobody asked Teams for."""
INVOKES: dict[str, tuple[str, Listener]] = {
    "adaptiveCard/action": (PRESS, on_press),
    "fileConsent/invoke": (CONSENT, on_consent),
    "task/fetch": (FETCH, on_fetch),
    "task/submit": (SUBMIT, on_submit),
    "composeExtension/fetchTask": (SHORTCUT, on_extension),
    "composeExtension/submitAction": (SUBMIT, on_submit),
}
TYPES: dict[str, tuple[str, Listener]] = {
    "message": (MESSAGE, on_message),
    "conversationUpdate": (EVENT, on_come_or_go),
    "installationUpdate": (EVENT, on_come_or_go),
    "messageReaction": (EVENT, on_reaction),
}


async def dispatch(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Do what an activity asks for, and return what it is answered with."""
    kind = str(activity.get("type"))
    if kind == INVOKE and is_look(activity):
        return await on_look(room, activity, tenant)
    found = INVOKES.get(str(activity.get("name"))) if kind == INVOKE else TYPES.get(kind)
    if found is None:
        return UNKNOWN if kind == INVOKE else DONE
    await room.admit(tenant)
    name, listener = found
    with request(room.deps.observer, name):
        return await listener(room, activity, tenant)
