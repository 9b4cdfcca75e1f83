"""What a dead process had acknowledged and not done, done now."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.cards.errors import answer_lost
from bot.commands.ask import GIVEN
from bot.requests.again import once_more_each
from bot.teams.arrived import Arrived, read
from bot.teams.listeners.consents import CONSENT, consenting
from bot.teams.listeners.dialogs import FETCH, SUBMIT, submitting
from bot.teams.listeners.extensions import SHORTCUT, acting
from bot.teams.listeners.files import files_in, given
from bot.teams.listeners.messages import MESSAGE, answered, heard
from bot.teams.listeners.presses import PRESS, pressing
from bot.teams.listeners.timely import Work, show_late
from bot.teams.room import Room
from bot.teams.speaking import tell_alone
from bot.teams.trust.gate import tenant_of
from models.workspace.inbound import Kept

Reading = Callable[[Room, dict[str, Any], str], tuple[Arrived, Work]]
READINGS: dict[str, Reading] = {PRESS: pressing, SUBMIT: submitting, SHORTCUT: acting, CONSENT: consenting}


async def work_off(room: Room, now: datetime) -> None:
    """Do what was acknowledged and left. What breaks is tried again later."""
    await once_more_each(room, partial(_once_more, room), now)


async def _once_more(room: Room, kept: Kept) -> None:
    activity = json.loads(kept.payload)
    tenant = tenant_of(activity)
    files = files_in(activity) if kept.kind == MESSAGE else []
    if files:
        arrived = replace(read(activity, tenant, MESSAGE, GIVEN), key=kept.key)
        await given(room, arrived, files, once_more=kept.was_done)
    elif kept.kind == MESSAGE:
        arrived = replace(await heard(room, activity, tenant), key=kept.key)
        await _lost_or(room, arrived, kept, lambda: answered(room, arrived))
    elif kept.kind != FETCH:  # nobody waits for a dialog any more
        arrived, work = READINGS[kept.kind](room, activity, tenant)
        await _lost_or(room, arrived, kept, lambda: show_late(room, arrived, work()))


async def _lost_or(room: Room, arrived: Arrived, kept: Kept, work: Callable[[], Awaitable[None]]) -> None:
    if kept.was_done:
        await tell_alone(room, arrived, answer_lost())
    else:
        await work()
