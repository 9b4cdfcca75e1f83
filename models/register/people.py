"""The people of the register: adding, finding by name, and changing without losing anybody's edits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from content.folding import clean
from models.occurrences.changes import GoneError
from models.register import edits, postings
from models.register.kinds import PURPOSE
from models.register.saving import STANDING, local_day, save_row
from models.register.words import folded_name, folded_words
from models.tables import Edit, Person

CHANGEABLE = STANDING | {"email", "phone", "purpose", "reviewed_on"}
"""The columns of a person that people edit."""


@dataclass(frozen=True)
class NewPerson:
    """A new person. `source` says where we have it from, and is never empty."""

    name: str
    source: str
    purpose: str = PURPOSE
    tier: str = "C"
    interest: int | None = None
    influence: int | None = None
    owner: str | None = None
    municipality: str | None = None
    note: str | None = None
    email: str | None = None
    phone: str | None = None


def add(session: Session, workspace_id: int, new: NewPerson, edit: Edit) -> Person:
    """Add a person as part of an edit. The caller has asked whether they are one of `same_name`."""
    day = local_day(session, workspace_id, edit.at)
    row = Person(
        workspace_id=workspace_id,
        name=clean(new.name),
        folded=folded_name(new.name),
        tier=new.tier,
        interest=new.interest,
        influence=new.influence,
        owner=new.owner,
        municipality=new.municipality,
        note=new.note,
        source=new.source,
        purpose=new.purpose,
        email=new.email,
        phone=new.phone,
        quiet_since=day,
        created_by=edit.user_id,
        created_at=edit.at,
    )
    edits.added(session, edit, row)
    postings.write(session, workspace_id, [row.id], (), day)
    return row


def person(session: Session, workspace_id: int, person_id: int) -> Person | None:
    """Return a person; None if they are not here (any more)."""
    return session.scalar(
        select(Person).where(Person.workspace_id == workspace_id, Person.id == person_id, Person.removed_at.is_(None))
    )


def same_name(session: Session, workspace_id: int, name: str, limit: int = 10) -> Sequence[Person]:
    """Return those who have that name already, ignoring accents: somebody must say whether it is one of them."""
    query = select(Person).where(
        Person.workspace_id == workspace_id, Person.folded == folded_name(name), Person.removed_at.is_(None)
    )
    return session.scalars(query.order_by(Person.tier, Person.id).limit(limit)).all()


def save(
    session: Session,
    workspace_id: int,
    person_id: int,
    seen: int,
    wanted: Mapping[str, Any],
    user_id: str,
    now: datetime,
) -> Person:
    """Store what somebody wants of a person they saw at version `seen`, and return the person as they then are.

    `wanted` has columns of `CHANGEABLE`. Columns they did not change keep what others have written since.

    Raises:
        GoneError: the person is not here (any more).
        EditConflictError: others have changed the same columns since; nothing is written.
        ValueError: a column is not one that people edit.
    """
    row = edits.locked(session, Person, workspace_id, person_id)
    if row is None:
        raise GoneError
    return save_row(session, row, seen, wanted, CHANGEABLE, edits.begin(session, workspace_id, user_id, "endret", now))


def named_in_text(session: Session, workspace_id: int, text: str) -> str:
    """Return the name, of two words or more, of somebody in the register that a text names; empty if it names nobody."""
    if not text:
        return ""
    folded = f" {folded_words(text)} "
    query = select(Person.name, Person.folded).where(
        Person.workspace_id == workspace_id, Person.removed_at.is_(None), literal(folded).contains(Person.folded)
    )
    for name, theirs in session.execute(query.order_by(Person.id)):
        if " " in theirs and (f" {theirs} " in folded or f" {theirs}s " in folded):
            return str(name)
    return ""
