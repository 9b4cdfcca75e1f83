"""The declarative base, the columns every table shares, and their limits: SQLite refuses what PostgreSQL refuses."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
    inspect,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapper, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ONLY_ON = "only_on"
"""The key in `info` for the dialect that something is created on, if it is not created on both."""

SHARED = "shared"
"""The key in `info` of a table whose rows belong to no workspace (`models.tables.official` and `storting`, and no other)."""

HIGHEST = 2**31 - 1
"""The highest integer of a column."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC and read back in UTC, on SQLite too. Refuses a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a naive moment reached the database: {value!r}"
            raise ValueError(message)
        if value.tzinfo is not UTC:
            value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return UTC, aware: PostgreSQL returns it so if the connection is in UTC (`models.db.database`)."""
        return super().result_processor(dialect, coltype) if dialect.name == "sqlite" else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Make what SQLite stores aware again."""
        del dialect
        return value.replace(tzinfo=UTC) if value else None


Pk = Annotated[int, mapped_column(primary_key=True)]
PlatformId = Annotated[str, mapped_column(String(64))]
"""A user's, channel's or team's id in the platform's own form."""
Slug = Annotated[str, mapped_column(String(200))]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012 - SQLAlchemy's own declaration


def tables_of_workspaces() -> list[Table]:
    """Return the tables whose rows each belong to a workspace, and the workspaces' own, in the order of their keys."""
    return [each for each in Base.metadata.sorted_tables if not each.info.get(SHARED)]


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
