"""The week digest: Monday, or the next working day of that week. Worth sending the same day."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.workdays import next_working_day
from models.nudges.due import Nudge

KIND = "ukesoversikt"


def monday(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_key(day: date) -> str:
    """Return a day's ISO week as a key: `2026-W41`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def key_on(day: date, _pack: Pack) -> str | None:
    """Return the week where its digest comes on that day."""
    return week_key(day) if day == next_working_day(monday(day)) else None


DIGEST = Nudge(KIND, key_on, at=lambda times: times.digest, last_day=lambda day: day)
