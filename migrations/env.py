"""How Alembic reaches the database. Run through `models.db.migrate`."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, event

import models.tables
from models.db.base import Base, UtcDateTime
from models.db.database import open_engine

PATIENCE_MS = 60_000
"""How long one who migrates an SQLite file waits for another who does."""
TURN = 0x70616472
"""The number of PostgreSQL's advisory lock that those who migrate wait in line for («padr»)."""

assert models.tables  # noqa: S101 - imported so that the tables are known
target = Base.metadata


def run() -> None:
    """Run all that is missing in one transaction, after whoever else is migrating: the last finds nothing to do."""
    engine = open_engine(context.config.attributes["url"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        with engine.begin() as connection:
            _wait_for_turn(connection)
            context.configure(
                connection=connection,
                target_metadata=target,
                render_as_batch=True,
                compare_type=True,
                render_item=_render_item,
            )
            context.run_migrations()
    finally:
        engine.dispose()


def _render_item(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Write moments as SQLAlchemy's own type: a migration names no module of ours, since modules are renamed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcDateTime) else False


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}").close()
    # A table is altered by making it anew, and dropping the old one would delete every row that refers to it.
    connection.execute("PRAGMA foreign_keys=OFF").close()


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
        # Bots that are serving are not held up by a table that waits to be altered.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")


run()
