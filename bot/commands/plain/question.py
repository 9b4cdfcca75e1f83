"""Reading a question in plain words: what it asks for, the time it names, and the words it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.commands.parse.clean import clean, fold
from bot.commands.parse.cycles import cycle_at
from bot.commands.parse.days import Context, Dates
from bot.commands.parse.expressions import days_at
from bot.commands.parse.periods import Period
from bot.commands.parse.query import Cycle
from bot.commands.parse.time_text import TimeText, time_text
from bot.commands.parse.tokens import Token, tokens
from bot.commands.plain.beyond import (
    asks_a_favour,
    asks_for_date,
    asks_for_holder,
    asks_the_way,
    attributes_of,
    topic_of,
)
from content.schema.pack import Pack
from models.search.documents import Unit
from models.search.entries import index_of_pack
from models.search.index import Index
from models.search.meanings import meanings_of
from models.search.pack_entry import Aspect
from models.search.plain_words import ASKING, SILENT, VIEW_PHRASES, synonyms
from models.search.words import stems

LONGEST = 300
"""The most characters of a question that are read."""
_PAST = "var ble blei vart gikk gjekk sist forrige førre fjor hadde was were did holdt holdtes"
PAST = frozenset(_PAST.split())
"""As spelt: folded, «vår» and «var» are the same."""
NOW = frozenset(map(fold, ["nå", "no", "nu", "now", "idag", "akkurat"]))
NEXT = frozenset(map(fold, ["neste", "nest", "førstkommende", "kommende", "komande", "next", "upcoming"]))
_SUBJECTS = "vi me jeg eg man det de dei noen nokon æ ein en alle"
SUBJECTS = frozenset(map(fold, _SUBJECTS.split()))
"""What follows «når» where it does not ask: «når vi møter dem»."""
MOST_PHRASE = 4
SHORTEST_SLIP = 4
SLIP = 0.78
SHORTEST_PART = 4
JOINTS = ("", "s", "e")
"""What may be between the parts of a compound."""


@dataclass(frozen=True)
class Question:
    """A question as read. `units` are what it is about; `period` is the time it names, and `cycle` the budget or plan.

    `is_past` is True if it asks about something that has been.
    """

    text: str
    aspects: tuple[Aspect, ...]
    units: tuple[Unit, ...]
    period: Period | None = None
    cycle: Cycle | None = None
    is_past: bool = False
    is_now: bool = False
    is_next: bool = False
    """True if it asks for the next of several: «hvilket valg er neste»."""
    names: tuple[str, ...] = ()
    """The words that may be names of somebody in the register: written as names, and in nothing we have."""
    view: str = ""
    """The id of what a whole command shows, if the words ask for that."""
    is_beyond: bool = False
    """True if it asks who holds a post, for something to be done, or for the way: nothing we have says that."""
    attributes: frozenset[str] = frozenset()
    """The stems of what is asked for about a thing that few things have, such as a price."""
    topic: tuple[str, ...] = ()
    """The stems of what somebody else's opinion is asked about."""
    asks_for_date: bool = False
    """True if only a date answers it, and no advice."""


def read_question(text: str, pack: Pack, today: date) -> Question:
    """Return what a text asks; every text is a question of something. Never raises."""
    line = tokens(clean(text)[:LONGEST])
    written = [token.text for token in line]
    index = index_of_pack(pack)
    folded = [
        fold(word).strip(".-") if at and word[:1].isupper() else _asking_word(fold(word).strip(".-"), index)
        for at, word in enumerate(written)
    ]
    aspects, asked = _asked(folded)
    is_past = not PAST.isdisjoint(map(str.casefold, written))
    period, timed = _period(written, today, is_past=is_past)
    said = [word for at, word in enumerate(written) if at not in timed and at not in asked and folded[at] not in SILENT]
    units = tuple(_units(said, pack, index))
    return Question(
        clean(text)[:LONGEST],
        aspects,
        units,
        period,
        _cycle(line, today),
        is_past,
        not NOW.isdisjoint(folded),
        not NEXT.isdisjoint(folded),
        tuple(_names(said, index)),
        _view(folded),
        asks_for_holder(folded) or asks_a_favour(folded) or asks_the_way(folded),
        attributes_of(folded),
        topic_of(written, folded),
        asks_for_date(folded),
    )


def _names(said: Sequence[str], index: Index) -> Iterator[str]:
    """Yield the words that the content has nothing of, and that are written as names."""
    for word in said:
        if word[:1].isupper() and word.isalpha() and not word.isupper() and not _is_known(word, index):
            yield word


def _view(folded: Sequence[str]) -> str:
    for view, phrase in VIEW_PHRASES:
        if any(tuple(folded[at : at + len(phrase)]) == phrase for at in range(len(folded) - len(phrase) + 1)):
            return view
    return ""


@lru_cache(1)
def _asking_words() -> Mapping[str, str]:
    return {word: word for _, phrase in ASKING for word in phrase if len(word) >= SHORTEST_SLIP}


def _asking_word(word: str, index: Index) -> str:
    """Return a misspelt word of asking as it should be: «hvrfor», «mane»."""
    if len(word) < SHORTEST_SLIP or word in SILENT or any(map(index.knows, stems(word))):
        return word
    near = process.extractOne(word, _asking_words(), scorer=OSA.normalized_similarity, score_cutoff=SLIP)
    return near[0] if near else word


def _asked(folded: Sequence[str]) -> tuple[tuple[Aspect, ...], set[int]]:
    """Return what the words ask for, the first said first, and the places of the words that say so."""
    found: list[tuple[int, Aspect]] = []
    taken: set[int] = set()
    for aspect, phrase in ASKING:
        for at in range(len(folded) - len(phrase) + 1):
            places = set(range(at, at + len(phrase)))
            if tuple(folded[at : at + len(phrase)]) == phrase and not places & taken:
                found.append((at, aspect))
                taken |= places
    found.sort(key=lambda each: each[0])
    aspects = [aspect for at, aspect in found if aspect is not Aspect.WHEN or not _is_conjunction(folded, at, found)]
    return tuple(dict.fromkeys(aspects)), taken


def _is_conjunction(folded: Sequence[str], at: int, found: Sequence[tuple[int, Aspect]]) -> bool:
    """Return True for the «når» of «hva sier vi når budsjettet skuffer»."""
    if folded[at] != "nar" or at == 0:
        return False
    follows = folded[at + 1] if at + 1 < len(folded) else ""
    return follows in SUBJECTS or any(place < at for place, _ in found)


def _cycle(line: Sequence[Token], today: date) -> Cycle | None:
    return next((found[0] for at in range(len(line)) if (found := cycle_at(line, at, today))), None)


def _period(written: Sequence[str], today: date, *, is_past: bool) -> tuple[Period | None, set[int]]:
    """Return the first period that the words name, and the places of all words of time."""
    line = time_text(tuple(written))
    context = Context(today, "backward" if is_past else "forward", question=True, line=line)
    at, first = 0, None
    taken = set[int]()
    while at < len(written):
        read = days_at(line, at, context)
        if read and isinstance(read[0], Dates) and _is_time(line, at, read[1]):
            first = first or Period.of(read[0])
            taken.update(range(at, read[1]))
            at = read[1]
        else:
            at += 1
    return first, taken


def _is_time(line: TimeText, first: int, last: int) -> bool:
    """Return False for «nå» and a bare number, which name no period in a sentence."""
    said = " ".join(line.folded(at) for at in range(first, last))
    return said not in NOW and not (said.isdigit() and len(said) < len("2026"))


def _units(said: Sequence[str], pack: Pack, index: Index) -> Iterator[Unit]:
    same = synonyms()
    for unit in _phrased(list(meanings_of(pack).units(list(_words(said, index))))):
        more = same.get(tuple(word.stem for word in unit.words), frozenset())
        yield replace(unit, meanings=unit.meanings | more) if more else unit


def _words(said: Sequence[str], index: Index) -> Iterator[str]:
    """Yield the words, with unknown compounds as their parts, and unknown genitives as what they are of: «nhos»."""
    for word in said:
        yield from _parts(word, index)


def _parts(word: str, index: Index) -> tuple[str, ...]:
    """Return the two parts of an unknown compound whose parts are both known, a genitive without its ending, else the word."""
    if not word.isalpha() or _is_known(word, index):
        return (word,)
    if word.endswith("s") and _is_known(word[:-1], index):
        return (word[:-1],)
    if len(word) < 2 * SHORTEST_PART:
        return (word,)
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        for joint in JOINTS:
            first, last = word[:at], word[at:]
            bare = first.removesuffix(joint)
            is_joined = first.endswith(joint) and len(bare) >= SHORTEST_PART
            if is_joined and _is_known(bare, index) and _is_known(last, index):
                return bare, last
    return (word,)


def _is_known(word: str, index: Index) -> bool:
    found = stems(word)
    return bool(found) and (all(map(index.knows, found)) or found in synonyms())


def _phrased(units: list[Unit]) -> Iterator[Unit]:
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
