"""Deleting or anonymising a person, so that only that it happened is kept (GDPR, article 17)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from models import audit
from models.changes import Gone
from models.register import edits, postings
from models.register.held import dialogues_of, of_one
from models.tables import Counterpart, Dialogue, EditedRow, Gift, Occurrence, Person, Role, Stance, Tie

SOMEBODY = "[slettet]"
"""Stands where the name stood in the notes of dialogues that others took part in."""
STEP = "Neste steg"
TEXTS = ("about", "said", "wants", "place")


@dataclass(frozen=True)
class Erased:
    """How much was deleted or cleared: no names, only numbers."""

    dialogues: int
    gifts: int


def erase(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Erased:
    """Delete a person and all that tells of them. It cannot be undone.

    Dialogues with nobody else go too; of the others, the name is taken out of the notes. Next steps stay as deadlines
    without the name.

    Raises:
        Gone: the person is not here (any more).
    """
    row, ids, dialogues = _all_of(session, workspace_id, person_id)
    alone = _cleared(session, row, ids, dialogues)
    told = Erased(len(dialogues), _gifts(session, workspace_id, ids))
    for table, some in ((Dialogue, alone), (Person, ids)):
        session.execute(delete(table).where(table.workspace_id == workspace_id, table.id.in_(some)))
    session.expire_all()
    _note(session, workspace_id, user_id, now, "person slettet", told)
    return told


def anonymise(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Erased:
    """Clear all that tells who a person is, and keep that there were dialogues with somebody. It cannot be undone.

    Raises:
        Gone: the person is not here (any more).
    """
    row, ids, dialogues = _all_of(session, workspace_id, person_id)
    _cleared(session, row, ids, dialogues)
    told = Erased(len(dialogues), _gifts(session, workspace_id, ids))
    for table in (Role, Stance, Gift):
        session.execute(delete(table).where(table.workspace_id == workspace_id, table.person_id.in_(ids)))
    known = or_(Tie.person_id.in_(ids), Tie.other_id.in_(ids))
    session.execute(delete(Tie).where(Tie.workspace_id == workspace_id, known))
    for each in session.scalars(select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(ids))):
        _blank(each, now)
    session.flush()
    session.expire_all()
    _note(session, workspace_id, user_id, now, "person anonymisert", told)
    return told


def _all_of(session: Session, workspace_id: int, person_id: int) -> tuple[Person, Sequence[int], Sequence[Dialogue]]:
    row = edits.locked(session, Person, workspace_id, person_id)
    if row is None:
        raise Gone
    ids = of_one(session, row)
    return row, ids, dialogues_of(session, workspace_id, ids)


def _cleared(session: Session, row: Person, ids: Sequence[int], dialogues: Sequence[Dialogue]) -> list[int]:
    """Take the name out of texts, words and the way back; return the ids of the dialogues that were with nobody else."""
    names = session.scalars(
        select(Person.name).where(Person.workspace_id == row.workspace_id, Person.id.in_(ids))
    ).all()
    name = re.compile("|".join(rf"\b{re.escape(each)}s?\b" for each in _parts(names)))
    alone = [each.id for each in dialogues if not _others(session, each, ids)]
    for each in dialogues:
        for column in TEXTS:
            setattr(each, column, "" if each.id in alone else name.sub(SOMEBODY, getattr(each, column)))
        each.link = None if each.id in alone else each.link
        _rename_step(session, each)
    mine = (EditedRow.workspace_id == row.workspace_id,)
    told = (EditedRow.table == Dialogue.__tablename__) & EditedRow.row_id.in_([each.id for each in dialogues])
    session.execute(delete(EditedRow).where(*mine, EditedRow.person_id.in_(ids) | told))
    postings.forget(session, row.workspace_id, ids)
    return alone


def _parts(names: Sequence[str]) -> list[str]:
    """Return whole names before their parts, so that «Kari Nordmann» goes as one."""
    return sorted({part for name in names for part in (name, *name.split()) if part}, key=len, reverse=True)


def _others(session: Session, each: Dialogue, ids: Sequence[int]) -> bool:
    mine = (Counterpart.workspace_id == each.workspace_id, Counterpart.dialogue_id == each.id)
    other = or_(Counterpart.person_id.is_(None), Counterpart.person_id.not_in(ids))
    return session.scalar(select(Counterpart.id).where(*mine, other).limit(1)) is not None


def _rename_step(session: Session, each: Dialogue) -> None:
    mine = (Occurrence.workspace_id == each.workspace_id, Occurrence.id == each.occurrence_id)
    step = session.scalar(select(Occurrence).where(*mine))
    if step is not None:
        step.title, step.note = STEP, None


def _gifts(session: Session, workspace_id: int, ids: Sequence[int]) -> int:
    query = select(Gift.id).where(Gift.workspace_id == workspace_id, Gift.person_id.in_(ids))
    return len(session.scalars(query).all())


def _blank(row: Person, now: datetime) -> None:
    cleared: dict[str, Any] = dict.fromkeys(
        ("note", "email", "phone", "owner", "municipality", "interest", "influence")
    )
    cleared |= {"name": "", "folded": "", "source": "", "purpose": "", "tier": "C", "rest_until": None}
    for name, value in cleared.items():
        setattr(row, name, value)
    row.removed_at, row.anonymised_at, row.version = now, now, row.version + 1


def _note(session: Session, workspace_id: int, user_id: str, now: datetime, what: str, told: Erased) -> None:
    numbers = {"dialoger": str(told.dialogues), "gaver": str(told.gifts)}
    audit.note(session, workspace_id, user_id, now, what, dict.fromkeys(numbers, ""), numbers)
