"""What is found and shown of a question about deadlines: eight rows, and what is known about each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.frister.deadline_filter import is_short
from bot.commands.frister.deadline_question import DeadlineQuestion, without_words
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes
from bot.commands.shared.deadline_controls import PAGE_SIZE
from models.occurrences import queries
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.checklists import Progress, progress
from models.occurrences.filtering import owners_of
from models.occurrences.milestones import due_between, milestones
from models.occurrences.queries import Listed, Page, Searched, listed, page, searched
from models.register.meetings import waiting_for
from models.search.documents import Hit, Hits, Tier
from models.search.rows import index_of
from models.tables import Milestone, Occurrence
from models.workspace.contacts import ContactRole, departed

MAIN = frozenset({Tier.NAMED, Tier.SAID})
"""Rows with the words themselves are shown by time; the rest below them."""
MEANING = frozenset({Tier.ABOUT, Tier.MEANT})
"""Rows about the subject of the words, without the words."""
FEW = 3
"""How many rows without a date are shown below those of a day or a week."""


@dataclass(frozen=True)
class Matches:
    """A page of the rows found, from `offset` on, and their total number; if `more`, there are more than that.

    `tiers` is how well each matches the words, by its id. `unknown` are the words that no row has, `apart` those that
    no row has together with the others, and `resembling` the words that misspelt words were read as.
    """

    asked: DeadlineQuestion
    """The question that was answered: without words if these matched nothing."""
    rows: tuple[Listed, ...]
    offset: int
    total: int
    more: bool = False
    tiers: Mapping[int, Tier] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    """Whose row each is, if they are shown by person: a row of several is shown once for each of them."""
    unknown: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    resembling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def tier(self, row: Listed) -> Tier:
        """Return how well a row matches the words."""
        return self.tiers.get(row.id, Tier.SAID)

    def is_best(self, row: Listed) -> bool:
        """Return True for a row that matches as well as the best, and needs no heading that says how."""
        tier = self.tier(row)
        return tier in MAIN or tier is self.best or (self.best in MEANING and tier in MEANING)

    @property
    def best(self) -> Tier:
        """Return the best tier of any row."""
        return min(self.tiers.values(), default=Tier.SAID)


def find(ask: Ask, session: Session, asked: DeadlineQuestion, limit: int, offset: int) -> Matches:
    """Return a page of the rows that match. If the words match nothing, use the rest of the question, if any."""
    if not asked.units and not asked.is_by_person:
        return _plain(ask, session, asked, limit, offset)
    rows = searched(session, ask.workspace.id, asked.wanted, ask.today)
    hits = index_of(rows, ask.pack).search(asked.units) if asked.units else Hits()
    if asked.units and not hits.hits:
        return _rest(ask, session, asked, limit, offset)
    tiers = {rows[hit.number].id: hit.tier for hit in hits.hits}
    ordered = _ordered(rows, hits) if asked.units else rows
    people: tuple[str, ...] = ()
    if asked.is_by_person:
        pairs = _by_person(ordered, asked)
        people, ordered = tuple(owner for owner, _ in pairs), [row for _, row in pairs]
    start = _start(offset, limit, len(ordered))
    shown = listed(session, ask.workspace.id, [row.id for row in ordered[start : start + limit]])
    return Matches(
        asked,
        shown,
        start,
        len(ordered),
        tiers=tiers,
        people=people[start : start + limit],
        unknown=hits.unknown,
        apart=hits.apart,
        resembling=hits.resembling,
    )


def _plain(ask: Ask, session: Session, asked: DeadlineQuestion, limit: int, offset: int) -> Matches:
    found = page(session, ask.workspace.id, asked.wanted, ask.today, limit, offset)
    return Matches(asked, found.rows, found.offset, found.total, found.more)


def _rest(ask: Ask, session: Session, asked: DeadlineQuestion, limit: int, offset: int) -> Matches:
    """Return the rows that match the question without its words; no rows if it has only words."""
    left = tuple(dict.fromkeys(unit.written for unit in asked.units))
    if not asked.has_more_than_words:
        return Matches(asked, (), 0, 0, unknown=left)
    rest = find(ask, session, without_words(ask, asked), limit, offset)
    return replace(rest, unknown=left)


def _ordered(rows: Sequence[Searched], hits: Hits) -> list[Searched]:
    """Return the rows by tier: those that have the words in the order of time, the others by score."""

    def place(hit: Hit) -> tuple[int, float, int]:
        return hit.tier, 0.0 if hit.tier <= Tier.COMPOUND else -round(hit.score, 6), hit.number

    return [rows[hit.number] for hit in sorted(hits.hits, key=place)]


def _by_person(rows: Sequence[Searched], asked: DeadlineQuestion) -> list[tuple[str, Searched]]:
    """Return each row with each person responsible for it, by the person's name; only the people asked for, if any."""
    wanted = asked.wanted.owners
    pairs = [(owner, row) for row in rows for owner in owners_of(row) if not wanted or owner in wanted]
    return sorted(pairs, key=lambda pair: (asked.people.name(pair[0]).casefold(), pair[0]))


def _start(offset: int, limit: int, total: int) -> int:
    return max(0, min(offset, total - 1)) // limit * limit


@dataclass(frozen=True)
class DeadlinePage:
    """The rows of a question from one on, and all that is shown of them."""

    asked: DeadlineQuestion
    text: str
    themes: Themes
    found: Matches
    goers: Mapping[int, tuple[str, ...]]
    """Who attends each event, by the event's id."""
    left: Mapping[str, str]
    """The owners who have left, by their ids."""
    waiting: Sequence[Occurrence] = ()
    """The person's own planned talks that are past and not yet logged."""
    progress: Mapping[int, Progress] = field(default_factory=dict)
    """How far the checklist of each row is, by the row's id."""
    on_the_way: Mapping[int, Sequence[Milestone]] = field(default_factory=dict)
    """The dates on the way to each row's deadline, by the row's id."""
    also: Sequence[tuple[Milestone, Occurrence]] = ()
    """Dates on the way within the period, of rows that are on no page since their deadline is later."""
    undated: Page | None = None
    """The first rows without a date, shown on the last page only."""

    @property
    def query(self) -> Query:
        """Return the parsed query."""
        return self.asked.query


def page_of(
    ask: Ask, session: Session, asked: DeadlineQuestion, text: str, offset: int, themes: Themes
) -> DeadlinePage:
    """Return the page with the row at `offset`."""
    start = offset // PAGE_SIZE * PAGE_SIZE
    page = find(ask, session, asked, PAGE_SIZE, start)
    goers = going_to(session, ask.workspace.id, [row.id for row in page.rows if row.kind == EVENT])
    is_last = is_short(page.asked.query) and start + PAGE_SIZE >= page.total
    apart = replace(page.asked.wanted, dated=False) if is_last else None
    few = queries.page(session, ask.workspace.id, apart, ask.today, FEW) if apart else None
    shown = (*page.rows, *(few.rows if few else ()))
    owners = {each for row in shown for each in owners_of(row)} - {ask.user_id}
    left = departed(session, ask.workspace.id, owners)
    asks = (asked.query == Query() or asked.query.mine) and start == 0 and not ask.is_read_outside
    waiting = waiting_for(session, ask.workspace.id, ask.user_id, ask.today, FEW) if asks else ()
    done = progress(session, ask.workspace.id, [row.id for row in shown])
    on_the_way = milestones(session, ask.workspace.id, [row.id for row in shown])
    also = _also(ask, session, asked) if start == 0 else ()
    return DeadlinePage(asked, text, themes, page, goers, left, waiting, done, on_the_way, also, few)


def _also(ask: Ask, session: Session, asked: DeadlineQuestion) -> Sequence[tuple[Milestone, Occurrence]]:
    """Return the dates on the way within the days of a question that names nothing but days or people."""
    wanted, query = asked.wanted, asked.query
    days = Query(query.period, themes=query.themes, owners=query.owners, mine=query.mine)
    if query != days or not (wanted.first and wanted.last) or ask.role is not ContactRole.COLLEAGUE:
        return ()
    people = {*wanted.owners, *filter(None, (wanted.owner,))}
    found = due_between(session, ask.workspace.id, wanted.first, wanted.last)
    return [
        (each, row)
        for each, row in found
        if (row.ends_on is None or row.ends_on > wanted.last)
        and (not people or not people.isdisjoint({*owners_of(row), each.who}))
        and not (query.themes and row.theme not in query.themes)
    ]
