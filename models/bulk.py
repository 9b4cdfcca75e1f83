"""Changing and inserting many rows, each with its own values, in one go on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import ARRAY, String, Subquery, Table, Text, Update, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine


@dataclass(frozen=True, eq=False)
class Bulk:
    """A change of rows by their ids: the columns that get a value of each row's own, and what all of them get."""

    table: Table
    own: tuple[str, ...]
    shared: Mapping[str, Any] = field(default_factory=dict)


def bulk_update(session: Session, bulk: Bulk, rows: Sequence[Mapping[str, Any]]) -> None:
    """Change the rows; each names its `id` and a value for every column of its own."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # One statement for all: each is planned for itself, and by what the table was when it was nearly empty.
        connection.execute(_at_once(bulk), listed(("id", *bulk.own), rows))
    else:
        connection.execute(_one_by_one(bulk), [{f"{name}_": value for name, value in row.items()} for row in rows])


@lru_cache
def _one_by_one(bulk: Bulk) -> Update:
    columns = bulk.table.c
    values = {name: bindparam(f"{name}_", type_=columns[name].type) for name in bulk.own}
    return update(bulk.table).where(columns.id == bindparam("id_")).values({**values, **bulk.shared})


@lru_cache
def _at_once(bulk: Bulk) -> Update:
    rows = given(bulk.table, ("id", *bulk.own))
    values = {name: rows.c[name] for name in bulk.own}
    return update(bulk.table).where(bulk.table.c.id == rows.c.id).values({**values, **bulk.shared})


def given(table: Table, names: Sequence[str]) -> Subquery:
    """Return rows that are handed in as one list for each of some columns (`listed`), where the database knows lists."""
    columns = (func.unnest(bindparam(f"{name}_", type_=_many(table.c[name].type))).label(name) for name in names)
    return select(*columns).subquery()


def _many(column: TypeEngine[Any]) -> ARRAY[Any]:
    # What is too long for a column is to be refused by it, not cut off on the way there.
    return ARRAY(Text() if isinstance(column, String) else column, dimensions=1)


def listed(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the parameters of `given`."""
    return {f"{name}_": [row[name] for row in rows] for name in names}


def bulk_insert(
    session: Session, table: Table, rows: Sequence[Mapping[str, Any]], *, unless_there: bool = False
) -> None:
    """Insert rows that all name the same columns; the others get what is usual for them.

    `unless_there` lets be those whose unique key is taken; else they are known to be new.
    """
    if not rows:
        return
    connection, names = session.connection(), tuple(rows[0])
    if connection.dialect.name == "postgresql":
        new = insert_into("postgresql", table).from_select(names, given(table, names).select())
        connection.execute(new.on_conflict_do_nothing() if unless_there else new, listed(names, rows))
        return
    # Plain tuples to the driver: of hundreds of thousands, making a statement's parameters of each takes longest.
    usual = [(each, _usual(each)) for each in table.c if each.name not in names and each.default is not None]
    columns = [(table.c[name], [row[name] for row in rows]) for name in names]
    columns += [(column, [value] * len(rows)) for column, value in usual]
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(quote(column.name) for column, _ in columns)})"
    values = ", ".join("?" for _ in columns)
    lists = [_bound(column, some, connection.dialect) for column, some in columns]
    taken = " ON CONFLICT DO NOTHING" if unless_there else ""
    connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({values}){taken}", list(zip(*lists, strict=True)))  # noqa: S608


def _usual(column: Any) -> Any:
    return column.default.arg(None) if column.default.is_callable else column.default.arg


def _bound(column: Any, values: Sequence[Any], dialect: Any) -> Sequence[Any]:
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if bind is None else list(map(bind, values))


def insert_into(dialect: str, table: Table) -> Any:
    """Return that dialect's INSERT, which knows of conflicts."""
    # Only the dialect in use is read: the other one holds 2 MB that nobody asks for.
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
