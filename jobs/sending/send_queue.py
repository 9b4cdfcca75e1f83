"""What is on its way, what waits to be, and how much room there is: nobody's slowness takes up the others' room."""

import asyncio
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from jobs.sending.claim import ClaimedMessage
from jobs.sending.outbox import PreparedMessage
from jobs.sending.prefetch import PER_WORKSPACE

AT_ONCE = 32
"""How many messages are on their way at the same time; those that are slow are no longer counted."""
MOST = 256
"""How many may be on their way in all, the slow ones with them."""
SLOW_AFTER = 2.0
"""After so many seconds a message is slow: it keeps its workspace's place, and lets others have the common one."""

SendTask = asyncio.Task[None]


@dataclass
class SendQueue:
    """What is on its way until the platform has answered, and then being written down; and the line behind it."""

    _coming: Sequence[ClaimedMessage] = ()
    """What is claimed, and being looked at."""
    _line: deque[tuple[PreparedMessage, float]] = field(default_factory=deque)
    _sending: dict[int, tuple[ClaimedMessage, SendTask, float]] = field(default_factory=dict)
    _written: dict[int, ClaimedMessage] = field(default_factory=dict)
    """Both by the number of a parcel's first delivery."""
    _held: Counter[int] = field(default_factory=Counter)
    """How many messages of a workspace are on their way or being written down."""
    answered: int = 0
    """How many were answered so far."""

    @property
    def is_sending(self) -> bool:
        """Return True if the platform is still to answer something."""
        return bool(self._sending)

    @property
    def is_clear(self) -> bool:
        """Return True if nothing is on its way, being written down, waiting or coming."""
        return not (self._sending or self._written or self._line or self._coming)

    def room(self, now: float) -> int:
        """Return how many more may be on their way (`now` on the loop's clock), less those that wait or come."""
        return self._free(now) - len(self._line) - len(self._coming)

    def busy(self) -> list[int]:
        """Return the workspaces that have enough on their way or waiting."""
        waiting = Counter(each.message.workspace.id for each, _ in self._line)
        waiting.update(each.workspace.id for each in self._coming)
        return [each for each, count in (self._held + waiting).items() if count >= PER_WORKSPACE]

    def expect(self, messages: Sequence[ClaimedMessage]) -> None:
        """Keep room for some that are being looked at."""
        self._coming = messages

    @property
    def waiting(self) -> int:
        """Return how many wait in line."""
        return len(self._line)

    def join(self, goods: Sequence[PreparedMessage], now: float) -> None:
        """Let the first of those that were expected wait in line."""
        self._coming = self._coming[len(goods) :]
        self._line.extend((each, now) for each in goods)

    def next(self, now: float) -> tuple[PreparedMessage, float] | None:
        """Take the first out of the line that may go, with when it joined; None where none may."""
        if not self._line or self._free(now) <= 0:
            return None
        for place, (goods, _) in enumerate(self._line):
            if self._held[goods.message.workspace.id] < PER_WORKSPACE:
                found = self._line[place]
                del self._line[place]
                return found
        return None

    def start(self, message: ClaimedMessage, trip: SendTask, now: float) -> None:
        """Let a message be on its way."""
        self._sending[_number(message)] = (message, trip, now)
        self._held[message.workspace.id] += 1

    def arrive(self, message: ClaimedMessage) -> None:
        """Give its room to others: the platform has answered."""
        number = _number(message)
        del self._sending[number]
        self._written[number] = message
        self.answered += 1

    def end(self, message: ClaimedMessage) -> None:
        """Forget a message: it is written down, or broke."""
        number = _number(message)
        if self._written.pop(number, None) or self._sending.pop(number, None):
            self._leave(message.workspace.id)

    def give_up(self) -> list[ClaimedMessage]:
        """Cancel what is on its way, and return it with what is still being written down."""
        left = [*(message for message, _, _ in self._sending.values()), *self._written.values()]
        for _, trip, _ in self._sending.values():
            trip.cancel()
        self._sending.clear()
        self._written.clear()
        self._held.clear()
        return left

    def leave_line(self) -> list[ClaimedMessage]:
        """Return what waited, which is to be sent by another process."""
        left = [goods.message for goods, _ in self._line]
        self._line.clear()
        return left

    def _free(self, now: float) -> int:
        slow = 0
        for _, _, since in self._sending.values():
            if since > now - SLOW_AFTER:  # they stand in the order they began: the slow ones are the first
                break
            slow += 1
        return min(AT_ONCE - len(self._sending) + slow, MOST - len(self._sending))

    def _leave(self, workspace_id: int) -> None:
        self._held[workspace_id] -= 1
        if not self._held[workspace_id]:
            del self._held[workspace_id]


def _number(message: ClaimedMessage) -> int:
    return message.claims[0].delivery_id
