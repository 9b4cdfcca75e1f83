"""What comes next by itself in a workspace's channels, as things stand now."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.manners import Manners
from models.nudges.deadlines import KIND as DEADLINES_KIND
from models.nudges.due import Due, days, due_on
from models.nudges.kinds import PLANNED
from models.nudges.mornings import morning_of
from models.nudges.times import times_of

AHEAD = timedelta(days=45)
"""Longer than any usual pause."""


class Upcoming(NamedTuple):
    """A nudge to come: its kind, when (UTC) and in which channel (the platform's id)."""

    kind: str
    at: datetime
    channel: str


def upcoming(session: Session, manners: Manners, pack: Pack, now: datetime) -> Upcoming | None:
    """Return the first nudge after an aware moment, if any comes within 45 days.

    What is off is left out, and so is what a pause or the night outlasts; what they only hold up comes later.
    """
    today = now.astimezone(manners.workspace.zone).date()
    best: Upcoming | None = None
    for day in days(today, today + AHEAD):
        if best and best.at.astimezone(manners.workspace.zone).date() < day:
            break
        for found in _on(session, manners, pack, day):
            if found.at > now and (best is None or found.at < best.at):
                best = found
    return best


def _on(session: Session, manners: Manners, pack: Pack, day: date) -> Iterator[Upcoming]:
    times, rest = times_of(manners), manners.rest()
    for nudge in PLANNED:
        due = due_on(nudge, day, times, pack) if nudge.to == "kanal" and manners.wants(nudge.kind) else None
        channel = manners.channel(nudge.kind)
        if due is None or channel is None:
            continue
        at = rest.next_waking(due.due_at).astimezone(UTC)
        if at < due.until and _says_something(session, manners, due):
            yield Upcoming(nudge.kind, at, channel)


def _says_something(session: Session, manners: Manners, due: Due) -> bool:
    return due.kind != DEADLINES_KIND or morning_of(session, manners, due.day).tells
