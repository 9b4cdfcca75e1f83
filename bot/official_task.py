"""Reads official sources, from when the first of them is turned on."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING

from bot.runtime.workers import Workers
from models.db.database import Database
from models.official.sources import any_on

if TYPE_CHECKING:
    from jobs.official.rounds import OfficialRounds
    from jobs.official.sources import Places


class OfficialTask:
    """A periodic task (`jobs.official.rounds.OfficialRounds`), imported when a source is on, as in `bot.feed_task`."""

    def __init__(
        self,
        database: Database,
        contact: str,
        allowed: Sequence[IPv4Network | IPv6Network],
        workers: Workers,
        places: "Places | None" = None,
    ) -> None:
        """`places` are where the sources are; the real ones by default."""
        self._database = database
        self._contact = contact
        self._allowed = allowed
        self._workers = workers
        self._places = places
        self._rounds: OfficialRounds | None = None

    async def __call__(self, now: datetime) -> None:
        """Begin a round at that moment (aware), if any source is on."""
        if self._rounds is None and await asyncio.to_thread(self._is_on):
            self._rounds = await asyncio.to_thread(self._load)
        if self._rounds is not None:
            await self._rounds(now)

    async def settled(self) -> None:
        """Wait until the round under way is over."""
        if self._rounds is not None:
            await self._rounds.settled()

    async def close(self) -> None:
        """Abandon the round under way."""
        if self._rounds is not None:
            await self._rounds.close()

    def _is_on(self) -> bool:
        with self._database.reading() as session:
            return any_on(session)

    def _load(self) -> "OfficialRounds":
        from jobs.official.rounds import OfficialRounds, polite_fetcher  # noqa: PLC0415 - the class's docstring says why

        return OfficialRounds(self._database, polite_fetcher(self._contact, self._allowed), self._workers, self._places)
