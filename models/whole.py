"""Answers of many rows, handed over in one piece.

SQLite's driver lets the other threads go on at every row, and then waits for its turn again: beside a busy event loop
a hundred rows take longer to fetch than to find. So SQLite is asked for all of them as one JSON text.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Select, Text, func, select
from sqlalchemy.orm import Session


def rows_of(session: Session, query: Select[*tuple[Any, ...]], asked: Mapping[str, Any]) -> Sequence[Any]:
    """Return the rows of a question that is made once and asks for columns, in its order; each knows them by name."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return connection.execute(query, asked).all()
    whole = _whole(query, connection.dialect)
    found = json.loads(connection.execute(whole.query, asked).scalar_one())
    for at, read in whole.readers:
        for row in found:
            row[at] = read(row[at])
    return [whole.named(row) for row in found]


class _Whole(NamedTuple):
    query: Select[str]
    readers: Sequence[tuple[int, Callable[[Any], Any]]]
    named: Callable[[Sequence[Any]], Any]


@lru_cache
def _whole(query: Select[*tuple[Any, ...]], dialect: Dialect) -> _Whole:
    # SQLite keeps the order of a subquery for an aggregate that hangs on it.
    rows = query.subquery()
    readers = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in rows.c]
    named = namedtuple("named", rows.c.keys())  # type: ignore[misc] # noqa: PYI024 - its names are the question's
    return _Whole(
        select(func.json_group_array(func.json_array(*rows.c), type_=Text())).select_from(rows),
        [(at, read) for at, read in enumerate(readers) if read],
        named._make,
    )
