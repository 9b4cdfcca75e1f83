"""Opening the database: SQLite for one process on a local disk, PostgreSQL for any number."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MS = 2_000
"""How long to wait for SQLite's write lock: shorter than the three seconds Slack waits for an answer."""
CONNECT_TIMEOUT_S = 2
POOL_SIZE = 8
POOL_OVERFLOW = 24
"""Threads that may hold a connection at once come to 32 with the pool: more than `asyncio.to_thread` ever runs."""
POOL_TIMEOUT_S = 2
RECYCLE_S = 1_800

SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL")
POSTGRES_AWAY = ("08", "53", "55P03", "57P0")
"""SQLSTATEs: no connection, no resources, lock not available, shutting down (PostgreSQL's Appendix A)."""


class Unavailable(Exception):  # noqa: N818 - the name reads as what happened
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
        pool_pre_ping=True,
        hide_parameters=True,  # what people wrote stays out of errors
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
    )
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
        # The connection used last has the file's pages at hand; another's writing empties the others'.
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


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off so that the BEGIN below is ours to say.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _refuse_writes(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only=ON").close()


def _wait_for_nobody(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=0").close()


def _begin_immediate(connection: Any) -> None:
    # A deferred transaction that reads and then writes fails at once with «database is locked».
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN DEFERRED")


class Database:
    """The engine, and short transactions on it. One for all threads; a session belongs to one."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        # SQLite's way of beginning goes with the connection; PostgreSQL's connections serve both.
        self._reading_engine = open_engine(url, read_only=True) if _is_sqlite(url) else _read_only(self.engine)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._hasty_engine = open_engine(url, patient=False) if _is_sqlite(url) else None
        self._hasty = sessionmaker(self._hasty_engine, expire_on_commit=False)
        self._reading = sessionmaker(self._reading_engine, expire_on_commit=False)
        self._turn = _Turn(BUSY_TIMEOUT_MS / 1000) if _is_sqlite(url) else nullcontext()
        self._turn_at_once = self._turn.at_once() if isinstance(self._turn, _Turn) else nullcontext()

    @property
    def is_near(self) -> bool:
        """Tell whether `at_once` is to be had: the database is a file on this machine's disk."""
        return self._hasty_engine is not None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session in one transaction: committed at the end, rolled back on an error.

        Raises:
            Unavailable: the database cannot be reached or is locked by another.
        """
        with self._turn, told_if_away(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def at_once(self) -> Iterator[Session]:
        """Give a session as `session` does, but wait for nobody. Only where the database is near.

        Raises:
            Unavailable: someone else writes just now, or the file cannot be reached.
        """
        with self._turn_at_once, told_if_away(), self._hasty.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads, from one moment's state. On SQLite it waits for no writer.

        Raises:
            Unavailable: the database cannot be reached.
        """
        with told_if_away(), self._reading.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        self._reading_engine.dispose()
        if self._hasty_engine:
            self._hasty_engine.dispose()


class _Turn(AbstractContextManager[None]):
    """Threads of one process wait in line for SQLite's write lock; polling the file's own lock sleeps, and is unfair."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._seconds = seconds

    def at_once(self) -> "_Turn":
        """Return the same turn for those who wait for nobody."""
        same = _Turn(0)
        same._lock = self._lock
        return same

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._seconds):
            message = "another thread holds the write lock"
            raise Unavailable(message)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@contextmanager
def told_if_away() -> Iterator[None]:
    """Raise `Unavailable` for the driver's errors that mean the database is away or locked; let others pass."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Unavailable(str(error)) from error
    except DBAPIError as error:
        if _is_away(error):
            raise Unavailable(str(error.orig)) from error
        raise


def _is_away(error: DBAPIError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(SQLITE_AWAY)
    state = getattr(error.orig, "sqlstate", None)
    lost = state is None and type(error.orig).__name__ == "OperationalError"
    return error.connection_invalidated or lost or (state is not None and state.startswith(POSTGRES_AWAY))
