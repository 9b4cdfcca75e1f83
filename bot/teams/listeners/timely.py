"""Answering an invoke in time; what takes longer is shown when it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.requests.dispatcher import let_go_after
from bot.teams.activities import Answered, attachment
from bot.teams.arrived import Arrived
from bot.teams.room import Room

LATER = "Dette tar litt tid. Svaret kommer her."
Work = Callable[[], Coroutine[Any, Any, Answered]]


async def timely(room: Room, arrived: Arrived, work: Work, kind: str, activity: dict[str, Any]) -> Answered | None:
    """Start work and return its answer; None where it takes too long (then it is kept, and shown when it is done)."""
    task, in_time = await room.start(arrived, kind, activity, work())
    if in_time:
        return task.result()
    showing: asyncio.Task[None] = room.tasks.start(show_late(room, arrived, task))
    room.tasks.start(let_go_after(room, arrived, showing))
    return None


async def show_late(room: Room, arrived: Arrived, late: Awaitable[Answered]) -> None:
    """Show what came too late to stand in another's place: as a message, to whoever is alone with the bot.

    Elsewhere everybody would see it; what was done shows in the message that was renewed, which is enough there, too,
    where it stands in its place already.
    """
    answered = await late
    card = (answered.body or {}).get("value")
    if arrived.is_personal and not answered.stands and isinstance(card, dict):
        values = {"type": "message", "attachments": [attachment(card)]}
        await room.connector.post(arrived.service, arrived.conversation, values)
