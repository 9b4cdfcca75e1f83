"""How fast people take a message, and how fast they finish it, as medians: half of them were faster."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.calendar.quiet import moment
from models.followups.queries import CANCELLED, DONE
from models.media.alerts import ALERTED, NOT_RELEVANT
from models.tables import Alert, FollowUp, Workspace

NO_TIME = timedelta()
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Course:
    """The course of one follow-up: the local day its message came, and how long after that it was taken and closed."""

    day: date
    theme: str | None
    taken: timedelta
    done: timedelta | None
    is_same_day: bool = False
    """True if it was finished on the local day its message came."""
    id: int = 0


@dataclass(frozen=True)
class ResponseTimes:
    """How many were taken, how many of them are done, and the medians of how long that took."""

    number: int
    taken: timedelta
    ended: int = 0
    done: timedelta | None = None


def courses(session: Session, workspace: Workspace, first: date, last: date, theme: str | None = None) -> list[Course]:
    """Return the course of each follow-up whose message came within some local days; those called off are left out."""
    columns = (
        FollowUp.alerted_at,
        FollowUp.created_at,
        FollowUp.closed_at,
        FollowUp.state,
        FollowUp.theme,
        FollowUp.id,
    )
    query = select(*columns).where(
        FollowUp.workspace_id == workspace.id,
        FollowUp.state != CANCELLED,
        FollowUp.alerted_at >= moment(first, time(), workspace.zone),
        FollowUp.alerted_at < moment(last + timedelta(days=1), time(), workspace.zone),
        *((FollowUp.theme == theme,) if theme else ()),
    )
    zone = workspace.zone
    rows = session.execute(query.order_by(FollowUp.alerted_at, FollowUp.id))
    return [
        replace(_course(came, taken, closed, state, theme, zone), id=number)
        for came, taken, closed, state, theme, number in rows
        if came is not None
    ]


def times_of(session: Session, workspace: Workspace, first: date, last: date) -> int:
    """Return how many cases were found and posted within some local days."""
    query = select(func.count()).where(
        Alert.workspace_id == workspace.id,
        Alert.state.in_((ALERTED, NOT_RELEVANT)),
        Alert.found_at >= moment(first, time(), workspace.zone),
        Alert.found_at < moment(last + timedelta(days=1), time(), workspace.zone),
    )
    return session.scalars(query).one()


def times(found: Sequence[Course]) -> ResponseTimes | None:
    """Return the medians of some courses; None if there are none."""
    if not found:
        return None
    done = [each.done for each in found if each.done is not None]
    return ResponseTimes(
        len(found), _median([each.taken for each in found]), len(done), _median(done) if done else None
    )


def grouped(found: Iterable[Course], key: Callable[[Course], Key]) -> dict[Key, ResponseTimes]:
    """Return the medians for each group, in the order the groups first occur."""
    groups: dict[Key, list[Course]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    return {name: result for name, rows in groups.items() if (result := times(rows)) is not None}


def _median(lengths: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(each.total_seconds() for each in lengths))


def _course(
    came: datetime, taken: datetime, closed: datetime | None, state: str, theme: str | None, zone: ZoneInfo
) -> Course:
    # The platform's clock and ours may differ: nothing is taken before it came.
    done = max(closed - came, NO_TIME) if state == DONE and closed else None
    day = came.astimezone(zone).date()
    is_same_day = done is not None and (came + done).astimezone(zone).date() == day
    return Course(day, theme, max(taken - came, NO_TIME), done, is_same_day)
