"""The days on which a new year is planned and begins. All days are local."""

from datetime import date, timedelta

from models.calendar.workdays import is_working_day, next_working_day

NOVEMBER = 11
FORTNIGHT = timedelta(days=14)
WEEK = timedelta(days=7)
REMINDED = 5
"""How many times the plan is asked about from 1 November, a fortnight apart; once more on `last_day`."""


def planned_year(today: date) -> int | None:
    """Return the year that is planned now: the next from 1 November on, in January this one; else None."""
    if today.month >= NOVEMBER:
        return today.year + 1
    return today.year if today.month == 1 else None


def last_day(year: int) -> date:
    """Return the day by which a year is planned: 15 January, or the last working day before it."""
    day = date(year, 1, 15)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def reminder_days(year: int) -> tuple[date, ...]:
    """Return the working days on which the plan of a year is asked about, the last one not after `last_day`."""
    first = date(year - 1, NOVEMBER, 1)
    return (*(next_working_day(first + number * FORTNIGHT) for number in range(REMINDED)), last_day(year))


def start_day(year: int) -> date:
    """Return the first Monday of a year that is a working day."""
    day = date(year, 1, 1)
    day += timedelta(days=-day.weekday() % WEEK.days)
    while not is_working_day(day):
        day += WEEK
    return day
