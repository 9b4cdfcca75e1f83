"""The clock: the only module that knows APScheduler. It calls a round every minute."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from content.schema.pack import Pack
from jobs.claim import soonest
from jobs.observer import Observer
from jobs.outbox import SenderFor
from jobs.report import TickReport
from jobs.tick import Packs, tick
from jobs.tidy import Tidying
from models.database import Database

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60

Errand = Callable[[datetime], Awaitable[None]]
"""Something else to be seen to in every round, at the moment (aware) it is given."""


class NudgeClock:
    """Runs a round at once, every minute, and whenever it is asked to; one at a time.

    `now` gives the moment (aware); every round runs the errands too. The first round, and the first one after the content changed, look at every
    workspace anew.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        database: Database,
        packs: Packs,
        sender_for: SenderFor,
        errands: Sequence[Errand] = (),
        observer: Observer | None = None,
    ) -> None:
        self._now = now
        self._database = database
        self._packs = packs
        self._sender_for = sender_for
        self._errands = errands
        self._observer = observer
        self._tidying = Tidying(database)
        self._one_at_a_time = asyncio.Lock()
        self._seen: Pack | None = None
        self._stopping = False
        self._last_round: datetime | None = None
        self._sooner: asyncio.TimerHandle | None = None
        self._woken: set[asyncio.Task[None]] = set()
        # In UTC whatever the machine is set to: rounds have no hour of their own.
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    @property
    def last_round(self) -> datetime | None:
        """Return when the last round that went well began (None: not yet)."""
        return self._last_round

    def start(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Begin, on the running loop. The first round comes after one interval; `run_now` gives one at once."""
        self._scheduler.add_job(
            self.try_now,
            IntervalTrigger(seconds=every_seconds, timezone="UTC"),
            # A late round is run late, once; never two at a time.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def run_now(self, *, fresh: bool = False) -> TickReport:
        """Run a round now and return what it did. `fresh` looks at every workspace anew: the time was moved, say."""
        async with self._one_at_a_time:
            now = self._now()
            if self._stopping:
                return TickReport(now)
            pack = await asyncio.to_thread(self._packs.current)
            done = await tick(
                now,
                self._database,
                self._packs,
                self._sender_for,
                fresh=fresh or pack is not self._seen,
                stopping=lambda: self._stopping,
                observer=self._observer,
            )
            for errand in (*self._errands, self._tidy):
                await self._run(errand, now)
            self._seen, self._last_round = pack, now
            await self._come_back(now)
            return done

    async def try_now(self) -> None:
        """Run a round now; what breaks is written down, and the next round comes."""
        try:
            done = await self.run_now()
        except Exception:  # the next round is to come whatever befell this one
            log.exception("round_failed")
            return
        if done.planned or done.sent or done.skipped or done.failed:
            log.info(
                "round",
                planned=len(done.planned),
                sent=len(done.sent),
                skipped=len(done.skipped),
                failed=len(done.failed),
                waiting=len(done.waiting),
            )

    def hurry(self) -> None:
        """Send what is planned for now as soon as the running loop comes to it, not in the next round."""
        if not self._stopping and self._scheduler.running:
            self._scheduler.add_job(self.try_now, id="hurry", replace_existing=True, misfire_grace_time=None)

    async def stop(self) -> None:
        """Stop: claim nothing more, and wait for what is under way."""
        self._stopping = True
        if self._sooner is not None:
            self._sooner.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        # APScheduler's own shutdown would cancel a running round, so it is waited for first.
        async with self._one_at_a_time:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._woken)

    async def _come_back(self, now: datetime) -> None:
        """Have a round sooner than in a minute, where something is to be tried again by then."""
        until = await asyncio.to_thread(soonest, self._database, now)
        if self._sooner is not None:
            self._sooner.cancel()
        wait = (until - now).total_seconds() if until else EVERY_SECONDS
        if wait < EVERY_SECONDS and not self._stopping:
            self._sooner = asyncio.get_running_loop().call_later(wait, self._wake)

    def _wake(self) -> None:
        task = asyncio.create_task(self.try_now())
        self._woken.add(task)
        task.add_done_callback(self._woken.discard)

    async def _tidy(self, now: datetime) -> None:
        await asyncio.to_thread(self._tidying.run, now)

    async def _run(self, errand: Errand, now: datetime) -> None:
        try:
            await errand(now)
        except Exception:  # one fault must not hold up the rest of the round
            log.exception("errand_failed")
