"""Sends everything that is due: fairly between workspaces, with a limit on how much is in flight."""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

import structlog
from structlog.contextvars import bind_contextvars

from content.schema.pack import Pack
from jobs.reporting import DeliveryReport, NoObserver, Observer
from jobs.sending.claim import ClaimedMessage, paced_until
from jobs.sending.outbox import Outbox, PreparedMessage, handle
from jobs.sending.outcomes import SETTLED_AFTER, Delivered, Handled, RetryLater
from jobs.sending.send_queue import AT_ONCE, Prefetch, SendQueue, SendTask
from jobs.sending.settle import SettlementWriter, settle

log = structlog.get_logger(__name__)

STALE_AFTER = 1.0
"""After so many seconds in line a message is looked at again before it is sent."""
CLAIMED_AHEAD = 256
"""How many messages are claimed beyond those there is room for, so that the line is not empty while more are claimed."""
FIRST_LOOKED_AT = 64
"""How many are checked first if the queue is short."""
LOOK_UP_SECONDS = 0.5
"""How long to wait for room before checking whether something else is due, or is slow by now."""
TRIED = frozenset({"retried", "failed", "unknown"})
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*|http [0-9]{3}")
"""Matches a platform's own word for an error: our own reasons are sentences, which may contain people's words."""
STOP_SECONDS = 4.0
"""How long messages in flight get to finish when the process stops; the rest is released."""


@dataclass
class SendLoop:
    """One round's work. `now` returns the moment (aware); once `stopping` returns true nothing more is claimed."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    stopping: Callable[[], bool]
    observer: Observer = field(default_factory=NoObserver)
    planned: list[DeliveryReport] = field(default_factory=list)
    handled: list[DeliveryReport] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with an empty queue."""
        self._road = SendQueue()
        self._supply = Prefetch(self.outbox, self.pack, self.now)
        self._ledger = SettlementWriter(self.outbox.database, self._written, lambda: self._road.is_sending)
        self._looking: asyncio.Task[None] | None = None
        self._asked = self.now()
        self._room_made = asyncio.Event()
        self._clock = asyncio.get_running_loop().time

    async def run(self) -> None:
        """Plan and send until nothing is due any more. Planning continues while much is being sent."""
        try:
            while not self.stopping():
                # What is answered during the search for more may make room for its own workspace's next.
                was_busy = not self._road.is_clear
                if not await self._more() and not await self._waited() and not was_busy:
                    break
        finally:
            await self._finish()

    async def _more(self) -> bool:
        """Plan and claim some more if there is room; return True if anything came of it."""
        self._fill()  # what is slow by now makes room
        wanted = self._wanted()
        if not wanted:
            return False
        self._asked = self.now()
        # On SQLite, which has one writer, both at once would only wait for each other.
        planning = None if self.outbox.database.is_near else asyncio.create_task(self._plan())
        try:
            has_claimed = await self._claim(wanted)
        finally:
            if planning:
                await planning
        has_planned = await (planning or self._plan())
        return has_claimed or has_planned

    async def _plan(self) -> bool:
        planned = await asyncio.to_thread(self._supply.plan)
        for report in planned or ():
            self.planned.append(report)
            self.observer.planned(report)
        return planned is not None

    async def _claim(self, wanted: int) -> bool:
        """Claim, and start checking what is claimed in the background; what was claimed before comes first."""
        messages = await asyncio.to_thread(self._supply.claim, wanted, self._road.busy())
        if not messages:
            return False
        await self._looked()
        self._road.expect(messages)
        self._looking = asyncio.create_task(self._look_at(messages))
        return True

    async def _look_at(self, messages: Sequence[ClaimedMessage]) -> None:
        """Check all of them at once; if the queue is short, first some, so that it does not run empty meanwhile."""
        some = len(messages) if self._road.waiting >= FIRST_LOOKED_AT else FIRST_LOOKED_AT
        try:
            for part in filter(None, (messages[:some], messages[some:])):
                self._road.join(await asyncio.to_thread(self._supply.look, part), self._clock())
                self._go_on()
        finally:
            self._road.expect(())

    async def _looked(self) -> None:
        if self._looking is not None:
            await asyncio.wait([self._looking])

    def _wanted(self) -> int:
        """Return how many to claim: none where that are few, since many at once cost little more."""
        wanted = self._road.room(self._clock()) + CLAIMED_AHEAD
        return wanted if wanted >= (AT_ONCE + CLAIMED_AHEAD) // 2 else 0

    def _fill(self) -> None:
        """Start as many as there is room for."""
        now = self._clock()
        while (goods := self._next(now)) is not None:
            self._road.start(goods.message, asyncio.create_task(self._travel(goods)), now)

    def _next(self, now: float) -> PreparedMessage | None:
        found = self._road.next(now)
        if found is None:
            return None
        goods, since = found
        return replace(goods, ready=None) if since <= now - STALE_AFTER else goods

    async def _travel(self, goods: PreparedMessage | None) -> None:
        """Send a message, and then the next one in its place: creating a task takes as long as much of what it does."""
        trip = cast("SendTask", asyncio.current_task())
        while goods is not None:
            if not await self._handle(goods):
                await asyncio.sleep(0)  # if nothing was awaited, let other tasks on the loop run
            now = self._clock()
            goods = None if self.stopping() else self._next(now)
            if goods is not None:
                self._road.start(goods.message, trip, now)
            self._signal_room()

    async def _handle(self, goods: PreparedMessage) -> bool:
        """Process a message; return True if it was posted."""
        # The delivery id is in the message's metadata too: what is logged meanwhile can be found by it.
        bind_contextvars(delivery=goods.message.claims[0].delivery_id)
        try:
            handled = await handle(self.outbox, goods, self.pack, self.now)
        except Exception as error:  # noqa: BLE001 - reported as the error of this message
            self._written([Handled(goods.message, (), ())], error)
            return False
        self._road.arrive(goods.message)
        self._ledger.hand_in(handled)
        return any(isinstance(each, Delivered) for each in handled.outcomes)

    def _written(self, group: Sequence[Handled], error: Exception | None) -> None:
        now = self.now()
        for handled in group:
            self._road.end(handled.message)
            if error is None:
                self._note(handled, now)
            else:  # what is not stored is searched for when its lease runs out
                ids = [each.delivery_id for each in handled.message.claims]
                log.error("delivery_not_settled", deliveries=ids, exc_info=error)
        self._go_on()  # its own workspace's next may have waited for it

    def _go_on(self) -> None:
        if not self.stopping():
            self._fill()
        self._signal_room()

    def _signal_room(self) -> None:
        if self._road.is_clear or self._wanted():
            self._room_made.set()

    def _note(self, handled: Handled, now: datetime) -> None:
        self.handled += handled.reports
        number = handled.message.claims[0].delivery_id
        for report in handled.reports:
            late = now - report.due_at
            self.observer.handled(report, late)
            log.info(
                "delivery",
                delivery=number,
                team=report.workspace,
                kind=report.kind,
                outcome=report.outcome,
                late=late.total_seconds(),
                reason=_code(report),
            )

    async def _waited(self) -> bool:
        """Wait a while for an answer or for a channel that is paced; False if there is neither to wait for."""
        if self._road.is_clear:
            return await self._paced()
        await self._wait(LOOK_UP_SECONDS)
        return True

    async def _wait(self, seconds: float) -> None:
        self._room_made.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._room_made.wait()

    async def _paced(self) -> bool:
        # As of when there was nothing to claim: what became free since then should not wait for the next round.
        until = await asyncio.to_thread(paced_until, self.outbox.database, self._asked)
        if until is not None:
            await asyncio.sleep(min((until - self.now()).total_seconds(), 1))
        return until is not None

    async def _finish(self) -> None:
        """Wait for messages in flight; if the process stops, the queue and what takes too long are released."""
        await self._looked()
        while not self._road.is_clear:
            if self.stopping():
                await self._hand_back(self._road.leave_line())
                await self._cleared(self._clock() + STOP_SECONDS)
                await self._hand_back(self._road.give_up(), "sending")
            else:
                self._fill()
                await self._wait(LOOK_UP_SECONDS)
        await self._ledger.written()

    async def _cleared(self, until: float) -> None:
        while not self._road.is_clear and (left := until - self._clock()) > 0:
            await self._wait(left)

    async def _hand_back(self, messages: Sequence[ClaimedMessage], state: str = "") -> None:
        """Release some to other processes; what may be posted is searched for first (with `state`, all may be)."""
        if messages:
            now = self.now()
            await asyncio.to_thread(
                self._settle, [each for message in messages for each in _later(message, now, state)]
            )
            log.info("handed_back", messages=len(messages))

    def _settle(self, outcomes: Sequence[RetryLater]) -> None:
        with self.outbox.database.session() as session:
            settle(session, outcomes)


def _later(message: ClaimedMessage, now: datetime, state: str) -> Iterable[RetryLater]:
    again = now + SETTLED_AFTER if state else now
    for claim in message.claims:
        yield RetryLater(message, [claim], "avbrutt", again, state or ("sending" if claim.may_be_posted else "planned"))


def _code(delivery_report: DeliveryReport) -> str:
    """Return the platform's own word for why a message was not sent; empty if the reason is a sentence."""
    found = CODE.fullmatch(delivery_report.reason) if delivery_report.outcome in TRIED else None
    return found[0] if found else ""
