"""Dates as people write them.

A day without a year is the next such day, today included. «fredag» is the coming Friday and never today; «neste
mandag» is Monday of next week. «uke 41» as a deadline is the Friday of that week, «mandag uke 41» its Monday.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR, Written, resolve, resolve_week
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import MONTH, NUMERAL, WEEKDAY, options

LONGEST = 5
"""The most words a date is written with: «mandag den 5. oktober 2026»."""
EXAMPLES = "Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober."

_WEEKDAY = f"(?P<weekday>{options(WEEKDAY)})"
_NUMBER = f"(?P<count>[0-9]{{1,4}}|{options(NUMERAL)})"
_UNIT = "(?P<unit>dag(?:er)?|uk(?:e|er|a)|maned(?:er)?|ar)"
_BEFORE = rf"(?:{_WEEKDAY} )?(?:den )?"
_NEAR = {
    "i dag": 0,
    "idag": 0,
    "i morgen": 1,
    "imorgen": 1,
    "i overmorgen": 2,
    "overmorgen": 2,
    "i gar": -1,
    "igar": -1,
}

Match = re.Match[str]
Reader = Callable[[Match, date], date | Fault]


def read_date(phrase: str, today: date) -> date | Fault | None:
    """Return the date a phrase names, what is wrong with it, or None where it is no date at all."""
    folded = fold(phrase)
    if folded in _NEAR:
        return today + timedelta(_NEAR[folded])
    for pattern, reader in _READERS:
        match = pattern.fullmatch(folded)
        if match:
            return reader(match, today)
    return None


def parse_date(text: str, today: date) -> date | Fault:
    """Return the date a whole text names, or a sentence that says what is wrong."""
    cleaned = clean(text).replace(",", "")
    found = read_date(cleaned, today)
    return found if found is not None else Fault(f"Jeg forstår ikke datoen «{short(cleaned)}». {EXAMPLES}")


def _day(match: Match, today: date) -> date | Fault:
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else MONTH[parts["name"]]
    year = parts["year"] or parts.get("spaced")
    weekday = WEEKDAY[parts["weekday"]] if parts.get("weekday") else None
    return resolve(Written(int(parts["day"]), month, _full_year(year), weekday), today)


def _weekday(match: Match, today: date) -> date:
    return today + timedelta((WEEKDAY[match["weekday"]] - today.weekday() - 1) % 7 + 1)


def _weekday_of_next_week(match: Match, today: date) -> date:
    return today + timedelta(7 - today.weekday() + WEEKDAY[match["weekday"]])


def _week(match: Match, today: date) -> date | Fault:
    monday = resolve_week(int(match["week"]), _full_year(match["year"]), today)
    if isinstance(monday, Fault):
        return monday
    weekday = match["weekday"]
    return monday + timedelta(WEEKDAY[weekday] if weekday else WEEKDAY["fredag"])


def _ahead(match: Match, today: date) -> date | Fault:
    return _shifted(match, today, 1)


def _back(match: Match, today: date) -> date | Fault:
    return _shifted(match, today, -1)


def _shifted(match: Match, today: date, direction: int) -> date | Fault:
    count = direction * number(match["count"])
    unit = {"d": "days", "u": "weeks", "m": "months", "a": "years"}[match["unit"][0]]
    try:
        found: date = today + relativedelta(**{unit: count})  # type: ignore[arg-type]  # the stubs want each unit named
    except (OverflowError, ValueError):
        return Fault("Det er for langt unna. " + EXAMPLES)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return Fault("Det er for langt unna. " + EXAMPLES)
    return found


def number(text: str) -> int:
    """Return the number that digits, or a folded numeral such as «tre», stand for."""
    return NUMERAL[text] if text in NUMERAL else int(text)


def _full_year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 - two digits are a year of this century


_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"), _day),
    (
        re.compile(
            rf"{_BEFORE}(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})(?:\.{_YEAR}|\.? (?P<spaced>[0-9]{{4}})|\.)?"
        ),
        _day,
    ),
    (re.compile(rf"{_BEFORE}(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})(?:[-/ ]{_YEAR})?"), _day),
    (
        re.compile(rf"{_BEFORE}(?P<day>[0-9]{{1,2}})\.? ?(?P<name>{options(MONTH)})\.?(?: (?P<year>[0-9]{{4}}))?"),
        _day,
    ),
    (re.compile(rf"(?:pa |forstkommende |kommende )?{_WEEKDAY}"), _weekday),
    (re.compile(rf"neste {_WEEKDAY}"), _weekday_of_next_week),
    (re.compile(rf"(?:{_WEEKDAY} )?(?:i )?uke (?P<week>[0-9]{{1,3}})(?:(?: i)? (?P<year>[0-9]{{4}}))?"), _week),
    (re.compile(rf"om {_NUMBER} {_UNIT}"), _ahead),
    (re.compile(rf"for {_NUMBER} {_UNIT} siden"), _back),
)
