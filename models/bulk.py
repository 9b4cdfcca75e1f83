"""Changing many rows, each to its own values, in one go on both databases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, cast, func, select, update
from sqlalchemy.orm import Session


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
        names = ("id", *bulk.own)
        connection.execute(_at_once(bulk), {f"{name}_": [row[name] for row in rows] for name in names})
    else:
        connection.execute(_one_by_one(bulk), [{f"{name}_": value for name, value in row.items()} for row in rows])


@lru_cache
def _one_by_one(bulk: Bulk) -> Update:
    columns = bulk.table.c
    values = {name: bindparam(f"{name}_", type_=columns[name].type) for name in bulk.own}
    return update(bulk.table).where(columns.id == bindparam("id_")).values({**values, **bulk.shared})


@lru_cache
def _at_once(bulk: Bulk) -> Update:
    from sqlalchemy.dialects.postgresql import ARRAY  # noqa: PLC0415 - 2 MB that SQLite has no use for

    columns = bulk.table.c
    given = select(
        *(func.unnest(cast(bindparam(f"{name}_"), ARRAY(columns[name].type))).label(name) for name in ("id", *bulk.own))
    ).subquery()
    values = {name: given.c[name] for name in bulk.own}
    return update(bulk.table).where(columns.id == given.c.id).values({**values, **bulk.shared})
