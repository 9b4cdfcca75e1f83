"""Deleting or anonymising a person, so that only the fact is recorded (GDPR, article 17).

Rows that refer to the person are found by their id; where they are only named in free text, the name is removed
(`models.register.mentions`). What no program can know, such as «hun fra NHO», stays until somebody corrects it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.register import edits, postings
from models.register.mentions import SOMEBODY, Marks, marks_of, strike
from models.register.personal_data import SEEN, dialogues_of, of_one, ref_of
from models.register.saving import local_day
from models.tables import (
    Audit,
    Carrier,
    Counterpart,
    Dialogue,
    EditedRow,
    Enclosure,
    EventItem,
    Gift,
    MemberContact,
    Occurrence,
    Person,
    Role,
    Stance,
    Tie,
)
from models.tables.rounds import WRITTEN
from models.workspace import audit

STEP = "Neste steg"
TEXTS = ("about", "said", "wants", "place")
KEPT = frozenset(
    {
        *("id", "workspace_id", "version", "created_by", "created_at", "removed_at", "anonymised_at", "merged_into"),
        *("last_dialogue_on", "quiet_since", "reviewed_on"),
    }
)
"""What an anonymised person still has: that there was one, and when we last spoke."""
EMPTY = {"name": "", "folded": "", "source": "", "purpose": "", "tier": "C"}
"""What columns that cannot be null are set to."""


@dataclass(frozen=True)
class Erased:
    """How much was deleted or cleared: no names, only numbers."""

    dialogues: int
    gifts: int


def erase(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Erased:
    """Delete a person and everything about them. It cannot be undone.

    Dialogues with nobody else are deleted too; in others, the name is removed from the notes. Next steps stay as
    deadlines without the name, and so do deadlines, effects, follow-ups and notes of others that contain the name.

    Raises:
        GoneError: the person is not here (any more).
    """
    row, ids, dialogues = _all_of(session, workspace_id, person_id)
    alone = _cleared(session, row, ids, dialogues, now)
    erased = Erased(len(dialogues), _gifts(session, workspace_id, ids))
    for table, some in ((Dialogue, alone), (Person, ids)):
        session.execute(delete(table).where(table.workspace_id == workspace_id, table.id.in_(some)))
    session.expire_all()
    _note(session, workspace_id, user_id, now, "person slettet", erased)
    return erased


def anonymise(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Erased:
    """Clear everything that identifies a person, and keep that there were dialogues with somebody. It cannot be undone.

    Raises:
        GoneError: the person is not here (any more).
    """
    row, ids, dialogues = _all_of(session, workspace_id, person_id)
    _cleared(session, row, ids, dialogues, now)
    erased = Erased(len(dialogues), _gifts(session, workspace_id, ids))
    for table in (Role, Stance, Gift, EventItem, MemberContact):
        session.execute(delete(table).where(table.workspace_id == workspace_id, table.person_id.in_(ids)))
    known = or_(Tie.person_id.in_(ids), Tie.other_id.in_(ids))
    session.execute(delete(Tie).where(Tie.workspace_id == workspace_id, known))
    for each in session.scalars(select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(ids))):
        _blank(each, now)
    session.flush()
    session.expire_all()
    _note(session, workspace_id, user_id, now, "person anonymisert", erased)
    return erased


def _all_of(session: Session, workspace_id: int, person_id: int) -> tuple[Person, Sequence[int], Sequence[Dialogue]]:
    row = edits.locked(session, Person, workspace_id, person_id)
    if row is None:
        raise GoneError
    ids = of_one(session, row)
    return row, ids, dialogues_of(session, workspace_id, ids)


def _cleared(
    session: Session, row: Person, ids: Sequence[int], dialogues: Sequence[Dialogue], now: datetime
) -> list[int]:
    """Remove the name from texts, search words and undo data; return the ids of dialogues with nobody else."""
    workspace_id = row.workspace_id
    names = session.scalars(select(Person.name).where(Person.workspace_id == workspace_id, Person.id.in_(ids))).all()
    name = re.compile("|".join(rf"\b{re.escape(each)}s?\b" for each in _parts(names)) or "(?!)")
    marks = marks_of(session, workspace_id, ids)
    alone = [each.id for each in dialogues if not _others(session, each, ids)]
    for each in dialogues:
        for column in TEXTS:
            setattr(each, column, "" if each.id in alone else name.sub(SOMEBODY, getattr(each, column)))
        each.link = None if each.id in alone else each.link
        _rename_step(session, each)
    _forget_ways_back(session, workspace_id, ids, dialogues)
    _forget_unmade(session, workspace_id, name)
    _forget_seen(session, workspace_id, ids)
    _forget_rounds(session, workspace_id, ids, now)
    # Files that wait for an answer may contain data of the person; the sender has the file, and may send it again.
    session.execute(delete(Enclosure).where(Enclosure.workspace_id == workspace_id))
    postings.forget(session, workspace_id, ids)
    _strike(session, workspace_id, marks, now)
    return alone


def _parts(names: Sequence[str]) -> list[str]:
    """Return whole names before their parts, so that «Kari Nordmann» is one match; «von» and «J» are left out."""
    parts = {part for name in names for part in name.split() if len(part) > 1 and part[0].isupper()}
    return sorted({*filter(None, names), *parts}, key=len, reverse=True)


def _forget_ways_back(session: Session, workspace_id: int, ids: Sequence[int], dialogues: Sequence[Dialogue]) -> None:
    known = select(Tie.id).where(Tie.workspace_id == workspace_id, or_(Tie.person_id.in_(ids), Tie.other_id.in_(ids)))
    of_ties = (EditedRow.table == Tie.__tablename__) & EditedRow.row_id.in_(known)
    of_dialogues = (EditedRow.table == Dialogue.__tablename__) & EditedRow.row_id.in_([each.id for each in dialogues])
    theirs = or_(EditedRow.person_id.in_(ids), of_ties, of_dialogues)
    session.execute(delete(EditedRow).where(EditedRow.workspace_id == workspace_id, theirs))


def _forget_unmade(session: Session, workspace_id: int, name: re.Pattern[str]) -> None:
    """Remove the name from deadlines that were undone: nobody sees them, and no dialogue refers to them any more."""
    own = (Occurrence.source == "egen", Occurrence.archived_at.is_not(None))
    for row in session.scalars(select(Occurrence).where(Occurrence.workspace_id == workspace_id, *own)):
        row.title, row.note = name.sub(SOMEBODY, row.title), name.sub(SOMEBODY, row.note or "") or None


def _forget_rounds(session: Session, workspace_id: int, ids: Sequence[int], now: datetime) -> None:
    """Forget who the person was in rounds, and what they wrote: their links open nothing. That a message was used stays."""
    mine = (Carrier.workspace_id == workspace_id, Carrier.person_id.in_(ids))
    gone: dict[str, Any] = dict.fromkeys((*WRITTEN, "commits_as", "wish", "person_id"))
    session.execute(update(Carrier).where(*mine).values(**gone, revoked_at=now))


def _forget_seen(session: Session, workspace_id: int, ids: Sequence[int]) -> None:
    """Keep that somebody asked for a person's data, but not which person's: the id may be another person's one day."""
    refs = {ref_of(each) for each in ids}
    for row in session.scalars(select(Audit).where(Audit.workspace_id == workspace_id, Audit.what == SEEN)):
        row.after = {} if row.after.get("person") in refs else row.after


def _strike(session: Session, workspace_id: int, marks: Marks, now: datetime) -> None:
    """Remove the name where it is in free text only; people with such a role are no longer found by it."""
    roles = [each.row_id for each in strike(session, workspace_id, marks) if each.table == Role.__tablename__]
    held = session.scalars(select(Role.person_id).where(Role.workspace_id == workspace_id, Role.id.in_(roles))).all()
    postings.write(session, workspace_id, held, (), local_day(session, workspace_id, now))


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
    """Clear every column of the person but those of `KEPT`, so that a new one is cleared too."""
    for column in Person.__table__.columns:
        if column.name not in KEPT:
            setattr(row, column.name, None if column.nullable else EMPTY[column.name])
    row.removed_at, row.anonymised_at, row.version = now, now, row.version + 1


def _note(session: Session, workspace_id: int, user_id: str, now: datetime, what: str, erased: Erased) -> None:
    numbers = {"dialoger": str(erased.dialogues), "gaver": str(erased.gifts)}
    audit.note(session, workspace_id, user_id, now, what, dict.fromkeys(numbers, ""), numbers)
