"""Routes an activity to its listener, by its type and name."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.requests.observation import observed_request
from bot.teams.activities import DONE, ActivityResponse
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.listeners.dialogs import FETCH, SUBMIT, on_fetch, on_submit
from bot.teams.listeners.file_consents import CONSENT, on_consent
from bot.teams.listeners.membership import EVENT, on_membership
from bot.teams.listeners.message_activities import MESSAGE, on_message
from bot.teams.listeners.presses import PRESS, on_press
from bot.teams.listeners.reactions import on_reaction
from bot.teams.listeners.refreshes import is_refresh, on_refresh
from bot.teams.listeners.searches import SEARCH, on_search
from bot.teams.listeners.shortcuts import SHORTCUT, on_shortcut

Listener = Callable[[TeamsDispatcher, dict[str, Any], str], Awaitable[ActivityResponse]]
INVOKE = "invoke"
UNKNOWN = ActivityResponse(status=501)
"""Answers an invoke that the bot does not use."""
INVOKES: dict[str, tuple[str, Listener]] = {
    "adaptiveCard/action": (PRESS, on_press),
    "fileConsent/invoke": (CONSENT, on_consent),
    "task/fetch": (FETCH, on_fetch),
    "task/submit": (SUBMIT, on_submit),
    "composeExtension/query": (SEARCH, on_search),
    "composeExtension/fetchTask": (SHORTCUT, on_shortcut),
    "composeExtension/submitAction": (SUBMIT, on_submit),
}
TYPES: dict[str, tuple[str, Listener]] = {
    "message": (MESSAGE, on_message),
    "conversationUpdate": (EVENT, on_membership),
    "installationUpdate": (EVENT, on_membership),
    "messageReaction": (EVENT, on_reaction),
}


async def handle_activity(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Do what an activity asks for, and return the response."""
    kind = str(activity.get("type"))
    if kind == INVOKE and is_refresh(activity):
        return await on_refresh(dispatcher, activity, tenant)
    entry = INVOKES.get(str(activity.get("name"))) if kind == INVOKE else TYPES.get(kind)
    if entry is None:
        return UNKNOWN if kind == INVOKE else DONE
    await dispatcher.register_tenant(tenant)
    name, listener = entry
    with observed_request(dispatcher.deps.observer, name):
        return await listener(dispatcher, activity, tenant)
