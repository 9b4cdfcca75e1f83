"""Being given a deadline: the change that made somebody responsible, and what that person answers.

A person is responsible from the moment they are asked, until they hand it back: so nothing lies between two people.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.occurrences import owning, undoing
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.filtering import owners_of
from models.occurrences.queries import by_id
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Change, Occurrence


@dataclass(frozen=True)
class Handover:
    """A change that made somebody responsible for a row, as it is now."""

    change: Change
    row: Occurrence

    @property
    def giver(self) -> str:
        """Return the platform's id of the person who gave it."""
        return self.change.user_id

    @property
    def is_undone(self) -> bool:
        """Return True if it was handed back, or the giver has undone it."""
        return self.change.undone_at is not None

    @property
    def is_accepted(self) -> bool:
        """Return True if the receiver has said yes."""
        return self.change.answered_at is not None

    def is_open_for(self, user_id: str) -> bool:
        """Return True if that person is responsible because of it, and may still answer."""
        is_here = self.row.archived_at is None and self.row.done_at is None
        return is_here and not self.is_undone and not self.is_accepted and user_id in owners_of(self.row)


def handover(session: Session, workspace_id: int, change_id: int) -> Handover | None:
    """Return the change that made somebody responsible; None if there is none with that id."""
    query = select(Change).where(Change.workspace_id == workspace_id, Change.id == change_id)
    change = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    row = by_id(session, workspace_id, change.occurrence_id) if change else None
    return Handover(change, row) if change and row else None


def accept(session: Session, workspace_id: int, change_id: int, user_id: str, now: datetime) -> Handover:
    """Note that the receiver takes it.

    Raises:
        GoneError: there is no such change or row here.
        ChangedError: the receiver has answered already, or is no longer responsible.
    """
    found = _open(session, workspace_id, change_id, user_id)
    found.change.answered_at = now
    session.flush()
    return found


def hand_back(session: Session, workspace_id: int, change_id: int, user_id: str, now: datetime) -> Handover:
    """Make those responsible who were before; if the row was added for the receiver, the one who added it.

    Raises:
        GoneError: there is no such change or row here.
        ChangedError: the receiver has answered already, or somebody else has been made responsible since.
    """
    found = _open(session, workspace_id, change_id, user_id)
    if "archived_at" in found.change.before:
        owning.take_over(session, workspace_id, found.row.id, found.giver, user_id, now)
        found.change.answered_at = now
    else:
        try:
            undoing.undo(session, workspace_id, change_id, user_id, now)
        except ChangedError:  # others have come or gone since: only the receiver leaves
            owning.hand_back(session, workspace_id, found.row.id, user_id, now)
            found.change.answered_at = now
    session.flush()
    return found


def _open(session: Session, workspace_id: int, change_id: int, user_id: str) -> Handover:
    found = handover(session, workspace_id, change_id)
    if found is None or found.row.archived_at is not None:
        raise GoneError
    if found.is_undone:
        raise AlreadyUndoneError
    if not found.is_open_for(user_id):
        raise ChangedError
    return found
