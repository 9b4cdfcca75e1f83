"""Opening the database: SQLite for one process on a local disk, PostgreSQL for any number."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from importlib import import_module
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MS = 2_000
"""How long to wait for SQLite's write lock: shorter than the three seconds Slack waits for an answer."""
CONNECT_TIMEOUT_S = 2
POOL_SIZE = 8
POOL_OVERFLOW = 24
THREADS = 24
"""How many threads use the database at once; the pool's 32 connections leave some for those that take two."""
LOCK_TIMEOUT_MS = 10_000
"""How long to wait on PostgreSQL for a row another transaction has locked: waiting occupies a thread."""
POOL_TIMEOUT_S = 2
RECYCLE_S = 1_800

SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL")
POSTGRES_AWAY = ("08", "53", "55P03", "57P0")
"""SQLSTATEs: no connection, no resources, lock not available, shutting down (PostgreSQL's Appendix A)."""


class DatabaseUnavailableError(Exception):
    """The database cannot be reached or is locked: nothing was changed, and it may work in a while.

    `__cause__` is the driver's own error.
    """


def open_engine(url: str, *, read_only: bool = False, patient: bool = True) -> Engine:
    """Return an engine for a SQLAlchemy URL (`sqlite:///data/padriver.db`, `postgresql+psycopg://…`).

    A read-only engine refuses to write, and on SQLite it does not wait for the write lock; nor does one that is not
    patient.
    """
    if _is_sqlite(url):
        return _sqlite(url, read_only=read_only, patient=patient)
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_TIMEOUT_S,
        pool_recycle=RECYCLE_S,
        pool_use_lifo=True,  # the connection used last has its statements prepared
        pool_pre_ping=True,
        hide_parameters=True,  # what people wrote stays out of errors
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
    )
    event.listen(engine, "connect", _prepare_postgres)
    return _read_only(engine) if read_only else engine


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _read_only(engine: Engine) -> Engine:
    return engine.execution_options(postgresql_readonly=True)


def _sqlite(url: str, *, read_only: bool, patient: bool) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_TIMEOUT_S,
        # The connection used last has the file's pages cached; a write on another one invalidates the others' caches.
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    if read_only:
        event.listen(engine, "connect", _refuse_writes)
    if not patient:
        event.listen(engine, "connect", _wait_for_nobody)
    event.listen(engine, "begin", _begin_deferred if read_only else _begin_immediate)
    return engine


def _prepare_postgres(connection: Any, _record: Any) -> None:
    # All queries are small and many: compiling one, or starting processes for it, takes longer than running it.
    # In UTC all moments come in the form they are used; converting each takes as long as reading it.
    connection.execute("SET jit = off; SET max_parallel_workers_per_gather = 0; SET timezone = 'UTC'")
    connection.commit()
    # As text, which is the driver's default, a list takes three to twelve times as long to write.
    connection.adapters.register_dumper(list, import_module("psycopg.types.array").ListBinaryDumper)


def _wait_for_rows_briefly(connection: Any, _record: Any) -> None:
    # Not for migrations: a table's lock may take as long as it takes.
    connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off, so that the BEGIN below is the only one.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what was deleted is overwritten, not only freed
    cursor.close()


def _refuse_writes(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only=ON").close()


def _wait_for_nobody(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=0").close()


def _begin_immediate(connection: Any) -> None:
    # A deferred transaction that reads and then writes fails at once with «database is locked».
    begin = "BEGIN IMMEDIATE"
    try:
        # Straight to the driver: through SQLAlchemy it takes four times as long.
        connection.connection.dbapi_connection.execute(begin).close()
    except sqlite3.Error as error:
        raise OperationalError(begin, None, error) from error


def _begin_deferred(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN DEFERRED")


class Database:
    """The engine, and short transactions on it. Shared by all threads; a session belongs to one thread."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        # How a SQLite transaction begins depends on the connection; PostgreSQL's connections serve both.
        if not _is_sqlite(url):
            event.listen(self.engine, "connect", _wait_for_rows_briefly)
        self._reading_engine = open_engine(url, read_only=True) if _is_sqlite(url) else _read_only(self.engine)
        self._impatient = open_engine(url, patient=False) if _is_sqlite(url) else self.engine
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(self._reading_engine, expire_on_commit=False)
        self._turn = _Turn(BUSY_TIMEOUT_MS / 1000) if _is_sqlite(url) else nullcontext()

    @property
    def is_near(self) -> bool:
        """Return True if the database is a file on this machine's disk."""
        return isinstance(self._turn, _Turn)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Yield a session in one transaction: committed at the end, rolled back on an error.

        Raises:
            DatabaseUnavailableError: the database cannot be reached or is locked.
        """
        with self._turn, raising_unavailable(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that only reads, from one moment's state. On SQLite it waits for no writer.

        Raises:
            DatabaseUnavailableError: the database cannot be reached.
        """
        with raising_unavailable(), self._reading.begin() as session:
            yield session

    def empty_log(self) -> None:
        """Remove what was deleted from SQLite's write-ahead log too; not now if somebody is reading or writing."""
        if not self.is_near:
            return
        with raising_unavailable(), closing(self._impatient.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        self._reading_engine.dispose()
        self._impatient.dispose()


class _Turn(AbstractContextManager[None]):
    """Lets threads of one process queue for SQLite's write lock; polling the file's own lock sleeps, and is unfair."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._seconds = seconds

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            message = "another thread holds the write lock"
            raise DatabaseUnavailableError(message)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class raising_unavailable(AbstractContextManager[None]):  # noqa: N801 - it is used as a function
    """Raise `DatabaseUnavailableError` for the driver's errors that mean the database is away or locked."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise it if the error means that; let other errors pass."""
        if isinstance(error, PoolTimeoutError):
            raise DatabaseUnavailableError(str(error)) from error
        if isinstance(error, DBAPIError) and _is_away(error):
            raise DatabaseUnavailableError(str(error.orig)) from error


def _is_away(error: DBAPIError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(SQLITE_AWAY)
    state = getattr(error.orig, "sqlstate", None)
    lost = state is None and type(error.orig).__name__ == "OperationalError"
    return error.connection_invalidated or lost or (state is not None and state.startswith(POSTGRES_AWAY))
