"""Rounds that are imported and made when somebody first needs them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.runtime.workers import Workers
from bot.settings import Settings
from jobs.rounds import Rounds
from jobs.tick import Packs
from models.db.database import Database
from models.media.feeds import listening
from models.official.sources import any_on

if TYPE_CHECKING:
    from jobs.official.sources import Places

Networks = Sequence[IPv4Network | IPv6Network]


class LateRounds:
    """A periodic task. `is_needed` looks in the database; `load` makes the rounds once that is true.

    A bot whose workspaces have no media channel and no official source needs none of them, and their imports cost time
    and memory at every start.
    """

    def __init__(self, database: Database, is_needed: Callable[[Session], bool], load: Callable[[], Rounds]) -> None:
        self._database = database
        self._is_needed = is_needed
        self._load = load
        self._rounds: Rounds | None = None

    async def __call__(self, now: datetime) -> None:
        """Begin a round at that moment (aware), if one is needed."""
        if self._rounds is None and await asyncio.to_thread(self._look):
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

    def _look(self) -> bool:
        with self._database.reading() as session:
            return self._is_needed(session)


def feed_rounds(
    database: Database, packs: Packs, allowed: Networks, trigger_now: Callable[[], None], workers: Workers
) -> LateRounds:
    """Return what reads feeds, from when a workspace first chooses a media channel."""

    def load() -> Rounds:
        from jobs.alerts.alert_rounds import FeedRounds  # noqa: PLC0415 - `LateRounds` says why
        from jobs.feeds.fetch import Fetcher  # noqa: PLC0415 - the same

        return FeedRounds(database, packs, Fetcher(allowed=allowed), trigger_now, workers)

    return LateRounds(database, lambda session: bool(listening(session)), load)


def official_rounds(
    database: Database, settings: Settings, workers: Workers, places: "Places | None" = None
) -> LateRounds:
    """Return what reads official sources, from when one is turned on. `places` are where they are, by default the real ones."""

    def load() -> Rounds:
        from jobs.official.rounds import OfficialRounds, polite_fetcher  # noqa: PLC0415 - `LateRounds` says why
        from jobs.official.sources import real_places  # noqa: PLC0415 - the same

        fetcher = polite_fetcher(settings.contact, settings.feeds_allow)
        return OfficialRounds(database, fetcher, workers, places or real_places(einnsyn=settings.einnsyn))

    return LateRounds(database, any_on, load)
