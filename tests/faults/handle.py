"""A replica as the supervisor holds it: started, told to run a round, killed."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults import replica
from tests.support.forks import FORKS

PATIENCE = 60.0
"""Seconds; only a replica that hangs takes so long."""


class Replica:
    """One process. Its clock is `skew` beside the supervisor's."""

    def __init__(
        self,
        number: int,
        settings: Mapping[str, Any],
        written: Path,
        skew: timedelta,
        spoilt: Callable[[], None] | None = None,
    ) -> None:
        self.number = number
        self.skew = skew
        self.settings = settings
        self._written = written
        self._spoilt = spoilt
        self._said: asyncio.Queue[str] = asyncio.Queue()
        self.alive = False
        self.busy = False
        self._killed = False

    @property
    def lives(self) -> bool:
        """Return True if it is up; one that was killed is not, though its end may not have been heard of yet."""
        return self.alive and not self._killed

    async def start(self, now: datetime) -> bool:
        """Start it, and return True if it came up."""
        mine, theirs = FORKS.Pipe()
        self._talk = mine
        arguments = (self.number, self.settings, theirs, now + self.skew, self._written, self._spoilt)
        self._process = FORKS.Process(target=replica.serve, args=arguments)
        self._process.start()
        theirs.close()
        self.alive = True
        asyncio.get_running_loop().add_reader(mine.fileno(), self._hear)
        up = await self._answer() == "ready"
        if not up:
            await self.gone()
        return up

    async def round(self, now: datetime) -> str:
        """Let it run a round at that moment; answers `done`, `broke`, or `dead`."""
        if not self.alive:
            return "dead"
        self.busy = True
        try:
            self._talk.send(now + self.skew)
            return await self._answer()
        except OSError:
            return "dead"
        finally:
            self.busy = False

    def kill(self) -> bool:
        """End it with SIGKILL; return True if it was alive."""
        if not self.lives or not self._process.is_alive():
            return False
        self._killed = True
        self._process.kill()
        return True

    async def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        if self.alive:
            with suppress(OSError):
                self._talk.send(None)
            await self.gone()

    async def gone(self) -> None:
        """Wait until it has ended."""
        while self.alive:
            await self._answer()
        await asyncio.to_thread(self._process.join, PATIENCE)

    async def _answer(self) -> str:
        try:
            said = await asyncio.wait_for(self._said.get(), PATIENCE)
        except TimeoutError:
            self._process.kill()
            said = "dead"
            self._hang_up()
        if said == "dead":
            # Reaped, so that what it held (a lock on a file, a port) is free.
            await asyncio.to_thread(self._process.join, PATIENCE)
        return said

    def _hear(self) -> None:
        try:
            self._said.put_nowait(self._talk.recv())
        except (EOFError, OSError):
            self._hang_up()
            self._said.put_nowait("dead")

    def _hang_up(self) -> None:
        if self.alive:
            self.alive = False
            asyncio.get_running_loop().remove_reader(self._talk.fileno())
            self._talk.close()
