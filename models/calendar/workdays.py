"""Norwegian working days: what is a holiday, and the next day someone is at work."""

from datetime import date, timedelta

from models.calendar.holidays import holidays

SATURDAY, SUNDAY = 5, 6
EVES = frozenset({(12, 24), (12, 31)})
"""Not public holidays, but no one reads a nudge then."""


def holiday_name(day: date) -> str | None:
    """Return the public holiday's name in bokmål («Grunnlovsdag»), or None on any other day."""
    return holidays(day.year).get(day)


def is_working_day(day: date, *, saturday: bool = False) -> bool:
    """Tell whether people are at work: Monday to Friday (or Saturday), no public holiday, not 24 or 31 December."""
    free = {SUNDAY} if saturday else {SATURDAY, SUNDAY}
    return day.weekday() not in free and (day.month, day.day) not in EVES and holiday_name(day) is None


def next_working_day(day: date) -> date:
    """Return the day itself where it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def first_working_day(year: int, month: int) -> date:
    """Return the first working day of a month."""
    return next_working_day(date(year, month, 1))
