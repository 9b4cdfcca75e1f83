"""One round: plan what is due, and empty the outbox."""

import asyncio
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from content.schema.pack import Pack
from jobs.outbox import Outbox, SenderFor, handle_one
from jobs.plan import look_again, plan_next
from jobs.rehearsal import rehearse
from jobs.report import TickReport, report
from jobs.told import Told
from models.database import Database

AT_ONCE = 8
"""How many messages are on their way at the same time."""


class Packs(Protocol):
    """Where the content comes from."""

    def current(self) -> Pack:
        """Return the content as it is now."""


async def tick(
    now: datetime,
    database: Database,
    packs: Packs,
    sender_for: SenderFor,
    *,
    fresh: bool = False,
    dry_run: bool = False,
    stopping: Callable[[], bool] = lambda: False,
) -> TickReport:
    """Plan and send everything that is due at `now` (aware), and return what was done.

    With `fresh`, every workspace is synced with the content and looked at, whatever it was last planned to. With
    `dry_run` nothing is written or sent: the report tells what would have been sent, with the cards. Once `stopping`
    answers true nothing more is claimed.
    """
    pack = await asyncio.to_thread(packs.current)
    if dry_run:
        return await asyncio.to_thread(rehearse, database, pack, now)
    if fresh:
        await asyncio.to_thread(look_again, database)
    planned = await asyncio.to_thread(_plan, database, pack, now, stopping)
    outbox = Outbox(database, sender_for, random.random, uuid.uuid4().hex)
    return report(now, planned, await _drain(outbox, pack, now, stopping))


def _plan(database: Database, pack: Pack, now: datetime, stopping: Callable[[], bool]) -> list[Told]:
    planned: list[Told] = []
    while not stopping():
        found = plan_next(database, pack, now)
        if found is None:
            break
        planned += found
    return planned


async def _drain(outbox: Outbox, pack: Pack, now: datetime, stopping: Callable[[], bool]) -> list[Told]:
    loop = asyncio.get_running_loop()
    started = loop.time()
    handled: list[Told] = []

    async def work() -> None:
        while not stopping():
            # A long round must not hand out leases that began with it.
            at = now + timedelta(seconds=loop.time() - started)
            told = await handle_one(outbox, pack, at)
            if told is None:
                break
            handled.append(told)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return handled
