"""Messages in flight and in line, and how much room there is: a slow workspace does not take up the others' room.

The line is filled ahead: messages are planned, claimed and checked many at once, in few short transactions.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from content.schema.pack import Pack
from jobs.planning.plan import plan_next
from jobs.reporting import DeliveryReport
from jobs.sending.claim import ClaimedMessage, Turn, claim_messages
from jobs.sending.compose import SharedCards
from jobs.sending.outbox import Outbox, PreparedMessage
from jobs.sending.prepare import CheckedMessage, check_messages, check_without_writing

log = structlog.get_logger(__name__)

AT_ONCE = 32
"""How many messages are in flight at the same time; slow ones no longer count."""
MOST = 256
"""How many may be in flight in total, including slow ones."""
SLOW_AFTER = 2.0
"""After so many seconds a message is slow: it keeps its workspace's place, but frees the common one."""

PER_WORKSPACE = 2
"""How many messages of one workspace may be in flight at the same time."""
PLANNED_FIRST, PLANNED_AT_ONCE = 64, 250
"""How many workspaces are planned in one transaction: fewer the first time, since nothing is in flight until then."""

SendTask = asyncio.Task[None]


@dataclass
class SendQueue:
    """Messages in flight until the platform has answered, then until the outcome is stored; and the line behind."""

    _coming: Sequence[ClaimedMessage] = ()
    """Messages that are claimed and being checked."""
    _line: deque[tuple[PreparedMessage, float]] = field(default_factory=deque)
    _sending: dict[int, tuple[ClaimedMessage, SendTask, float]] = field(default_factory=dict)
    _written: dict[int, ClaimedMessage] = field(default_factory=dict)
    """Both by the id of a message's first delivery."""
    _held: Counter[int] = field(default_factory=Counter)
    """How many messages of a workspace are on their way or being written down."""

    @property
    def is_sending(self) -> bool:
        """Return True if there is a message that the platform has not answered yet."""
        return bool(self._sending)

    @property
    def is_clear(self) -> bool:
        """Return True if nothing is in flight, being stored, waiting or expected."""
        return not (self._sending or self._written or self._line or self._coming)

    def room(self, now: float) -> int:
        """Return how many more may be in flight (`now` on the loop's clock), less those that wait or are expected."""
        return self._free(now) - len(self._line) - len(self._coming)

    def busy(self) -> list[int]:
        """Return the workspaces that have enough messages in flight or waiting."""
        waiting = Counter(each.message.workspace.id for each, _ in self._line)
        waiting.update(each.workspace.id for each in self._coming)
        return [each for each, count in (self._held + waiting).items() if count >= PER_WORKSPACE]

    def expect(self, messages: Sequence[ClaimedMessage]) -> None:
        """Reserve room for messages that are being checked."""
        self._coming = messages

    @property
    def waiting(self) -> int:
        """Return how many wait in line."""
        return len(self._line)

    def join(self, goods: Sequence[PreparedMessage], now: float) -> None:
        """Put the first of the expected messages in line."""
        self._coming = self._coming[len(goods) :]
        self._line.extend((each, now) for each in goods)

    def next(self, now: float) -> tuple[PreparedMessage, float] | None:
        """Take the first message out of the line that may be sent, with when it joined; None if there is none."""
        if not self._line or self._free(now) <= 0:
            return None
        for place, (goods, _) in enumerate(self._line):
            if self._held[goods.message.workspace.id] < PER_WORKSPACE:
                found = self._line[place]
                del self._line[place]
                return found
        return None

    def start(self, message: ClaimedMessage, trip: SendTask, now: float) -> None:
        """Count a message as in flight."""
        self._sending[_number(message)] = (message, trip, now)
        self._held[message.workspace.id] += 1

    def arrive(self, message: ClaimedMessage) -> None:
        """Free its room: the platform has answered."""
        number = _number(message)
        del self._sending[number]
        self._written[number] = message

    def end(self, message: ClaimedMessage) -> None:
        """Forget a message: its outcome is stored, or storing it failed."""
        number = _number(message)
        if self._written.pop(number, None) or self._sending.pop(number, None):
            self._leave(message.workspace.id)

    def give_up(self) -> list[ClaimedMessage]:
        """Cancel messages in flight, and return them with those still being stored."""
        left = [*(message for message, _, _ in self._sending.values()), *self._written.values()]
        for _, trip, _ in self._sending.values():
            trip.cancel()
        self._sending.clear()
        self._written.clear()
        self._held.clear()
        return left

    def leave_line(self) -> list[ClaimedMessage]:
        """Return the messages in line, which another process will send."""
        left = [goods.message for goods, _ in self._line]
        self._line.clear()
        return left

    def _free(self, now: float) -> int:
        slow = 0
        for _, _, since in self._sending.values():
            if since > now - SLOW_AFTER:  # they are in the order they began: the slow ones come first
                break
            slow += 1
        return min(AT_ONCE - len(self._sending) + slow, MOST - len(self._sending))

    def _leave(self, workspace_id: int) -> None:
        self._held[workspace_id] -= 1
        if not self._held[workspace_id]:
            del self._held[workspace_id]


def _number(message: ClaimedMessage) -> int:
    return message.claims[0].delivery_id


@dataclass
class Prefetch:
    """Provides one round's messages. `now` returns the moment (aware). Its methods block: run them in threads."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    _after: int = 0
    _most: int = PLANNED_FIRST
    _planned_until: datetime | None = None
    _alike: SharedCards = field(default_factory=SharedCards)

    def plan(self) -> list[DeliveryReport] | None:
        """Plan some workspaces; None if there were none to plan."""
        now = self.now()
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, self._most)
        self._most = PLANNED_AT_ONCE
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def claim(self, most: int, busy: Collection[int]) -> Sequence[ClaimedMessage]:
        """Claim up to so many messages, in order and from no workspace that is `busy`, continuing after the last claim.

        If nothing is found there it starts from the beginning.
        """
        now, after = self.now(), self._after
        from_start = after == 0
        while True:
            taken = claim_messages(self.outbox.database, self.outbox.owner, now, Turn(after, busy, PER_WORKSPACE), most)
            if taken.passed is None and from_start:
                return ()
            # If other processes took everything there, look behind it.
            after, from_start = taken.passed or 0, from_start or taken.passed is None
            if taken.messages:
                self._after = after
                return taken.messages

    def look(self, messages: Sequence[ClaimedMessage]) -> list[PreparedMessage]:
        """Check what was claimed one last time, and get its senders.

        Messages that may be posted already are left unchecked: they are searched for first.
        """
        sure = [each for each in messages if not each.may_be_posted]
        try:
            ready = self._looked_at(sure)
            senders = [self.outbox.sender_for(each.workspace, each.place.kind) for each in sure]
        except Exception:  # one of them has a fault: each is prepared separately
            log.exception("preparing_broke")
            return [PreparedMessage(each) for each in messages]
        looked_at = map(PreparedMessage, sure, ready, senders)
        return [PreparedMessage(each) if each.may_be_posted else next(looked_at) for each in messages]

    def _looked_at(self, messages: Sequence[ClaimedMessage]) -> Iterator[CheckedMessage]:
        """Check without writing, which blocks nobody; only what is held back is checked again and stored."""
        database, now = self.outbox.database, self.now()
        with database.reading() as session:
            found = check_without_writing(session, messages, self.pack, now, self._alike)
        held = [message for message, ready in zip(messages, found, strict=True) if ready is None]
        if not held:
            return (each for each in found if each)
        with database.session() as session:
            again = iter(check_messages(session, held, self.pack, now, self._alike))
        return (each or next(again) for each in found)
