"""Days counted from another: «to uker», «tre arbeidsdager», «et halvt år»."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR, Dates, single
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import NUMERAL
from models.calendar.workdays import is_working_day

TOO_FAR = "Det er for langt unna. Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober."


def number(text: str) -> int:
    """Return the number in digits or in a folded numeral such as «tre»."""
    return NUMERAL[text] if text in NUMERAL else int(text)


def moved(start: date, direction: int, match: re.Match[str]) -> Dates | Fault:
    """Return the day that many units after a day, or before it (`direction` -1)."""
    count, unit = number(match["count"]) * direction, match["unit"]
    if unit.startswith(("virke", "arbeids", "yrkes")):
        return within(start, lambda day: _working_days(day, count))
    name = {"d": "days", "u": "weeks", "v": "weeks", "m": "months", "a": "years"}[unit[0]]
    return within(start, lambda day: day + relativedelta(**{name: count}))  # type: ignore[arg-type]  # the stubs want each unit named


def _working_days(day: date, count: int) -> date:
    step = timedelta(1 if count > 0 else -1)
    for _ in range(min(abs(count), 1000)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def within(start: date, move: Callable[[date], date]) -> Dates | Fault:
    """Return the day that a function makes of another, or a fault if it is too far away."""
    try:
        found = move(start)
    except (OverflowError, ValueError):
        return Fault(TOO_FAR)
    return single(found) if FIRST_YEAR <= found.year <= LAST_YEAR else Fault(TOO_FAR)
