"""The register is to be gone through, to who decides: twice a year, and when roles have settled after an election."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.elections import last_election
from models.calendar.workdays import first_working_day, next_working_day
from models.nudges.due import Nudge

KIND = "gjennomgang"
MONTHS = (2, 8)
"""Each half-year begins with something else; a month later there is time for it."""
SETTLED = timedelta(weeks=7)
"""How long after an election councils and government are in their places, and the new roles are known."""
WORTH_DAYS = timedelta(days=5)


def key_on(day: date, pack: Pack) -> str | None:
    """Return the half-year (`2026-02`), or the election (`valg:2027-09-13`), whose day it is."""
    if day.month in MONTHS and day == first_working_day(day.year, day.month):
        return f"{day.year}-{day.month:02}"
    election = last_election(pack, day)
    if election is not None and day == next_working_day(election + SETTLED):
        return f"valg:{election.isoformat()}"
    return None


REVIEW = Nudge(KIND, key_on, at=lambda times: times.deadline, last_day=lambda day: day + WORTH_DAYS, to="person")
