"""How well an entry answers a question: a score, of which the best is the answer if it is enough (`deciding`)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from bot.commands.plain.question import Question
from bot.commands.plain.sources import Source
from content.schema.pack import Pack
from models.calendar.spans import Span
from models.search.asked_as import PackLikeness, likeness_of
from models.search.entries import WINDOW
from models.search.likeness import NOTHING, Alike
from models.search.own_rows import OWN
from models.search.pack_entry import Aspect, PackEntry, When
from models.search.plain_words import SOFT
from models.search.ranking import Ranked, rank
from models.search.when import NEXT_YEARS, occurrences_of, of_planned, when_of, windows_by_entry, year_before
from models.search.words import stems

MOST_WEIGHED, MOST_ROWS = 60, 10
"""How many of the best by likeness, and by words, are weighed by what is asked; fewer of rows that thousands may be like."""
TOGETHER, COVERED = 0.5, 0.4
"""How much all texts of an entry count, and the words that are covered, beside the text that is most like the question."""
ASKED_FOR, NOT_ASKED_FOR = 1.2, 0.9
"""How much more or less an entry counts that does or does not answer what is asked: when, what to say, who …"""
THEN, ANOTHER_TIME = 1.2, 0.8
"""How much more or less what is dated counts, if the question names a time."""
NEAR = 0.8
"""How near in score another is that may be what is meant."""
TITLE = 1.2
"""How much more an entry counts whose title is all that the question names, if it asks when: «når er Arendalsuka?»."""
TASK = 0.9
"""What happens comes before what is to be done about it, if somebody asks when."""


@dataclass(frozen=True)
class Asked:
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
        if entry.plan == WINDOW:
            return self.chosen(entry, windows_by_entry(self.pack, self.today.year).get(entry.id, ()))
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


@dataclass(frozen=True)
class EntryCandidate:
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

    def is_as_whole_as(self, other: "EntryCandidate") -> bool:
        """Return True if it is at a time, and covers as much of the question."""
        mine, its = self.words, other.words
        return bool(self.when and mine and its and mine.coverage >= its.coverage and not mine.lacks)


Scored = tuple[float, EntryCandidate]
"""What may answer, after its score."""


def candidates_of(
    asked: Asked, sources: Sequence[Source], may_see: Callable[[PackEntry], bool]
) -> Iterator[EntryCandidate]:
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
        yield EntryCandidate(place, number, entry, like, by_words.get((place, number)), asked.when(entry))


def score_of(asked: Asked, each: EntryCandidate) -> float:
    """Return how well an entry answers: about 0 to 2."""
    covered = each.words.coverage if each.words else 0.0
    return (each.alike.best + TOGETHER * each.alike.together + COVERED * covered) * _fit(asked, each)


def _fit(asked: Asked, each: EntryCandidate) -> float:
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


def soonest_first(scored: list[Scored], question: Question) -> list[Scored]:
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
