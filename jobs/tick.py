"""One round: plan what is due, and empty the outbox."""

import asyncio
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from content.schema.pack import Pack
from jobs.clock_ahead import repair_clock_ahead
from jobs.planning.plan import plan_all_again
from jobs.rehearsal import rehearse
from jobs.reporting import NoObserver, Observer, TickReport, report
from jobs.sending.outbox import Outbox, SenderFor
from jobs.sending.send_loop import SendLoop
from models.db.database import Database


class Packs(Protocol):
    """A source of content packs."""

    def current(self) -> Pack:
        """Return the current content pack."""


async def tick(  # noqa: PLR0913 - what a round needs, and its options, each given by name
    now: datetime,
    database: Database,
    packs: Packs,
    sender_for: SenderFor,
    *,
    fresh: bool = False,
    dry_run: bool = False,
    stopping: Callable[[], bool] = lambda: False,
    observer: Observer | None = None,
) -> TickReport:
    """Plan and send everything that is due at `now` (aware), and return what was done.

    With `fresh`, every workspace is synced with the content and looked at, even if that was not due yet. With
    `dry_run` nothing is written or sent: the report contains what would have been sent, with the cards. Once `stopping`
    returns true nothing more is claimed. What a round with the clock ahead left behind is repaired first. `observer` is
    called with everything as it happens.
    """
    pack = await asyncio.to_thread(packs.current)
    if dry_run:
        return await asyncio.to_thread(rehearse, database, pack, now)
    await asyncio.to_thread(repair_clock_ahead, database, now, deep=fresh)
    if fresh:
        await asyncio.to_thread(plan_all_again, database, now)
    observer = observer or NoObserver()
    loop = asyncio.get_running_loop()
    started = loop.time()
    outbox = Outbox(database, sender_for, random.random, uuid.uuid4().hex)
    # A long round must not give out leases that began with it.
    drain = SendLoop(outbox, pack, lambda: now + timedelta(seconds=loop.time() - started), stopping, observer)
    await drain.run()
    observer.round_done(loop.time() - started)
    return report(now, drain.planned, drain.handled)
