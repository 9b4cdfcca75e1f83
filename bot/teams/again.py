"""What a dead process had acknowledged and not done, done now."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from bot.cards.errors import answer_lost
from bot.teams.arrived import Arrived
from bot.teams.listeners.dialogs import FETCH, SUBMIT, submitting
from bot.teams.listeners.extensions import SHORTCUT, following
from bot.teams.listeners.messages import MESSAGE, answered, heard
from bot.teams.listeners.presses import PRESS, pressing
from bot.teams.listeners.timely import Work, show_late
from bot.teams.room import Room
from bot.teams.speaking import tell_alone
from bot.teams.trust.gate import tenant_of
from models.inbound import Kept, let_go, take_up

Reading = Callable[[Room, dict[str, Any], str], tuple[Arrived, Work]]
READINGS: dict[str, Reading] = {PRESS: pressing, SUBMIT: submitting, SHORTCUT: following}

log = structlog.get_logger(__name__)


async def work_off(room: Room, now: datetime) -> None:
    """Do what was acknowledged and left. What breaks is tried again later."""
    for kept in await asyncio.to_thread(_take_up, room, now):
        with bound_contextvars(request=token_hex(6)):
            log.info("taken_up", kind=kept.kind, key=kept.key, was_done=kept.was_done)
            try:
                await _once_more(room, kept)
                await asyncio.to_thread(_let_go, room, kept)
            except Exception:  # one fault must not hold up the others
                log.exception("taken_up_in_vain", kind=kept.kind, key=kept.key)


async def _once_more(room: Room, kept: Kept) -> None:
    activity = json.loads(kept.payload)
    tenant = tenant_of(activity)
    if kept.kind == MESSAGE:
        arrived = replace(await heard(room, activity, tenant), key=kept.key)
        await _lost_or(room, arrived, kept, answered(room, arrived))
    elif kept.kind != FETCH:  # nobody waits for a dialog any more
        arrived, work = READINGS[kept.kind](room, activity, tenant)
        await _lost_or(room, arrived, kept, show_late(room, arrived, work()))


async def _lost_or(room: Room, arrived: Arrived, kept: Kept, work: Coroutine[Any, Any, None]) -> None:
    if not kept.was_done:
        await work
        return
    work.close()
    await tell_alone(room, arrived, answer_lost())


def _take_up(room: Room, now: datetime) -> Sequence[Kept]:
    with room.deps.database.session() as session:
        return take_up(session, room.platform, now)


def _let_go(room: Room, kept: Kept) -> None:
    with room.deps.database.session() as session:
        let_go(session, kept.workspace_id, kept.key)
