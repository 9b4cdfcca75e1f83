"""What we gave («gi før du ber»): fact sheets, invitations, answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.register import edits
from models.tables import Edit, Gift, Organisation, Person


@dataclass(frozen=True)
class NewGift:
    """Something given to one person or one organisation. `kind` is a name of `kinds.GIFTS`."""

    kind: str
    text: str
    day: date
    person_id: int | None = None
    organisation_id: int | None = None


def give(session: Session, workspace_id: int, gift: NewGift, user_id: str, now: datetime) -> tuple[Gift, Edit]:
    """Record a gift to somebody in the register.

    Raises:
        GoneError: the receiver is not here (any more), or nobody is named, or two are.
    """
    _see(session, workspace_id, gift)
    edit = edits.begin(session, workspace_id, user_id, "gave", now)
    row = Gift(
        workspace_id=workspace_id,
        person_id=gift.person_id,
        organisation_id=gift.organisation_id,
        kind=gift.kind,
        text=gift.text,
        day=gift.day,
        user_id=user_id,
        created_at=now,
    )
    edits.added(session, edit, row)
    return row, edit


def gifts(session: Session, row: Person | Organisation, limit: int = 20) -> Sequence[Gift]:
    """Return what a person or an organisation was given, the newest first."""
    where = Gift.person_id == row.id if isinstance(row, Person) else Gift.organisation_id == row.id
    query = select(Gift).where(Gift.workspace_id == row.workspace_id, where, Gift.removed_at.is_(None))
    return session.scalars(query.order_by(Gift.day.desc(), Gift.id.desc()).limit(limit)).all()


def _see(session: Session, workspace_id: int, gift: NewGift) -> None:
    if (gift.person_id is None) == (gift.organisation_id is None):
        raise GoneError
    if gift.person_id is not None:
        row: Person | Organisation | None = edits.locked(session, Person, workspace_id, gift.person_id)
    else:
        row = edits.locked(session, Organisation, workspace_id, gift.organisation_id or 0)
    if row is None:
        raise GoneError
