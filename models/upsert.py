"""Inserting what is not there yet, on both databases, however many do it at once."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Table
from sqlalchemy.orm import Session

from models.base import Base


def insert_new(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose unique key is free, and return how many that were. Every row names the same columns."""
    return len(insert_rows(session, table, rows, tuple(table.metadata.tables[table.__tablename__].primary_key)))


def insert_rows(
    session: Session, table: type[Base], rows: Sequence[dict[str, Any]], columns: Sequence[ColumnElement[Any]]
) -> Sequence[Row[Any]]:
    """Insert the rows whose unique key is free, and return those columns of each that was."""
    if not rows:
        return ()
    connection = session.connection()
    # One row alone goes a shorter way than a list of one, and that is what every request does.
    given = rows[0] if len(rows) == 1 else rows
    return connection.execute(_insert(connection.dialect.name, table, tuple(columns)), given).all()


@lru_cache
def _insert(dialect: str, table: type[Base], told: tuple[ColumnElement[Any], ...]) -> Insert:
    new: Insert = insert_into(dialect, table.metadata.tables[table.__tablename__]).on_conflict_do_nothing()
    return new.returning(*told)


def insert_into(dialect: str, table: Table) -> Any:
    """Return that dialect's INSERT, which knows of conflicts."""
    # Only the dialect in use is read: the other one holds 2 MB that nobody asks for.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
