"""All the times in a line, each with the words it was read from: days, periods, and ranges of these.

The line is read once from left to right; at each word the longest pattern with a meaning wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.commands.parse.clock import TimeOfDay, clock_at
from bot.commands.parse.date_phrases import DATE_PHRASES
from bot.commands.parse.day_phrases import (
    CALCULATED,
    DAY_PHRASES,
    END,
    Match,
    Phrase,
)
from bot.commands.parse.days import (
    FIRST_YEAR,
    WEEK,
    Context,
    Dates,
    last_working_day,
    noted_day_off,
    weekday_of,
)
from bot.commands.parse.fault import Fault
from bot.commands.parse.feast_phrases import FEAST_PHRASES
from bot.commands.parse.nth_phrases import NTH_PHRASES
from bot.commands.parse.period_phrases import PERIOD_PHRASES, PERIOD_WORD, unit_dates, whole_year
from bot.commands.parse.prefix_phrases import PREFIXES, QUESTION_PREFIXES
from bot.commands.parse.question_phrases import QUESTION_PHRASES
from bot.commands.parse.recurrence import Rule, rule_at
from bot.commands.parse.time_text import TimeText
from bot.commands.parse.vocabulary import MONTH, NEVER, SHORT_WEEKDAY, WEEKDAY, options
from bot.commands.parse.week_phrases import WEEK_PHRASES

DatesOrFault = tuple[Dates | Fault, int]
"""The days at an offset, and the offset of their end."""
WRONG_WAY = "Den siste dagen er før den første. Skriv for eksempel 6.7–31.7, uke 28, juli eller fredag."
_NAMES = frozenset({"tor", "son", "man"})
_NAMED_AS_MONTHS = frozenset({"mai", "august"})
_SEPARATOR = re.compile(r",? ?- ?| til og med | til | t\.?o\.?m\.? ")
_AND = re.compile(",? og |,? eller |, ")
_ON = re.compile(
    rf"- ?(?:[0-9]|(?:q|kv\.? ?|k)[1-4](?![0-9])|(?:{options((*WEEKDAY, *SHORT_WEEKDAY, *MONTH))})(?![a-z])| |$)"
)
"""A hyphen between two times; in «2027-budsjettet» and «mars-konferansen» it is part of a word."""
_FROM = re.compile(r"fra og med |fra |mellom ")
_DAY_ALONE = re.compile(r"(?:fra |mellom )?(?P<day>[0-9]{1,2})\.?(?:(?<=\.) (?:og|eller) | ?- ?| til )(?=[0-9])")
_UNIT_ALONE = re.compile(PERIOD_WORD + END)
_YEAR_ALONE = re.compile(r"(?P<year>20[0-9]{2})" + END)
_OF_YEAR = re.compile(r" (?:til )?(?P<which>i ar|neste ar|i fjor|forrige ar|fjoraret)" + END)
_YEARS = {"i ar": 0, "neste ar": 1}


@dataclass(frozen=True)
class Expression:
    """What was read, and the words it was read from: `first` up to but not including `last`."""

    first: int
    last: int
    read: Dates | TimeOfDay | Rule | Fault
    certain: bool = True
    """False for a time of day without «kl», which may be a number."""
    also: tuple[int, int] | None = None
    """More words it was read from, after a time of day: «onsdag kl 10 neste uke»."""


def expressions(line: TimeText, context: Context) -> list[Expression]:
    """Return the times of a line, in order, without overlaps."""
    found = list(_scanned(line, replace(context, line=line)))
    for at in range(len(found) - 2):
        day = _in_later_week(line, *found[at : at + 3])
        if day:
            found[at : at + 3] = [day, found[at + 1]]
            break
    return found


def _in_later_week(line: TimeText, day: Expression, clock: Expression, week: Expression) -> Expression | None:
    """Return the weekday of «onsdag kl 10 neste uke», with the words of the week."""
    is_day = isinstance(day.read, Dates) and line.folded(day.last - 1).rstrip(".") in {**WEEKDAY, **SHORT_WEEKDAY}
    is_beside = day.last == clock.first and clock.last == week.first and isinstance(clock.read, TimeOfDay)
    if not (is_day and is_beside and isinstance(week.read, Dates) and week.read.kind == "uke"):
        return None
    weekday = day.read.first.weekday() if isinstance(day.read, Dates) else 0
    on = week.read.first + timedelta(weekday)
    return replace(day, read=noted_day_off(Dates(on, on)), also=(week.first, week.last))


def whole_text(line: TimeText, context: Context) -> Dates | Fault | None:
    """Return the days that a whole line names; None if it is something else."""
    dates = _dates_at(line.text, 0, replace(context, line=line)) if line.text else None
    return dates[0] if dates and line.text[dates[1] :].strip(" .,") == "" else None


def days_at(line: TimeText, index: int, context: Context) -> tuple[Dates | Fault, int] | None:
    """Return the days that begin at the word `index`, and the index of the word after them."""
    dates = _dates_at(line.text, line.starts[index], context)
    return (dates[0], line.index(dates[1])) if dates else None


def _scanned(line: TimeText, context: Context) -> Iterator[Expression]:
    index = 0
    while index < len(line.words):
        expression = _at(line, index, context)
        if expression:
            yield expression
        index = expression.last if expression else index + 1


def _at(line: TimeText, index: int, context: Context) -> Expression | None:
    offset = line.starts[index]
    rule = rule_at(line.text, offset)
    if rule:
        return Expression(index, line.index(rule[1]), rule[0])
    clock = clock_at(line.text, offset)
    if clock:
        read, end, certain = clock
        return Expression(index, line.index(end), read, certain)
    # «tabell 4.2 til fredag» is no range.
    is_named = line.folded(index - 1) in NEVER - {"fra", "siden"}
    dates = (_single_at if is_named else _dates_at)(line.text, offset, context)
    return Expression(index, line.index(dates[1]), dates[0]) if dates else None


def _dates_at(text: str, offset: int, context: Context) -> DatesOrFault | None:
    """Return the days at an offset and the offset of their end: a range if there is one, else a day or a period."""
    alone = _DAY_ALONE.match(text, offset)
    until = _single_at(text, alone.end(), context) if alone else None
    joined = _same_month(alone, until[0], context) if alone and until else None
    if joined and until:
        return joined, until[1]
    begun = _FROM.match(text, offset)
    first = _single_at(text, begun.end(), context) if begun else None
    if begun and first:
        ranged = _ranged(text, first, context, is_between=begun.group() == "mellom ")
        if ranged:
            return ranged
    first = _single_at(text, offset, context)
    if first is None:
        return None
    ranged = _ranged(text, first, context)
    is_word = text[first[1] : first[1] + 1] == "-" and text[first[1] + 1 : first[1] + 2].strip() != ""  # «mai-1»
    return ranged or (None if is_word else first)


def _ranged(text: str, first: DatesOrFault, context: Context, *, is_between: bool = False) -> DatesOrFault | None:
    both = _AND.match(text, first[1]) if is_between or context.question else None
    separator = both or _SEPARATOR.match(text, first[1])
    last = _single_at(text, separator.end(), context) if separator else None
    if last and isinstance(last[0], Dates) and last[0].kind == "dager":
        return None
    if last is None or (both and not is_between and not _follows(first[0], last[0])):
        swapped = last and context.direction == "backward" and both and _follows(last[0], first[0])
        if not (last and swapped):
            return None
        first, last = (last[0], first[1]), (first[0], last[1])
    wrong = next((each for each, _ in (first, last) if isinstance(each, Fault)), None)
    if wrong or not isinstance(first[0], Dates) or not isinstance(last[0], Dates):
        return wrong or first[0], last[1]
    days = _range(first[0], last[0], context), last[1]
    # «januar, februar og mars»
    return (_ranged(text, days, context) or days) if both and not is_between else days


def _follows(first: Dates | Fault, last: Dates | Fault) -> bool:
    """Return True for «januar og februar», «lørdag og søndag»: one period."""
    if isinstance(first, Fault) or isinstance(last, Fault):
        return False
    return (last.first - first.last).days == 1


def _single_at(text: str, offset: int, context: Context) -> DatesOrFault | None:
    """Return a day or a period, also one relative to another: «midten av mars», «uka før jul»."""
    dates = _of_year(_plain_at(text, offset, context), text, offset, context)
    for prefix, reader in QUESTION_PREFIXES if context.question else PREFIXES:
        match = prefix.match(text, offset)
        base = _base_at(text, match.end(), context) if match else None
        read = reader(match, base[0], context) if match and base and isinstance(base[0], Dates) else None
        if base and read and (dates is None or base[1] > dates[1]):
            dates = read if context.question else noted_day_off(read), base[1]
    return dates


def _base_at(text: str, offset: int, context: Context) -> DatesOrFault | None:
    """Return what a prefix is about; in a question that may have a prefix itself: «innen utgangen av mars»."""
    plain = _of_year(_plain_at(text, offset, context), text, offset, context) or _unit_at(text, offset, context)
    return plain or (_single_at(text, offset, context) if context.question else None)


def _of_year(dates: DatesOrFault | None, text: str, offset: int, context: Context) -> DatesOrFault | None:
    """Return days with the year that follows, checked against a written weekday: «4. desember i år», «påske neste år»."""
    if dates is None or not isinstance(dates[0], Dates) or dates[0].at < FIRST_YEAR or dates[0].turn is None:
        return dates
    match = _OF_YEAR.match(text, dates[1])
    days = dates[0].turn(context.today.year + _YEARS.get(match["which"], -1)) if match else None
    if match is None or days is None:
        return dates
    read = dates[0]
    word = text[offset:].split(maxsplit=1)[0].rstrip(".,")
    weekday = {**SHORT_WEEKDAY, **WEEKDAY}.get(word) if read.kind == "dag" else None
    due = None if read.kind == "dag" else last_working_day(*days)
    before = days[0] + (read.before - read.first) if read.before else None
    read = replace(read, before=before)
    return weekday_of(
        replace(read, first=days[0], last=days[1], due=due, turn=None, otherwise=None), weekday
    ), match.end()


def _plain_at(text: str, offset: int, context: Context) -> tuple[Dates | Fault, int] | None:
    phrases = _QUESTIONS if context.question else _PHRASES
    matches = [(match, reader) for pattern, reader in phrases if (match := pattern.match(text, offset))]
    for match, reader in sorted(matches, key=lambda each: -each[0].end()):
        is_word = text[match.end() : match.end() + 1] == "-" and not _ON.match(text, match.end())
        read = None if is_word or _is_name(match, context) else reader(match, context)
        if read is not None:
            is_calculated = isinstance(read, Dates) and not context.question and reader in CALCULATED
            return noted_day_off(read) if is_calculated and isinstance(read, Dates) else read, match.end()
    return None


def _is_name(match: Match, context: Context) -> bool:
    """Return True for «Tor» and «Son» within a line, which are not written with a capital as weekdays.

    And for «Mai Britt» and «August Lie».
    """
    if match.group() in _NAMED_AS_MONTHS and match.start():
        index = context.line.index(match.start())
        return all(word[:1].isupper() for word in context.line.words[index : index + 2]) and index + 1 < len(
            context.line.words
        )
    if match.groupdict().get("brief"):
        return context.line.words[context.line.index(match.start())].isupper()
    if match.groupdict().get("short") not in _NAMES or match.start("short") == 0:
        return False
    return context.line.words[context.line.index(match.start("short"))][:1].isupper()


def _unit_at(text: str, offset: int, context: Context) -> tuple[Dates | Fault, int] | None:
    year = _YEAR_ALONE.match(text, offset)
    if year:
        return whole_year(int(year["year"])), year.end()
    match = _UNIT_ALONE.match(text, offset)
    read = unit_dates(match["unit"], 0, context.today) if match else None
    return (read, match.end()) if match and read else None


def _range(first: Dates, last: Dates, context: Context) -> Dates | Fault:
    """Return the days from one to another; a part without a year gets the nearest year that fits."""
    if context.direction == "backward" and first.turn:
        last = _later(first, last)
    elif first.turn and first.first > last.last:
        first = first.turned(-1) or first
    elif not first.turn:
        last = _later(first, last)
    if first.first > last.last:
        return Fault(WRONG_WAY)
    due = last_working_day(first.first, last.last) if first.vague or last.vague else None
    return Dates(first.first, last.last, "periode", asks=True, due=due)


def _later(first: Dates, last: Dates) -> Dates:
    for _ in range(WEEK):
        earlier = last.turned(-1)
        if last.last < first.first:
            last = last.turned(1) or last
        elif earlier and earlier.last >= first.first:
            last = earlier
        else:
            break
    return last


def _same_month(match: Match, last: Dates | Fault, context: Context) -> Dates | Fault | None:
    """Return the days from a day number («6.») to a date, in the month of the date."""
    if isinstance(last, Fault) or last.kind != "dag":
        return last if isinstance(last, Fault) else None
    try:
        first = last.last.replace(day=int(match["day"]))
    except ValueError:
        return None
    return _range(Dates(first, first), last, context) if first <= last.last else None


_PHRASES: tuple[Phrase, ...] = (
    *DAY_PHRASES,
    *DATE_PHRASES,
    *NTH_PHRASES,
    *WEEK_PHRASES,
    *PERIOD_PHRASES,
    *FEAST_PHRASES,
)
_QUESTIONS: tuple[Phrase, ...] = (*_PHRASES, *QUESTION_PHRASES)
