"""What the tests themselves stand on: every one of them gets a database with the newest schema and nothing in it."""

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from models.db.base import Base
from models.db.database import Database, open_engine
from models.tables import Workspace
from models.tables.schema_check import schema_differences
from models.workspace.workspaces import get_or_create
from tests.support import shared_engines
from tests.support.databases import ON_BOTH, ROOT, is_on_both
from tests.support.postgres import GROWN, SharedDatabase

TABLES = Base.metadata.sorted_tables
MANY = text(
    "INSERT INTO audit (workspace_id, user_id, at, what, before, after)"
    " SELECT 1, 'U1', now(), 'x', '{}', '{}' FROM generate_series(1, :notes)"
)
MADE = text("SELECT (SELECT max(oid) FROM pg_database) AS number, version_num AS version FROM alembic_version")
"""Which database of the server's this is, counted as they were made, and how far it has come."""


def test_what_runs_on_both_databases_is_there() -> None:
    assert [each for each in ON_BOTH if not (ROOT / each).exists()] == []
    assert is_on_both(ROOT / "tests/models/register/test_search.py")
    assert not is_on_both(ROOT / "tests/commands/test_share.py")


def test_an_empty_database_has_no_workspaces(database: Database) -> None:
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Workspace)) == 0


@pytest.fixture
def engine(shared_postgres: SharedDatabase) -> Engine:
    """Keeps no connection."""
    return create_engine(shared_postgres.url, poolclass=NullPool)


@pytest.mark.parametrize("notes", [1, GROWN // 50], ids=["a little", "much"])
def test_what_a_test_wrote_is_gone_before_the_next_and_numbers_begin_anew(
    shared_postgres: SharedDatabase, engine: Engine, notes: int
) -> None:
    for _ in range(2):
        with Session(engine) as session:
            assert [session.scalar(select(func.count()).select_from(each)) or 0 for each in TABLES] == [0] * len(TABLES)
            assert get_or_create(session, "slack", "T1", "Et sekretariat").id == 1
            session.execute(MANY, {"notes": notes})
            session.commit()
        shared_postgres.empty()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE occurrence DROP COLUMN note",
        "ALTER TABLE occurrence ALTER COLUMN kilde DROP NOT NULL",
        "DROP INDEX ix_occurrence_when",
        "CREATE TABLE mer (id INTEGER)",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_a_schema_that_a_test_changed_is_made_anew(
    shared_postgres: SharedDatabase, engine: Engine, change: str
) -> None:
    with engine.begin() as connection:
        known = connection.execute(MADE).one()
        connection.execute(text(change))

    shared_postgres.empty()

    with engine.connect() as connection:
        made = connection.execute(MADE).one()
    assert (made.number > known.number, made.version) == (True, known.version)


def test_the_tests_share_nothing_with_an_engine_that_was_never_connected(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_engines, "_kept", {})
    open_engine("postgresql+psycopg://127.0.0.1:1/nowhere").dispose()

    assert schema_differences(postgres_url) == []
