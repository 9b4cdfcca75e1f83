"""Undo a change of an occurrence, with those that were made together with it."""

from datetime import date, datetime, time
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.occurrences.changes import ChangedError, GoneError, locked_row, plain_value
from models.tables import Change, Occurrence

MOMENTS = frozenset({"done_at", "archived_at"})

DATES = frozenset({"starts_on", "ends_on"})

TIMES = frozenset({"start_time"})

UNDO_TERM = relativedelta(years=2)
"""How long a change can be undone. After that, only the last change of each occurrence is kept."""


class TooOldError(GoneError):
    """The change was made longer ago than changes can be undone (`UNDO_TERM`)."""


class AlreadyUndoneError(ChangedError):
    """The change has been undone before."""


def undo(session: Session, workspace_id: int, change_id: int, user_id: str, now: datetime) -> Occurrence:
    """Restore what a change changed, and return the updated occurrence.

    Raises:
        GoneError: there is no such change here, or its occurrence is archived.
        TooOldError: it was made too long ago.
        AlreadyUndoneError: it has been undone before.
        ChangedError: someone has changed the same thing since.
    """
    change = session.scalar(select(Change).where(Change.workspace_id == workspace_id, Change.id == change_id))
    if change is None:
        raise GoneError
    if change.at < now - UNDO_TERM:
        raise TooOldError
    row = locked_row(session, workspace_id, change.occurrence_id)
    session.refresh(change)
    if change.undone_at is not None:
        raise AlreadyUndoneError
    if row is None or (row.archived_at is not None and change.after.get("archived_at") is None):
        raise GoneError
    if not _holds(row, change):
        raise ChangedError
    _take_back(row, change, user_id, now)
    for each in _made_with(session, change):
        linked = locked_row(session, workspace_id, each.occurrence_id)
        if linked is not None and _holds(linked, each):  # what somebody has changed since stays
            _take_back(linked, each, user_id, now)
    session.flush()
    return row


def changed_with(session: Session, workspace_id: int, change_id: int) -> list[Occurrence]:
    """Return the linked occurrences that were changed together with another, by the id of that one's change."""
    query = (
        select(Occurrence)
        .join(Change, Change.occurrence_id == Occurrence.id)
        .where(Occurrence.workspace_id == workspace_id, Change.workspace_id == workspace_id)
        .where(Change.with_change == change_id)
    )
    return list(session.scalars(query.order_by(Occurrence.ends_on, Occurrence.id)))


def _made_with(session: Session, change: Change) -> list[Change]:
    """Return the changes of linked entries that were made together with a change, the one it followed included."""
    first = change.with_change or change.id
    query = select(Change).where(
        Change.workspace_id == change.workspace_id,
        or_(Change.id == first, Change.with_change == first),
        Change.id != change.id,
        Change.at == change.at,
        Change.undone_at.is_(None),
    )
    return list(session.scalars(query.order_by(Change.id)))


def _holds(row: Occurrence, change: Change) -> bool:
    """Return True if a row still is as the change left it."""
    return all(plain_value(getattr(row, name)) == value for name, value in change.after.items())


def _take_back(row: Occurrence, change: Change, user_id: str, now: datetime) -> None:
    for name, value in change.before.items():
        setattr(row, name, _restored(name, value))
    if row.archived_at is not None:
        row.archived_at = now
    change.undone_at, change.undone_by = now, user_id


def _restored(name: str, value: Any) -> Any:
    if isinstance(value, str) and name in MOMENTS:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name in DATES:
        return date.fromisoformat(value)
    if isinstance(value, str) and name in TIMES:
        return time.fromisoformat(value)
    return value
