"""A periodic task of the clock that works on its own, so that no nudge waits for it."""

import asyncio
from datetime import datetime

import structlog

log = structlog.get_logger(__name__)


class Rounds:
    """What fetches on its own, one round at a time. Calling it returns at once. Close it when done.

    A subclass does the work in `run`. `failed` is what its log says of a round that failed.
    """

    failed = "round_failed"

    def __init__(self) -> None:
        self._round: asyncio.Task[None] | None = None

    async def __call__(self, now: datetime) -> None:
        """Begin a round at that moment (aware), unless one is under way."""
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._safely(now))

    async def settled(self) -> None:
        """Wait until the current round is over."""
        if self._round is not None:
            await self._round

    async def close(self) -> None:
        """Cancel what is under way (it is asked for again later)."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)

    async def run(self, now: datetime) -> None:
        """Do what is due at that moment (aware)."""
        raise NotImplementedError

    async def _safely(self, now: datetime) -> None:
        try:
            await self.run(now)
        except Exception:  # the next round must come even if this one failed
            log.exception(self.failed)
