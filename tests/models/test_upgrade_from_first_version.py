"""A workspace of version 0.1.0 is upgraded: it keeps its pack, its calendar, and everything people have chosen."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Integer, LargeBinary, String, Time

from content.load import DEFAULT, TEMPLATE
from content.store import PackStore
from models.content.packs import pack_of
from models.db.database import Database
from models.db.migrate import migrate
from models.occurrences.ending import NOT_TICKED
from models.occurrences.sync import sync
from models.occurrences.undelivered import ASKED_IN_CHANNEL, FIRST
from models.tables import Occurrence, Workspace
from models.workspace import outgoing
from models.workspace.installations import Granted, install
from models.workspace.preferences import preferences
from models.workspace.workspaces import by_external
from tests.support.content import PACK
from tests.support.rows import new_row

FIRST_VERSION = "0015"
"""The newest migration of version 0.1.0."""
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SAMPLES = (
    (Boolean, True),
    (Integer, 1),
    (DateTime, NOW),
    (Date, date(2026, 11, 2)),
    (Time, time(6, 45)),
    (JSON, {}),
    (LargeBinary, b"x"),
)
CHOSEN = {
    "platform": "slack", "external_id": "T1", "name": "Sekretariatet", "timezone": "Europe/Oslo", "shared_channel": "C7",
    "media_channel": "C8", "digest_time": time(7, 15), "wheel_time": time(7, 20), "ntp_presented": 2029,
    "quiet_from": time(20, 0), "quiet_to": time(8, 0), "removed_at": None, "silence_a": 30,
}  # fmt: skip
DONE = {
    "key": "arshjul:2026-12:julelunsj", "source": "arshjul", "title": "Julelunsj", "owner": "U7", "done_at": NOW,
    "done_by": "U7", "archived_at": None, "kind": "arrangement", "certainty": "måned", "kept": [], "series_id": None,
}  # fmt: skip
OWN: dict[str, dict[str, Any]] = {
    "workspace": CHOSEN,
    "occurrence": DONE,
    "series": {"rule": "FREQ=MONTHLY;BYMONTHDAY=1"},
    "gift": {"organisation_id": None},
    "role": {"party": None},
    "stance": {"organisation_id": None},
    "tie": {"other_id": None},
    "counterpart": {"organisation_id": None},
}
CHANGED_BY_MIGRATIONS = {("alert", "link_hash"), ("workspace", "synced_on"), ("workspace", "synced_with")}
"""What later migrations compute again."""


@pytest.fixture
def engine(empty_url: str) -> Any:
    opened = create_engine(empty_url)
    yield opened
    opened.dispose()


def sample(table: Table, column: Any) -> Any:
    """Return a value for a column: what the workspace chose, or something of its type."""
    own = OWN.get(table.name, {})
    if column.name in own:
        return own[column.name]
    if column.foreign_keys:
        return None if next(iter(column.foreign_keys)).column.table is table else 1
    for kind, value in SAMPLES:
        if isinstance(column.type, kind):
            return value
    return "x" if isinstance(column.type, String) else None


def rows(engine: Engine, tables: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return what is in each table."""
    held = MetaData()
    held.reflect(engine, only=tables)
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in held.sorted_tables
        }


def fill(engine: Engine) -> list[str]:
    """Put a row into every table of the first version; return the names of the tables."""
    held = MetaData()
    held.reflect(engine)
    tables = [each for each in held.sorted_tables if each.name != "alembic_version"]
    with engine.begin() as connection:
        for table in tables:
            connection.execute(insert(table), [{each.name: sample(table, each) for each in table.columns}])
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), 1)"))
    return [each.name for each in tables]


def test_a_workspace_of_the_first_version_is_upgraded_without_losing_a_choice(empty_url: str, engine: Engine) -> None:
    migrate(empty_url, FIRST_VERSION)
    tables = fill(engine)
    before = rows(engine, tables)
    assert len(tables) > 15

    migrate(empty_url)

    after = rows(engine, tables)
    lost = [
        (table, name, value, row.get(name))
        for table, [earlier] in before.items()
        for row in after[table]
        for name, value in earlier.items()
        if row.get(name) != value and (table, name) not in CHANGED_BY_MIGRATIONS
    ]
    assert lost == []
    shared = PackStore(DEFAULT, None, TEMPLATE).current()
    database = Database(empty_url)
    with database.session() as session:
        workspace = by_external(session, "slack", "T1")
        assert workspace is not None
        assert (workspace.pack, workspace.content_version) == (None, None)
        assert pack_of(session, workspace, shared).organisation == PACK.organisation
        missed = new_row(session, workspace.id, "Høringen i januar", date(2026, 1, 12))
        sync(session, workspace, pack_of(session, workspace, shared), NOW)
        session.refresh(missed)
        assert (workspace.endings_from, missed.asked_on) == (date(2026, 12, 30), date(2026, 12, 3))
        outgoing.plan(session, workspace.id, "kanal", "C7", ASKED_IN_CHANNEL, f"{FIRST}{missed.asked_on}", NOW)
        for day, closed in ((27, None), (28, NOT_TICKED)):  # 60 days after a month
            sync(session, workspace, pack_of(session, workspace, shared), datetime(2027, 2, day, 8, tzinfo=UTC))
            session.refresh(missed)
            assert missed.closed_as == closed
        found = session.scalars(select(Occurrence).where(Occurrence.key == DONE["key"])).one()
        assert (found.owner, found.done_at, found.done_by, found.archived_at) == ("U7", NOW, "U7", None)
        wanted = preferences(session, workspace)
        assert (wanted.workspace.shared_channel, wanted.workspace.digest_time) == ("C7", time(7, 15))

        install(session, Granted("slack", "T1", "Sekretariatet", "lukket", "U1", "B1", "chat:write", "U2"), NOW)

        again = session.get_one(Workspace, workspace.id)
        assert (again.pack, again.shared_channel, again.ntp_presented) == (None, "C7", 2029)
    database.close()
