"""A run of days as people write it: «6.7–31.7», «6.–31. juli», «uke 28–30», «juli», «fredag»."""

import re
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.commands.parse.clean import clean, fold
from bot.commands.parse.dates import read_date
from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import read_period
from content.frozen import frozen

EXAMPLES = "Skriv for eksempel 6.7–31.7, uke 28, juli eller fredag."
LONGEST_DAYS = 366
MOST_WORDS, LONGEST = 12, 100
"""The most words, and signs, that a run of days is written with."""
_BETWEEN = re.compile(r"[–—-]| (?:til og med|til|t\.?o\.?m\.?) ", re.IGNORECASE)
_DAY_ALONE = re.compile(r"[0-9]{1,2}\.?")


@frozen
class Days:
    """A first and a last day, both included, and what was written after them."""

    first: date
    last: date
    rest: str = ""


def parse_days(text: str, today: date) -> Days | Fault:
    """Return the days that a text begins with, or a sentence that says what is wrong with them."""
    words = clean(text).split()
    wrong: Fault | None = None
    for length in range(min(len(words), MOST_WORDS), 0, -1):
        found = _read(" ".join(words[:length]), today)
        if isinstance(found, tuple):
            rest = words[length:]
            if rest and read_date(rest[0], today) is not None:
                return Fault(f"Sett en strek mellom den første og den siste dagen. {EXAMPLES}")
            return _fitting(Days(*found, " ".join(rest)), today)
        wrong = wrong or found
    return wrong or Fault(f"Jeg forstår ikke hvilke dager du mener. {EXAMPLES}")


def _read(phrase: str, today: date) -> tuple[date, date] | Fault | None:
    if len(phrase) > LONGEST:
        return None
    wrong: Fault | None = None
    for left, right in _halves(phrase):
        last = _ends(f"uke {right}" if fold(left).startswith("uke") and right.isdigit() else right, today)
        first = _ends(left, today) if not _DAY_ALONE.fullmatch(left) else _same_month(left, last)
        if isinstance(first, tuple) and isinstance(last, tuple):
            begun = first[0] > last[1] and not _has_year(left, today)
            return (_a_year_back(first[0]) if begun else first[0]), last[1]
        wrong = wrong or next((each for each in (first, last) if isinstance(each, Fault)), None)
    whole = None if phrase.isdigit() else _ends(phrase, today)
    return whole or wrong


def _halves(phrase: str) -> Iterator[tuple[str, str]]:
    for between in _BETWEEN.finditer(phrase):
        left, right = phrase[: between.start()].strip(), phrase[between.end() :].strip()
        if left and right:
            yield left, right


def _ends(phrase: str, today: date) -> tuple[date, date] | Fault | None:
    day = read_date(phrase, today)
    if isinstance(day, date) and not fold(phrase).startswith(("uke", "i uke")):
        return day, day
    period = read_period(phrase, today)
    if period is None or isinstance(period, Fault):
        return period or (day if isinstance(day, Fault) else None)
    return (period.first, period.last) if period.kind != "dager" else None


def _same_month(left: str, last: tuple[date, date] | Fault | None) -> tuple[date, date] | None:
    """Return the day alone («6.») in the month of the last one."""
    if not isinstance(last, tuple):
        return None
    try:
        first = last[1].replace(day=int(left.rstrip(".")))
    except ValueError:
        return None
    return first, first


def _has_year(phrase: str, today: date) -> bool:
    """Tell whether a date is the same whenever it is read."""
    return read_date(phrase, today) == read_date(phrase, _a_year_back(today))


def _a_year_back(day: date) -> date:
    """Return the same day of the year before: of days that have begun, the next such day is a year too late."""
    earlier: date = day - relativedelta(years=1)
    return earlier


def _fitting(days: Days, today: date) -> Days | Fault:
    if days.last < days.first:
        return Fault(f"Den siste dagen er før den første. {EXAMPLES}")
    if days.last < today:
        return Fault(f"De dagene er over. {EXAMPLES}")
    if (days.last - days.first).days >= LONGEST_DAYS:
        return Fault("En pause kan vare i høyst ett år.")
    return days
