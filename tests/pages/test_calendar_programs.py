"""What other programs read of a feed: icalendar and vobject, Mozilla's ical.js, and dateutil's reader of time zones."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendars.calendar_file import CalendarEvent, calendar_file
from bot.calendars.time_zone import time_zone
from tests.support.any_text import texts

READER = Path(__file__).parents[1] / "browser" / "calendar"
OSLO, NAME = ZoneInfo("Europe/Oslo"), UUID(int=1)
ZONES = ("Europe/Oslo", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
STAMP = datetime(2026, 10, 2, 10, tzinfo=UTC)


def read_by_mozilla(content: bytes) -> list[dict[str, Any]]:
    """Return the events as ical.js reads them, in strict mode."""
    node = shutil.which("node")
    if node is None or not (READER / "node_modules" / "ical.js").is_dir():
        pytest.skip("ical.js is not here: run «make drawing», which needs Node's npm")
    done = subprocess.run([node, READER / "read.mjs"], input=content, capture_output=True, check=True, timeout=60)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def validate(content: bytes) -> None:
    """Have vobject validate a calendar, and all that is in it."""
    vobject.readOne(content.decode()).validate(raiseException=True)


def at_start(day: date, start: time) -> datetime:
    """Return the moment of a local time in Oslo; of one that comes twice, the first."""
    return datetime.combine(day, start, tzinfo=OSLO).astimezone(UTC)


def test_the_hours_around_summer_time_are_read_right_for_ten_years() -> None:
    """The first hours of the Saturday, the Sunday and the Monday of each change, 45 minutes each."""
    sundays = [day for day in (date(2026, 1, 1) + timedelta(days=each) for each in range(3653)) if _changes(day)]
    assert len(sundays) == 20
    days = [day + timedelta(days=each) for day in sundays for each in (-1, 0, 1)]
    expected = {}
    events = []
    for day in days:
        for half_hours in range(3, 8):
            start, uid = time(half_hours // 2, half_hours % 2 * 30), uuid5(NAME, f"{day} {half_hours}")
            events.append(CalendarEvent(uid, "Møte", day, day, start, 45, changed_at=STAMP))
            expected[str(uid)] = at_start(day, start)
    content = calendar_file(NAME, "Prøve", OSLO, events)
    read = Calendar.from_ical(content)
    assert {str(each["UID"]): each.start.astimezone(UTC) for each in read.events} == expected
    lasting = {each.end.astimezone(UTC) - each.start.astimezone(UTC) for each in read.events}
    assert lasting <= {timedelta(minutes=each) for each in (15, 45, 105)}  # across a change, by the clock on the wall
    validate(content)
    mozilla = read_by_mozilla(content)
    assert {each["uid"]: datetime.fromtimestamp(each["start"], UTC) for each in mozilla} == expected
    ends = {str(each["UID"]): each.end.timestamp() for each in read.events}
    assert {each["uid"]: each["end"] for each in mozilla} == ends


def _changes(day: date) -> bool:
    noon = datetime.combine(day, time(12), tzinfo=OSLO)
    return noon.utcoffset() != (noon - timedelta(days=1)).utcoffset()


@settings(max_examples=60)
@given(st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2036, 12, 31)), st.times())
def test_a_zone_is_read_as_it_is(name: str, day: date, at: time) -> None:
    zone, moment = ZoneInfo(name), datetime.combine(day, at)
    local = moment.replace(tzinfo=zone)
    if (
        local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment
        or local.utcoffset() != local.replace(fold=1).utcoffset()
    ):
        return  # it does not exist, or comes twice
    read = tzical(StringIO(time_zone(zone, 2026, 2036).to_ical().decode())).get(name)
    assert moment.replace(tzinfo=read).utcoffset() == local.utcoffset()


times = st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)))


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            texts(), texts(), texts(), st.dates(date(2020, 1, 1), date(2040, 1, 1)), times, st.integers(0, 9_999)
        ),
        max_size=4,
    )
)
def test_whatever_people_write_can_be_read_again(rows: list[tuple[str, str, str, date, time | None, int]]) -> None:
    events = [
        CalendarEvent(uuid5(NAME, str(number)), title, day, day, start, minutes, about, link, number, STAMP)
        for number, (title, about, link, day, start, minutes) in enumerate(rows)
    ]
    content = calendar_file(NAME, "Prøve", OSLO, events)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    read = Calendar.from_ical(content)
    assert len(read.events) == len(rows)
    assert read.errors == []
    assert all(each.end >= each.start for each in read.events)
    assert calendar_file(NAME, "Prøve", OSLO, events[::-1]) == content
    validate(content)
