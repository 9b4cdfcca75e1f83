"""What a dead process had acknowledged and not done, done now."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from bot.cards.errors import answer_lost
from bot.desk.deps import Deps
from bot.slack.arrived import Arrived, from_command, from_press
from bot.slack.listeners.commands import COMMAND, command_again
from bot.slack.listeners.events import EVENT, event_again
from bot.slack.listeners.presses import PRESS, press_again
from bot.slack.listeners.shortcuts import SHORTCUT, shortcut_again
from bot.slack.listeners.submissions import SUBMIT, read_submission, submission_again
from bot.slack.room import Room
from bot.slack.teams import PLATFORM
from models.inbound import Kept, let_go, take_up

AGAIN: dict[str, Callable[[Room, dict[str, Any], str], Awaitable[None]]] = {
    COMMAND: command_again,
    PRESS: press_again,
    SUBMIT: submission_again,
    SHORTCUT: shortcut_again,
    EVENT: event_again,
}
ARRIVED: dict[str, Callable[[dict[str, Any]], Arrived]] = {
    COMMAND: from_command,
    PRESS: lambda body: from_press(body, PRESS),
    SUBMIT: lambda body: read_submission(body)[0],
    SHORTCUT: lambda body: from_press(body, SHORTCUT),
}
"""How to answer what people did; nobody waits for the answer to an event."""

log = structlog.get_logger(__name__)


async def work_off(room: Room, now: datetime) -> None:
    """Do what was acknowledged and left. What breaks is tried again later."""
    for kept in await asyncio.to_thread(_take_up, room.deps, now):
        with bound_contextvars(request=token_hex(6)):
            log.info("taken_up", kind=kept.kind, key=kept.key, was_done=kept.was_done)
            try:
                await _once_more(room, kept)
            except Exception:  # one fault must not hold up the others
                log.exception("taken_up_in_vain", kind=kept.kind, key=kept.key)


def _take_up(deps: Deps, now: datetime) -> Sequence[Kept]:
    with deps.database.session() as session:
        return take_up(session, PLATFORM, now)


async def _once_more(room: Room, kept: Kept) -> None:
    body = json.loads(kept.payload)
    if not kept.was_done:
        await AGAIN[kept.kind](room, body, kept.key)
    elif kept.kind in ARRIVED:
        await room.tell(ARRIVED[kept.kind](body), answer_lost())
    await asyncio.to_thread(_let_go, room.deps, kept)


def _let_go(deps: Deps, kept: Kept) -> None:
    with deps.database.session() as session:
        let_go(session, kept.workspace_id, kept.key)
