"""Inserting what is not there yet, on both databases, however many do it at once."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row
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
    columns = table.metadata.tables[table.__tablename__]
    # Only the dialect in use is read: the other one holds 2 MB that nobody asks for.
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(columns)
    new: Insert = insert.on_conflict_do_nothing().returning(*told)
    return new
