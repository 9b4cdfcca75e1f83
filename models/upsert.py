"""Inserting what is not there yet, on both databases, however many do it at once."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from sqlalchemy.orm import Session

from models.base import Base

ROWS_AT_ONCE = 500
"""Keeps a statement below SQLite's 32 766 and PostgreSQL's 65 535 parameters."""


def insert_new(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose unique key is free, and return how many that were. Every row names the same columns."""
    return sum(_insert(session, table, part) for part in _parts(rows))


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


def _insert(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    # Only the dialect in use is read: the other one holds 2 MB that nobody asks for.
    dialect = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    new = dialect.insert(table).values(list(rows)).on_conflict_do_nothing().returning(*table.__table__.primary_key)
    return len(session.execute(new).all())
