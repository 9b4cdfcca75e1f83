"""Inserts and updates many rows at once, on both databases: with their own values, or only those that are not there yet."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Row,
    String,
    Subquery,
    Table,
    Text,
    Update,
    bindparam,
    func,
    literal,
    select,
    text,
    true,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from models.db.base import Base


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


KILOBYTES_AT_HAND = 64_000


_NEXT = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)")


@dataclass(frozen=True, eq=False)
class Bulk:
    """An update of rows by their ids: the columns with a value for each row, and the values all rows share."""

    table: Table
    own: tuple[str, ...]
    shared: Mapping[str, Any] = field(default_factory=dict)


def bulk_update(session: Session, bulk: Bulk, rows: Sequence[Mapping[str, Any]]) -> None:
    """Update the rows; each has its `id` and a value for every column in `own`."""
    if not rows:
        return
    dialect = session.connection().dialect
    # One statement for all, which PostgreSQL plans once, and SQLite's driver waits for once.
    result = listed(bulk.table, ("id", *bulk.own), rows, dialect)
    session.connection().execute(_at_once(bulk, dialect.name), result)


@lru_cache
def _at_once(bulk: Bulk, dialect: str) -> Update:
    rows = given(bulk.table, ("id", *bulk.own), dialect)
    values = {name: rows.c[name] for name in bulk.own}
    return update(bulk.table).where(bulk.table.c.id == rows.c.id).values({**values, **bulk.shared})


def given(table: Table, names: Sequence[str], dialect: str) -> Subquery:
    """Return rows passed as parameters (`listed`): a list for each column, or JSON on SQLite."""
    if dialect == "sqlite":
        row = func.json_each(bindparam("rows_", type_=Text())).table_valued("value")
        parts = (func.json_extract(row.c.value, f"$[{at}]").label(name) for at, name in enumerate(names))
        return select(*parts).subquery()
    columns = (func.unnest(bindparam(f"{name}_", type_=_many(table.c[name].type))).label(name) for name in names)
    return select(*columns).subquery()


def _many(column: TypeEngine[Any]) -> ARRAY[Any]:
    # Text that is too long for a column must be refused by it, not cut off on the way.
    return ARRAY(Text() if isinstance(column, String) else column, dimensions=1)


def handed_in(dialect: str, words: Sequence[str]) -> ColumnElement[Any]:
    """Return the column of a table of any number of words, which are passed as one list."""
    if dialect == "postgresql":
        return func.unnest(literal(list(words), ARRAY(Text()))).column_valued("handed_in")
    parameter: ColumnElement[Any] = func.json_each(json.dumps(list(words))).table_valued("value").c.value
    return parameter


def listed(table: Table, names: Sequence[str], rows: Sequence[Mapping[str, Any]], dialect: Dialect) -> dict[str, Any]:
    """Return the parameters of `given`."""
    columns = {name: [row[name] for row in rows] for name in names}
    if dialect.name != "sqlite":
        return {f"{name}_": values for name, values in columns.items()}
    bound = (_bound(table.c[name], values, dialect) for name, values in columns.items())
    return {"rows_": json.dumps(list(zip(*bound, strict=True)))}


def bulk_insert_columns(
    session: Session, table: Table, columns: Mapping[str, Sequence[Any]], *, unless_there: bool = False
) -> None:
    """Insert rows given as columns, each with a value for every row; the other columns get their defaults.

    With `unless_there`, rows whose unique key is taken are left out; otherwise they must be new.
    """
    connection, number = session.connection(), len(next(iter(columns.values())))
    if not number:
        return
    if connection.dialect.name == "postgresql":
        new = insert_into("postgresql", table).from_select(
            tuple(columns), given(table, tuple(columns), "postgresql").select()
        )
        lists = {f"{name}_": list(some) for name, some in columns.items()}
        connection.execute(new.on_conflict_do_nothing() if unless_there else new, lists)
        return
    # Plain tuples to the driver: for hundreds of thousands, building a statement's parameters takes longest.
    usual = [each for each in table.c if each.name not in columns and each.default is not None]
    data = {**columns, **{each.name: [_usual(each)] * number for each in usual}}
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(map(quote, data))})"
    lists_of = [_bound(table.c[name], some, connection.dialect) for name, some in data.items()]
    taken = " ON CONFLICT DO NOTHING" if unless_there else ""
    values = ", ".join("?" for _ in data)
    connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({values}){taken}", list(zip(*lists_of, strict=True)))  # noqa: S608


def _usual(column: Any) -> Any:
    return column.default.arg(None) if column.default.is_callable else column.default.arg


def _bound(column: Any, values: Sequence[Any], dialect: Any) -> Sequence[Any]:
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    if bind is None:
        return values
    # Many rows have few distinct days and moments.
    once = _Once(bind) if isinstance(values[0], date) else None
    return [once[value] for value in values] if once is not None else list(map(bind, values))


class _Once(dict[Any, Any]):
    """The results of a function by its argument, each computed once."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made


def insert_into(dialect: str, table: Table) -> Any:
    """Return that dialect's INSERT, which supports ON CONFLICT."""
    # Only the dialect in use is imported: the other one takes 2 MB for nothing.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


@contextmanager
def room_for_much(connection: Connection) -> Iterator[None]:
    """Enlarge SQLite's page cache while much is written: its default 2 MB are written out, and read again."""
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{KILOBYTES_AT_HAND}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={usual}")


def reserve(session: Session, table: type[Base], number: int) -> Sequence[int]:
    """Return that many ids, in order, which nobody else gets: rows that refer to each other can be inserted as lists.

    PostgreSQL's sequence provides them. On SQLite they follow the highest id, and the write lock keeps others out.
    """
    connection, name = session.connection(), table.__tablename__
    if connection.dialect.name == "postgresql":
        return sorted(connection.scalars(_NEXT, {"name": name, "number": number}))
    column = table.__table__.c.id
    first = int(connection.scalar(select(func.max(column))) or 0) + 1
    return range(first, first + number)
