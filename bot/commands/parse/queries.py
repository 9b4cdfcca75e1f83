"""Reading a question about deadlines."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.cards.words import MONTHS, WEEKDAYS
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.cycles import cycle_at
from bot.commands.parse.days import Context, Direction, mismatch
from bot.commands.parse.expressions import days_at
from bot.commands.parse.fault import Fault
from bot.commands.parse.mentions import MENTION
from bot.commands.parse.nearest_word import nearest
from bot.commands.parse.periods import Period
from bot.commands.parse.query import MAX_LENGTH, Cycle, Query
from bot.commands.parse.query_words import COURTESIES, FILLERS, QUERY_WORDS, SPELT
from bot.commands.parse.themes import Themes
from bot.commands.parse.time_text import TimeText, time_text
from bot.commands.parse.tokens import Token, phrase, tokens

LONGEST = 6
"""The most words of a theme or a known phrase."""
SHORTEST_SLIP = 4
_SHORT_CODE = re.compile(r":[a-z+-][a-z0-9_+'-]{0,60}:")
_LABEL = re.compile(r"\b(?:eier|ansvarlig|eigar|ansvarleg):", re.IGNORECASE)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
Found = tuple[str, Any]
"""A field of the query, and its value."""


def parse_query(text: str, today: date, themes: Themes, direction: Direction = "forward") -> Query | Fault:
    """Return the query in a text, or what is wrong with it.

    A period without a year is the next one, or for `backward` the latest that has begun.
    """
    if len(clean(text)) > MAX_LENGTH:
        return Fault(f"Teksten er for lang. Skriv høyst {MAX_LENGTH} tegn, for eksempel «oktober jernbane».")
    slots: list[Found] = []
    for each in _reading(tokens(without_pictures(text)), Context(today, direction, question=True), themes):
        if isinstance(each, Fault):
            return each
        slots.append(each)
    return _query(slots)


def corrected(text: str, free: Collection[str], themes: Themes) -> str | None:
    """Return the text with misspelt words among its free words corrected; None if there are none."""
    put_right = slips(free, themes.words)
    words = [put_right.get(token.text, token.text) for token in tokens(without_pictures(text))]
    return " ".join(words) if put_right else None


def slips(free: Collection[str], also: Sequence[str] = ()) -> dict[str, str]:
    """Return the corrections of free words that are nearly words of time or of a filter, or one of `also`."""
    return {word: near for word in free if (near := _known_near(word, also))}


def without_pictures(text: str) -> str:
    """Return a text without emoji, also those that Slack writes as «:train:», and without the label «eier:»."""
    bare = _LABEL.sub(" ", _SHORT_CODE.sub(" ", text))
    return bare if bare.isascii() else "".join(" " if _is_picture(sign) else sign for sign in bare)


def _is_picture(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) in {"So", "Sk"}


def _known_near(word: str, also: Sequence[str]) -> str | None:
    """Return the known word nearest to the one written, with the same first letter: errors there are rare."""
    near = nearest(word, (*MONTHS, *WEEKDAYS, *SPELT, *also)) if len(word) >= SHORTEST_SLIP else None
    return near if near and fold(near)[:1] == fold(word)[:1] else None


def _reading(line: tuple[Token, ...], context: Context, themes: Themes) -> Iterator[Found | Fault]:
    hidden = {index for index, token in enumerate(line) if token.quoted}
    text, at = time_text([token.text for token in line], hidden), 0
    context = replace(context, line=text)
    while at < len(line):
        found, taken = _longest(line, at, text, context, themes)
        at += taken
        if found is not None:
            yield found


def _longest(
    line: Sequence[Token], at: int, text: TimeText, context: Context, themes: Themes
) -> tuple[Found | Fault | None, int]:
    cycle = cycle_at(line, at, context.today)
    if cycle:
        return ("cycle", cycle[0]), cycle[1]
    period = _period(text, at, context)
    for length in range(min(LONGEST, len(line) - at), 0, -1):
        if period and period[1] >= length:
            return period
        said = phrase(tuple(line[at : at + length]))
        if said is not None and fold(said) in COURTESIES:
            return None, length
        slot = None if said is None else _read(said, themes)
        if slot is not None:
            return slot, length
    word = line[at]
    is_said = word.quoted or (fold(word.text) not in FILLERS and any(map(str.isalnum, word.text)))
    return ("words", word.text) if is_said else None, 1


def _period(text: TimeText, at: int, context: Context) -> tuple[Found | Fault, int] | None:
    days = days_at(text, at, context)
    if days is None:
        return None
    dates, last = days
    if isinstance(dates, Fault):
        return dates, last - at
    if dates.otherwise:
        return Fault(mismatch(dates.first, dates.otherwise)), last - at
    return ("period", Period.of(dates)), last - at


def _read(text: str, themes: Themes) -> Found | Fault | None:
    folded = fold(text)
    if folded in QUERY_WORDS:
        return QUERY_WORDS[folded]
    if text[0] in "@#" and len(text) > 1 and " " not in text:
        return _marked(text, themes)
    theme = themes.find(text)
    return ("themes", theme) if theme else None


def _marked(text: str, themes: Themes) -> Found | Fault:
    mention = MENTION.fullmatch(text)
    if text[0] == "@":
        return ("owners", mention[2]) if mention else ("words", text)
    name = (mention[3] or "") if mention else text[1:]
    theme = themes.find(name)
    return ("themes", theme) if theme else themes.unknown(name)


def _query(slots: list[Found]) -> Query | Fault:
    def said(field: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(value for name, value in slots if name == field))

    periods: tuple[Period, ...] = said("period")
    kinds = said("kinds")
    if kinds:  # «frister» means everything that is listed, except beside another kind: «frister og milepæler»
        kinds = tuple(dict.fromkeys((*said("deadlines"), *kinds)))
    cycles: tuple[Cycle, ...] = said("cycle")
    if len(periods) > 1:
        return Fault("Jeg kan vise én periode om gangen. Skriv for eksempel «oktober» eller «uke 41».")
    if len(cycles) > 1:
        return Fault("Jeg kan vise ett budsjett eller én plan om gangen. Skriv for eksempel «statsbudsjettet 2028».")
    return Query(
        period=next(iter(periods), None),
        sources=said("sources"),
        kinds=kinds,
        themes=said("themes"),
        words=said("words"),
        owners=said("owners"),
        mine=bool(said("mine")),
        overdue=bool(said("overdue")),
        done=bool(said("done")),
        closed=bool(said("closed")),
        unanswered=bool(said("unanswered")),
        everything=bool(said("everything")),
        unowned=bool(said("unowned")),
        by_person=bool(said("by_person")),
        cycle=next(iter(cycles), None),
    )
