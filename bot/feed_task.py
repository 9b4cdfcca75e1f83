"""Reads feeds, from when a workspace first chooses a media channel."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING

from bot.runtime.workers import Workers
from jobs.tick import Packs
from models.db.database import Database
from models.media.feeds import listening

if TYPE_CHECKING:
    from jobs.alerts.rounds import FeedRounds


class FeedTask:
    """A periodic task (`jobs.alerts.rounds.FeedRounds`), imported when a workspace first needs it.

    A bot whose workspaces have no media channel does not need it, and it costs time and memory at every start.
    """

    def __init__(
        self,
        database: Database,
        packs: Packs,
        allowed: Sequence[IPv4Network | IPv6Network],
        trigger_now: Callable[[], None],
        workers: Workers,
    ) -> None:
        self._database = database
        self._packs = packs
        self._allowed = allowed
        self._trigger_now = trigger_now
        self._workers = workers
        self._rounds: FeedRounds | None = None

    async def __call__(self, now: datetime) -> None:
        """Begin a round at that moment (aware), if any workspace needs one."""
        if self._rounds is None and await asyncio.to_thread(self._has_readers):
            self._rounds = await asyncio.to_thread(self._load)
        if self._rounds is not None:
            await self._rounds(now)

    async def settled(self) -> None:
        """Wait until the round under way is over."""
        if self._rounds is not None:
            await self._rounds.settled()

    async def close(self) -> None:
        """Abandon the round under way, and release its resources."""
        if self._rounds is not None:
            await self._rounds.close()

    def _has_readers(self) -> bool:
        with self._database.reading() as session:
            return bool(listening(session))

    def _load(self) -> "FeedRounds":
        from jobs.alerts.rounds import FeedRounds  # noqa: PLC0415 - the class's docstring says why
        from jobs.feeds.fetch import Fetcher  # noqa: PLC0415 - the same

        fetcher = Fetcher(allowed=self._allowed)
        return FeedRounds(self._database, self._packs, fetcher, self._trigger_now, self._workers)
