"""What the calendar plans: the kinds in the order of a morning, what comes next, and what the help says about it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards.card import Bullets
from bot.cards.schedule import Posting, postings
from content.schema.pack import Pack
from jobs.nudges.campaign import CLOSING, MAIN_MESSAGE, OPENING, TALKING_POINT
from jobs.nudges.clearing import FIGURES, SLOGAN
from jobs.nudges.deadlines import DEADLINES, OWNERS_DEADLINES
from jobs.nudges.digest import DIGEST
from jobs.nudges.kind import NudgeKind, Times, days, due_on
from jobs.nudges.meeting import MEETING
from jobs.nudges.met import MET
from jobs.nudges.review import REVIEW
from jobs.nudges.silence import SILENCE
from jobs.nudges.wheel import WHEEL
from models.workspace.preferences import Preferences

PLANNED: tuple[NudgeKind, ...] = (
    DIGEST,
    DEADLINES,
    OWNERS_DEADLINES,
    WHEEL,
    OPENING,
    MAIN_MESSAGE,
    TALKING_POINT,
    CLOSING,
    SILENCE,
    MET,
    MEETING,
    REVIEW,
    SLOGAN,
    FIGURES,
)
"""In the order in which they are sent if they are due at the same moment."""
AHEAD = timedelta(days=45)
"""Longer than any usual pause."""


class Upcoming(NamedTuple):
    """A nudge to come: its kind, when (UTC) and in which channel (the platform's id)."""

    kind: str
    at: datetime
    channel: str


def times_of(manners: Preferences) -> Times:
    """Return a workspace's times of day."""
    workspace = manners.workspace
    return Times(
        workspace.zone,
        digest=workspace.digest_time,
        wheel=workspace.wheel_time,
        campaign=workspace.campaign_time,
        deadline=workspace.deadline_time,
        owners=manners.earliest_owners_time(OWNERS_DEADLINES.kind),
        night=manners.night,
    )


def upcoming(session: Session, manners: Preferences, pack: Pack, now: datetime) -> Upcoming | None:
    """Return the first nudge in a channel after `now` (aware), or None if none comes within 45 days.

    Kinds that are off are left out, and so are nudges that a pause or the night outlasts. Those that are only delayed
    come later.
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


def schedule(manners: Preferences) -> Bullets:
    """Return what is posted when, one row for each kind that is on; times are local to the workspace."""
    rows = [
        (nudge.group_order, row.every, Posting(row.when, row.at, row.what, nudge.channel(manners)))
        for nudge in PLANNED
        if manners.wants(nudge.kind) and (row := nudge.by_calendar.help(manners))
    ]
    return postings([posting for *_, posting in sorted(rows, key=lambda row: row[:2])], manners)


def _on(session: Session, manners: Preferences, pack: Pack, day: date) -> Iterator[Upcoming]:
    times, rest = times_of(manners), manners.rest()
    for nudge in PLANNED:
        wanted = nudge.receiver.to == "kanal" and manners.wants(nudge.kind)
        due = due_on(nudge, day, times, pack) if wanted else None
        if due is None:
            continue
        at = rest.next_waking(due.due_at).astimezone(UTC)
        if at < due.until:
            for channel, _ in nudge.by_calendar.audience(session, manners, due, pack):
                yield Upcoming(nudge.kind, at, channel)
