"""The words of a line that are left after its time was read: those that could belong to the time lead to a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.parse.clock import CLOCK_WORDS, TimeOfDay
from bot.commands.parse.day_phrases import is_near_year
from bot.commands.parse.days import Context, full_year
from bot.commands.parse.expressions import Expression
from bot.commands.parse.fault import Fault
from bot.commands.parse.markers import UNITS, TimeCandidate
from bot.commands.parse.time_text import CLOSING, TimeText
from bot.commands.parse.vocabulary import LONG_MONTH, NEVER, NUMERAL, WEEKDAY

Spans = Sequence[tuple[int, int]]
PERIODS = ("uk", "vek", "maned", "manad", "kvartal", "halvar", "ar", "helg", "dag", "virkedag", "arbeidsdag")
"""The beginnings of words for periods."""
_WEEKS = frozenset({"uke", "uka", "uken", "veke", "veka"})
_SOME = frozenset({"noen", "nokre", "fa", "litt", "kort"})
_QUALIFYING = frozenset(["unntatt", "untatt", "unnateke", "utenom", "utanom", "bortsett", "midnatt"])
"""Words that change the time beside them in a way that is not read."""
_TIMES = frozenset({"gang", "ganger", "gonger"})
_COUNTED = _TIMES | frozenset(
    [
        "dager",
        "dagar",
        "uker",
        "veker",
        "maneder",
        "manader",
        "virkedager",
        "arbeidsdager",
        "tid",
    ]
)
"""Before a time they may count from it: «noen dager før 15.12», «i god tid før jul»."""
_ALTERNATE = ("partall", "oddetall", "oddetals")
_EACH = frozenset({"daglig", "ukentlig", "manedlig", "kvartalsvis", "halvarlig", "arlig"})
_JOINING = frozenset({"og", "eller", "mellom", "fra", "til"})
_ABOUT = frozenset({"ca", "ca.", "cirka", "rundt", "omtrent", "omkring", "etter"})
_HOURS = re.compile(r"[0-9]{1,2}-[0-9]{1,2}(?:[.:][0-9]{2})?|0[5-9][0-5][05]")


@dataclass(frozen=True)
class Leftover:
    """Positions around the picked time: the words after it, its first word, and the first word of its time of day."""

    ends: frozenset[int]
    leads: int = -1
    clock: int = -1

    @classmethod
    def of(cls, pick: TimeCandidate | None, clock: Expression | None) -> "Leftover":
        """Return the positions around a day and a time of day."""
        ends = ([pick.expression.last] if pick else []) + ([clock.last] if clock else [])
        return cls(frozenset(ends), pick.lead if pick else -1, clock.first if clock else -1)


def left_over(
    line: TimeText,
    times: Sequence[Expression],
    pick: TimeCandidate | None,
    clock: Expression | None,
    spans: Spans,
    *,
    context: Context,
) -> list[str]:
    """Return a question for each remaining part of a time that could belong to the picked one."""
    taken = spans if pick is None else (*spans, (pick.expression.first, pick.expression.last))
    asked = [] if pick is None else list(_number_after(line, pick, taken, context))
    beside = Leftover.of(pick, clock)
    return [*asked, *clocks_left(line, times, clock), *fragments(line, times, beside, taken)]


def fragments(line: TimeText, times: Sequence[Expression], beside: Leftover, taken: Spans) -> Iterator[str]:
    """Yield a question for each remaining word that seems to begin a time that was not understood."""
    inside = {index for first, last in taken for index in range(first, last)}
    inside |= {index for each in times for index in range(each.first, each.last)}
    for index in range(len(line.words)):
        if index not in inside and _is_fragment(line, index, beside):
            yield not_understood(line, index)


def not_understood(line: TimeText, first: int, last: int = 0) -> str:
    """Return the question about some words."""
    text = " ".join(line.words[first : last or first + 1]).strip(CLOSING)
    return f"Jeg forsto ikke «{text}». Se over dato og klokkeslett før du lagrer."


def clocks_left(line: TimeText, times: Sequence[Expression], clock: Expression | None) -> Iterator[str]:
    """Ask about a second time of day, unless it is an amount or a paragraph number."""
    for each in times:
        if each is clock or not isinstance(each.read, TimeOfDay):
            continue
        if each.certain or (line.folded(each.first - 1) not in NEVER and line.folded(each.last) not in UNITS):
            yield not_understood(line, each.first, each.last)


def _number_after(line: TimeText, pick: TimeCandidate, taken: Spans, context: Context) -> Iterator[str]:
    """Ask about a number right after the date that could be its year, or the day of a weekday."""
    at = pick.expression.last
    number = line.folded(at).lstrip("-")
    if any(first <= at < last for first, last in taken) or not number.isdecimal() or len(number) > 2:  # noqa: PLR2004
        return
    if "," in line.text[line.ends[at - 1] : line.starts[at]]:
        return  # «4. desember, 27 ordførere»
    if line.folded(at - 1) in WEEKDAY:
        if not context.noun_follows(line.ends[at]):
            yield not_understood(line, at)
        return
    written = line.text[line.starts[pick.expression.first] : line.ends[at - 1]]
    is_date = any(char.isdigit() for char in written) and not isinstance(pick.dates, Fault)
    if is_date and is_near_year(full_year(number.zfill(2)), context):
        yield f"Er «{number}» et årstall? Se over datoen og teksten før du lagrer."


def _is_fragment(line: TimeText, index: int, beside: Leftover) -> bool:
    """Return True for a word that begins a time: «kl», or next to the picked time «og 12», «12-13», «ca»."""
    word, after = line.folded(index), line.folded(index + 1)
    is_after = index in beside.ends
    if word in CLOCK_WORDS or word in _QUALIFYING or word.startswith(_ALTERNATE):
        return True
    if word in _JOINING:
        number = after.rstrip(".")
        return is_after and number.isdecimal() and len(number) <= 2  # noqa: PLR2004 - an hour, or a day of the month
    if word in _COUNTED:
        how_many = line.folded(index - 1)
        is_count = word not in _TIMES or how_many in NUMERAL or how_many.isdecimal()
        return index + 1 == beside.leads and is_count
    if word in _WEEKS:
        return is_after or not after or after in LONG_MONTH
    if word in _ABOUT:
        return index + 1 == beside.clock
    is_whole = word in _EACH or _HOURS.fullmatch(word) is not None
    return _is_relative(line, index, beside) or (is_whole and (is_after or index + 1 == beside.leads))


def _is_relative(line: TimeText, index: int, beside: Leftover) -> bool:
    """Return True for «neste» and «om» next to the picked time, or before a word of time."""
    word, after, more = line.folded(index), line.folded(index + 1), line.folded(index + 2)
    is_after = index in beside.ends
    if word in {"neste", "forrige"}:
        is_time = after.startswith(PERIODS) or after in WEEKDAY or after in LONG_MONTH or not after
        return is_time or (is_after and line.words[index][:1].islower())
    if word != "om":
        return False
    is_count = after.isdecimal() or after in NUMERAL or after in _SOME
    opens_title = beside.leads == 0 and line.words[min(index + 1, len(line.words) - 1)][:1].isupper()
    is_time = is_count and (not more or more.startswith((*PERIODS, "time", "min", "tid")))
    return is_time or (is_after and (not after or opens_title))
