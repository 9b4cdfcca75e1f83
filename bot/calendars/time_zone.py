"""A time zone as VTIMEZONE: when its offset from UTC changes, in the years that a calendar is about.

Not by `icalendar.Timezone.from_tzinfo` (7.3): it gives the start of summer time in the offset that begins, where
RFC 5545 (3.6.5) wants the one that ends, and lists days where Outlook wants a rule.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STEP = timedelta(days=7)
"""Shorter than the time between two changes, which is a month where clocks are set back for Ramadan."""


class Observance(NamedTuple):
    """One kind of change: the offsets before and after it, the new time's name, and whether that is summer time."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@lru_cache(64)
def time_zone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """Return the zone as it is from the year `first` to the year `last`, and on by the same rules. Do not change it."""
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    groups: dict[Observance, list[datetime]] = defaultdict(list)
    for moment in _changes(zone, begin, datetime(last + 2, 1, 1, tzinfo=UTC)):
        groups[_observance(zone, moment)].append(_local(moment, _offset(zone, moment - timedelta(seconds=1))))
    result = Timezone()
    result.add("TZID", zone.key)
    if not any(days[0].year == begin.year for days in groups.values()):
        # Nothing changes before the first day: the offset then is what it has been.
        result.add_component(
            _component(_observance(zone, begin)._replace(before=_offset(zone, begin)), [_plain(begin)])
        )
    for observance, days in groups.items():
        result.add_component(_component(observance, days, last + 1))
    return result


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments (UTC) at which the offset changes."""
    at = begin
    while at < end:
        following = at + STEP
        if _offset(zone, at) != _offset(zone, following):
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
            yield high
        at = following


def _component(observance: Observance, days: Sequence[datetime], until: int = 0) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if observance.is_summer else TimezoneStandard()
    component.add("DTSTART", days[0])
    component.add("TZOFFSETFROM", observance.before)
    component.add("TZOFFSETTO", observance.after)
    component.add("TZNAME", observance.name)
    if rule := _yearly_rule(days, until):
        component.add("RRULE", rule)
    elif days[1:]:
        component.add("RDATE", list(days[1:]))
    return component


def _yearly_rule(days: Sequence[datetime], until: int) -> dict[str, object] | None:
    """Return the rule of days that are the same weekday of the same month each year, also in `until`; None if not."""
    years = [day.year for day in days]
    if len(days) == 1 or years != list(range(years[0], until + 1)):
        return None
    if len({(day.month, day.weekday(), day.time()) for day in days}) > 1:
        return None
    if all(day.day + 7 > monthrange(day.year, day.month)[1] for day in days):
        place = -1
    elif len(places := {(day.day + 6) // 7 for day in days}) == 1:
        place = places.pop()
    else:
        return None
    return {"FREQ": "YEARLY", "BYMONTH": days[0].month, "BYDAY": f"{place}{DAYS[days[0].weekday()]}"}


def _observance(zone: ZoneInfo, moment: datetime) -> Observance:
    local = moment.astimezone(zone)
    before = _offset(zone, moment - timedelta(seconds=1))
    return Observance(before, _offset(zone, moment), local.tzname() or zone.key, bool(local.dst()))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _local(moment: datetime, offset: timedelta) -> datetime:
    return _plain(moment + offset)


def _plain(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
