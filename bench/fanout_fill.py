"""Filling a database with workspaces that are all due for Monday's digest."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import JSON, func, insert, literal, select, text, update

from bot.slack.workspaces import PLATFORM, token_owner
from content.load import DEFAULT, load_pack
from models.db.base import UtcDateTime
from models.db.bulk import insert_new
from models.db.database import Database
from models.db.migrate import migrate
from models.occurrences.sync import sync
from models.tables import Change, Occurrence, Workspace
from models.workspace.keyring import Keyring

TOKEN = "xoxb-made-up-for-the-bench"
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Monday 23 November 2026 8.00 in Oslo: an ordinary Monday, on which nothing else is due at that time."""
MINUTE = timedelta(minutes=1)
WARMED = 100
"""How many get theirs a minute before, which is not measured: as many calls as a plain process is warmed by."""
CHANGED = insert(Change).from_select(
    ("workspace_id", "occurrence_id", "user_id", "at", "before", "after"),
    select(
        Occurrence.workspace_id,
        func.min(Occurrence.id),
        literal("U1"),
        literal(MONDAY - timedelta(days=7), UtcDateTime),
        literal({}, JSON),
        literal({}, JSON),
    ).group_by(Occurrence.workspace_id),
)


def fill(url: str, workspaces: int, keyring: Keyring, token: str, *, changed: bool) -> None:
    """Migrate, and make so many workspaces, and those that get theirs before, with the real content in each.

    They were looked at last a moment before it is due. With `changed` somebody has once changed something in each.
    """
    migrate(url)
    workspaces += WARMED
    database = Database(url)
    pack = load_pack(DEFAULT)
    try:
        for first in range(0, workspaces, 1_000):
            with database.session() as session:
                insert_new(
                    session,
                    Workspace,
                    [_workspace(number, keyring, token) for number in range(first, min(first + 1_000, workspaces))],
                )
        with database.session() as session:
            model = session.get_one(Workspace, 1)
            sync(session, model, pack, MONDAY)
            session.flush()
            columns = ", ".join(c.name for c in Occurrence.__table__.columns if c.name not in {"id", "workspace_id"})
            session.execute(
                text(
                    f"INSERT INTO occurrence (workspace_id, {columns}) SELECT w.id, {_prefixed(columns)} "
                    "FROM workspace w CROSS JOIN occurrence o WHERE o.workspace_id = 1 AND w.id <> 1 ORDER BY w.id, o.id"
                )
            )
            session.execute(
                text(
                    "INSERT INTO destination (workspace_id, kind, address) SELECT id, 'kanal', shared_channel FROM workspace"
                )
            )
            if changed:
                session.execute(CHANGED)
            synced = {"synced_on": model.synced_on, "synced_with": model.synced_with, "plan_after": MONDAY}
            session.execute(update(Workspace).values(**synced))
            before = {"digest_time": time(7, 59), "plan_after": MONDAY - MINUTE}
            session.execute(update(Workspace).where(Workspace.id <= WARMED).values(**before))
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # PostgreSQL does so by itself within minutes; it is not to begin with it while it is measured.
            connection.execute(text("ANALYZE" if url.startswith("sqlite") else "VACUUM (ANALYZE)"))
    finally:
        database.close()


def _prefixed(columns: str) -> str:
    return ", ".join(f"o.{name}" for name in columns.split(", "))


def _workspace(number: int, keyring: Keyring, token: str) -> dict[str, object]:
    team = f"T{number:07}"
    return {
        "platform": PLATFORM,
        "external_id": team,
        "name": f"Sekretariat {number}",
        "shared_channel": f"C{number:07}",
        "token": keyring.seal(token_owner(team), token, MONDAY),
        "installed_at": MONDAY,
    }
