"""By when something that was taken is to be followed up (the note: «samme dag»)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.calendar.quiet import moment

BY, EARLY_ENOUGH, LATEST = time(16), time(14), time(21)
AT_LEAST = timedelta(hours=2)
"""Due at 16 the same day, or two hours later when that is past 14, never after 21."""
NEXT_MORNING = time(10)


def due_of(now: datetime, zone: ZoneInfo) -> datetime:
    """Return by when something taken now is to be followed up; taken after 21, it is the next morning."""
    local = now.astimezone(zone)
    day = local.date()
    if local.time() < EARLY_ENOUGH:
        return moment(day, BY, zone)
    if local.time() < LATEST:
        return min(now + AT_LEAST, moment(day, LATEST, zone))
    return moment(day + timedelta(days=1), NEXT_MORNING, zone)
