"""Inserts rows that are not there yet, on both databases, safely if several do it at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Table, true
from sqlalchemy.orm import Session

from models.db.base import Base
from models.db.bulk import given, insert_into, listed


def insert_new(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose unique key is free, and return how many those were. All rows have the same columns."""
    return len(insert_rows(session, table, rows, tuple(table.metadata.tables[table.__tablename__].primary_key)))


def insert_rows(
    session: Session, table: type[Base], rows: Sequence[dict[str, Any]], columns: Sequence[ColumnElement[Any]]
) -> Sequence[Row[Any]]:
    """Insert the rows whose unique key is free, and return the given columns of each inserted row."""
    if not rows:
        return ()
    connection = session.connection()
    into = table.metadata.tables[table.__tablename__]
    items = tuple(columns)
    # One row has a faster path than a list of one, and every request inserts one.
    if len(rows) == 1:
        return connection.execute(_insert(connection.dialect.name, into, items), rows[0]).all()
    names = tuple(rows[0])
    handed = listed(into, names, rows, connection.dialect)
    return connection.execute(_insert_at_once(connection.dialect.name, into, items, names), handed).all()


@lru_cache
def _insert(dialect: str, table: Table, returning: tuple[ColumnElement[Any], ...]) -> Insert:
    new: Insert = insert_into(dialect, table).on_conflict_do_nothing()
    return new.returning(*returning)


@lru_cache
def _insert_at_once(
    dialect: str, table: Table, returning: tuple[ColumnElement[Any], ...], names: tuple[str, ...]
) -> Insert:
    # On SQLite a SELECT before ON CONFLICT must have a condition, or ON is read as a join's.
    new = insert_into(dialect, table).from_select(names, given(table, names, dialect).select().where(true()))
    at_once: Insert = new.on_conflict_do_nothing().returning(*returning)
    return at_once
