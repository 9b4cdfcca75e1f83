"""A calendar with its events, as the bytes that a calendar program fetches or opens."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import TRANSP, Calendar, Event, vDuration

from bot.calendars.time_zone import time_zone

PRODUCT = "-//Padriver//Frister//NO"
REFRESH = timedelta(hours=4)
"""How often a calendar program is asked to fetch a feed again; many do it more seldom."""
WEB_ADDRESS = re.compile(r"https?://[!-~]{1,1900}")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class CalendarEvent:
    """An event of the local days `first`..`last`: from `start` for `minutes`, in local time, or the whole day.

    `sequence` counts its changes, and `changed_at` is the last of them (aware).
    """

    uid: UUID
    title: str
    first: date
    last: date
    start: time | None = None
    minutes: int | None = None
    description: str = ""
    link: str = ""
    sequence: int = 0
    changed_at: datetime = NEVER


def calendar_file(uid: UUID, name: str, zone: ZoneInfo, events: Iterable[CalendarEvent]) -> bytes:
    """Return the calendar. The same events give the same bytes, in whatever order they come."""
    ordered = sorted(events, key=lambda each: (each.first, str(each.uid)))
    calendar = Calendar.new(prodid=PRODUCT, uid=str(uid), name=name)
    # The same twice: RFC 7986 (5.7), which wants the type of the value, and the older name, which Outlook reads.
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    timed = [each.first.year for each in ordered if each.start]
    if timed:
        calendar.add_component(time_zone(zone, min(timed), max(timed)))
    for each in ordered:
        calendar.add_component(_event(each, zone))
    return bytes(calendar.to_ical())


def _event(each: CalendarEvent, zone: ZoneInfo) -> Event:
    """Return an event without alarms that takes nobody's time: a deadline is no appointment."""
    start, end = _hours(each, zone) if each.start else (each.first, each.last + timedelta(days=1))
    event = Event.new(
        uid=each.uid,
        summary=each.title,
        start=start,
        end=end,
        sequence=each.sequence,
        # Without METHOD it is when the event was last changed (RFC 5545, 3.8.7.2).
        stamp=each.changed_at,
        description=each.description or None,
        url=each.link if WEB_ADDRESS.fullmatch(each.link) else None,
        transparency=TRANSP.TRANSPARENT,
    )
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event


def _hours(each: CalendarEvent, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """Return when a timed event begins and ends; None if it has no length.

    A local time that summer time skips is the one an hour later (RFC 5545, 3.3.5). One that comes twice is the first
    of them, in UTC: calendar programs do not agree on which it is.
    """
    plain = datetime.combine(each.first, each.start or time())
    start = _existing(plain, zone)
    if not each.minutes:
        return start, None
    length = timedelta(minutes=each.minutes)
    end = _existing(plain + length, zone)
    end = end if end.astimezone(UTC) > start.astimezone(UTC) else _later(start, length)
    return (start, end) if start.tzinfo == end.tzinfo else (start.astimezone(UTC), end.astimezone(UTC))


def _existing(plain: datetime, zone: ZoneInfo) -> datetime:
    moment = plain.replace(tzinfo=zone).astimezone(UTC)
    local = moment.astimezone(zone)
    comes_twice = local.replace(fold=1).utcoffset() != local.utcoffset()
    return moment if comes_twice else local


def _later(start: datetime, length: timedelta) -> datetime:
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
