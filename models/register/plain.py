"""Converts columns to plain data, which can be stored as JSON or exported, and back."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date

from models.db.base import Base, UtcDateTime


def plain(value: Any) -> Any:
    """Return a column's value as plain JSON data: days and moments as ISO 8601, moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def columns(row: Base, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return a row's columns as plain data; all of them if `names` is None."""
    wanted = names if names is not None else (each.key for each in row.__table__.columns)
    return {name: plain(getattr(row, name)) for name in wanted}


def restored(table: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data as values of that table's columns."""
    return {name: _restored(table, name, value) for name, value in values.items()}


def _restored(table: type[Base], name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kind = table.__table__.columns[name].type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
