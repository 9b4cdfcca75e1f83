"""Moments come out of the database in UTC, aware, wherever the server thinks it is."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import func, select, update
from sqlalchemy.engine import make_url

from models.db.database import Database
from models.tables import Workspace
from models.workspace.workspaces import get_or_create

MOMENT = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)


def test_a_server_elsewhere_gives_moments_in_utc(postgres_url: str) -> None:
    there = make_url(postgres_url).update_query_dict({"options": "-c timezone=Asia/Tokyo"})
    database = Database(there.render_as_string(hide_password=False))

    found = read_back(database)
    database.close()

    assert found == [MOMENT] * 4
    assert {each.tzinfo for each in found if each} == {UTC}


def test_a_moment_comes_back_in_utc_whatever_it_went_in_as(database: Database) -> None:
    found = read_back(database)

    assert found == [MOMENT] * 4
    assert {each.tzinfo for each in found if each} == {UTC}


def read_back(database: Database) -> list[datetime | None]:
    """Return a moment, written in another zone, as it comes back in four ways."""
    told = MOMENT.astimezone(timezone(timedelta(hours=2)))
    with database.session() as session:
        row = get_or_create(session, "slack", "T1", "Sekretariatet")
        changed = update(Workspace).where(Workspace.id == row.id).values(installed_at=told)
        found = [session.scalar(changed.returning(Workspace.installed_at))]
    with database.reading() as session:
        found += [
            session.scalar(select(Workspace.installed_at)),
            session.scalar(select(func.min(Workspace.installed_at))),
        ]
        found.append(session.get_one(Workspace, row.id).installed_at)
    return found
