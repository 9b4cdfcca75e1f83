"""Reads the official sources that are due, once for all workspaces, outside the nudges' own rounds.

A server is asked politely: its robots.txt is read first, at most 60 calls a minute by all processes together, only what
has changed, with a contact address; an error is waited out longer and longer. A refusal is never got round.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session
from yarl import URL

from bot.runtime.workers import LimitReachedError, Workers
from jobs.feeds.address import Network
from jobs.feeds.fetch import Fetcher
from jobs.feeds.fetch import Limits as FetchLimits
from jobs.feeds.outcome import Failed, FeedState, Fetched, Outcome
from jobs.official.answer import Answer
from jobs.official.judge import why_failed
from jobs.official.kept_answers import keep_answer
from jobs.official.readers import LIMITS, read_answer
from jobs.official.robots import is_open
from jobs.official.sources import Places, Source, session_before
from jobs.official.storting_sessions import session_on
from jobs.official.tree import UnreadableAnswerError
from jobs.rounds import Rounds
from models.db.database import Database, DatabaseUnavailableError
from models.official import documents, records, sources
from models.official.items import ItemKind
from models.official.items import Session as StortingSession
from models.tables import OfficialSource

log = structlog.get_logger(__name__)
FetcherOf = Callable[[Callable[[URL], bool]], Fetcher]

AT_ONCE = 4
"""How many calls are under way at a time."""
PAGES_AT_ONCE = 10
"""The most pages of items that are read in a round, of each kind."""
MOST_BYTES = 20 * 1024 * 1024
"""A session's cases are 1.8 MB, the longest recommendation 1.1 MB."""
ACCEPT = "application/json, application/rss+xml, application/xml;q=0.9, text/html;q=0.9, */*;q=0.1"
ROBOTS_KEPT = timedelta(days=1)
KEEP_ATTEMPTS = 3
GONE = frozenset({404, 410})
NO_ROBOTS = frozenset({400, 404, 410})
"""What a server without a robots.txt answers; with another error it may have one that we cannot read."""
PAGE_LATER = timedelta(hours=1)
TOO_MUCH = "tar for mye tid eller minne å lese"
NO_ROBOTS_READ = "vi spør ikke, siden robots.txt ikke lar seg lese"
CLOSED = "robots.txt lukker adressen for oss"


def user_agent(contact: str) -> str:
    """Return what we call ourselves, with an address for those who run the servers."""
    return f"Padriver/1.0 (+{contact})"


def polite_fetcher(contact: str, allowed: Sequence[Network] = (), limits: FetchLimits | None = None) -> FetcherOf:
    """Return what makes a fetcher with a contact address; `allowed` are networks besides the public internet."""
    return lambda may_follow: Fetcher(
        allowed=allowed,
        limits=limits or FetchLimits(most_bytes=MOST_BYTES),
        user_agent=user_agent(contact),
        accept=ACCEPT,
        may_follow=may_follow,
    )


@dataclass(frozen=True)
class Call:
    """Something to ask for: a source, or the page of an item."""

    source: Source
    state: FeedState
    record_id: int | None = None

    @property
    def host(self) -> str:
        """Return the server, with its port where it is not the usual one."""
        return URL(self.state.url).host_port_subcomponent or ""


class OfficialRounds(Rounds):
    """A periodic task of the clock.

    `fetcher_of` makes the fetcher, given what says whether a redirect may be followed.
    """

    failed = "official_failed"

    def __init__(
        self, database: Database, fetcher_of: FetcherOf, workers: Workers, places: Places | None = None
    ) -> None:
        super().__init__()
        self._database = database
        self._robots: dict[str, str] = {}
        self._fetcher = fetcher_of(self._may_ask)
        self._workers = workers
        self._places = places or Places()
        self._sessions: tuple[StortingSession, ...] = ()
        self._calls = asyncio.Semaphore(AT_ONCE)
        self._keeping = asyncio.Lock()

    async def run(self, now: datetime) -> None:
        """Fetch what is due at that moment (aware)."""
        by_host: dict[str, list[Call]] = defaultdict(list)
        for call in await asyncio.to_thread(self._due, now):
            by_host[call.host].append(call)
        for host, calls in by_host.items():
            if not await self._knows_robots(host, calls[0], now):
                await self._refused(calls, NO_ROBOTS_READ, now)
                continue
            closed = [each for each in calls if not self._may_ask(URL(each.state.url))]
            await self._refused(closed, CLOSED, now)
            async with asyncio.TaskGroup() as group:
                for each in calls:
                    if each not in closed:
                        group.create_task(self._one(each, now))

    def today_sources(self, now: datetime) -> tuple[Source, ...]:
        """Return the sources of the day of a moment."""
        today = now.astimezone(sources.OSLO).date()
        session = session_on(self._sessions, today)
        return self._places.sources(session, session_before(session), today)

    def _due(self, now: datetime) -> list[Call]:
        """Take the calls that are due, as many as each server may be sent now."""
        with self._database.reading() as session:
            if not sources.any_on(session):
                return []
        todays = self.today_sources(now)
        with self._database.session() as session:
            sources.ensure(session, [each.key for each in todays])
            sources.turn_off_previous(session, except_for=[each.key for each in todays])
            rows = sources.of_keys(session, [each.key for each in todays], wait=False)
            for each in todays:
                of_session = rows.get(each.key.removesuffix(sources.PREVIOUS))
                if each.key.endswith(sources.PREVIOUS) and of_session and each.key in rows:
                    rows[each.key].on = of_session.on
            due = [each for each in todays if each.key in rows and sources.is_due(rows[each.key], now)]
            wanted = [call for each in due for call in _calls(session, each, rows[each.key], now)]
            taken = self._granted(session, wanted, now)
            for call in taken:
                if call.record_id is None:
                    sources.take(rows[call.source.key], call.state.url, call.source.every, now)
                else:
                    records.put_off(session, call.record_id, now + PAGE_LATER)
            return taken

    def _granted(self, session: Session, wanted: Sequence[Call], now: datetime) -> list[Call]:
        by_host: dict[str, list[Call]] = defaultdict(list)
        for call in wanted:
            by_host[call.host].append(call)
        taken: list[Call] = []
        for host, calls in by_host.items():
            # One more, for robots.txt.
            granted = sources.take_calls(session, host, len(calls) + 1, now) - 1
            taken += calls[: max(granted, 0)]
        return taken

    async def _knows_robots(self, host: str, call: Call, now: datetime) -> bool:
        known = await asyncio.to_thread(self._stored_robots, host, now)
        if known is None:
            address = URL(call.state.url).with_path("/robots.txt").with_query(None)
            outcome = await self._fetcher.fetch(FeedState(str(address)))
            known = robots_text(outcome)
            if known is not None:
                await asyncio.to_thread(self._store_robots, host, known, now)
        if known is None:
            self._robots.pop(host, None)
            return False
        self._robots[host] = known
        return True

    def _may_ask(self, url: URL) -> bool:
        text = self._robots.get(url.host_port_subcomponent or "")
        if text is None:
            # robots.txt itself is asked for before anything is known, at its own address only.
            return url.path == "/robots.txt"
        return is_open(text, url)

    def _stored_robots(self, host: str, now: datetime) -> str | None:
        with self._database.reading() as session:
            return sources.robots_of(session, [host], now - ROBOTS_KEPT).get(host)

    def _store_robots(self, host: str, text: str, now: datetime) -> None:
        with self._database.session() as session:
            sources.keep_robots(session, host, text, now)

    async def _refused(self, calls: Sequence[Call], trouble: str, now: datetime) -> None:
        for each in calls:
            async with self._keeping:
                await asyncio.to_thread(self._keep, each, trouble, None, now)

    async def _one(self, call: Call, now: datetime) -> None:
        try:
            async with self._calls:
                outcome = await self._fetcher.fetch(call.state)
            answer: Answer | str | None = None
            if isinstance(outcome, Fetched):
                answer = await read_within_limits(self._workers, call.source, outcome)
            if isinstance(answer, Answer) and answer.sessions:
                self._sessions = answer.sessions
            if isinstance(answer, Answer):
                answer = self._places.placed(answer)
            await self._kept(call, outcome, answer, now)
        except Exception:  # one source's fault must not stop the others
            log.exception("official_source_failed", source=call.source.key)

    async def _kept(self, call: Call, outcome: Outcome, answer: Answer | str | None, now: datetime) -> None:
        """Store what came of a call. A busy database is tried again: the source is not asked for hours."""
        for attempt in range(1, KEEP_ATTEMPTS + 1):
            try:
                async with self._keeping:
                    await asyncio.to_thread(self._keep, call, outcome, answer, now)
            except DatabaseUnavailableError:
                if attempt == KEEP_ATTEMPTS:
                    raise
            else:
                return

    def _keep(self, call: Call, outcome: Outcome | str, answer: Answer | str | None, now: datetime) -> None:
        """Store what came of a call in one transaction. An `outcome` in words is why nothing was asked."""
        with self._database.session() as session:
            row = sources.of_keys(session, [call.source.key]).get(call.source.key)
            if row is None:
                return
            if call.record_id is not None and isinstance(outcome, Failed) and outcome.status in GONE:
                records.put_off(session, call.record_id, None)
            elif isinstance(outcome, str):
                sources.failed(row, outcome, now)
            elif isinstance(outcome, Failed):
                sources.failed(row, why_failed(outcome), now, outcome.retry_after or 0)
            elif isinstance(answer, str):
                sources.failed(row, answer, now)
            elif isinstance(outcome, Fetched) and answer is not None:
                keep_answer(session, call.source, row, outcome, answer, now, record_id=call.record_id)
            else:
                sources.went_well(row, None, now)


async def read_within_limits(workers: Workers, source: Source, fetched: Fetched) -> Answer | str:
    """Return what a source's reader makes of an answer, or in words why nothing."""
    try:
        return await workers.run(LIMITS, read_answer, fetched.content, fetched.content_type, source.reader)
    except UnreadableAnswerError as error:
        return str(error)
    except LimitReachedError:
        return TOO_MUCH


def _calls(session: Session, source: Source, row: OfficialSource, now: datetime) -> list[Call]:
    if source.page_of is None:
        is_same = row.url == source.url
        return [Call(source, FeedState(source.url, *((row.etag, row.last_modified) if is_same else (None, None))))]
    if source.page_of in {ItemKind.RECOMMENDATION, ItemKind.DECISION}:
        due = documents.due(session, now, PAGES_AT_ONCE, source.page_of)
    else:
        due = records.due_pages(session, source.page_of, now, PAGES_AT_ONCE)
    return [Call(source, FeedState(page_address(source, each.number, each.link)), each.id) for each in due]


def page_address(source: Source, number: str, link: str) -> str:
    """Return where an item's own page is: always at the source's own server, whatever a link says."""
    by_id = source.page_of is not ItemKind.HEARING
    return source.url + number if by_id else str(URL(source.url).with_path(URL(link).path))


def robots_text(outcome: Outcome) -> str | None:
    """Return the robots.txt of what came of asking for it: empty if there is none, None if that is not known."""
    if isinstance(outcome, Fetched) and not outcome.content.lstrip().startswith(b"<"):
        return outcome.content.decode("utf-8", "replace")
    return "" if isinstance(outcome, Failed) and outcome.status in NO_ROBOTS else None
