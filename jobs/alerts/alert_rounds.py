"""Fetches the feeds that are due concurrently, outside the nudges' own rounds."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.runtime.workers import LimitReachedError, Workers
from content.schema.media import Media
from jobs.alerts.keep import keep_outcome
from jobs.feeds.fetch import Fetcher
from jobs.feeds.outcome import FeedState, Fetched, Outcome
from jobs.feeds.read import LIMITS, UnreadableFeedError, read_feed
from jobs.feeds.read import ParsedFeed as Items
from jobs.rounds import Rounds
from jobs.tick import Packs
from models.content.packs import packs_of
from models.db.database import Database
from models.media.feeds import keep, listening, take_due

log = structlog.get_logger(__name__)

AT_ONCE, MOST_AT_ONCE = 8, 64
"""How many servers are asked at a time, and how many including those that are slow to answer."""
SLOW = 2.0
"""A server that has not answered after so many seconds frees its place for another."""


@dataclass(frozen=True)
class FeedReader:
    """A workspace's feed that is due, and its state from the last fetch."""

    workspace_id: int
    feed_id: int
    known: FeedState


class FeedRounds(Rounds):
    """A periodic task of the clock: a slow feed delays neither a nudge nor another feed.

    `trigger_now` is called when something was planned.
    """

    failed = "feeds_failed"

    def __init__(
        self, database: Database, packs: Packs, fetcher: Fetcher, trigger_now: Callable[[], None], workers: Workers
    ) -> None:
        super().__init__()
        self._database = database
        self._packs = packs
        self._fetcher = fetcher
        self._trigger_now = trigger_now
        self._workers = workers
        self._servers = asyncio.Semaphore(AT_ONCE)
        self._all_servers = asyncio.Semaphore(MOST_AT_ONCE)
        self._keeping = asyncio.Lock()

    async def run(self, now: datetime) -> None:
        """Fetch what is due at that moment (aware)."""
        readers = await asyncio.to_thread(self._due, now)
        by_url: dict[str, list[FeedReader]] = defaultdict(list)
        for each in readers:
            by_url[each.known.url].append(each)
        async with asyncio.TaskGroup() as group:
            for several in by_url.values():
                group.create_task(self._one(several, now))

    def _due(self, now: datetime) -> list[FeedReader]:
        with self._database.reading() as session:
            if not listening(session):
                return []
        pack = self._packs.current()
        with self._database.session() as session:
            workspaces = listening(session)
            own = packs_of(session, workspaces, pack)
            return [each for here in workspaces for each in _taken(session, here.id, own[here.id].media, now)]

    async def _one(self, readers: Sequence[FeedReader], now: datetime) -> None:
        """Fetch an address once for all workspaces that read it."""
        try:
            async with self._all_servers:
                outcome = await self._fetched(_known_to_all(readers))
            items: Items | UnreadableFeedError | None = None
            if isinstance(outcome, Fetched):
                items = await self._read(outcome, now)
            for each in readers:
                # One at a time: SQLite allows one writer, and nobody should wait for its lock.
                async with self._keeping:
                    planned = await asyncio.to_thread(self._keep, each, outcome, items, now)
                if planned:
                    self._trigger_now()
        except Exception:  # one feed's fault must not stop the others
            log.exception("feed_failed", feed=readers[0].feed_id)

    async def _fetched(self, known: FeedState) -> Outcome:
        """Fetch a feed. For the first `SLOW` seconds it takes up one of the `AT_ONCE` places."""
        async with self._servers:
            fetching = asyncio.create_task(self._fetcher.fetch(known))
            try:
                await asyncio.wait({fetching}, timeout=SLOW)
            except asyncio.CancelledError:
                fetching.cancel()
                raise
        try:
            return await fetching
        finally:
            fetching.cancel()

    async def _read(self, fetched: Fetched, now: datetime) -> Items | UnreadableFeedError:
        try:
            return await self._workers.run(LIMITS, read_feed, fetched, now)
        except LimitReachedError:
            return UnreadableFeedError("tar for mye tid eller minne å lese")

    def _keep(
        self, reader: FeedReader, outcome: Outcome, items: Items | UnreadableFeedError | None, now: datetime
    ) -> int:
        pack = self._packs.current()
        with self._database.session() as session:
            return keep_outcome(session, reader.workspace_id, reader.feed_id, outcome, items, pack, now)


def _taken(session: Session, workspace_id: int, media: Media, now: datetime) -> list[FeedReader]:
    keep(session, workspace_id, media)
    return [
        FeedReader(workspace_id, row.id, FeedState(row.url, row.etag, row.last_modified))
        for row in take_due(session, workspace_id, now)
    ]


def _known_to_all(readers: Sequence[FeedReader]) -> FeedState:
    """Return the state that all readers of an address share; if theirs differ, one without validators."""
    known = {each.known for each in readers}
    return known.pop() if len(known) == 1 else FeedState(readers[0].known.url)
