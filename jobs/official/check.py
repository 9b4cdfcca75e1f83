"""One call to each source, for the first person who runs the bot where the sources can be reached."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yarl import URL

from bot.runtime.workers import Workers
from jobs.feeds.outcome import Failed, FeedState, Fetched
from jobs.official.answer import Answer, Reader
from jobs.official.judge import trouble_in_people, why_failed
from jobs.official.robots import is_open
from jobs.official.rounds import CLOSED, NO_ROBOTS_READ, FetcherOf, page_address, read_within_limits, robots_text
from jobs.official.sources import Places, Source, session_before
from jobs.official.storting_sessions import session_on
from models.official.items import ItemKind, Status
from models.official.items import Session as StortingSession
from models.official.sources import OSLO, PREVIOUS

SHOWN = 3
NO_LIST = "vi vet ikke hva vi skal spørre om før lista er i orden"
NO_RECOMMENDATION = "saken vi spurte om, har ingen innstilling ennå. Prøv igjen senere i sesjonen"
NO_EXAMPLE = {ItemKind.RECOMMENDATION: NO_RECOMMENDATION}
LIST_OF = {Reader.CASE: Reader.CASES, Reader.VOTES: Reader.CASES, Reader.AGENDA: Reader.MEETINGS}
"""In which list the items are whose own pages a reader reads."""


@dataclass(frozen=True)
class CheckedSource:
    """What came of one call: as expected, or what is wrong in words. `notes` are what was not understood.

    `is_opening` if a new session's list is still empty, so that the shape was seen in that of the session before.
    """

    source: Source
    count: int = 0
    trouble: str | None = None
    notes: Sequence[str] = ()
    is_opening: bool = False


class SourceCheck:
    """Asks each source once, the ones first that say where the others are."""

    def __init__(self, fetcher_of: FetcherOf, workers: Workers, places: Places | None = None) -> None:
        self._workers = workers
        self._robots: dict[str, str | None] = {}
        self._fetcher = fetcher_of(self._may_ask)
        self._places = places or Places()

    async def run(self, now: datetime) -> AsyncIterator[CheckedSource]:
        """Give what came of each source's call, as it comes.

        In the first days of a session its lists may be empty. The same list of the session before then has the shape.
        """
        today = now.astimezone(OSLO).date()
        sessions: tuple[StortingSession, ...] = ()
        firsts: dict[Reader, Answer] = {}
        for key in [each.key for each in self._places.sources("", "", today) if not each.key.endswith(PREVIOUS)]:
            session = session_on(sessions, today)
            todays = {each.key: each for each in self._places.sources(session, session_before(session), today)}
            source, before = todays[key], todays.get(f"{key}{PREVIOUS}")
            address = _address(source, firsts)
            if address is None:
                yield CheckedSource(source, trouble=NO_EXAMPLE.get(source.page_of or ItemKind.CASE, NO_LIST))
                continue
            answer = await self._ask(source, address)
            is_opening = before is not None and isinstance(answer, Answer) and not answer.count and not answer.is_cut
            if before is not None and is_opening:
                answer = await self._ask(before, before.url)
            if isinstance(answer, Answer):
                firsts.setdefault(answer.reader, answer)
                sessions = answer.sessions or sessions
            yield _checked(source, answer, is_opening=is_opening)

    async def _ask(self, source: Source, address: str) -> Answer | str:
        url = URL(address)
        if not await self._knows_robots(url):
            return NO_ROBOTS_READ
        if not self._may_ask(url):
            return CLOSED
        outcome = await self._fetcher.fetch(FeedState(address))
        if isinstance(outcome, Failed):
            return why_failed(outcome)
        if not isinstance(outcome, Fetched):
            return "svarte ikke med noe innhold"
        return await read_within_limits(self._workers, source, outcome)

    async def _knows_robots(self, url: URL) -> bool:
        host = url.host_port_subcomponent or ""
        if host not in self._robots:
            outcome = await self._fetcher.fetch(FeedState(str(url.with_path("/robots.txt").with_query(None))))
            self._robots[host] = robots_text(outcome)
        return self._robots[host] is not None

    def _may_ask(self, url: URL) -> bool:
        text = self._robots.get(url.host_port_subcomponent or "")
        return url.path == "/robots.txt" if text is None else is_open(text, url)


def _checked(source: Source, answer: Answer | str, *, is_opening: bool) -> CheckedSource:
    if not isinstance(answer, Answer):
        return CheckedSource(source, trouble=answer, is_opening=is_opening)
    trouble = None if answer.count else "svaret er uten en eneste rad"
    trouble = "svaret er kuttet midt i" if answer.is_cut else trouble
    trouble = trouble_in_people(answer) if answer.people else trouble
    return CheckedSource(source, answer.count, trouble, answer.not_understood[:SHOWN], is_opening)


def _address(source: Source, known: dict[Reader, Answer]) -> str | None:
    """Return what to ask for: of the pages of items, that of the first item of the list they are in."""
    if source.page_of is None:
        return source.url
    if source.page_of is ItemKind.RECOMMENDATION:
        case = known.get(Reader.CASE)
        return page_address(source, case.references[0].number, "") if case and case.references else None
    lists = known.get(LIST_OF.get(source.reader, Reader.LISTING))
    if lists is None or not lists.items:
        return None
    # A case that is finished has a recommendation, which is the next to be asked for.
    first = next((each for each in lists.items if each.status is Status.FINISHED), lists.items[0])
    return page_address(source, first.number, first.link)
