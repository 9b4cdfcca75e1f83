"""The clock: the only module that uses APScheduler. It runs a round every minute."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from content.schema.pack import Pack
from jobs.pruning import Pruning
from jobs.reporting import Observer, TickReport
from jobs.sending.claim import soonest
from jobs.sending.outbox import SenderFor
from jobs.tick import Packs, tick
from models.db.database import Database

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60
STEADY_SECONDS = 900.0
"""How long the clock must have run evenly before anything is deleted for its age: most are corrected by then."""
JUMP_SECONDS = 86_400.0
"""How far the clock may move against the monotonic clock between two rounds; beyond that it was, or is, wrong."""

PeriodicTask = Callable[[datetime], Awaitable[None]]
"""Something else to do in every round, called with the moment of the round (aware)."""


class NudgeClock:
    """Runs a round every minute and whenever one is requested, one at a time.

    `now` returns the moment (aware). Every round also runs the periodic tasks: `before` first, `errands` last.
    The first round, and the first one after the content changed or the clock went back, looks at every workspace again.
    With `tidies` false nothing is deleted for its age: the clock may show any time.
    """

    def __init__(  # noqa: PLR0913 - what a round needs, each given by name
        self,
        now: Callable[[], datetime],
        database: Database,
        packs: Packs,
        sender_for: SenderFor,
        errands: Sequence[PeriodicTask] = (),
        observer: Observer | None = None,
        before: Sequence[PeriodicTask] = (),
        *,
        tidies: bool = True,
    ) -> None:
        self._before = before
        self._now = now
        self._database = database
        self._packs = packs
        self._sender_for = sender_for
        self._errands = errands
        self._observer = observer
        self._tidying = Pruning(database)
        self._tidies = tidies
        self._one_at_a_time = asyncio.Lock()
        self._seen: Pack | None = None
        self._stopping = False
        self._last_round: datetime | None = None
        self._last_read: tuple[datetime, float] | None = None
        self._steady_from = -math.inf
        self._sooner: asyncio.TimerHandle | None = None
        self._woken: set[asyncio.Task[None]] = set()
        self._hurrying: asyncio.Task[None] | None = None
        self._hurried = False
        # In UTC, in every zone of the machine: rounds have no hour of their own.
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
        # A machine's clock is at its least reliable when it has just started.
        self._steady_from = asyncio.get_running_loop().time()

    async def run_now(self, *, fresh: bool = False) -> TickReport:
        """Run a round now and return its report. `fresh` looks at every workspace again, as after moving the time."""
        async with self._one_at_a_time:
            now = self._now()
            if self._stopping:
                return TickReport(now)
            for errand in self._before:
                await self._run(errand, now)
            pack = await asyncio.to_thread(self._packs.current)
            done = await tick(
                now,
                self._database,
                self._packs,
                self._sender_for,
                fresh=fresh or pack is not self._seen or self._went_back(now),
                stopping=lambda: self._stopping,
                observer=self._observer,
            )
            for errand in (*self._errands, self._tidy):
                await self._run(errand, now)
            self._seen, self._last_round = pack, now
            await self._come_back(now)
            return done

    async def try_now(self) -> None:
        """Run a round now; an exception is logged, and the next round comes."""
        try:
            done = await self.run_now()
        except Exception:  # the next round must come even if this one failed
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

    def trigger_now(self) -> None:
        """Send what is planned for now as soon as the event loop gets to it, not in the next round.

        If it is called while such a round is under way, another one follows: that one may have missed what was planned.
        """
        if self._stopping or not self._scheduler.running:
            return
        self._hurried = True
        if self._hurrying is None or self._hurrying.done():
            self._hurrying = asyncio.get_running_loop().create_task(self._hurry_on())
            self._woken.add(self._hurrying)
            self._hurrying.add_done_callback(self._woken.discard)

    async def _hurry_on(self) -> None:
        while self._hurried:
            self._hurried = False
            await self.try_now()

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
        """Schedule a round before the next minute if something is to be tried again by then."""
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

    def _went_back(self, now: datetime) -> bool:
        # A machine that keeps its clock right moves it by less.
        return self._last_round is not None and now < self._last_round - timedelta(seconds=EVERY_SECONDS)

    async def _tidy(self, now: datetime) -> None:
        if self._tidies and self._is_steady(now):
            await asyncio.to_thread(self._tidying.run, now)

    def _is_steady(self, now: datetime) -> bool:
        """Return True if the clock has not jumped for a while, as far as this process knows."""
        seconds = asyncio.get_running_loop().time()
        if self._last_read is not None:
            before, then = self._last_read
            if abs((now - before).total_seconds() - (seconds - then)) > JUMP_SECONDS:
                self._steady_from = seconds
        self._last_read = (now, seconds)
        return seconds - self._steady_from >= STEADY_SECONDS

    async def _run(self, errand: PeriodicTask, now: datetime) -> None:
        try:
            await errand(now)
        except Exception:  # one fault must not stop the rest of the round
            log.exception("errand_failed")
