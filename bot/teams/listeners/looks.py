"""Somebody looks at a message: Teams asks what it says now. It is answered without a word written."""

import asyncio
from datetime import datetime
from typing import Any

from bot.requests.faults import fault
from bot.teams.activities import Answered, in_place, toast
from bot.teams.arrived import Arrived, read
from bot.teams.refreshing import REFRESH, nudge_now
from bot.teams.relisting import list_now
from bot.teams.render import Rendered, read_press
from bot.teams.room import Room
from content.schema.pack import Pack
from models.db.database import Database

MANUAL = "manual"
"""How Teams tells that a person asked for it, with the message's own menu."""
NOTHING = "Denne meldingen fornyes ikke lenger. Spør på nytt, så får du et ferskt svar."
QUIET = toast("")
"""Whoever only looked is told nothing."""


def is_look(activity: dict[str, Any]) -> bool:
    """Return True if an activity is somebody looking at a message."""
    return _action(activity).get("verb") == REFRESH


async def on_look(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Show whoever looks at a message what it says now; where that cannot be told it stays as it was."""
    arrived = read(activity, tenant, REFRESH, REFRESH)
    _, press = read_press(REFRESH, _action(activity).get("data") or {})
    try:
        found = await _found(room, arrived, press.value)
    except Exception as error:  # noqa: BLE001 - nobody waits for it
        fault(error, arrived)
        return QUIET
    if found:
        return in_place(found.card)
    return toast(NOTHING) if (activity.get("value") or {}).get("trigger") == MANUAL else QUIET


async def _found(room: Room, arrived: Arrived, asked: str) -> Rendered | None:
    pack, now = room.deps.packs.current(), room.deps.now()
    # A nudge says the same to all; what was asked is asked again by whoever looks.
    whose = (arrived.user_id, asked) if asked else ("", "")
    key = (arrived.team_id, arrived.place, arrived.message_id, *whose)
    return await room.looking.ask(key, lambda: asyncio.to_thread(_read, room, arrived, asked, pack, now))


def _read(room: Room, arrived: Arrived, asked: str, pack: Pack, now: datetime) -> Rendered | None:
    database: Database = room.deps.database
    with database.reading() as session:
        if asked:
            return list_now(session, room, arrived, asked, pack, now)
        return nudge_now(session, room, arrived, pack, now)


def _action(activity: dict[str, Any]) -> dict[str, Any]:
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return action if isinstance(action, dict) else {}
