"""Somebody looks at a message: Teams asks what it says now. Answering writes nothing to the database."""

import asyncio
from datetime import datetime
from typing import Any

from bot.requests.request_errors import report_error
from bot.teams.activities import ActivityResponse, in_place, toast
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.list_refresh import list_now
from bot.teams.nudge_refresh import REFRESH, nudge_now
from bot.teams.render import RenderedActivity, read_press
from content.schema.pack import Pack
from models.db.database import Database

MANUAL = "manual"
"""Teams' mark that a person asked for it, with the message's own menu."""
NOT_REFRESHED = "Denne meldingen fornyes ikke lenger. Spør på nytt, så får du et ferskt svar."
NO_TOAST = toast("")
"""A person who only looked gets no message."""


def is_refresh(activity: dict[str, Any]) -> bool:
    """Return True if an activity is somebody looking at a message."""
    return _action(activity).get("verb") == REFRESH


async def on_refresh(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Show a person who looks at a message what it says now; if that is not known the message stays as it was."""
    data = _action(activity).get("data") or {}
    incoming = read_request(activity, tenant, REFRESH, REFRESH).pressed_with(data)
    _, press = read_press(REFRESH, data)
    try:
        rendered = await _refreshed(dispatcher, incoming, press.value)
    except Exception as error:  # noqa: BLE001 - nobody waits for it
        report_error(error, incoming)
        return NO_TOAST
    if rendered:
        return in_place(rendered.card)
    return toast(NOT_REFRESHED) if (activity.get("value") or {}).get("trigger") == MANUAL else NO_TOAST


async def _refreshed(dispatcher: TeamsDispatcher, incoming: TeamsRequest, asked: str) -> RenderedActivity | None:
    pack, now = dispatcher.deps.packs.current(), dispatcher.deps.now()
    # A nudge is the same for all; a list is run again for each person who looks.
    whose = (incoming.user_id, asked) if asked else ("", "")
    key = (incoming.team_id, incoming.place, incoming.message_id, *whose)
    return await dispatcher.refreshes.ask(key, lambda: asyncio.to_thread(_read, dispatcher, incoming, asked, pack, now))


def _read(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, asked: str, pack: Pack, now: datetime
) -> RenderedActivity | None:
    database: Database = dispatcher.deps.database
    with database.reading() as session:
        if asked:
            return list_now(session, dispatcher, incoming, asked, pack, now)
        return nudge_now(session, dispatcher, incoming, pack, now)


def _action(activity: dict[str, Any]) -> dict[str, Any]:
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return action if isinstance(action, dict) else {}
