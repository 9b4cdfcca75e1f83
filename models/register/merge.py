"""What differs between two entries, and how they are merged into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.base import Base
from models.occurrences.changes import GoneError
from models.register import edits, postings
from models.register.last_contact import recount
from models.register.saving import local_day
from models.tables import (
    Carrier,
    Counterpart,
    Edit,
    EventItem,
    Gift,
    MemberContact,
    Organisation,
    Person,
    Role,
    Stance,
    Tie,
)


@dataclass(frozen=True)
class Difference:
    """A column in which both have a value, and not the same. With `both` the two are joined, one below the other."""

    column: str
    kept: Any
    other: Any
    both: bool = False


def differences(keep: Person | Organisation, drop: Person | Organisation) -> tuple[Difference, ...]:
    """Return what differs between two entries when `keep` is the one that stays; the more important tier counts."""
    least, most = sorted((keep.tier, drop.tier))
    rows = [Difference("tier", least, most)] if least != most else []
    names = ("name", *(each for each in FILLED if each != "rest_until"), *JOINED)
    for name in names:
        mine, other = getattr(keep, name, None), getattr(drop, name, None)
        if mine and other and mine != other:
            rows.append(Difference(name, mine, other, name in JOINED))
    return tuple(rows)


Known = TypeVar("Known", Person, Organisation)
FILLED = ("interest", "influence", "owner", "municipality", "email", "phone", "rest_until", "link")
"""Columns taken from the other entry if the one that stays has nothing."""
JOINED = ("note", "source", "purpose")
"""Columns joined one below the other if both have values of their own."""


@dataclass(frozen=True)
class Pointing:
    """A column that refers to a person or organisation, and the columns that must be unique together with it."""

    table: type[Base]
    column: str
    alone: tuple[str, ...] = ()


SAME_ROLE = ("organisation_id", "kind", "title", "body", "party", "municipality", "from_on", "to_on")
OF_PERSON = (
    Pointing(Role, "person_id", SAME_ROLE),
    Pointing(Gift, "person_id"),
    Pointing(Carrier, "person_id", ("round_id", "number")),
    Pointing(MemberContact, "person_id", ("number", "function", "from_on", "to_on")),
    Pointing(Stance, "person_id", ("theme",)),
    Pointing(Counterpart, "person_id", ("dialogue_id",)),
    Pointing(EventItem, "person_id", ("occurrence_id",)),
    Pointing(Tie, "person_id", ("user_id", "other_id")),
    Pointing(Tie, "other_id", ("person_id",)),
)
OF_ORGANISATION = (
    Pointing(Role, "organisation_id"),
    Pointing(Gift, "organisation_id"),
    Pointing(Stance, "organisation_id", ("theme",)),
    Pointing(Counterpart, "organisation_id", ("dialogue_id",)),
)


def merge_people(
    session: Session, workspace_id: int, person_id: int, other_id: int, user_id: str, now: datetime
) -> Edit:
    """Merge `other_id` into `person_id`, and remove it; return the edit, to undo it by.

    Raises:
        GoneError: one of them is not here (any more), or both are the same.
    """
    keep, drop = _both(session, Person, workspace_id, person_id, other_id)
    edit = _merged(session, keep, drop, OF_PERSON, edits.begin(session, workspace_id, user_id, "slått sammen", now))
    recount(session, workspace_id, [keep.id, drop.id], ())
    postings.write(session, workspace_id, [keep.id, drop.id], (), local_day(session, workspace_id, now))
    return edit


def merge_organisations(
    session: Session, workspace_id: int, organisation_id: int, other_id: int, user_id: str, now: datetime
) -> Edit:
    """Do the same with two organisations.

    Raises:
        GoneError: one of them is not here (any more), or both are the same.
    """
    keep, drop = _both(session, Organisation, workspace_id, organisation_id, other_id)
    edit = edits.begin(session, workspace_id, user_id, "slått sammen", now)
    _merged(session, keep, drop, OF_ORGANISATION, edit)
    recount(session, workspace_id, (), [keep.id, drop.id])
    people = postings.members(session, workspace_id, keep.id)
    postings.write(session, workspace_id, people, [keep.id, drop.id], local_day(session, workspace_id, now))
    return edit


def _both(session: Session, table: type[Known], workspace_id: int, keep_id: int, drop_id: int) -> tuple[Known, Known]:
    if keep_id == drop_id:
        raise GoneError
    edits.lock_all(session, table, workspace_id, (keep_id, drop_id))
    mine = (table.workspace_id == workspace_id, table.id.in_((keep_id, drop_id)))
    rows = {
        row.id: row for row in session.scalars(select(table).where(*mine).execution_options(populate_existing=True))
    }
    return rows[keep_id], rows[drop_id]


def _merged(session: Session, keep: Known, drop: Known, pointing: tuple[Pointing, ...], edit: Edit) -> Edit:
    for each in pointing:
        _move(session, each, keep, drop, edit)
    edits.changed(session, edit, keep, _together(keep, drop))
    edits.changed(session, edit, drop, {"merged_into": keep.id, "removed_at": edit.at})
    return edit


def _move(session: Session, each: Pointing, keep: Known, drop: Known, edit: Edit) -> None:
    columns: Any = each.table
    whose = getattr(columns, each.column)
    query = select(columns).where(columns.workspace_id == keep.workspace_id, whose == drop.id).order_by(columns.id)
    for row in session.scalars(query).all():
        twin = _twin(session, each, row, keep)
        if isinstance(row, Tie) and {row.person_id, row.other_id} == {keep.id, drop.id}:
            edits.deleted(session, edit, row)
        elif twin is None:
            edits.changed(session, edit, row, {each.column: keep.id})
        else:
            edits.deleted(session, edit, row)
            edits.changed(session, edit, twin, _stronger(twin, row))


def _twin(session: Session, each: Pointing, row: Any, keep: Known) -> Any:
    """Return the row of the one that stays which has the same unique columns as the moved row, if any."""
    if not each.alone:
        return None
    columns: Any = each.table
    same = [getattr(columns, name).is_not_distinct_from(getattr(row, name)) for name in each.alone]
    mine = (columns.workspace_id == keep.workspace_id, getattr(columns, each.column) == keep.id)
    return session.scalar(select(columns).where(*mine, *same))


def _stronger(twin: Any, row: Any) -> Mapping[str, Any]:
    """Return what the row that stays takes from the other one: the newer stance, the stronger tie, being planned."""
    if isinstance(row, EventItem):
        return {} if row.removed_at is not None else {"removed_at": None}
    if isinstance(row, Stance) and row.stance and (row.on > twin.on or not twin.stance):
        return {"stance": row.stance, "note": row.note or twin.note, "on": row.on}
    if isinstance(row, Tie):
        return {"strength": max(row.strength, twin.strength), "note": twin.note or row.note}
    return {}


def _together(keep: Known, drop: Known) -> Mapping[str, Any]:
    """Return the new values of the entry that stays: free text is joined, and the more important tier counts."""
    values: dict[str, Any] = {"tier": min(keep.tier, drop.tier)}
    for name in FILLED:
        if hasattr(keep, name) and getattr(keep, name) is None:
            values[name] = getattr(drop, name)
    for name in JOINED:
        if hasattr(keep, name):
            both = dict.fromkeys(text for text in (getattr(keep, name), getattr(drop, name)) if text)
            values[name] = "\n".join(both) or None
    if isinstance(keep, Organisation) and isinstance(drop, Organisation):
        values["themes"] = list(dict.fromkeys((*keep.themes, *drop.themes)))
        values["cooperation"] = list(dict.fromkeys((*keep.cooperation, *drop.cooperation)))
    return values
