"""Every change people make to the register: each edit leaves an `Edit` with the rows it changed.

Rows are locked before they are read (SQLite: the whole database is, by `BEGIN IMMEDIATE`), so of two who write at once
the second sees what the first wrote, and nothing is lost.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.base import Base
from models.occurrences.changes import GoneError
from models.register.plain import columns, plain
from models.tables import Dialogue, Edit, EditedRow, Organisation, Person

REMEMBERED = timedelta(days=365)
"""How long the previous values of an edit are stored, and it can be undone."""
Kept = TypeVar("Kept", Person, Organisation, Dialogue)


class EditConflictError(Exception):
    """Somebody else has changed the same columns since: `theirs` is what they wrote, `by` who was last."""

    def __init__(self, theirs: Mapping[str, Any], by: str) -> None:
        super().__init__(f"changed by {by}: {', '.join(sorted(theirs))}")
        self.theirs = theirs
        self.by = by


def begin(session: Session, workspace_id: int, user_id: str, what: str, now: datetime) -> Edit:
    """Begin an edit by one person; `what` is a name of `Edit.what`."""
    edit = Edit(workspace_id=workspace_id, user_id=user_id, what=what, at=now)
    session.add(edit)
    session.flush()
    return edit


def added(session: Session, edit: Edit, row: Base) -> None:
    """Add a new row as part of an edit. Undoing deletes it."""
    session.add(row)
    session.flush()
    noted(session, edit, row)


def noted(session: Session, edit: Edit, row: Base) -> None:
    """Record that a row which was just added belongs to an edit."""
    _note(session, edit, row, None, {})


def changed(session: Session, edit: Edit, row: Base, values: Mapping[str, Any]) -> bool:
    """Set a row's columns as part of an edit; False if they had those values already."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return False
    if hasattr(row, "version"):
        new["version"] = row.version + 1
    before = columns(row, new)
    for name, value in new.items():
        setattr(row, name, value)
    session.flush()
    _note(session, edit, row, before, {name: plain(value) for name, value in new.items()})
    return True


def deleted(session: Session, edit: Edit, row: Base) -> None:
    """Delete a row as part of an edit. Undoing restores it with its id."""
    _note(session, edit, row, columns(row), None)
    session.flush()
    session.delete(row)
    session.flush()


def locked(session: Session, table: type[Kept], workspace_id: int, row_id: int) -> Kept | None:
    """Return a row, locked until the transaction ends; None if it is not here, or is removed."""
    query = select(table).where(table.workspace_id == workspace_id, table.id == row_id, table.removed_at.is_(None))
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def lock_all(session: Session, table: type[Person | Organisation], workspace_id: int, ids: Iterable[int]) -> None:
    """Lock people or organisations, in the order of their ids, so that concurrent callers wait and do not deadlock.

    Raises:
        GoneError: one of them is not here (any more).
    """
    wanted = set(ids)
    query = select(table.id).where(table.workspace_id == workspace_id, table.id.in_(wanted), table.removed_at.is_(None))
    if len(session.scalars(query.order_by(table.id).with_for_update()).all()) != len(wanted):
        raise GoneError


def write(session: Session, edit: Edit, row: Kept, seen: int, wanted: Mapping[str, Any]) -> bool:
    """Write what somebody wants of a row they saw at version `seen`; False if that changes nothing.

    Columns they left as they saw them keep what others have written since.

    Raises:
        EditConflictError: others have since changed columns that they changed too. Nothing is written.
    """
    base, last = _as_seen(session, row, seen)
    mine = {name: value for name, value in wanted.items() if plain(value) != base.get(name, plain(getattr(row, name)))}
    crossed = {name for name, value in mine.items() if name in base and getattr(row, name) != value}
    if crossed:
        raise EditConflictError({name: getattr(row, name) for name in crossed}, last)
    return changed(session, edit, row, mine)


def _as_seen(session: Session, row: Kept, seen: int) -> tuple[Mapping[str, Any], str]:
    """Return the columns changed since that version with their values at that version, and who changed the row last."""
    if seen >= row.version:
        return {}, ""
    query = (
        select(EditedRow.before, EditedRow.after, Edit.user_id)
        .join(Edit, Edit.id == EditedRow.edit_id)
        .where(EditedRow.workspace_id == row.workspace_id, EditedRow.row_id == row.id)
        .where(EditedRow.table == row.__tablename__)
        .order_by(EditedRow.id.desc())
    )
    base: dict[str, Any] = {}
    last = ""
    for before, after, user_id in session.execute(query):
        if not before or not after or after.get("version", 0) <= seen:
            continue
        last = last or user_id
        base |= {name: value for name, value in before.items() if name != "version"}
    return base, last


def _note(
    session: Session, edit: Edit, row: Base, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> None:
    data: Any = row
    session.add(
        EditedRow(
            workspace_id=edit.workspace_id,
            edit_id=edit.id,
            person_id=data.id if isinstance(row, Person) else getattr(row, "person_id", None),
            organisation_id=data.id if isinstance(row, Organisation) else getattr(row, "organisation_id", None),
            table=row.__tablename__,
            row_id=data.id,
            before=before if before is None else dict(before),
            after=after if after is None else dict(after),
        )
    )
