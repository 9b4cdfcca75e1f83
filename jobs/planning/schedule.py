"""When something is due in a workspace: now, and next."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from content.schema.pack import Pack
from jobs.nudges.calendar import PLANNED
from jobs.nudges.kind import Due, Times, days, due_on
from models.calendar.quiet import moment

LOOK_BACK = timedelta(days=15)
"""At least as long as any nudge is worth sending."""
LOOK_AHEAD = timedelta(days=15)
"""Longer than any run of days without a working day."""
DAYS_KEPT = 2_048
"""Most workspaces have the same times and the same days with something due, which are worked out once.

Without that, 1,000 digests take three times as much CPU (`bench/README.md`).
"""
MOMENTS_KEPT = 256
SYNC_FROM = time(2, 0)
SYNC_MINUTES = 180


class DueSchedule(NamedTuple):
    """What is due, the earliest first, and the next moment (UTC) at which something may be."""

    due: tuple[Due, ...]
    following: datetime
    later: tuple[Due, ...] = ()
    """What is due later on the same local day: it comes together with what is due at its place already."""


@lru_cache(MOMENTS_KEPT)
def due_schedule(times: Times, pack: Pack, now: datetime, since: datetime | None = None) -> DueSchedule:
    """Return what is due at that moment, or fell due `since` then, and when to look next."""
    today = now.astimezone(times.zone).date()
    later = tuple(due for due in _due_on(times, pack, today) if due.due_at > now)
    return DueSchedule(tuple(due_now(times, pack, now, since)), next_moment(times, pack, now), later)


def night_before(following: datetime, zone: ZoneInfo, number: int, now: datetime) -> datetime:
    """Return the night before a moment, if that is still to come: each workspace is synced then, at its own time.

    At eight in the morning, when all workspaces have something due at once, only the sending is left to do.
    `number` (a workspace's) spreads them.
    """
    at = _night(following, zone) + timedelta(minutes=number % SYNC_MINUTES)
    return at if at > now else following


@lru_cache(MOMENTS_KEPT)
def _night(following: datetime, zone: ZoneInfo) -> datetime:
    return moment(following.astimezone(zone).date(), SYNC_FROM, zone).astimezone(UTC)


def due_now(times: Times, pack: Pack, now: datetime, since: datetime | None = None) -> list[Due]:
    """Return what is due at that moment and still worth sending, or fell due `since` then, the earliest first."""
    today = now.astimezone(times.zone).date()
    found = [
        due
        for due in _due(times, pack, today - LOOK_BACK, today)
        if due.due_at <= now and (now < due.until or (since is not None and due.due_at >= since))
    ]
    return sorted(found, key=lambda due: due.due_at)


def next_moment(times: Times, pack: Pack, now: datetime) -> datetime:
    """Return the next moment (UTC) at which something may be due."""
    today = now.astimezone(times.zone).date()
    for day in days(today, today + LOOK_AHEAD):
        later = [due.due_at for due in _due(times, pack, day, day) if due.due_at > now]
        if later:
            return min(later)
    return now + LOOK_AHEAD


def _due(times: Times, pack: Pack, first: date, last: date) -> Iterator[Due]:
    for day in days(first, last):
        yield from _due_on(times, pack, day)


@lru_cache(DAYS_KEPT)
def _due_on(times: Times, pack: Pack, day: date) -> tuple[Due, ...]:
    return tuple(due for nudge in PLANNED if (due := due_on(nudge, day, times, pack)))
