"""Which rows of the calendar a week digest shows, and the weeks it is about. Days are local. Pure.

A row is shown twice at most, unless it was changed or nobody is responsible for it: on the Monday from which it is less
than three weeks off, and in its own week.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.cards.rows import lacks_date
from models.calendar.certainty import NO_DAY, SLACK, is_around, last_possible
from models.calendar.recurring import is_weekly
from models.tables import Occurrence

TWO_WEEKS = timedelta(days=14)
MOST_UNDATED = 2
OWN_LAST = "~"
"""Sorts after every key of the content."""


def monday(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_key(day: date) -> str:
    """Return a day's ISO week as a key: `2026-W41`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def in_this_week(rows: Sequence[Occurrence], first: date) -> list[Occurrence]:
    """Return the rows of the week that begins on a day: what begins or ends in it, and a few that lack a date.

    A deadline around a day just before it that nobody is responsible for is not over.
    """
    last = first + timedelta(days=6)
    found = [row for row in rows if any(first <= day <= last for day in _days(row)) or _lingers(row, first)]
    undated = [row for row in found if lacks_date(row)][MOST_UNDATED:]
    return [row for row in found if row not in undated]


def in_next_weeks(
    rows: Sequence[Occurrence], first: date, covered_until: date | None, changed: Collection[int]
) -> list[Occurrence]:
    """Return the rows of the two weeks after that: those that are new, were changed, or that nobody is responsible for.

    What lasts for weeks is shown when it begins and ends, and what recurs weekly is in its own week.
    """
    sunday = first + timedelta(days=6)
    found = []
    for row in rows:
        days = _days(row)
        if len(days) != 1 or lacks_date(row) or is_weekly(row.rule) or not sunday < days[0] <= sunday + TWO_WEEKS:
            continue
        is_free = row.kind == "frist" and row.owner is None
        if covered_until is None or days[0] > covered_until or row.id in changed or is_free:
            found.append(row)
    return found


def _days(row: Occurrence) -> tuple[date, ...]:
    """Return the days on which a row is shown: its last, or its first and last if they are in different weeks."""
    if row.starts_on is None or row.ends_on is None:
        return ()
    if row.certainty in NO_DAY:
        return (row.starts_on,) if lacks_date(row) else ()
    return (row.ends_on,) if week_key(row.starts_on) == week_key(row.ends_on) else (row.starts_on, row.ends_on)


def _lingers(row: Occurrence, first: date) -> bool:
    if row.kind != "frist" or row.owner is not None or row.ends_on is None:
        return False
    return is_around(row.starts_on, row.ends_on, row.certainty) and first - SLACK <= row.ends_on < first


def is_after(row: Occurrence, day: date) -> bool:
    """Return True if a row begins after a day and its own day is known."""
    return not lacks_date(row) and any(each > day for each in _days(row)[:1])


def last_day(row: Occurrence) -> date:
    """Return the last day a row may be on; before all others if none is known."""
    return last_possible(row.starts_on, row.ends_on, row.certainty) or date.min


def in_time(row: Occurrence) -> tuple[date, date, str]:
    """Return what rows are ordered by."""
    # Where days are equal, the content's by their keys, since ids depend on when a workspace got them; then its own.
    return row.ends_on or date.max, row.starts_on or date.max, row.key if row.source != "egen" else OWN_LAST
