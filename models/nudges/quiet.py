"""When nobody is to be disturbed: nights, weekends, holidays, 24 and 31 December."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.tz import resolve_imaginary

from models.calendar.workdays import is_working_day, next_working_day

EARLIEST = time(7, 0)
LATEST = time(20, 0)
"""The first and the last time of day that a nudge is planned at, local."""
QUIET_FROM = time(21, 0)
"""From here to `EARLIEST` it is night, local: nothing is sent."""


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return that local moment, aware.

    A time that daylight saving skips becomes as much later; of a time that comes twice it is the first.
    """
    return resolve_imaginary(datetime.combine(day, at, tzinfo=zone))


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether nothing may be sent now (aware)."""
    local = now.astimezone(zone)
    return not is_working_day(local.date()) or not EARLIEST <= local.time() < QUIET_FROM


def next_waking(now: datetime, zone: ZoneInfo) -> datetime:
    """Return `now` where it is not quiet, else the next moment when it is not."""
    if not is_quiet(now, zone):
        return now
    local = now.astimezone(zone)
    day = local.date() if local.time() < EARLIEST else local.date() + timedelta(days=1)
    return moment(next_working_day(day), EARLIEST, zone)
