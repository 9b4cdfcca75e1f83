"""When nobody should be disturbed: nights, weekends, holidays, 24 and 31 December, and pauses."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import MO, SA, SU, relativedelta
from dateutil.tz import resolve_imaginary

from models.calendar.workdays import is_working_day

DAY = timedelta(days=1)
HOUR = 60
AWAKE = 4
"""The fewest hours a day must have to send something in."""


def _minutes(at: time) -> int:
    return at.hour * HOUR + at.minute


class Night(NamedTuple):
    """The hours in which nothing is sent, local: from `begins` in the evening to `ends` in the morning."""

    begins: time = time(21, 0)
    ends: time = time(7, 0)

    @property
    def latest(self) -> time:
        """Return the last time of day a nudge may be planned at: it leaves an hour for sending it again."""
        minutes = _minutes(self.begins) - HOUR
        return time(minutes // HOUR, minutes % HOUR)

    @property
    def leaves_a_day(self) -> bool:
        """Return True if there are enough hours left to send something in."""
        return _minutes(self.begins) - _minutes(self.ends) >= AWAKE * HOUR

    def longer(self, begins: time | None, ends: time | None) -> "Night":
        """Return this night, made longer if `begins` is earlier or `ends` later."""
        return Night(min(begins or self.begins, self.begins), max(ends or self.ends, self.ends))

    def awake(self, at: time) -> time:
        """Return that time of day, moved out of the night."""
        return min(max(at, self.ends), self.latest)


class Away(NamedTuple):
    """Days on which nothing is sent, both included, and what they are called («fellesferie»; may be empty)."""

    first: date
    last: date
    name: str = ""


def summer(year: int) -> Away:
    """Return the weeks in which few are at work: from July's first Monday to its last Saturday."""
    first, last = date(year, 7, 1) + relativedelta(weekday=MO), date(year, 7, 31) + relativedelta(weekday=SA(-1))
    return Away(first, last, "sommerferie")


def christmas(year: int) -> Away:
    """Return the days from 23 December of a year to the first Sunday of the next."""
    return Away(date(year, 12, 23), date(year + 1, 1, 1) + relativedelta(weekday=SU), "juleferie")


def season_on(day: date) -> Away | None:
    """Return the summer or Christmas that a day is in; None if people are usually at work."""
    seasons = (summer(day.year), christmas(day.year), christmas(day.year - 1))
    return next((each for each in seasons if each.first <= day <= each.last), None)


class Rest(NamedTuple):
    """When nothing is sent to one destination. Times and days are local to `zone`."""

    zone: ZoneInfo
    night: Night
    pauses: tuple[Away, ...] = ()

    def pause_on(self, day: date) -> Away | None:
        """Return the pause that covers a day, the one that lasts longest if several do."""
        covering = [each for each in self.pauses if each.first <= day <= each.last]
        return max(covering, key=lambda each: each.last, default=None)

    def speaks_on(self, day: date) -> bool:
        """Return True if anything may be sent that day."""
        return is_working_day(day) and self.pause_on(day) is None

    def next_day(self, day: date) -> date:
        """Return the day itself if anything may be sent on it, otherwise the first such day after it."""
        while not self.speaks_on(day):
            day += DAY
        return day

    def day_before(self, day: date) -> date:
        """Return the last day before it on which anything may be sent."""
        day -= DAY
        while not self.speaks_on(day):
            day -= DAY
        return day

    def is_quiet(self, now: datetime) -> bool:
        """Return True if nothing may be sent now (aware)."""
        local = now.astimezone(self.zone)
        return not self.speaks_on(local.date()) or not self.night.ends <= local.time() < self.night.begins

    def next_waking(self, now: datetime) -> datetime:
        """Return `now` if it is not quiet, else the next moment when it is not."""
        if not self.is_quiet(now):
            return now
        local = now.astimezone(self.zone)
        day = local.date() if local.time() < self.night.ends else local.date() + DAY
        return moment(self.next_day(day), self.night.ends, self.zone)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return that local moment, aware.

    A time that daylight saving skips becomes that much later; of a time that occurs twice it is the first.
    """
    return resolve_imaginary(datetime.combine(day, at, tzinfo=zone))
