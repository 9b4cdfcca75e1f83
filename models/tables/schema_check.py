"""Compares a database's tables with the models, for the command line's check and the tests."""

from collections.abc import Callable
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from models.db.base import ONLY_ON
from models.db.database import open_engine, raising_unavailable
from models.tables.schema import SCHEMA


def schema_differences(url: str) -> list[str]:
    """Return the differences, one line each such as «add_column occurrence.owner»; nothing if there are none.

    The words are Alembic's: what would have to be done to the database.

    Raises:
        DatabaseUnavailableError: the database cannot be reached.
    """
    engine = open_engine(url, read_only=True)
    try:
        with raising_unavailable(), engine.connect() as connection:
            opts = {"compare_type": True, "include_object": _is_wanted(connection.dialect.name)}
            context = MigrationContext.configure(connection, opts=opts)
            return sorted(line for found in compare_metadata(context, SCHEMA) for line in _lines(found))
    finally:
        engine.dispose()


def _is_wanted(dialect: str) -> Callable[..., bool]:
    """Leave out what the models define for another database only."""
    return lambda item, *_: item.info.get(ONLY_ON, dialect) == dialect


def _lines(found: Any) -> list[str]:
    # Alembic returns a tuple for a table, a column or an index, and a list of tuples for changes of one column.
    if isinstance(found, list):
        return [f"{change} {table}.{column}" for change, _, table, column, *_ in found]
    change, *what = found
    return [f"{change} {_name(what)}"]


def _name(what: list[Any]) -> str:
    *where, last = what
    table = getattr(last, "table", None)
    parts = [part for part in where if isinstance(part, str)] or ([table.name] if table is not None else [])
    return ".".join([*parts, str(getattr(last, "name", last))])
