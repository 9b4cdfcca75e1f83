"""What answers a question: the entries of the content and the rows of the workspace, ranked together.

What somebody may see is decided here, once: `visible` for the content, and the rows by `Ask.register_owner`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.question import Question, read_question
from content.schema.pack import Pack
from models.calendar.spans import Span
from models.occurrences.queries import Searched
from models.search.documents import Document
from models.search.entries import Aspect, PackEntry, entries_of, headed, index_of_pack
from models.search.index import Index
from models.search.own_rows import OWN, own_rows
from models.search.plain_words import SOFT
from models.search.ranking import Ranked, rank
from models.search.when import (
    NEXT_YEARS,
    When,
    known_day,
    occurrences_of,
    of_planned,
    rows_by_key,
    when_of,
    year_before,
)
from models.search.words import stems
from models.workspace.contacts import ContactRole

MOST = 10
MOST_WEIGHED = 60
"""How many of the best by their words are weighed by what is asked, and when."""
MOST_ROWS = 10
ENOUGH = 0.46
"""How much of a question must be covered by what answers it."""
ASKED_FOR = 1.35
NOT_ASKED_FOR = 0.7
FIRST_ASKED_FOR = 1.1
VIEW_ASKED_FOR = 3.0
OWN_ROW = 0.8
"""A deadline that mentions something says less of it than the content does, if both have all the words."""
THEN = 1.8
COUNTED = frozenset({"effekt", "oversikt", "fakta"})
COUNTED_FOR = 1.9
TASK = 0.85
"""What happens comes before what is to be done about it, if somebody asks when."""
ALL = 0.9
FOR_ALL = frozenset(
    {
        "sak",
        "spor",
        "hovedbudskap",
        "prioritering",
        "grep",
        "fakta",
        "variant",
        "milepæl",
        "frist",
        "arrangement",
        "fase",
    }
)
"""The kinds that guests and people of other organisations may see, of what is cleared; the rest is ours."""
VIEWS_FOR_ALL = frozenset({"view:wheel", "view:deadlines", "view:help"})


@dataclass(frozen=True)
class Source:
    """An index, and the entry of each of its numbers."""

    index: Index
    entry: Callable[[int], PackEntry]


@dataclass(frozen=True)
class Found:
    """Something that may answer. `when` is its occurrence that is meant, if it has any."""

    id: str
    kind: str
    title: str
    score: float
    entry: PackEntry
    when: When | None = None


@dataclass(frozen=True)
class Findings:
    """What was found, the best first. If not `is_known`, it is only the nearest."""

    question: Question
    found: tuple[Found, ...]
    is_known: bool
    coverage: float = 1.0
    """How much of the question the best covers."""


@dataclass(frozen=True)
class _Asked:
    """A question with what it is answered from."""

    question: Question
    pack: Pack
    today: date
    presented: int | None

    def when(self, entry: PackEntry) -> When | None:
        """Return the occurrence of an entry that is meant, as the content has it."""
        if not entry.plan or entry.plan == OWN:
            return None
        several = occurrences_of(self.pack.timing, self.today.year, self.presented).get((entry.plan, entry.id), ())
        return self.chosen(entry, [of_planned(each, entry) for each in several])

    def chosen(self, entry: PackEntry, several: Sequence[When]) -> When | None:
        """Return the one of some occurrences that is meant."""
        question = self.question
        asked = Span(question.period.first, question.period.last) if question.period else None
        if asked and NEXT_YEARS in entry.title and asked.first.year > self.today.year:
            asked = year_before(asked)
        cycle = question.cycle.year if question.cycle else None
        return when_of(several, self.today, asked, cycle=cycle, is_past=question.is_past)


def find_for(ask: Ask, session: Session, text: str) -> Findings:
    """Return what answers a text, of what the one who asks may see where they ask."""
    question = read_question(text, ask.pack, ask.today)
    sources = (pack_source(ask.pack), _rows(ask, session)) if question.units else (pack_source(ask.pack),)
    findings = find(question, ask.pack, ask.today, ask.workspace.ntp_presented, sources, may_see=visible(ask))
    return replace(findings, found=_as_they_are(ask, session, findings.found))


def visible(ask: Ask) -> Callable[[PackEntry], bool]:
    """Return which entries the one who asks may see."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return lambda entry: entry.id in VIEWS_FOR_ALL or entry.kind in FOR_ALL or entry.plan == OWN
    if not ask.is_private:
        return lambda entry: not entry.internal
    return _everything


def _everything(_: PackEntry) -> bool:
    return True


def pack_source(pack: Pack) -> Source:
    """Return the entries of a pack."""
    return Source(index_of_pack(pack), entries_of(pack).__getitem__)


def _rows(ask: Ask, session: Session) -> Source:
    """Return the workspace's own rows: those of the content are found by its entries."""
    own = own_rows(session, ask.workspace.id, ask.pack, ask.register_owner, ask.today)
    return Source(own.index, lambda number: _entry_of(own.rows[number]))


def _entry_of(row: Searched) -> PackEntry:
    aspects = frozenset({Aspect.WHEN, Aspect.DO, Aspect.RESULT})
    document = Document(row.title, row.note or "")
    return PackEntry(row.key, "frist", row.title, aspects, document, text=row.note or "", plan=OWN, source=row)


def _as_they_are(ask: Ask, session: Session, found: Sequence[Found]) -> tuple[Found, ...]:
    """Return what was found with the days that the workspace's rows have: people may have moved them."""
    keys = [each.when.key for each in found if each.when] + [each.id for each in found if each.entry.plan == OWN]
    rows = rows_by_key(session, ask.workspace.id, keys) if keys else {}
    result = []
    for each in found:
        row = rows.get(each.when.key if each.when else each.id)
        if row is None:
            result.append(each)
            continue
        seen = tuple(date.fromisoformat(day) for day in row.seen or ())
        day = known_day(each.entry, row.starts_on, row.ends_on, row.certainty, seen)
        when = When(row.key, row.starts_on, row.ends_on, row.certainty, day, row.set_by, seen, row.id)
        result.append(replace(each, when=when, kind=row.kind))
    return tuple(result)


def find(
    question: Question,
    pack: Pack,
    today: date,
    presented: int | None = None,
    sources: Sequence[Source] = (),
    may_see: Callable[[PackEntry], bool] = _everything,
) -> Findings:
    """Return what answers a question on that day, from the pack if no other sources are given."""
    asked = _Asked(question, pack, today, presented)
    if not question.units:
        found = tuple(each for each in _without_words(asked) if may_see(each.entry))
        return Findings(question, found[:MOST], bool(found))
    sources = sources or (pack_source(pack),)
    ranked = rank([each.index for each in sources], question.units, SOFT)
    said = {word.stem for unit in question.units for word in unit.words}
    entries = ((each, sources[each.place].entry(each.number)) for each in ranked)
    weighed = islice(_few_of_each(entries, may_see), MOST_WEIGHED)
    scored = [(each.score * _fit(asked, entry, said, each.coverage), each, entry) for each, entry in weighed]
    scored.sort(key=lambda each: (-round(each[0], 4), each[1].place, each[1].number))
    found = _soonest_first(
        [Found(entry.id, entry.kind, entry.title, score, entry, asked.when(entry)) for score, _, entry in scored[:MOST]]
    )
    if not scored:
        return Findings(question, (), False, 0.0)
    _, best, entry = scored[0]
    return Findings(question, found, _is_known(best, entry, question), best.coverage)


def _soonest_first(found: list[Found]) -> tuple[Found, ...]:
    """Return what was found; of entries with the same title, such as one for years with an election, the next comes first."""
    for at, each in enumerate(found):
        same = [n for n in range(at, len(found)) if found[n].title == each.title and found[n].when]
        if len(same) > 1:
            ordered = sorted(
                (found[n] for n in same), key=lambda one: one.when.first if one.when and one.when.first else date.max
            )
            for place, one in zip(same, ordered, strict=True):
                found[place] = one
    return tuple(found)


def _few_of_each(
    entries: Iterator[tuple[Ranked, PackEntry]], may_see: Callable[[PackEntry], bool]
) -> Iterator[tuple[Ranked, PackEntry]]:
    """Yield what may be seen; of the workspace's rows only the best few, since thousands may be alike."""
    left = MOST_ROWS
    for each, entry in entries:
        if not may_see(entry) or (entry.plan == OWN and not left):
            continue
        left -= entry.plan == OWN
        yield each, entry


def _is_known(best: Ranked, entry: PackEntry, question: Question) -> bool:
    """Return True if what was found covers enough of the question to be its answer."""
    return entry.id == question.view or (best.coverage >= ENOUGH and not best.is_soft)


def _fit(asked: _Asked, entry: PackEntry, said: set[str], coverage: float) -> float:
    """Return how well an entry fits what is asked, and when: a factor of its score."""
    factor, question = 1.0, asked.question
    if question.aspects:
        factor *= ASKED_FOR if entry.aspects & set(question.aspects) else NOT_ASKED_FOR
        factor *= FIRST_ASKED_FOR if question.aspects[0] in entry.aspects else 1.0
    title = set(stems(headed(entry.title)[0]))
    factor *= 0.8 + 0.4 * len(title & said) / max(1, len(title))
    if entry.plan == OWN:
        factor *= OWN_ROW
    if entry.id == question.view:
        factor *= VIEW_ASKED_FOR
    if question.aspects[:1] == (Aspect.RESULT,) and entry.kind in COUNTED:
        factor *= COUNTED_FOR
    if entry.kind == "oversikt" and coverage >= ALL:
        factor *= ASKED_FOR
    if question.aspects[:1] == (Aspect.WHEN,) and entry.kind == "oppgave":
        factor *= TASK
    if question.period and entry.plan:
        when = asked.when(entry)
        days = Span(question.period.first, question.period.last)
        is_then = when is not None and when.first and when.last and Span(when.first, when.last).meets(days)
        factor *= (THEN if entry.kind == "fase" else 1.3) if is_then else 0.85
    return factor


def _without_words(asked: _Asked) -> Iterator[Found]:
    """Yield what answers a question without words of its own: what is open, what comes, what we say now."""
    question = asked.question
    if not (question.aspects or question.period or question.is_now or question.view):
        return
    by_id = {entry.id: entry for entry in entries_of(asked.pack) if entry.kind == "oversikt"}
    aspects = question.aspects or (Aspect.DO,)

    def view(id_: str) -> Found:
        return Found(id_, "oversikt", by_id[id_].title, 1.0, by_id[id_])

    if question.view:
        yield view(question.view)
    elif Aspect.RESULT in aspects:
        yield view("view:effects")
    elif Aspect.WHO in aspects:
        yield view("view:stakeholders")
    elif Aspect.SAY in aspects:
        yield view("view:messages")
    elif Aspect.HOW in aspects:
        yield view("view:help")
    elif question.period:
        yield view("view:wheel")
    else:
        yield view("view:open-windows")
