"""Changing many rows, each to its own values, in one go on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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
