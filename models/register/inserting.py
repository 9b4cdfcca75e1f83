"""Inserts many rows of the register at once, as part of an edit."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, insert, literal, null, select
from sqlalchemy.orm import Session

from models.db.base import Base
from models.db.bulk import bulk_insert_columns
from models.db.in_list import one_of
from models.tables import Edit, EditedRow, Organisation, Person


def insert_many(
    session: Session, table: type[Base], ids: Sequence[int], columns: Mapping[str, Sequence[Any]], edit: Edit
) -> None:
    """Insert rows given as columns, with reserved ids, and record that they belong to the edit."""
    if not ids:
        return
    # Tables, not entities: for fifty thousand rows, the ORM would take longer than the database.
    bulk_insert_columns(session, table.metadata.tables[table.__tablename__], {"id": ids, **columns})
    _note(session, table, ids, edit)


def _note(session: Session, table: type[Base], ids: Sequence[int], edit: Edit) -> None:
    """Record, in the database itself, that new rows belong to the edit."""
    row = table.metadata.tables[table.__tablename__].c
    noted = {
        EditedRow.workspace_id: row.workspace_id,
        EditedRow.edit_id: literal(edit.id),
        EditedRow.person_id: row.id if table is Person else row.get("person_id", null()),
        EditedRow.organisation_id: row.id if table is Organisation else row.get("organisation_id", null()),
        EditedRow.table: literal(table.__tablename__),
        EditedRow.row_id: row.id,
        EditedRow.before: null(),
        EditedRow.after: literal({}, JSON),
    }
    # `+ 0` makes SQLite use the index of ids.
    mine = (row.workspace_id + 0 == edit.workspace_id, one_of(row.id, ids))
    condition = select(*(each.label(None) for each in noted.values())).where(*mine).order_by(row.id)
    session.execute(insert(EditedRow).from_select([each.key for each in noted], condition, include_defaults=False))
