"""Who of ours attends an event of the wheel, and who of them has not said yet who they met."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, not_, or_, select, update
from sqlalchemy.orm import Session

from models.calendar.certainty import APPROXIMATE, NO_DAY, SLACK
from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.occurrences.changes import GoneError
from models.occurrences.filtering import IS_AROUND
from models.occurrences.queries import by_id
from models.tables import Attendance, Occurrence

EVENT = "arrangement"
MOST_EVENINGS = 10
"""An event that lasts longer is asked about once, when it is over."""


def has_evenings(event: Occurrence) -> bool:
    """Return True if an event lasts several known days, on whose evenings people are asked who they met."""
    first, last = event.starts_on, event.ends_on
    if first is None or last is None or event.kind != EVENT or event.certainty in {*NO_DAY, APPROXIMATE}:
        return False
    return 0 < (last - first).days < MOST_EVENINGS


def set_going(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime, *, going: bool
) -> bool:
    """Record whether somebody attends an event; False if that was recorded before.

    Raises:
        GoneError: there is no such event here (any more).
    """
    row = by_id(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None:
        raise GoneError
    key = {"workspace_id": workspace_id, "occurrence_id": occurrence_id, "user_id": user_id}
    if going:
        return insert_new(session, Attendance, [{**key, "at": now}]) == 1
    gone = delete(Attendance).filter_by(**key).returning(Attendance.id)
    return bool(session.scalars(gone).all())


def set_days(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, days: Collection[date] | None
) -> None:
    """Store on which of an event's local days somebody is there; None is all of them.

    Raises:
        GoneError: they do not attend it (any more).
    """
    row = attendance(session, workspace_id, occurrence_id, user_id)
    if row is None:
        raise GoneError
    row.days = None if days is None else " ".join(each.isoformat() for each in sorted(days))
    session.flush()


def event_days(event: Occurrence) -> tuple[date, ...]:
    """Return the local days of an event of several known days; nothing for any other."""
    if event.starts_on is None or event.ends_on is None or not has_evenings(event):
        return ()
    return tuple(event.starts_on + timedelta(number) for number in range((event.ends_on - event.starts_on).days + 1))


def days_there(event: Occurrence, attending: Attendance) -> tuple[date, ...]:
    """Return on which of an event's days somebody is there: all, if none was chosen or it was moved since."""
    every = event_days(event)
    chosen = (attending.days or "").split()
    return tuple(each for each in every if each.isoformat() in chosen) or every


def attending(session: Session, workspace_id: int, occurrence_id: int) -> Sequence[Attendance]:
    """Return who attends an event, the first to say so first."""
    query = select(Attendance).filter_by(workspace_id=workspace_id, occurrence_id=occurrence_id)
    return session.scalars(query.order_by(Attendance.at, Attendance.id)).all()


def going_to(session: Session, workspace_id: int, occurrence_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return who attends some events, by the event's id, the first to say so first."""
    if not occurrence_ids:
        return {}
    query = select(Attendance.occurrence_id, Attendance.user_id).where(
        Attendance.workspace_id == workspace_id, Attendance.occurrence_id.in_(occurrence_ids)
    )
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for occurrence_id, user_id in session.execute(query.order_by(Attendance.at, Attendance.id)):
        found[occurrence_id] += (user_id,)
    return found


def with_questions(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return which of some workspaces have anybody who has not said who they met, at any event."""
    return set(session.scalars(_WITH_QUESTIONS, {"workspaces": list(workspaces)}))


def with_evenings(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return which of some workspaces have anybody who attends an event of several days, past or to come."""
    return set(session.scalars(_WITH_EVENINGS, {"workspaces": list(workspaces)}))


def to_ask(session: Session, workspace_id: int, first: date, last: date) -> list[tuple[Occurrence, str]]:
    """Return the events that ended on one of those local days, each with somebody who attended and has not answered.

    Nobody is asked about an event of which only the month is known, nor before an approximate day is surely past, nor
    about one whose evenings they were asked on.
    """
    query = (
        select(Occurrence, Attendance.user_id)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(Attendance.workspace_id == workspace_id, Attendance.answered_at.is_(None))
        .where(Occurrence.workspace_id == workspace_id, Occurrence.kind == EVENT, Occurrence.archived_at.is_(None))
        .where(Occurrence.certainty.not_in(NO_DAY))
        .where(
            or_(
                and_(not_(IS_AROUND), Occurrence.ends_on.between(first, last)),
                and_(IS_AROUND, Occurrence.ends_on.between(first - SLACK, last - SLACK)),
            )
        )
    )
    found = session.execute(query.order_by(Occurrence.ends_on, Occurrence.id, Attendance.id))
    return [(row, user_id) for row, user_id in found if not has_evenings(row)]


def to_ask_in_the_evening(session: Session, workspace_id: int, day: date) -> list[tuple[Occurrence, str]]:
    """Return the events of several days that are on that local day, each with somebody who is there.

    Those who have answered for the day, or are not there on it, are left out.
    """
    query = (
        select(Occurrence, Attendance)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(Attendance.workspace_id == workspace_id, _is_open(day))
        .where(Occurrence.workspace_id == workspace_id, Occurrence.kind == EVENT, Occurrence.archived_at.is_(None))
        .where(Occurrence.starts_on <= day, Occurrence.ends_on >= day)
    )
    found = session.execute(query.order_by(Occurrence.ends_on, Occurrence.id, Attendance.id))
    return [(row, each.user_id) for row, each in found if day in days_there(row, each)]


def has_answered(attending: Attendance, day: date) -> bool:
    """Return True if somebody has said who they met on that local day."""
    return attending.answered_on is not None and attending.answered_on >= day


def attendance(session: Session, workspace_id: int, occurrence_id: int, user_id: str) -> Attendance | None:
    """Return somebody's attendance of an event; None if they do not attend."""
    return session.scalar(
        select(Attendance).filter_by(workspace_id=workspace_id, occurrence_id=occurrence_id, user_id=user_id)
    )


def answered(
    session: Session,
    workspace_id: int,
    occurrence_id: int,
    user_id: str,
    now: datetime,
    day: date | None = None,
) -> None:
    """Record that somebody has said who they met there, or that it was nobody: in all, or up to a local day."""
    theirs = {"workspace_id": workspace_id, "occurrence_id": occurrence_id, "user_id": user_id}
    session.execute(update(Attendance).filter_by(**theirs).values(answered_at=now))
    if day is not None:
        session.execute(update(Attendance).filter_by(**theirs).where(_is_open(day)).values(answered_on=day))


def _is_open(day: date) -> ColumnElement[bool]:
    return or_(Attendance.answered_on.is_(None), Attendance.answered_on < day)


_WITH_QUESTIONS = (
    select(Attendance.workspace_id)
    .where(in_list(Attendance.workspace_id, "workspaces"), Attendance.answered_at.is_(None))
    .distinct()
)
_WITH_EVENINGS = (
    select(Attendance.workspace_id)
    .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
    .where(in_list(Attendance.workspace_id, "workspaces"), Occurrence.workspace_id == Attendance.workspace_id)
    .where(Occurrence.archived_at.is_(None), Occurrence.kind == EVENT)
    .where(Occurrence.starts_on < Occurrence.ends_on)
    .distinct()
)
