"""Bringing on its way all that is due: fairly between workspaces, with a bound on how much is on its way at once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bound_contextvars

from content.schema.pack import Pack
from jobs.claim import Parcel, Turn, claim_parcels, paced_until
from jobs.observer import Nobody, Observer
from jobs.outbox import Outbox, handle
from jobs.plan import plan_next
from jobs.prepare import Ready, prepare
from jobs.settle import Later, settle
from jobs.told import Told

log = structlog.get_logger(__name__)

AT_ONCE = 32
"""How many messages are on their way at the same time; those that are slow are no longer counted."""
PER_WORKSPACE = 2
"""How many of them may be one workspace's."""
MOST = 256
"""How many may be on their way in all, the slow ones with them."""
SLOW_AFTER = 2.0
"""After so many seconds a message is slow: it keeps its workspace's place, and lets others have the common one."""
PLANNED_AT_ONCE = 50
"""How many workspaces are planned in one transaction."""
LOOK_UP_SECONDS = 0.5
"""How long to wait for room before looking whether something else is due, or is slow by now."""
STOP_SECONDS = 4.0
"""How long what is on its way gets to arrive when the process is to stop; what does not is handed back."""


@dataclass
class _OnItsWay:
    parcel: Parcel
    since: float


@dataclass
class Drain:
    """One round's work. `now` gives the moment (aware); once `stopping` answers true nothing more is claimed."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    stopping: Callable[[], bool]
    observer: Observer = field(default_factory=Nobody)
    planned: list[Told] = field(default_factory=list)
    handled: list[Told] = field(default_factory=list)
    _under_way: dict["asyncio.Task[None]", _OnItsWay] = field(default_factory=dict)
    _after: int = 0
    _planned_until: datetime | None = None
    _room_made: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Plan and send until nothing is due any more. Planning goes on while much is being sent."""
        try:
            while not self.stopping():
                # What arrives while it is looked for more may make room for its own workspace's next.
                was_busy = bool(self._under_way)
                if not await self._more() and not await self._waited() and not was_busy:
                    break
        finally:
            await self._finish()

    async def _more(self) -> bool:
        """Plan and claim some more where there is room; tell whether anything came of it."""
        room = self._room()
        if room < AT_ONCE // 2:
            return False
        planned, ready = await asyncio.to_thread(self._next, room, self._busy())
        for told in planned or ():
            self.planned.append(told)
            self.observer.planned(told)
        for each in ready:
            self._start(each)
        return bool(ready) or planned is not None

    def _next(self, room: int, busy: list[int]) -> tuple[list[Told] | None, list[Parcel | Ready]]:
        now = self.now()
        planned = self._plan(now)
        parcels = self._claim(now, room, busy)
        sure = [each for each in parcels if not each.may_stand]
        return planned, [*self._prepare(sure, now), *(each for each in parcels if each.may_stand)]

    def _plan(self, now: datetime) -> list[Told] | None:
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, PLANNED_AT_ONCE)
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def _claim(self, now: datetime, room: int, busy: list[int]) -> list[Parcel]:
        """Claim from where the last claim ended, and once more from the beginning."""
        for after in dict.fromkeys((self._after, 0)):
            turn = Turn(after, busy, PER_WORKSPACE)
            found = claim_parcels(self.outbox.database, self.outbox.owner, now, turn, room)
            if found:
                self._after = found[-1].workspace.id
                return found
        return []

    def _prepare(self, parcels: list[Parcel], now: datetime) -> list[Parcel] | list[Ready]:
        if not parcels:
            return []
        try:
            return prepare(self.outbox.database, parcels, self.pack, now)
        except Exception:  # one of them has a fault: each is prepared by itself
            log.exception("preparing_broke", messages=len(parcels))
            return parcels

    def _start(self, each: Parcel | Ready) -> None:
        parcel, ready = (each.parcel, each) if isinstance(each, Ready) else (each, None)
        task = asyncio.create_task(self._handle(parcel, ready))
        self._under_way[task] = _OnItsWay(parcel, self._clock())
        task.add_done_callback(self._arrived)

    def _arrived(self, task: "asyncio.Task[None]") -> None:
        self._under_way.pop(task, None)
        if not self._under_way or self._room() >= AT_ONCE // 2:
            self._room_made.set()

    async def _handle(self, parcel: Parcel, ready: Ready | None) -> None:
        # By the number that stands in the message's metadata too: what is logged on the way can be found by it.
        with bound_contextvars(delivery=parcel.claims[0].delivery_id):
            try:
                self._note(await handle(self.outbox, parcel, self.pack, self.now, ready))
            except Exception:  # what is not written down is looked for when its lease runs out
                log.exception("delivery_not_settled", deliveries=[each.delivery_id for each in parcel.claims])

    def _note(self, handled: Sequence[Told]) -> None:
        self.handled += handled
        now = self.now()
        for told in handled:
            late = now - told.due_at
            self.observer.handled(told, late)
            log.info("delivery", team=told.workspace, kind=told.kind, outcome=told.outcome, late=late.total_seconds())

    def _room(self) -> int:
        slow_from = self._clock() - SLOW_AFTER
        fresh = sum(1 for each in self._under_way.values() if each.since > slow_from)
        return min(AT_ONCE - fresh, MOST - len(self._under_way))

    def _busy(self) -> list[int]:
        counts = Counter(each.parcel.workspace.id for each in self._under_way.values())
        return [workspace for workspace, count in counts.items() if count >= PER_WORKSPACE]

    async def _waited(self) -> bool:
        """Wait for a message to arrive or a channel to be free, a while at most; False where there is none to wait for."""
        if not self._under_way:
            return await self._paced()
        self._room_made.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_UP_SECONDS):
                await self._room_made.wait()
        return True

    async def _paced(self) -> bool:
        now = self.now()
        until = await asyncio.to_thread(paced_until, self.outbox.database, now)
        if until is not None:
            await asyncio.sleep(min((until - now).total_seconds(), 1))
        return until is not None

    async def _finish(self) -> None:
        """Let what is on its way arrive; where the process is to stop, what is too slow is handed back."""
        while self._under_way:
            stopping = self.stopping()
            await asyncio.wait(set(self._under_way), timeout=STOP_SECONDS if stopping else LOOK_UP_SECONDS)
            if stopping and self._under_way:
                await asyncio.to_thread(self._hand_back, self._cancelled())
        await self.outbox.ledger.written()

    def _cancelled(self) -> list[Parcel]:
        left = dict(self._under_way)
        for task in left:
            task.cancel()
        self._under_way.clear()
        return [each.parcel for each in left.values()]

    def _hand_back(self, parcels: list[Parcel]) -> None:
        now = self.now()
        with self.outbox.database.session() as session:
            settle(session, [Later(each, each.claims, "avbrutt", now, "sending") for each in parcels])
        log.info("handed_back", messages=len(parcels))

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
