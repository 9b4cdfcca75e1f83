from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.db.database import Database
from models.occurrences import changes, moving, owning, undoing
from models.occurrences.changes import AlreadyDoneError
from models.occurrences.owning import AlreadyTakenError
from models.occurrences.sync import SyncCount, sync
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Change, Destination, Inbound, Occurrence, Workspace
from models.workspace.inbound import first_received
from models.workspace.workspaces import destination, get_or_create
from tests.support.pack import small_pack
from tests.support.rows import NOW, new_row, new_workspace

AT_ONCE = 4
T = TypeVar("T")
DUE = date(2026, 10, 15)


def _at_once(database: Database, work: Callable[[Session, str], T]) -> list[T | str]:
    """Do the work in several sessions started together; return what each answered, or the name of its error."""
    together = Barrier(AT_ONCE)

    def one(number: int) -> T | str:
        together.wait()
        try:
            with database.session() as session:
                return work(session, f"U{number}")
        except (AlreadyDoneError, AlreadyTakenError, AlreadyUndoneError) as error:
            return type(error).__name__

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def _count(database: Database, table: type) -> int | None:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def _row(database: Database) -> tuple[int, int]:
    workspace = new_workspace(database)
    with database.session() as session:
        return workspace.id, new_row(session, workspace.id, "Innspill", DUE).id


def test_of_several_who_mark_it_done_one_does(database: Database) -> None:
    workspace_id, row_id = _row(database)

    told = _at_once(database, lambda session, who: changes.mark_done(session, workspace_id, row_id, who, NOW).user_id)

    winner, *rest = sorted(told, key=lambda answer: answer == "AlreadyDoneError")
    assert rest == ["AlreadyDoneError"] * (AT_ONCE - 1)
    with database.reading() as session:
        assert session.get_one(Occurrence, row_id).done_by == winner
    assert _count(database, Change) == 1


def test_of_several_who_take_it_one_does(database: Database) -> None:
    workspace_id, row_id = _row(database)

    told = _at_once(database, lambda session, who: owning.take(session, workspace_id, row_id, who, NOW).user_id)

    winner, *rest = sorted(told, key=lambda answer: answer == "AlreadyTakenError")
    assert rest == ["AlreadyTakenError"] * (AT_ONCE - 1)
    with database.reading() as session:
        assert session.get_one(Occurrence, row_id).owner == winner


def test_of_several_who_undo_it_one_does(database: Database) -> None:
    workspace_id, row_id = _row(database)
    with database.session() as session:
        change_id = owning.take(session, workspace_id, row_id, "U1", NOW).id

    told = _at_once(database, lambda session, who: undoing.undo(session, workspace_id, change_id, who, NOW).title)

    assert Counter(told) == {"Innspill": 1, "AlreadyUndoneError": AT_ONCE - 1}


def test_of_several_who_move_it_the_last_wins_and_each_change_knows_what_was_before_it(database: Database) -> None:
    workspace_id, row_id = _row(database)

    _at_once(
        database,
        lambda session, who: moving.move(session, workspace_id, row_id, who, date(2026, 11, 1 + int(who[1:])), NOW).id,
    )

    with database.reading() as session:
        trail = session.scalars(select(Change).order_by(Change.id)).all()
        row = session.get_one(Occurrence, row_id)
    assert [change.before["ends_on"] for change in trail] == [
        "2026-10-15",
        *(change.after["ends_on"] for change in trail[:-1]),
    ]
    assert row.ends_on == date.fromisoformat(trail[-1].after["ends_on"])


def test_several_syncs_at_once_add_everything_once(database: Database) -> None:
    workspace = new_workspace(database)

    def work(session: Session, _who: str) -> SyncCount:
        return sync(session, session.get_one(Workspace, workspace.id), small_pack(), NOW)

    told = _at_once(database, work)

    assert Counter(told) == {SyncCount(added=53): 1, SyncCount(): AT_ONCE - 1}
    assert _count(database, Occurrence) == 53


def test_what_the_platform_tells_several_times_at_once_is_new_to_one(database: Database) -> None:
    workspace = new_workspace(database)

    told = _at_once(
        database, lambda session, _who: first_received(session, "slack", workspace.external_id, "Ev1", NOW) is not None
    )

    assert Counter(told) == {True: 1, False: AT_ONCE - 1}
    assert _count(database, Inbound) == 1


def test_a_workspace_and_a_destination_met_several_times_at_once_are_made_once(database: Database) -> None:
    def work(session: Session, _who: str) -> tuple[int, int]:
        workspace = get_or_create(session, "slack", "T1", "Sekretariatet")
        return workspace.id, destination(session, workspace.id, "kanal", "C1").id

    assert len(set(_at_once(database, work))) == 1
    assert (_count(database, Workspace), _count(database, Destination)) == (1, 1)


def test_people_go_on_while_a_sync_is_under_way(postgres_url: str) -> None:
    database = Database(postgres_url)
    workspace_id, row_id = _row(database)

    with database.session() as syncing:
        sync(syncing, syncing.get_one(Workspace, workspace_id), small_pack(), NOW)
        with database.session() as session:
            session.execute(text("SET LOCAL lock_timeout = '1s'"))
            assert first_received(session, "slack", "T1", "Ev1", NOW)
            changes.mark_done(session, workspace_id, row_id, "U1", NOW)
    database.close()
