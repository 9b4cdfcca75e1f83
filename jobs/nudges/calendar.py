"""What the calendar plans: the kinds in the order of a morning, what comes next, and what the help says about it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards.card import Bullets
from bot.cards.schedule import Posting, postings
from content.schema.pack import Pack
from jobs.nudges.campaign import MAIN_MESSAGE, OPENING, TALKING_POINT
from jobs.nudges.cases import CONSENTS, QUESTIONS, WEEK
from jobs.nudges.cases import DAY as DAY_OF_CASES
from jobs.nudges.clearing import FIGURES, SLOGAN
from jobs.nudges.council import COUNCIL
from jobs.nudges.deadlines import DEADLINES, OWNERS_DEADLINES
from jobs.nudges.digest import DIGEST
from jobs.nudges.ending import ENDING, OWNERS_ENDING
from jobs.nudges.hearing_answers import JOURNAL, WENT
from jobs.nudges.hearings import HEARINGS
from jobs.nudges.kind import HelpRow, NudgeKind, Times, at_own_time, days, due_on
from jobs.nudges.mailed_digest import MAILED_DIGEST
from jobs.nudges.meeting import MEETING
from jobs.nudges.met import EVENING, MET
from jobs.nudges.new_year import START
from jobs.nudges.next_year import NEXT_YEAR
from jobs.nudges.presented import DATE, ON_THE_DAY, WEEK_BEFORE
from jobs.nudges.review import REVIEW
from jobs.nudges.silence import SILENCE
from jobs.nudges.wheel import WHEEL
from models.workspace.preferences import Preferences

PLANNED: tuple[NudgeKind, ...] = (
    DIGEST,
    MAILED_DIGEST,
    START,
    DEADLINES,
    OWNERS_DEADLINES,
    ON_THE_DAY,
    WEEK_BEFORE,
    HEARINGS,
    QUESTIONS,
    WEEK,
    COUNCIL,
    DAY_OF_CASES,
    WHEEL,
    OPENING,
    MAIN_MESSAGE,
    TALKING_POINT,
    NEXT_YEAR,
    SILENCE,
    MET,
    EVENING,
    MEETING,
    WENT,
    JOURNAL,
    CONSENTS,
    ENDING,
    OWNERS_ENDING,
    DATE,
    REVIEW,
    SLOGAN,
    FIGURES,
)
"""In the order in which they are sent if they are due at the same moment."""
AHEAD = timedelta(days=45)
"""Longer than any usual pause."""
DAYS_KEPT = 256
"""What will come is the same for most workspaces: it is looked up once a day for each pack."""


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
        evening=manners.evening_time,
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
        first: dict[str, Upcoming] = {}
        for found in _on(session, manners, pack, day):
            if found.channel not in first or found.at < first[found.channel].at:
                first[found.channel] = found
        for found in first.values():  # the rest of a channel's day comes with its first
            if found.at > now and (best is None or found.at < best.at):
                best = found
    return best


def morning_at(session: Session, manners: Preferences, pack: Pack, day: date, address: str) -> datetime | None:
    """Return the moment (UTC) of the morning's message on a local day to a channel or a person; None if there is none."""
    times = times_of(manners)
    moments = [
        (at_own_time(manners, each, address) if nudge.receiver.to == "person" else each).due_at
        for nudge in PLANNED
        if nudge.by_calendar.in_morning
        and (due := due_on(nudge, day, times, pack.timing))
        and manners.wants(nudge.kind)
        for who, each in nudge.by_calendar.audience(session, manners, due, pack)
        if who == address
    ]
    return min(moments, default=None)


def schedule(manners: Preferences, pack: Pack, today: date) -> Bullets:
    """Return what is posted when, one row for each kind that is on and will come; times are local to the workspace."""
    rows = [
        (nudge.group_order, row.every, Posting(row.when, row.at, row.what, nudge.channel(manners)))
        for nudge, row in _rows(manners, pack, today)
    ]
    return postings([posting for *_, posting in sorted(rows, key=lambda row: row[:2])], manners)


def coming(manners: Preferences, pack: Pack, today: date) -> frozenset[str]:
    """Return the kinds in the help that are on and will come, by their stored names."""
    return frozenset(nudge.kind for nudge, _ in _rows(manners, pack, today))


def _rows(manners: Preferences, pack: Pack, today: date) -> list[tuple[NudgeKind, HelpRow]]:
    return [
        (nudge, row)
        for nudge in PLANNED
        if manners.wants(nudge.kind) and (row := nudge.by_calendar.help(manners, pack, today))
        if will_come(nudge, pack.timing, today, row.every)
    ]


@lru_cache(DAYS_KEPT)
def will_come(nudge: NudgeKind, pack: Pack, today: date, every: timedelta) -> bool:
    """Return True if a kind that comes about that often has a day soon: two of its intervals, three weeks at least."""
    ahead = max(every * 2, timedelta(weeks=3))
    return any(nudge.by_calendar.key_on(day, pack) is not None for day in days(today, today + ahead))


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
