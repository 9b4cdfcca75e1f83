"""Relations that have gone quiet, to who owns them: once a week, the day after the digest."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.workdays import next_working_day
from models.nudges.digest import monday, week_key
from models.nudges.due import Nudge

KIND = "stille"
MOST = 3
"""How many an owner is told of in a week."""


def key_on(day: date, _pack: Pack) -> str | None:
    """Return the week where that day is the working day after its digest's."""
    digest_day = next_working_day(monday(day))
    return week_key(day) if day == next_working_day(digest_day + timedelta(days=1)) else None


SILENCE = Nudge(KIND, key_on, at=lambda times: times.deadline, last_day=lambda day: day, to="person")
