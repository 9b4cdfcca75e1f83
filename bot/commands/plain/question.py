"""Reading a question in plain words: what it asks for, the time it names, and the words it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.commands.parse.clean import clean, fold
from bot.commands.parse.cycles import cycle_at
from bot.commands.parse.days import Context, Dates
from bot.commands.parse.expressions import days_at
from bot.commands.parse.periods import Period
from bot.commands.parse.query import Cycle
from bot.commands.parse.time_text import TimeText, time_text
from bot.commands.parse.tokens import tokens
from content.schema.pack import Pack
from models.search.documents import Unit
from models.search.entries import Aspect
from models.search.meanings import meanings_of
from models.search.plain_words import ASKING, CONTENT, SILENT, synonyms

LONGEST = 300
"""The most characters of a question that are read."""
PAST = frozenset(
    map(
        fold,
        [
            "var",
            "ble",
            "blei",
            "vart",
            "gikk",
            "gjekk",
            "sist",
            "siste",
            "forrige",
            "førre",
            "fjor",
            "hadde",
            "kom",
            "was",
            "were",
            "did",
            "last",
            "holdt",
            "holdtes",
        ],
    )
)
NOW = frozenset(map(fold, ["nå", "no", "now", "idag", "akkurat"]))
MOST_PHRASE = 4


@dataclass(frozen=True)
class Question:
    """A question as read. `units` are what it is about; `period` is the time it names, and `cycle` the budget or plan.

    `is_past` is True if it asks about something that has been.
    """

    text: str
    aspects: frozenset[Aspect]
    units: tuple[Unit, ...]
    period: Period | None = None
    cycle: Cycle | None = None
    is_past: bool = False
    is_now: bool = False


def read_question(text: str, pack: Pack, today: date) -> Question:
    """Return what a text asks; every text is a question of something. Never raises."""
    written = [token.text for token in tokens(clean(text)[:LONGEST])]
    folded = [fold(word).strip(".-") for word in written]
    aspects, asked = _asked(folded)
    is_past = not PAST.isdisjoint(folded)
    cycle = _cycle(text, today)
    period, timed = _period(written, today, is_past=is_past)
    said = [
        word
        for at, word in enumerate(written)
        if at not in timed and (folded[at] in CONTENT or (at not in asked and folded[at] not in SILENT))
    ]
    return Question(
        clean(text)[:LONGEST],
        frozenset(aspects),
        tuple(_units(said, pack)),
        period,
        cycle,
        is_past,
        not NOW.isdisjoint(folded),
    )


def _asked(folded: Sequence[str]) -> tuple[list[Aspect], set[int]]:
    """Return what the words ask for, the first said first, and the places of the words that say so."""
    found: list[tuple[int, Aspect]] = []
    taken: set[int] = set()
    for aspect, phrase in ASKING:
        for at in range(len(folded) - len(phrase) + 1):
            places = set(range(at, at + len(phrase)))
            if tuple(folded[at : at + len(phrase)]) == phrase and not places & taken:
                found.append((at, aspect))
                taken |= places
    return [aspect for _, aspect in sorted(found, key=lambda each: each[0])], taken


def _cycle(text: str, today: date) -> Cycle | None:
    line = tokens(clean(text)[:LONGEST])
    return next((found[0] for at in range(len(line)) if (found := cycle_at(line, at, today))), None)


def _period(written: Sequence[str], today: date, *, is_past: bool) -> tuple[Period | None, set[int]]:
    """Return the first period that the words name, and the places of its words."""
    line = time_text(tuple(written))
    context = Context(today, "backward" if is_past else "forward", question=True, line=line)
    at = 0
    while at < len(written):
        read = days_at(line, at, context)
        if read and isinstance(read[0], Dates) and _is_time(line, at, read[1]):
            return Period.of(read[0]), set(range(at, read[1]))
        at += 1
    return None, set()


def _is_time(line: TimeText, first: int, last: int) -> bool:
    """Return False for «nå» and a bare number, which name no period in a sentence."""
    said = " ".join(line.folded(at) for at in range(first, last))
    return said not in NOW and not (said.isdigit() and len(said) < len("2026"))


def _units(said: Sequence[str], pack: Pack) -> Iterator[Unit]:
    same = synonyms()
    for unit in _joined(list(meanings_of(pack).units(said))):
        stems_ = tuple(word.stem for word in unit.words)
        more = same.get(stems_, frozenset())
        yield replace(unit, meanings=unit.meanings | more) if more else unit


def _joined(units: list[Unit]) -> Iterator[Unit]:
    """Yield the units with words that are one phrase of the table («melde på») as one."""
    same = synonyms()
    at = 0
    while at < len(units):
        for size in range(min(MOST_PHRASE, len(units) - at), 1, -1):
            words = tuple(word for unit in units[at : at + size] for word in unit.words)
            if tuple(word.stem for word in words) in same:
                yield Unit(" ".join(word.written for word in words), words)
                at += size
                break
        else:
            yield units[at]
            at += 1
