"""What a workspace held is kept for thirty days, and then gone; tokens are sealed, and sealed again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.db.base import tables_of_workspaces
from models.db.database import Database
from models.tables import Workspace
from models.workspace.installations import KEPT, Granted, delete_removed, install, remove
from models.workspace.keyring import BadKeyError, Keyring, UnreadableTokenError, new_key
from models.workspace.rotation import rotate, unopened
from tests.support.full_workspaces import full

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


def granted(team: str, token: str = "lukket") -> Granted:
    return Granted("slack", team, "Team", token, "U1", "B1", "chat:write,commands", "U2")


def rows(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with database.session() as session:
        tables = tables_of_workspaces()
        return {each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def test_what_a_removed_workspace_held_is_deleted_after_thirty_days_and_nothing_of_others(database: Database) -> None:
    ours, theirs = full(database, "T1"), full(database, "T2")
    with database.session() as session:
        remove(session, ours, NOW)
        # What the removal itself wrote down belongs to the workspace too.
    before = rows(database)
    assert delete_removed(database, NOW + KEPT - timedelta(seconds=1)) == 0
    assert rows(database) == before
    assert all(count >= 2 for count in before.values()), "every table has rows of both"
    assert delete_removed(database, NOW + KEPT) == 1
    with database.session() as session:
        left = {each.name: set(session.scalars(select(_owner(each)))) for each in tables_of_workspaces()}
    assert left == {each.name: {theirs} for each in tables_of_workspaces()}
    assert delete_removed(database, NOW + KEPT) == 0


def _owner(table: Any) -> Any:
    return table.c.id if table.name == "workspace" else table.c.workspace_id


def test_a_workspace_that_came_back_is_not_deleted(database: Database) -> None:
    workspace_id = full(database, "T1")
    with database.session() as session:
        remove(session, workspace_id, NOW)
    with database.session() as session:
        install(session, granted("T1"), NOW + timedelta(days=29))
    before = rows(database)
    assert delete_removed(database, NOW + KEPT) == 0
    assert rows(database) == before


def test_removing_twice_counts_the_days_from_the_first_time(sqlite_database: Database) -> None:
    workspace_id = full(sqlite_database, "T1")
    with sqlite_database.session() as session:
        assert remove(session, workspace_id, NOW)
        assert not remove(session, workspace_id, NOW + timedelta(days=3))
        assert session.get_one(Workspace, workspace_id).removed_at == NOW


def test_all_tokens_are_sealed_anew_with_the_first_key_and_the_old_one_may_go(database: Database) -> None:
    old, newer = new_key(), new_key()
    with database.session() as session:
        for team in ("T1", "T2"):
            install(session, granted(team, Keyring([old]).seal(f"slack:{team}", f"xoxb-{team}", NOW)), NOW)
    assert unopened(database, Keyring([newer])) == ("T1", "T2")
    done = rotate(database, Keyring([newer, old]))
    assert (done.resealed, done.unreadable) == (2, ())
    assert unopened(database, Keyring([newer])) == ()
    with database.session() as session:
        sealed = session.scalars(select(Workspace.token).where(Workspace.external_id == "T2")).one()
    assert sealed
    assert Keyring([newer]).open("slack:T2", sealed) == "xoxb-T2"
    with pytest.raises(UnreadableTokenError):
        Keyring([old]).open("slack:T2", sealed)


def test_a_token_that_no_key_opens_is_named_and_left_as_it_is(sqlite_database: Database) -> None:
    lost, ours = new_key(), new_key()
    with sqlite_database.session() as session:
        install(session, granted("T1", Keyring([lost]).seal("slack:T1", "xoxb-1", NOW)), NOW)
        install(session, granted("T2", Keyring([ours]).seal("slack:T2", "xoxb-2", NOW)), NOW)
    done = rotate(sqlite_database, Keyring([ours]))
    assert (done.resealed, done.unreadable) == (1, ("T1",))


def test_a_token_put_in_another_workspaces_place_does_not_open() -> None:
    keyring = Keyring([new_key()])
    with pytest.raises(UnreadableTokenError):
        keyring.open("slack:T2", keyring.seal("slack:T1", "xoxb-1", NOW))


def test_a_key_that_is_none_is_told_by_its_place_and_nothing_of_it_shows() -> None:
    with pytest.raises(BadKeyError) as caught:
        Keyring([new_key(), "hemmelig"])
    assert (caught.value.number, str(caught.value)) == (2, "key number 2 is not valid")
    key = new_key()
    assert key not in repr(Keyring([key]))
