"""Enforces the limits of the columns in the models, so that SQLite refuses what PostgreSQL refuses."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, String, event, inspect
from sqlalchemy.orm import InstrumentedAttribute, Mapper

from models.db.base import Base

HIGHEST = 2**31 - 1
"""The highest integer of a column."""


class DoesNotFitError(ValueError):
    """A value is longer, or a number higher, than its column allows. The message names the column, never the value."""


def longest(column: InstrumentedAttribute[Any]) -> int:
    """Return the maximum length of a column. Raises `TypeError` for one without a limit."""
    length = getattr(column.type, "length", None)
    if length is None:
        message = f"{column} holds text of any length"
        raise TypeError(message)
    return int(length)


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _check(mapper: Mapper[Any], _connection: Connection, row: Base) -> None:
    values = inspect(row).dict
    for name, length in _limits(mapper):
        value = values.get(name)
        if isinstance(value, str):
            if length is not None and len(value) > length:
                message = f"{mapper.local_table}.{name} holds {length} characters, not {len(value)}"
                raise DoesNotFitError(message)
        elif isinstance(value, int) and abs(value) > HIGHEST:
            message = f"{mapper.local_table}.{name} holds no number that high"
            raise DoesNotFitError(message)


@cache
def _limits(mapper: Mapper[Any]) -> tuple[tuple[str, int | None], ...]:
    """Return the columns with a limit: their maximum length, None for numbers."""
    found = [(each.key, each.columns[0].type) for each in mapper.column_attrs]
    return tuple(
        (key, kind.length if isinstance(kind, String) else None)
        for key, kind in found
        if isinstance(kind, Integer) or (isinstance(kind, String) and kind.length is not None)
    )
