"""Periods as people ask for them: a number of days, a week, a month, a year, a day."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from bot.cards import words
from bot.commands.parse.clean import fold
from bot.commands.parse.dates import Match, number, read_date
from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR, resolve_week
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import MONTH, NUMERAL, options
from content.frozen import frozen

MOST_DAYS = 999
DECEMBER = 12
Kind = Literal["dager", "uke", "måned", "år", "dag"]


@frozen
class Period:
    """The days `first`..`last`, both included. `dager` counts from today, and includes what is overdue."""

    kind: Kind
    first: date
    last: date

    def __str__(self) -> str:
        """Return the period as it can be asked for again."""
        iso = self.first.isocalendar()
        return {
            "dager": str((self.last - self.first).days),
            "uke": f"uke {iso.week} {iso.year}",
            "måned": f"{words.month(self.first)} {self.first.year}",
            "år": str(self.first.year),
            "dag": self.first.isoformat(),
        }[self.kind]

    def told(self, today: date) -> str:
        """Return the period in words: «de neste 30 dagene», «uke 41», «oktober», «2027», «mandag 5. oktober»."""
        days = (self.last - self.first).days
        return {
            "dager": "i dag" if days == 0 else f"de neste {days} dagene" if days > 1 else "i dag og i morgen",
            "uke": words.week(self.first, today),
            "måned": words.month(self.first, today),
            "år": str(self.first.year),
            "dag": words.day(self.first, today),
        }[self.kind]


def next_days(count: int, today: date) -> Period:
    """Return today and that many days after it."""
    return Period("dager", today, today + timedelta(count))


def month_period(year: int, month: int) -> Period:
    """Return a whole month."""
    return Period("måned", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_period(year: int) -> Period:
    """Return a whole year."""
    return Period("år", date(year, 1, 1), date(year, DECEMBER, 31))


def read_period(phrase: str, today: date) -> Period | Fault | None:
    """Return the period a phrase names, what is wrong with it, or None where it names none."""
    folded = fold(phrase)
    for pattern, reader in _READERS:
        match = pattern.fullmatch(folded)
        if match:
            return reader(match, today)
    day = read_date(phrase, today)
    return Period("dag", day, day) if isinstance(day, date) else day


def _number(match: Match, today: date) -> Period | Fault:
    count = int(match["count"])
    if FIRST_YEAR <= count <= LAST_YEAR:
        return year_period(count)
    return _days(count, today)


def _units(match: Match, today: date) -> Period | Fault:
    days_each = {"d": 1, "u": 7, "m": 30}[match["unit"][0]]
    return _days(number(match["count"]) * days_each, today)


def _days(count: int, today: date) -> Period | Fault:
    if count > MOST_DAYS:
        return Fault(
            f"Jeg kan vise opptil {MOST_DAYS} dager frem. Skriv et lavere tall, eller et årstall som {today.year + 1}."
        )
    return next_days(count, today)


def _week(match: Match, today: date) -> Period | Fault:
    monday = resolve_week(int(match["week"]), int(match["year"]) if match["year"] else None, today)
    return monday if isinstance(monday, Fault) else _week_from(monday)


def _week_from(monday: date) -> Period:
    return Period("uke", monday, monday + timedelta(6))


def _month(match: Match, today: date) -> Period | Fault:
    month = MONTH[match["name"]]
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault(f"Skriv et årstall fra {FIRST_YEAR} til {LAST_YEAR}.")
    return month_period(year, month)


def _relative(match: Match, today: date) -> Period:
    step = {"denne": 0, "dette": 0, "i": 0, "neste": 1, "forrige": -1}[match["which"]]
    if match["unit"].startswith("u"):
        return _week_from(today - timedelta(today.weekday()) + timedelta(7 * step))
    if match["unit"].startswith("a"):
        return year_period(today.year + step)
    year, month = divmod(today.year * DECEMBER + today.month - 1 + step, DECEMBER)
    return month_period(year, month + 1)


_READERS: tuple[tuple[re.Pattern[str], Callable[[Match, date], Period | Fault]], ...] = (
    (re.compile(r"(?P<count>[0-9]{1,4})"), _number),
    (
        re.compile(
            rf"(?:de )?(?:neste )?(?P<count>[0-9]{{1,4}}|{options(NUMERAL)}) (?P<unit>dag(?:er)?|uker?|maned(?:er)?)"
        ),
        _units,
    ),
    (re.compile(r"(?:i )?uke (?P<week>[0-9]{1,3})(?:(?: i)? (?P<year>[0-9]{4}))?"), _week),
    (re.compile(rf"(?:i )?(?P<name>{options(MONTH)})\.?(?: (?P<year>[0-9]{{4}}))?"), _month),
    (
        re.compile(r"(?P<which>denne|dette|neste|forrige|i) (?P<unit>uka|uken|uke|maneden|maned|aret|ar)"),
        _relative,
    ),
)
