"""The vocabulary of the nudges: a kind with its rule, and a moment at which it is due."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from content.frozen import frozen
from content.schema.pack import Pack
from models.nudges.quiet import Night, moment

To = Literal["kanal", "person", "tråd"]
TOO_LATE = "for sent"
"""How the reason begins where a nudge was not sent while it was worth it."""


class Times(NamedTuple):
    """A workspace's times of day, local to `zone`."""

    zone: ZoneInfo
    digest: time
    wheel: time
    campaign: time
    deadline: time
    owners: time
    """The earliest time at which an owner is told of the morning's deadlines."""
    night: Night


@frozen
class Nudge:
    """A kind of nudge: the day it comes, the time of that day, and how long it is still worth sending.

    `key_on` answers the period's logical key where a local day is the one, else None. `last_day` is the last local
    day that a nudge due on a day may be sent on. `twice_rather_than_never` decides where nobody can find out
    whether a message was sent before a crash. One that is `alone` shares its message with no other. One that comes
    `at_any_hour` waits for no morning, since somebody has just asked for it. The key of one that is `lasting` names no
    time, so that it can be made again at any time: its rows are never deleted by age (`models.retention`).
    """

    kind: str
    key_on: Callable[[date, Pack], str | None]
    at: Callable[[Times], time]
    last_day: Callable[[date], date]
    to: To = "kanal"
    twice_rather_than_never: bool = False
    alone: bool = False
    at_any_hour: bool = False
    lasting: bool = False


@frozen
class Due:
    """A nudge for one period. `due_at` and `until` (when it is too late) are in UTC."""

    kind: str
    period_key: str
    due_at: datetime
    until: datetime
    to: To
    day: date
    """The local day it is due on."""


def due_on(nudge: Nudge, day: date, times: Times, pack: Pack) -> Due | None:
    """Return the nudge that comes on that local day, if one does. A time set in the night is moved out of it."""
    key = nudge.key_on(day, pack)
    if key is None:
        return None
    due_at = moment(day, times.night.awake(nudge.at(times)), times.zone).astimezone(UTC)
    return Due(nudge.kind, key, due_at, until(nudge, due_at, times.zone, times.night), nudge.to, day)


def until(nudge: Nudge, due_at: datetime, zone: ZoneInfo, night: Night) -> datetime:
    """Return the moment (UTC) from which a nudge due then is too late."""
    last = nudge.last_day(due_at.astimezone(zone).date())
    return moment(last, night.begins, zone).astimezone(UTC)


def days(first: date, last: date) -> Iterator[date]:
    """Give every day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
