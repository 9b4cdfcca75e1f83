"""The month's wheel: the first working day of the month. Worth sending for five days."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.workdays import first_working_day
from models.nudges.due import Nudge

KIND = "manedshjul"
WORTH_DAYS = timedelta(days=5)


def month_key(day: date) -> str:
    """Return a day's month as a key: `2026-10`."""
    return f"{day.year}-{day.month:02}"


def key_on(day: date, _pack: Pack) -> str | None:
    """Return the month where its wheel comes on that day."""
    return month_key(day) if day == first_working_day(day.year, day.month) else None


WHEEL = Nudge(KIND, key_on, at=lambda times: times.wheel, last_day=lambda day: day + WORTH_DAYS)
