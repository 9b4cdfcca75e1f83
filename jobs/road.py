"""What is on its way, what waits to be, and how much room there is: nobody's slowness takes up the others' room."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from jobs.claim import Parcel
from jobs.supply import PER_WORKSPACE, Goods, parcel_of

AT_ONCE = 32
"""How many messages are on their way at the same time; those that are slow are no longer counted."""
MOST = 256
"""How many may be on their way in all, the slow ones with them."""
SLOW_AFTER = 2.0
"""After so many seconds a message is slow: it keeps its workspace's place, and lets others have the common one."""
MOST_AHEAD = 224
"""How many may be claimed beyond what there is room for, where that many arrive while more is looked for."""

Trip = asyncio.Task[None]


@dataclass
class Road:
    """Tasks on their way until the platform has answered, and then being written down; and the line behind them."""

    _line: deque[tuple[Goods, float]] = field(default_factory=deque)
    _sending: dict[Trip, tuple[Parcel, float]] = field(default_factory=dict)
    _written: dict[Trip, Parcel] = field(default_factory=dict)
    _held: Counter[int] = field(default_factory=Counter)
    """How many messages of a workspace are on their way or being written down."""
    answered: int = 0
    """How many were answered so far."""

    @property
    def trips(self) -> set[Trip]:
        """Return everything that is on its way or being written down."""
        return {*self._sending, *self._written}

    @property
    def is_sending(self) -> bool:
        """Tell whether the platform is still to answer something."""
        return bool(self._sending)

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing is on its way, being written down or waiting."""
        return not (self._sending or self._written or self._line)

    def room(self, now: float) -> int:
        """Return how many more may be on their way (`now` on the loop's clock), less those that wait."""
        return self._free(now) - len(self._line)

    def busy(self) -> list[int]:
        """Return the workspaces that have enough on their way or waiting."""
        waiting = Counter(parcel_of(each).workspace.id for each, _ in self._line)
        return [each for each, count in (self._held + waiting).items() if count >= PER_WORKSPACE]

    def join(self, goods: Iterable[Goods], now: float) -> None:
        """Let some wait in line."""
        self._line.extend((each, now) for each in goods)

    def next(self, now: float) -> tuple[Goods, float] | None:
        """Take the first out of the line that may go, with when it joined; None where none may."""
        if not self._line or self._free(now) <= 0:
            return None
        for place, (goods, _) in enumerate(self._line):
            if self._held[parcel_of(goods).workspace.id] < PER_WORKSPACE:
                found = self._line[place]
                del self._line[place]
                return found
        return None

    def start(self, trip: Trip, parcel: Parcel, now: float) -> None:
        """Let a message be on its way."""
        self._sending[trip] = (parcel, now)
        self._held[parcel.workspace.id] += 1

    def arrive(self, trip: Trip) -> None:
        """Give its room to others: the platform has answered."""
        parcel, _ = self._sending.pop(trip)
        self._written[trip] = parcel
        self.answered += 1

    def end(self, trip: Trip) -> None:
        """Forget a message: it is written down, or broke."""
        sending = self._sending.pop(trip, None)
        parcel = sending[0] if sending else self._written.pop(trip, None)
        if parcel is not None:
            self._leave(parcel.workspace.id)

    def give_up(self) -> list[Parcel]:
        """Cancel everything that is on its way or being written down, and return it."""
        left = [*(parcel for parcel, _ in self._sending.values()), *self._written.values()]
        for trip in self.trips:
            trip.cancel()
        self._sending.clear()
        self._written.clear()
        self._held.clear()
        return left

    def leave_line(self) -> list[Parcel]:
        """Return what waited, which is to be sent by another process."""
        left = [parcel_of(goods) for goods, _ in self._line]
        self._line.clear()
        return left

    def _free(self, now: float) -> int:
        # They stand in the order they began: the slow ones are the first.
        slow = sum(1 for _ in takewhile(lambda each: each[1] <= now - SLOW_AFTER, self._sending.values()))
        return min(AT_ONCE - len(self._sending) + slow, MOST - len(self._sending))

    def _leave(self, workspace_id: int) -> None:
        self._held[workspace_id] -= 1
        if not self._held[workspace_id]:
            del self._held[workspace_id]
