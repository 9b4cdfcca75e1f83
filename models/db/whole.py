"""Fetches results of many rows in one piece.

SQLite's driver releases the GIL at every row, and then waits to get it back: beside a busy event loop a hundred rows
take longer to fetch than to find. So SQLite returns all of them as one JSON text.
"""

from functools import lru_cache
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Engine, event
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

WHOLE = {"whole": True}
"""The execution options of a query whose result is fetched in one piece: it must not contain bytes."""


def single_fetch(engine: Engine) -> None:
    """Make an SQLite engine honour `WHOLE`."""
    event.listen(engine, "do_execute", _executed)


def _executed(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Execute a query in place of SQLAlchemy; return True if it was done."""
    if not context.execution_options.get("whole"):
        return False
    names = tuple(column.keyname for column in context.compiled._result_columns)  # noqa: SLF001 - SQLAlchemy's names
    cursor.execute(_whole(statement, len(names)), parameters)
    context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
        None,
        [(name, None, None, None, None, None, None) for name in names],
        map(tuple, from_json(cursor.fetchone()[0])),
    )
    return True


@lru_cache
def _whole(statement: str, width: int) -> str:
    names = ", ".join(f"c{at}" for at in range(width))
    # SQLite keeps the order of a subquery for an aggregate over it.
    return f"WITH found ({names}) AS ({statement}) SELECT json_group_array(json_array({names})) FROM found"  # noqa: S608 - names are ours
