"""Deleting what has expired holds nobody up: few rows at a time, the rest in the next round, nothing where there is nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text

from jobs import pruning as tidying
from jobs.pruning import Pruning
from models import retention
from models.db.database import Database
from models.tables import (
    Delivery,
    Destination,
    Inbound,
    Occurrence,
    Pause,
    Workspace,
)
from models.workspace import installations
from tests.support.full_workspaces import full
from tests.support.nudges import Office, left, office, put, sent

NOW = datetime(2029, 3, 1, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def here(database: Database) -> Office:
    return office(database)


def test_it_takes_a_few_rows_at_a_time_and_goes_on_in_the_next_round(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "AT_ONCE", 10)
    monkeypatch.setattr(tidying, "TIMES", 2)
    mine = {"workspace_id": here.workspace_id}
    put(here, *(Inbound(**mine, key=f"{number}", received_at=NOW - 9 * DAY) for number in range(45)))
    put(here, *(Pause(**mine, first=date(2020, 1, 1), last=date(2020, 1, 1)) for _ in range(45)))
    most: list[int] = []
    event.listen(
        here.database.engine,
        "after_cursor_execute",
        lambda _c, cursor, statement, *_: most.append(cursor.rowcount) if statement.startswith("DELETE") else None,
    )
    work = Pruning(here.database)
    for rows in (25, 5, 0, 0):
        work.run(NOW)
        assert (len(left(here, Inbound.id)), len(left(here, Pause.id))) == (rows, rows)
    assert max(most) == 10


def test_where_nothing_has_expired_nothing_is_written_and_tables_are_read_through_once_a_day(here: Office) -> None:
    full(here.database, "T2")
    work = Pruning(here.database)
    work.run(NOW)
    said: set[str] = set()
    for engine in {here.database.engine, here.database._reading_engine}:
        event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: said.add(statement))
    work.run(NOW + timedelta(minutes=1))
    assert {each.split()[0] for each in said} <= {"BEGIN", "SELECT"}
    assert len([each for each in said if each.startswith("SELECT")]) == 1 + sum(
        rule.indexed for rule in retention.rules(())
    )
    put(here, Pause(workspace_id=here.workspace_id, first=date(2020, 1, 1), last=date(2020, 1, 1)))
    work.run(NOW + timedelta(hours=1))
    assert date(2020, 1, 1) in left(here, Pause.last)
    work.run(NOW + DAY)
    assert date(2020, 1, 1) not in left(here, Pause.last)


def test_what_somebody_changes_meanwhile_is_judged_as_it_is_then(postgres_url: str) -> None:
    """A workspace comes back, and a nudge that was skipped waits again, just when it was to be deleted."""
    database = Database(postgres_url)
    here = office(database)
    put(here, Destination(workspace_id=here.workspace_id, kind="kanal", address="C1"))
    old = NOW - 100 * DAY
    put(here, sent(here, "tilbake", old, state="skipped"), sent(here, "nyest", NOW))
    work = Pruning(database)
    delete = work._delete

    def meanwhile(id_: Any, ids: Any, expired: Any) -> int:
        with database.session() as session:
            session.execute(text("UPDATE delivery SET state = 'planned' WHERE period_key = 'tilbake'"))
        return delete(id_, ids, expired)

    work._delete = meanwhile  # type: ignore[method-assign]
    work.run(NOW)
    assert left(here, Delivery.period_key) == ["nyest", "tilbake"]
    database.close()


def test_a_removed_workspace_is_deleted_in_small_parts_and_never_comes_back_with_half_of_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installations, "AT_ONCE", 2)
    ours, theirs = full(database, "T1"), full(database, "T2")
    with database.session() as session:
        session.add_all(Pause(workspace_id=ours, first=NOW.date(), last=NOW.date()) for _ in range(9))
        installations.remove(session, ours, NOW)
    due = NOW + installations.KEPT
    assert installations.delete_removed(database, due, most=3) == 0
    with database.session() as session:
        granted = installations.Granted("slack", "T1", "Team", "", "U1", "B1", "", "U2")
        again = installations.install(session, granted, due).workspace
        assert again.id not in {ours, theirs}
        assert again.shared_channel is None
    rounds = 1
    while not installations.delete_removed(database, due, most=3):
        rounds += 1
    assert rounds > 3
    with database.reading() as session:
        assert set(session.scalars(select(Workspace.id))) == {theirs, again.id}
        assert set(session.scalars(select(Pause.workspace_id))) == {theirs}
        assert set(session.scalars(select(Occurrence.workspace_id))) == {theirs}
