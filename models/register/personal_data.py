"""Everything that is stored about one person, as plain data (GDPR, article 15: the right of access).

It includes the rows that refer to the person, and every other place where the name is in free text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.db.base import Base
from models.occurrences.changes import GoneError
from models.register.mentions import marks_of, mentions, mentions_of
from models.register.plain import columns, plain
from models.tables import (
    Audit,
    Counterpart,
    Dialogue,
    Edit,
    EditedRow,
    EventItem,
    Gift,
    MemberContact,
    Occurrence,
    Organisation,
    Participant,
    Person,
    Role,
    Stance,
    Tie,
)

HIDDEN = frozenset({"workspace_id", "folded"})
"""Columns without information about the person."""
SEEN = "innsyn"
"""The audit log's name for a request for everything stored about a person."""


def held(session: Session, workspace_id: int, person_id: int) -> Mapping[str, Any]:
    """Return everything stored about a person: plain JSON data, days and moments are ISO 8601 (moments in UTC).

    Names are those of the tables. Of other people who were there only the number is included. What was merged into the
    person is part of it.

    Raises:
        GoneError: the person is not here (any more).
    """
    row = session.scalar(
        select(Person).where(Person.workspace_id == workspace_id, Person.id == person_id, Person.removed_at.is_(None))
    )
    if row is None:
        raise GoneError
    ids = of_one(session, row)
    values = {
        "person": _exported(row),
        "slått sammen fra": [
            _exported(each) for each in _rows(session, Person, workspace_id, Person.merged_into.in_(ids))
        ],
        "roller": _roles(session, workspace_id, ids),
        "holdninger": [_exported(each) for each in _rows(session, Stance, workspace_id, Stance.person_id.in_(ids))],
        "medlemskommuner": [
            _exported(each) for each in _rows(session, MemberContact, workspace_id, MemberContact.person_id.in_(ids))
        ],
        "bånd": _ties(session, workspace_id, ids),
        "dialoger": [_dialogue(session, each) for each in dialogues_of(session, workspace_id, ids)],
        "gaver": [_exported(each) for each in _rows(session, Gift, workspace_id, Gift.person_id.in_(ids))],
        "arrangementer": [
            _exported(each) for each in _rows(session, EventItem, workspace_id, EventItem.person_id.in_(ids))
        ],
        "endringer": _edits(session, workspace_id, ids),
        "innsyn": _seen(session, workspace_id, ids),
    }
    return values | {"nevnt ellers": _mentioned(session, workspace_id, ids, _where(values))}


def ref_of(person_id: int) -> str:
    """Return a person's id in the audit log and the controls."""
    return f"p{person_id}"


def of_one(session: Session, row: Person) -> Sequence[int]:
    """Return the ids of a person and of all that were merged into them."""
    ids = {row.id}
    while more := set(_merged(session, row.workspace_id, ids)) - ids:
        ids |= more
    return sorted(ids)


def dialogues_of(session: Session, workspace_id: int, ids: Sequence[int]) -> Sequence[Dialogue]:
    """Return every dialogue with any of these people, including removed ones, by day."""
    there = select(Counterpart.dialogue_id).where(
        Counterpart.workspace_id == workspace_id, Counterpart.person_id.in_(ids)
    )
    query = select(Dialogue).where(Dialogue.workspace_id == workspace_id, Dialogue.id.in_(there))
    return session.scalars(query.order_by(Dialogue.day, Dialogue.id)).all()


def _merged(session: Session, workspace_id: int, ids: Iterable[int]) -> Sequence[int]:
    query = select(Person.id).where(Person.workspace_id == workspace_id, Person.merged_into.in_(sorted(ids)))
    return session.scalars(query).all()


def _rows(session: Session, table: Any, workspace_id: int, whose: Any) -> Sequence[Any]:
    return session.scalars(select(table).where(table.workspace_id == workspace_id, whose).order_by(table.id)).all()


def _exported(row: Base) -> dict[str, Any]:
    return {name: value for name, value in columns(row).items() if name not in HIDDEN}


def _roles(session: Session, workspace_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    query = (
        select(Role, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.workspace_id == workspace_id, Role.person_id.in_(ids))
    )
    return [_exported(role) | {"organisation": name} for role, name in session.execute(query.order_by(Role.id))]


def _ties(session: Session, workspace_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    return [
        _exported(each)
        for each in _rows(session, Tie, workspace_id, or_(Tie.person_id.in_(ids), Tie.other_id.in_(ids)))
    ]


def _dialogue(session: Session, row: Dialogue) -> dict[str, Any]:
    mine = (Counterpart.workspace_id == row.workspace_id, Counterpart.dialogue_id == row.id)
    sides = session.scalars(select(Counterpart.id).where(*mine)).all()
    ours = session.scalars(
        select(Participant.user_id).where(
            Participant.workspace_id == row.workspace_id, Participant.dialogue_id == row.id
        )
    )
    step = session.get(Occurrence, row.occurrence_id) if row.occurrence_id else None
    return _exported(row) | {
        "ours": sorted(ours),
        "others": len(sides) - 1,
        "next step": _step(step) if step else None,
    }


def _step(step: Occurrence) -> dict[str, Any]:
    return {"id": step.id, "title": step.title, "note": step.note, "day": plain(step.ends_on), "owner": step.owner}


def _edits(session: Session, workspace_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    query = (
        select(Edit.at, Edit.user_id, Edit.what, EditedRow.id, EditedRow.table, EditedRow.before, EditedRow.after)
        .join(EditedRow, EditedRow.edit_id == Edit.id)
        .where(EditedRow.workspace_id == workspace_id, EditedRow.person_id.in_(ids))
    )
    return [
        {"id": id_, "at": plain(at), "by": user_id, "what": what, "table": table, "before": before, "after": after}
        for at, user_id, what, id_, table, before, after in session.execute(query.order_by(EditedRow.id))
    ]


def _seen(session: Session, workspace_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return who has asked for all of this, and when."""
    refs = {ref_of(each) for each in ids}
    rows = _rows(session, Audit, workspace_id, Audit.what == SEEN)
    return [{"at": plain(each.at), "by": each.user_id} for each in rows if each.after.get("person") in refs]


def _where(values: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Return the rows that are included already, by table and id."""
    tables: dict[str, type[Base]] = {
        "roller": Role,
        "holdninger": Stance,
        "medlemskommuner": MemberContact,
        "bånd": Tie,
        "dialoger": Dialogue,
        "gaver": Gift,
        "arrangementer": EventItem,
    }
    rows = {(table.__tablename__, each["id"]) for part, table in tables.items() for each in values[part]}
    rows |= {(EditedRow.__tablename__, each["id"]) for each in values["endringer"]}
    people = (values["person"], *values["slått sammen fra"])
    rows |= {(Person.__tablename__, each["id"]) for each in people}
    steps = (each["next step"] for each in values["dialoger"] if each["next step"])
    return rows | {(Occurrence.__tablename__, each["id"]) for each in steps}


def _mentioned(
    session: Session, workspace_id: int, ids: Sequence[int], seen: set[tuple[str, int]]
) -> list[dict[str, Any]]:
    """Return the text of every other row where the person is named."""
    found = mentions(session, workspace_id, marks_of(session, workspace_id, ids))
    return mentions_of([each for each in found if (each.table, each.row_id) not in seen])
