"""Reading a question about deadlines: the query, the owners, the budget or plan it names, and the words to search for."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.frister.deadline_filter import filter_of
from bot.commands.frister.owner_names import NamedPeople, People, people_of
from bot.commands.parse.fault import Fault
from bot.commands.parse.mentions import unknown_person
from bot.commands.parse.periods import year_period
from bot.commands.parse.queries import parse_query, slips
from bot.commands.parse.query import Cycle, Query
from bot.commands.parse.themes import Themes
from content.schema.pack import Pack
from models.occurrences.filtering import Filter
from models.occurrences.queries import searched
from models.search.documents import Tier, Unit
from models.search.meanings import meanings_of
from models.search.rows import index_of

PLAN = "ntp"
NOBODY = People({}, frozenset())


def is_of_plan(query: Query) -> bool:
    """Return True if a query may be about a transport plan."""
    return PLAN in query.sources or (query.cycle is not None and query.cycle.source == PLAN)


def of_plan(query: Query, pack: Pack, presented: int | None, today: date) -> Query:
    """Return the query with the plan that it means: «ntp» is the next one, «NTP 2029–2040» the one presented in 2028.

    A year in which no plan is presented or begins is the year in which something happens. `presented` is the year
    the next plan is presented; None means the pack's.
    """
    start, every = presented or pack.ntp.presented, pack.ntp.every
    if query.cycle is None:
        is_plan = query.sources == (PLAN,) and query.period is None
        return (
            replace(query, sources=(), cycle=Cycle(PLAN, today.year + (start - today.year) % every))
            if is_plan
            else query
        )
    year = next((each for each in (query.cycle.year, query.cycle.year - 1) if (each - start) % every == 0), None)
    if year is None:
        period = query.period or year_period(query.cycle.year)
        return replace(query, cycle=None, sources=(*query.sources, PLAN), period=period)
    return replace(query, cycle=Cycle(PLAN, year))


def keys_of(cycle: Cycle, pack: Pack) -> tuple[str, ...]:
    """Return the prefixes of the keys of a cycle's occurrences; a plan's cover each year since the plan before it."""
    years = range(cycle.year - pack.ntp.every + 1, cycle.year + 1) if cycle.source == PLAN else (cycle.year,)
    return tuple(f"{cycle.source}:{year}:" for year in years)


@dataclass(frozen=True)
class DeadlineQuestion:
    """A query with its filter, the words and themes to search for, and the people whose names may be shown.

    `shared_names` are the names that several people have.
    """

    query: Query
    wanted: Filter
    units: tuple[Unit, ...]
    people: People
    shared_names: tuple[str, ...] = ()

    @property
    def is_by_person(self) -> bool:
        """Return True if the rows are grouped by person."""
        return self.query.by_person or len(self.wanted.owners) > 1

    @property
    def has_more_than_words(self) -> bool:
        """Return True if the query has other criteria than words and themes."""
        return replace(self.query, words=(), themes=()) != Query()


def read(ask: Ask, session: Session, text: str, themes: Themes) -> DeadlineQuestion | Fault:
    """Return the question in a text, or what is wrong with it."""
    query = parse_query(text, ask.today, themes)
    if isinstance(query, Fault):
        return query
    people = people_of(ask, session) if query.words or query.by_person or query.owners else NOBODY
    if query.words and people.find(query.words):
        again = parse_query(people.with_mentions(text), ask.today, themes)
        query = again if isinstance(again, Query) else query
    shared: tuple[str, ...] = ()
    if query.words and people.called:
        query, shared = _with_owners(ask, session, query, people)
    unknown = next((word for word in query.words if word.startswith("@")), None)
    if unknown:
        return unknown_person(unknown)
    if is_of_plan(query):
        query = of_plan(query, ask.pack, ask.workspace.ntp_presented, ask.today)
    return DeadlineQuestion(query, _wanted(ask, query), _units(ask, query, themes), people, shared)


def without_words(ask: Ask, asked: DeadlineQuestion) -> DeadlineQuestion:
    """Return the same question without its words and themes."""
    query = replace(asked.query, words=(), themes=())
    return replace(asked, query=query, wanted=_wanted(ask, query), units=())


def _wanted(ask: Ask, query: Query) -> Filter:
    keys = keys_of(query.cycle, ask.pack) if query.cycle else ()
    return replace(filter_of(query, ask.user_id, ask.today, keys), register_owner=ask.register_owner)


def _units(ask: Ask, query: Query, themes: Themes) -> tuple[Unit, ...]:
    meanings = meanings_of(ask.pack)
    return (
        *(meanings.theme(theme, themes.name(theme)) for theme in query.themes),
        *meanings.units(query.words, slips(query.words)),
    )


def _with_owners(ask: Ask, session: Session, query: Query, people: People) -> tuple[Query, tuple[str, ...]]:
    """Return the query with the people named in its words as owners, and the names that several people have."""
    named = [each for each in people.find(query.words) if _is_owner(ask, session, query, each, people)]
    taken = {index for each in named for index in range(each.start, each.start + each.size)}
    owners = dict.fromkeys((*query.owners, *(user_id for each in named for user_id in each.people)))
    shared = [query.words[each.start] for each in named if len(each.people) > 1]
    words = tuple(word for index, word in enumerate(query.words) if index not in taken)
    return replace(query, owners=tuple(owners), words=words), tuple(shared)


def _is_owner(ask: Ask, session: Session, query: Query, named: NamedPeople, people: People) -> bool:
    """Return True if a name means the person, and not a word in a deadline.

    A first name does if that person owns something; a last name alone («Strand», «Berg») if no deadline has that word.
    """
    if named.is_full or query.words[named.start].startswith("@"):
        return True
    if not named.is_surname and not people.owning.isdisjoint(named.people):
        return True
    said = " ".join(query.words[named.start : named.start + named.size])
    rows = searched(session, ask.workspace.id, replace(_wanted(ask, query), owner=None), ask.today)
    hits = index_of(rows, ask.pack).search(meanings_of(ask.pack).units((said,))).hits
    return not any(hit.tier <= Tier.SAID for hit in hits)
