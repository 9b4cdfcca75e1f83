"""How often something new comes from the sources, and for how long nothing has: in days when something may be expected.

Neither weekends, holidays, the summer nor Christmas is a fault of a source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from models.calendar.workdays import holiday_name, is_working_day
from models.official.items import QUESTIONS, ItemKind

WEEKS = 8
"""How many weeks what is expected is counted over."""
A_WEEK = 5
"""The days of a week when something may be expected."""
BACK = timedelta(weeks=60)
"""How far back days are looked at."""
Span = tuple[tuple[int, int], tuple[int, int]]
"""From and to: month and day, both included."""
OF_GOVERNMENT: tuple[Span, ...] = (((7, 1), (8, 15)), ((12, 20), (12, 31)), ((1, 1), (1, 5)))
OF_STORTING: tuple[Span, ...] = (((6, 1), (10, 14)), ((12, 15), (12, 31)), ((1, 1), (1, 15)))
"""When little or nothing is published. The Storting's committees have few hearings after May, and none before October."""
MAUNDY_THURSDAY = "Skjærtorsdag"


@dataclass(frozen=True)
class Expected:
    """How many items a week a source has had: in the last weeks, and in the same ones last year (None: not known)."""

    lately: float | None
    last_year: float | None

    @property
    def a_week(self) -> float | None:
        """Return the lower of the two that are known."""
        return min((each for each in (self.lately, self.last_year) if each is not None), default=None)


@dataclass(frozen=True)
class Silence:
    """How many days that count have passed since the newest item, without that day and today; and the most before that."""

    now: int
    longest: int


@lru_cache(maxsize=4_096)
def counts(day: date, kind: ItemKind) -> bool:
    """Return True if something of a kind may be expected on a day."""
    seasons = OF_STORTING if kind is ItemKind.COMMITTEE_HEARING or kind.value in QUESTIONS else OF_GOVERNMENT
    is_off = any(first <= (day.month, day.day) <= last for first, last in seasons)
    is_in_holy_week = any(holiday_name(day + timedelta(days=each)) == MAUNDY_THURSDAY for each in range(1, 4))
    return is_working_day(day) and not is_off and not is_in_holy_week


def expected(published: Collection[date], today: date, kind: ItemKind) -> Expected:
    """Return how many items there have been in a week of days that count; unknown where what is known does not reach.

    `published` has the day of each item. The last weeks are those before `today`, however long ago they were.
    """
    days, first = _counting(today, kind), min(published, default=today)
    lately = days[-WEEKS * A_WEEK :]
    then, half = today - timedelta(weeks=52), timedelta(weeks=WEEKS / 2)
    last_year = [each for each in days if then - half < each <= then + half]
    return Expected(
        _a_week(published, lately, today) if len(lately) == WEEKS * A_WEEK and first <= lately[0] else None,
        _a_week(published, last_year, then + half) if last_year and first <= then - half else None,
    )


def silence(published: Collection[date], today: date, kind: ItemKind) -> Silence:
    """Return how long nothing has come. `published` has at least one day."""
    days = _counting(today, kind)
    news = sorted(set(published))
    gaps = [_between(days, *pair) for pair in pairwise(news)]
    return Silence(_between(days, news[-1], today), max(gaps, default=0))


def _counting(today: date, kind: ItemKind) -> Sequence[date]:
    """Return the days that count, the last one yesterday: today something may still come."""
    every = (today - timedelta(days=back) for back in range(BACK.days, 0, -1))
    return [each for each in every if counts(each, kind)]


def _a_week(published: Collection[date], days: Sequence[date], last: date) -> float:
    return A_WEEK * sum(days[0] <= each <= last for each in published) / len(days)


def _between(days: Sequence[date], first: date, last: date) -> int:
    return max(0, bisect_left(days, last) - bisect_right(days, first))
