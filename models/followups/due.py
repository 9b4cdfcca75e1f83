"""The time by which something that was taken should be followed up (the source: «samme dag»)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.calendar.quiet import moment

BY, EARLY_ENOUGH, LATEST = time(16), time(14), time(21)
AT_LEAST = timedelta(hours=2)
"""Due at 16 the same day, or two hours later if it is taken after 14, never after 21."""
NEXT_MORNING = time(10)


def due_of(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when something taken now is due; if it is taken after 21, the next morning."""
    local = now.astimezone(zone)
    day = local.date()
    if local.time() < EARLY_ENOUGH:
        return moment(day, BY, zone)
    if local.time() < LATEST:
        return min(now + AT_LEAST, moment(day, LATEST, zone))
    return moment(day + timedelta(days=1), NEXT_MORNING, zone)
