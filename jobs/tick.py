"""One round: plan what is due, and empty the outbox."""

import asyncio
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from content.schema.pack import Pack
from jobs.drain import Drain
from jobs.outbox import Outbox, SenderFor
from jobs.plan import look_again
from jobs.rehearsal import rehearse
from jobs.report import TickReport, report
from models.database import Database


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
        await asyncio.to_thread(look_again, database, now)
    loop = asyncio.get_running_loop()
    started = loop.time()
    outbox = Outbox(database, sender_for, random.random, uuid.uuid4().hex)
    # A long round must not hand out leases that began with it.
    drain = Drain(outbox, pack, lambda: now + timedelta(seconds=loop.time() - started), stopping)
    await drain.run()
    return report(now, drain.planned, drain.handled)
