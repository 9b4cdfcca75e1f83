"""Engines that share what they have compiled, and connections to PostgreSQL: each test opens a database, as others do."""

from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine, event

from models.db import database

_kept: dict[str, Engine] = {}
"""An engine of each dialect: the first that was connected to something before the next was made."""


class IdleConnections:
    """Connections to one PostgreSQL database that a test has closed, for the next test.

    A new connection is a new process of the server, which reads what it must know of every table it meets: nearly half of
    what the server did. A connection is kept only if it is in no transaction, and is as a new one when it is taken.
    """

    def __init__(self) -> None:
        self.database = ""
        """The name of the database; none is kept while it is empty."""
        self._idle: list[psycopg.Connection[Any]] = []

    @property
    def pids(self) -> list[int]:
        """The server's processes that they are."""
        return [each.info.backend_pid for each in self._idle if not each.closed]

    def put(self, connection: psycopg.Connection[Any]) -> None:
        """Keep a connection that nobody uses any more, or close it."""
        idle = not connection.closed and connection.info.transaction_status == TransactionStatus.IDLE
        if idle and connection.info.dbname == self.database:
            self._idle.append(connection)
        else:
            connection.close()

    def take(self, _dialect: Any, _record: Any, _args: Any, wanted: dict[str, Any]) -> psycopg.Connection[Any] | None:
        """Return one as new; None if there is none, so that SQLAlchemy makes one."""
        while wanted.get("dbname") == self.database and self._idle:
            connection = self._idle.pop()
            try:
                connection.autocommit = True
                connection.execute("DISCARD ALL", prepare=False)
                connection._prepared.clear()
                connection.autocommit = False
            except psycopg.Error:  # the test before has ended it, or the database
                connection.close()
            else:
                return connection
        return None

    def close(self) -> None:
        """Close them all."""
        while self._idle:
            self._idle.pop().close()


IDLE = IdleConnections()


def share_what_is_compiled() -> None:
    """Have every engine of a dialect keep its compiled SQL where the first one does: it was a fifth of the time.

    The cache's keys hold the dialect itself, so that is shared too. It holds what the server is, which is the same for all,
    once it has been connected to one.
    """
    database.create_engine = _create


def _create(url: str, **told: Any) -> Engine:
    engine = create_engine(url, **told)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "do_connect", IDLE.take)
        engine.dialect.do_close = IDLE.put  # type: ignore[method-assign, assignment] # what the engine's pool closes with
    first = _kept.get(engine.dialect.name)
    if first is None or first.dialect.server_version_info is None:
        _kept[engine.dialect.name] = engine
    else:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine
