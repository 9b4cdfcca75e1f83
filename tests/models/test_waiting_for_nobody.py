"""A thread that must not wait asks a near database at once, or is told that somebody else writes."""

import sqlite3
import time

import pytest
from sqlalchemy import select

from models.database import BUSY_TIMEOUT_MS, Database, Unavailable
from models.tables import Workspace
from models.workspaces import get_or_create


def test_only_a_file_is_near(database: Database) -> None:
    assert database.is_near is (database.engine.dialect.name == "sqlite")


def test_what_is_written_at_once_is_committed(sqlite_database: Database) -> None:
    with sqlite_database.at_once() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")
    with sqlite_database.session() as session:
        assert session.scalars(select(Workspace.external_id)).all() == ["T1"]


def test_nobody_is_waited_for_in_this_process(sqlite_database: Database) -> None:
    with sqlite_database.session():
        begun = time.monotonic()
        with pytest.raises(Unavailable), sqlite_database.at_once():
            pass
        assert time.monotonic() - begun < BUSY_TIMEOUT_MS / 1000
    with sqlite_database.at_once() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")


def test_nor_in_another(sqlite_database: Database, sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(Unavailable), sqlite_database.at_once() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")
    assert time.monotonic() - begun < BUSY_TIMEOUT_MS / 1000
    other.execute("ROLLBACK")
    other.close()
    with sqlite_database.at_once() as session:
        get_or_create(session, "slack", "T1", "Sekretariatet")
