import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

import models.db.database
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Workspace
from models.workspace.workspaces import by_external, get_or_create


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.db.database, "BUSY_TIMEOUT_MS", 20)
    monkeypatch.setattr(models.db.database, "POOL_TIMEOUT_S", 0.05)


@pytest.fixture
def locked_database(impatient: None, sqlite_url: str) -> Iterator[Database]:
    """A database file whose write lock another process holds."""
    del impatient
    opened = Database(sqlite_url)
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield opened
    other.close()
    opened.close()


def _ask(database: Database) -> Workspace | None:
    with database.reading() as session:
        return by_external(session, "slack", "T1")


def _write(database: Database) -> None:
    with database.session() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")


def test_a_locked_database_is_told_every_time_and_can_still_be_read(locked_database: Database) -> None:
    with pytest.raises(DatabaseUnavailableError, match=r"^database is locked$") as told:
        _write(locked_database)
    assert isinstance(told.value.__cause__, OperationalError)

    with pytest.raises(DatabaseUnavailableError):
        _write(locked_database)
    assert _ask(locked_database) is None


def test_reading_waits_for_no_writer_and_sees_what_is_committed(database: Database) -> None:
    _write(database)

    with database.session() as writer:
        get_or_create(writer, "slack", "T1", "").name = "Nytt navn"
        writer.flush()
        seen = _ask(database)
        assert seen is not None
        assert seen.name == "Sekretariatet"

    seen = _ask(database)
    assert seen is not None
    assert seen.name == "Nytt navn"


def test_a_reading_session_writes_nothing(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reading() as session:
        get_or_create(session, "slack", "T1", "")

    _write(database)
    assert _ask(database) is not None


def test_an_error_in_a_session_leaves_nothing_behind(database: Database) -> None:
    class TroubleError(Exception):
        pass

    def write_and_fail() -> None:
        with database.session() as session:
            get_or_create(session, "slack", "T1", "")
            raise TroubleError

    with pytest.raises(TroubleError):
        write_and_fail()

    assert _ask(database) is None


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql+psycopg://padriver:hemmelig@127.0.0.1:1/padriver"]
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str) -> None:
    database = Database(url)

    for attempt in (_ask, _write):
        with pytest.raises(DatabaseUnavailableError) as told:
            attempt(database)
        assert "hemmelig" not in str(told.value)
    database.close()


def test_a_postgresql_connection_that_is_cut_is_told_and_the_next_works(postgres_url: str) -> None:
    database = Database(postgres_url)

    def write_while_cut() -> None:
        with database.session() as session:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseUnavailableError):
        write_while_cut()
    _write(database)

    assert _ask(database) is not None
    database.close()


def test_a_pool_with_no_connection_left_is_told(
    impatient: None, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    del impatient
    monkeypatch.setattr(models.db.database, "POOL_SIZE", 1)
    monkeypatch.setattr(models.db.database, "POOL_OVERFLOW", 0)
    database = Database(sqlite_url)

    with database.reading() as held:
        held.scalar(select(func.count()).select_from(Workspace))
        with pytest.raises(DatabaseUnavailableError) as told:
            _ask(database)
    assert isinstance(told.value.__cause__, PoolTimeoutError)
    database.close()


def test_a_fault_of_our_own_is_not_taken_for_a_database_that_is_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")

    with pytest.raises(OperationalError, match="no such table"):
        _write(database)
    database.close()
