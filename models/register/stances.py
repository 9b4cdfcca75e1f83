"""What people and organisations last said they think of our themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.register import edits, postings
from models.register.saving import local_day
from models.tables import Edit, Organisation, Person, Stance


@dataclass(frozen=True)
class NewStance:
    """A stance on a theme on a local day; an empty `stance` says that they care, and no more."""

    theme: str
    stance: str
    on: date
    note: str | None = None


def take_down(
    session: Session,
    workspace_id: int,
    person_ids: Sequence[int],
    organisation_ids: Sequence[int],
    new: NewStance,
    edit: Edit,
) -> None:
    """Record their stance, as part of an edit. A known one is replaced only by a stance that is not older.

    Raises:
        GoneError: one of them is not here (any more).
    """
    edits.lock_all(session, Organisation, workspace_id, organisation_ids)
    edits.lock_all(session, Person, workspace_id, person_ids)
    for person_id in dict.fromkeys(person_ids):
        known = _known(session, workspace_id, Stance.person_id == person_id, new.theme)
        _write(session, known, Stance(workspace_id=workspace_id, person_id=person_id), new, edit)
    for organisation_id in dict.fromkeys(organisation_ids):
        known = _known(session, workspace_id, Stance.organisation_id == organisation_id, new.theme)
        _write(session, known, Stance(workspace_id=workspace_id, organisation_id=organisation_id), new, edit)
    day = local_day(session, workspace_id, edit.at)
    postings.write(session, workspace_id, person_ids, organisation_ids, day)


def stances(session: Session, row: Person | Organisation) -> Sequence[Stance]:
    """Return what a person or an organisation thinks, the newest first."""
    whose = Stance.person_id == row.id if isinstance(row, Person) else Stance.organisation_id == row.id
    query = select(Stance).where(Stance.workspace_id == row.workspace_id, whose)
    return session.scalars(query.order_by(Stance.on.desc(), Stance.id.desc())).all()


def _known(session: Session, workspace_id: int, whose: ColumnElement[bool], theme: str) -> Stance | None:
    query = select(Stance).where(Stance.workspace_id == workspace_id, whose, Stance.theme == theme)
    return session.scalar(query.with_for_update())


def _write(session: Session, known: Stance | None, new: Stance, new_given: NewStance, edit: Edit) -> None:
    if known is None:
        new.theme, new.stance, new.note, new.on = new_given.theme, new_given.stance, new_given.note, new_given.on
        edits.added(session, edit, new)
    elif new_given.on >= known.on and new_given.stance:
        edits.changed(
            session, edit, known, {"stance": new_given.stance, "note": new_given.note or known.note, "on": new_given.on}
        )
