"""Norway's public holidays: the twelve that two laws name, by fixed date or by Easter.

Sources: «Lov om 1. og 17. mai som høgtidsdager» (26 April 1947 no. 1), «Lov om helligdager og helligdagsfred»
(24 February 1995 no. 12), § 2. The tests compare these with the package `holidays`; it is not used here since it reads
all the world's calendars, which took 12 MB and 0.1 s of every start.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = {
    (1, 1): "Første nyttårsdag",
    (5, 1): "Arbeidernes dag",
    (5, 17): "Grunnlovsdag",
    (12, 25): "Første juledag",
    (12, 26): "Andre juledag",
}
FROM_EASTER = {
    -3: "Skjærtorsdag",
    -2: "Langfredag",
    0: "Første påskedag",
    1: "Andre påskedag",
    39: "Kristi himmelfartsdag",
    49: "Første pinsedag",
    50: "Andre pinsedag",
}
"""By days after Easter Sunday."""


@cache
def holidays(year: int) -> Mapping[date, str]:
    """Return a year's public holidays by name in bokmål; two on one day as «Andre pinsedag; Grunnlovsdag»."""
    named = [(date(year, *day), name) for day, name in FIXED.items()]
    named += [(easter(year) + timedelta(days=after), name) for after, name in FROM_EASTER.items()]
    return {day: "; ".join(sorted(name for each, name in named if each == day)) for day, _ in sorted(named)}


SATURDAY, SUNDAY = 5, 6
EVES = frozenset({(12, 24), (12, 31)})
"""Not public holidays, but no one reads a nudge then."""


def holiday_name(day: date) -> str | None:
    """Return the public holiday's name in bokmål («Grunnlovsdag»), or None on any other day."""
    return holidays(day.year).get(day)


def is_working_day(day: date, *, saturday: bool = False) -> bool:
    """Return True if people are at work: Monday to Friday (or Saturday), no public holiday, not 24 or 31 December."""
    free = {SUNDAY} if saturday else {SATURDAY, SUNDAY}
    return day.weekday() not in free and (day.month, day.day) not in EVES and holiday_name(day) is None


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, otherwise the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """Return how many working days it is from one day to another; below zero if the other is earlier."""
    early, late = sorted((first, last))
    days = (early + timedelta(days=number) for number in range(1, (late - early).days + 1))
    number = sum(map(is_working_day, days))
    return number if first <= last else -number


def working_days_after(day: date, number: int) -> date:
    """Return the day so many working days after it, or before it if the number is below zero."""
    step = timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def first_working_day(year: int, month: int) -> date:
    """Return the first working day of a month."""
    return next_working_day(date(year, month, 1))


def working_day_until(day: date) -> date:
    """Return the day itself if it is a working day, otherwise the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_before(day: date, number: int) -> date:
    """Return the day that is that many working days before another."""
    for _ in range(number):
        day = working_day_until(day - timedelta(days=1))
    return day
