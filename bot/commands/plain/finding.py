"""What answers a question: the entries of the content and the rows of the workspace, ranked together.

An entry counts by how like the question it is as a whole (`models.search.likeness`), by how much of the question its
words cover (`models.search.ranking`), and by whether it is of the kind, and of the time, that is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.question import Question, read_question
from bot.commands.plain.sources import Source, everything, pack_source, sources_for, visible
from bot.commands.plain.workspace_sources import people
from content.municipalities import municipalities
from content.parties import PARTIES
from content.schema.pack import Pack
from models.calendar.spans import Span
from models.search.asked_as import PackLikeness, likeness_of, texts_of
from models.search.entries import Aspect, PackEntry, When, entries_of
from models.search.likeness import NOTHING, Alike
from models.search.own_rows import OWN
from models.search.plain_words import SOFT, synonyms
from models.search.ranking import Ranked, rank
from models.search.when import (
    NEXT_YEARS,
    known_day,
    occurrences_of,
    of_planned,
    rows_by_key,
    when_of,
    year_before,
)
from models.search.words import Word, stems

MOST = 10
MOST_WEIGHED, MOST_ROWS = 60, 10
"""How many of the best by likeness, and by words, are weighed by what is asked; fewer of rows that thousands may be like."""
SECOND, COVERED = 0.4, 0.3
"""How much the second text that is like the question counts, and the words that are covered, beside the first text."""
ASKED_FOR, NOT_ASKED_FOR = 1.2, 0.9
"""How much more or less an entry counts that does or does not answer what is asked: when, what to say, who …"""
THEN, ANOTHER_TIME = 1.2, 0.8
"""How much more or less what is dated counts, if the question names a time."""
ENOUGH, UNKNOWN = 0.3, 0.6
"""The least score of an answer, and how much more is needed if all words of the question are in nothing we have."""
SURELY, DATED, NEAR = 0.6, 0.4, 0.8
"""How like the question an entry is that is surely, or perhaps, named by it, and how near in score another may be."""
WORTH = 0.4
"""The least score, of the best one's, that is worth showing."""
TITLE = 1.2
"""How much more an entry counts whose title is all that the question names, if it asks when: «når er Arendalsuka?»."""
TASK = 0.9
"""What happens comes before what is to be done about it, if somebody asks when."""
PARTY_STEMS = frozenset(stem for short, names in PARTIES.items() for each in (short, *names) for stem in stems(each))
SHORTEST = 3
"""A shorter word says nothing of what is known."""
NAMED = 100.0
"""The score of somebody in the register whose name is in the question."""


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

    def date_of(self, found: Found) -> date | None:
        """Return the date that answers the question, if it asks when and a date is known; never one within a window."""
        asks_when = not self.question.aspects or Aspect.WHEN in self.question.aspects
        return found.when.day if found.when and found.when.is_meant and asks_when else None


@dataclass(frozen=True)
class _Candidate:
    """An entry that may answer: how like the question it is, and how its words match."""

    place: int
    number: int
    entry: PackEntry
    alike: Alike
    words: Ranked | None
    when: When | None

    @property
    def first(self) -> date:
        """Return the first day of its occurrence; the last day there is, if it has none that is meant."""
        return self.when.first if self.when and self.when.first and self.when.is_meant else date.max

    def is_as_whole_as(self, other: "_Candidate") -> bool:
        """Return True if it is at a time, and covers as much of the question."""
        mine, its = self.words, other.words
        return bool(self.when and mine and its and mine.coverage >= its.coverage and not mine.lacks)


Scored = tuple[float, _Candidate]
"""What may answer, after its score."""


@dataclass(frozen=True)
class _Asked:
    """A question with what it is answered from."""

    question: Question
    pack: Pack
    today: date
    presented: int | None

    @property
    def asks_when(self) -> bool:
        """Return True if a date answers it: it asks when, or just names something."""
        return not self.question.aspects or Aspect.WHEN in self.question.aspects

    @cached_property
    def likeness(self) -> PackLikeness:
        """Return the likeness of the pack's entries."""
        return likeness_of(self.pack)

    def when(self, entry: PackEntry) -> When | None:
        """Return the occurrence of an entry that is meant, as the content has it."""
        if not entry.plan or entry.plan == OWN:
            return entry.fixed
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
    sources = sources_for(ask, session, question)
    findings = find(question, ask.pack, ask.today, ask.workspace.ntp_presented, sources, may_see=visible(ask))
    found = _as_they_are(ask, session, findings.found)
    known = [Found(each.id, each.kind, each.title, NAMED, each) for each in people(ask, session, question)]
    if not known:
        return replace(findings, found=found)
    is_about = not findings.is_known or not {Aspect.WHEN, Aspect.SAY}.intersection(question.aspects)
    both = (*known, *found) if is_about else (*found, *known)
    return replace(findings, found=both[:MOST], is_known=True)


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
        is_meant = each.when is None or each.when.is_meant
        when = When(row.key, row.starts_on, row.ends_on, row.certainty, day, row.set_by, seen, row.id, is_meant)
        result.append(replace(each, when=when, kind=row.kind))
    return tuple(result)


def find(
    question: Question,
    pack: Pack,
    today: date,
    presented: int | None = None,
    sources: Sequence[Source] = (),
    may_see: Callable[[PackEntry], bool] = everything,
) -> Findings:
    """Return what answers a question on that day, from the pack if no other sources are given."""
    asked = _Asked(question, pack, today, presented)
    if not question.units:
        found = tuple(each for each in _without_words(asked) if may_see(each.entry))
        return Findings(question, found[:MOST], bool(found))
    candidates = _candidates(asked, sources or (pack_source(pack),), may_see)
    scored = [(_score(asked, each), each) for each in candidates]
    scored.sort(key=lambda each: (-round(each[0], 4), each[1].place, each[1].number))
    if not scored:
        return Findings(question, (), False)
    scored = _soonest_first([each for each in scored[:MOST] if each[0] >= WORTH * scored[0][0]], question)
    score, best = scored[0]
    found = tuple(
        Found(each.entry.id, each.entry.kind, each.entry.title, at, each.entry, each.when) for at, each in scored
    )
    findings = Findings(question, found, score >= _needed(asked) and _may_answer(asked, best))
    if findings.is_known and findings.date_of(found[0]) is not None:
        return replace(findings, is_known=_is_named(scored))
    return findings


def _may_answer(asked: _Asked, best: _Candidate) -> bool:
    """Return False if the best cannot answer, however like the question it is.

    Nothing says who holds a post. What asks when is answered by what has a time, or by advice, and by nothing that lacks
    a name in the question: a party's meeting is not another party's.
    """
    question, entry = asked.question, best.entry
    if question.asks_for_holder:
        return entry.kind == "oversikt"
    if Aspect.WHEN not in question.aspects:
        return True
    texts = (*texts_of(entry), *(asked.likeness.questions(best.number) if best.place == 0 else ()))
    said = {stem for text in texts for stem in stems(text)}
    names = [word for unit in question.units for word in unit.words if _is_of_one(word)]
    is_of_time = len(question.aspects) > 1 or bool(entry.aspects & {Aspect.WHEN, Aspect.HOW})
    return is_of_time and all(word.stem in said for word in names)


def _is_of_one(word: Word) -> bool:
    """Return True for the name of a party or a municipality."""
    return word.stem in PARTY_STEMS or (word.written[:1].isupper() and bool(municipalities(word.written)))


def _needed(asked: _Asked) -> float:
    """Return the least score of an answer: more if the question has words that are in nothing we have."""
    words = [word for unit in asked.question.units for word in unit.words if len(word.folded) >= SHORTEST]
    unknown = sum(not asked.likeness.knows(word) and (word.stem,) not in synonyms() for word in words)
    return ENOUGH + UNKNOWN * unknown / max(1, len(words))


def _is_named(scored: Sequence[Scored]) -> bool:
    """Return True if the question names the best that was found, so that its date is the date that is asked for.

    The best has all the words that say something, or is like the question as a whole; and nothing near it that is at
    another time has more of the words.
    """
    score, best = scored[0]
    if best.alike.best >= SURELY:
        return True
    if (best.words is None or best.words.lacks) and best.alike.best < DATED:
        return False
    covered = best.words.coverage if best.words else 0.0
    return not any(
        other.words is not None and other.words.coverage > covered
        for near, other in scored[1:MOST]
        if near >= NEAR * score and other.when and best.when and other.when.first != best.when.first
    )


def _candidates(asked: _Asked, sources: Sequence[Source], may_see: Callable[[PackEntry], bool]) -> Iterator[_Candidate]:
    """Yield what may answer: the most like, and those whose words match best; of the workspace's rows only a few."""
    vector = asked.likeness.vector(asked.question.text)
    alike = asked.likeness.most_like(vector)
    ranked = rank([each.index for each in sources], asked.question.units, SOFT)
    by_words = {(each.place, each.number): each for each in ranked}
    places = [(0, number) for number in sorted(alike, key=lambda number: -alike[number].best)]
    left = MOST_ROWS
    seen = dict.fromkeys((*islice(places, MOST_WEIGHED), *islice(by_words, MOST_WEIGHED)))
    for place, number in seen:
        entry = sources[place].entry(number)
        if not may_see(entry) or (entry.plan == OWN and not left):
            continue
        left -= entry.plan == OWN
        like = asked.likeness.between(vector, entry.title) if place else alike.get(number, NOTHING)
        yield _Candidate(place, number, entry, like, by_words.get((place, number)), asked.when(entry))


def _score(asked: _Asked, each: _Candidate) -> float:
    covered = each.words.coverage if each.words else 0.0
    return (each.alike.best + SECOND * each.alike.second + COVERED * covered) * _fit(asked, each)


def _fit(asked: _Asked, each: _Candidate) -> float:
    """Return how well an entry fits what is asked, and when: a factor of its score."""
    factor, question = 1.0, asked.question
    if question.aspects:
        factor *= ASKED_FOR if each.entry.aspects & set(question.aspects) else NOT_ASKED_FOR
    if question.aspects[:1] == (Aspect.WHEN,) and each.entry.kind == "oppgave":
        factor *= TASK
    said = {word.stem for unit in question.units for word in unit.words}
    if asked.asks_when and each.words and not each.words.lacks and said.issuperset(stems(each.entry.title)):
        factor *= TITLE
    when = each.when
    if each.entry.plan and when and (question.period or question.cycle):
        factor *= THEN if when.is_meant else ANOTHER_TIME
    elif each.entry.plan and question.is_now and when and when.first and when.last:
        factor *= THEN if when.first <= asked.today <= when.last else 1.0
    return factor


def _soonest_first(scored: list[Scored], question: Question) -> list[Scored]:
    """Return what was found; of entries with one title, such as one for years with an election, the next comes first.

    So does the next of those that have all the words, if the question asks for the next: «hvilket valg er neste».
    """
    score, best = scored[0]
    for at, (_, each) in enumerate(scored):
        same = [n for n in range(at, len(scored)) if scored[n][1].when and each.entry.title == scored[n][1].entry.title]
        _by_time(scored, same)
    if question.is_next and best.when and best.words and not best.words.lacks:
        _by_time(
            scored, [n for n, (near, each) in enumerate(scored) if near >= NEAR * score and each.is_as_whole_as(best)]
        )
    return scored


def _by_time(scored: list[Scored], places: Sequence[int]) -> None:
    """Put what is at these places in order of time."""
    ordered = sorted((scored[n] for n in places), key=lambda each: each[1].first)
    for place, each in zip(places, ordered, strict=True):
        scored[place] = each


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
