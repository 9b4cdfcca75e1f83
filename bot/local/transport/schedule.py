"""Work to be done later, by real time; tests may advance it themselves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Work = Callable[[], Awaitable[None]]


@dataclass(eq=False)
class _Entry:
    due: float
    work: Work
    timer: asyncio.TimerHandle | None = None

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()


class Schedule:
    """Starts work after a while. `spawn` runs it in the background."""

    def __init__(self, spawn: Callable[[Awaitable[None]], None]) -> None:
        self._spawn = spawn
        self._ahead = 0.0
        self._entries: list[_Entry] = []

    def after(self, seconds: float, work: Work) -> None:
        """Do some work after that many seconds."""
        entry = _Entry(asyncio.get_running_loop().time() + self._ahead + seconds, work)
        self._set_timer(entry, seconds)
        self._entries.append(entry)

    def _set_timer(self, entry: _Entry, seconds: float) -> None:
        entry.timer = asyncio.get_running_loop().call_later(seconds, self._start, entry)

    def _start(self, entry: _Entry) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
            self._spawn(entry.work())

    async def advance(self, seconds: float) -> None:
        """Pretend that so many seconds have passed, and do at once what became due."""
        self._ahead += seconds
        now = asyncio.get_running_loop().time() + self._ahead
        for entry in sorted(self._entries, key=lambda each: each.due):
            entry.stop()
            if entry.due <= now:
                self._entries.remove(entry)
                await entry.work()
            else:
                self._set_timer(entry, entry.due - now)

    def clear(self) -> None:
        """Cancel everything that was scheduled and is not done."""
        for entry in self._entries:
            entry.stop()
        self._entries.clear()
