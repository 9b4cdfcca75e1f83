"""Ties: one of ours who knows a person, or two people who know each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.register import edits
from models.tables import Edit, Person, Tie


@dataclass(frozen=True)
class NewTie:
    """That `who` (a platform's user id, or another person's id) knows a person.

    `strength` is 1 (have met), 2 (know each other) or 3 (know each other well).
    """

    person_id: int
    who: str | int
    strength: int
    municipality: str | None = None
    note: str | None = None


def know(session: Session, workspace_id: int, tie: NewTie, edit: Edit) -> Tie:
    """Record that two know each other, as part of an edit; an earlier tie is updated.

    Raises:
        GoneError: one of the people is not here (any more), or both are the same.
    """
    if tie.who == tie.person_id:
        raise GoneError
    both = [tie.person_id] if isinstance(tie.who, str) else [tie.person_id, tie.who]
    edits.lock_all(session, Person, workspace_id, both)
    known = {"strength": tie.strength, "municipality": tie.municipality, "note": tie.note}
    row = _between(session, workspace_id, tie.person_id, tie.who)
    if row is not None:
        edits.changed(session, edit, row, known)
        return row
    new = Tie(workspace_id=workspace_id, person_id=tie.person_id, **known)
    new.user_id, new.other_id = (tie.who, None) if isinstance(tie.who, str) else (None, tie.who)
    edits.added(session, edit, new)
    return new


def ties(session: Session, workspace_id: int, person_id: int) -> Sequence[Tie]:
    """Return the ties to and from a person, the strongest first."""
    mine = or_(Tie.person_id == person_id, Tie.other_id == person_id)
    query = select(Tie).where(Tie.workspace_id == workspace_id, mine)
    return session.scalars(query.order_by(Tie.strength.desc(), Tie.id)).all()


def forget(session: Session, workspace_id: int, tie_id: int, edit: Edit) -> None:
    """Delete a tie, as part of an edit.

    Raises:
        GoneError: there is no such tie here.
    """
    row = session.scalar(select(Tie).where(Tie.workspace_id == workspace_id, Tie.id == tie_id).with_for_update())
    if row is None:
        raise GoneError
    edits.deleted(session, edit, row)


def _between(session: Session, workspace_id: int, person_id: int, who: str | int) -> Tie | None:
    if isinstance(who, str):
        between = (Tie.person_id == person_id) & (Tie.user_id == who)
    else:
        one_way = (Tie.person_id == person_id) & (Tie.other_id == who)
        between = one_way | ((Tie.person_id == who) & (Tie.other_id == person_id))
    return session.scalar(select(Tie).where(Tie.workspace_id == workspace_id, between))
