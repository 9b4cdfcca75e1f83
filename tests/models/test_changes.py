from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.occurrences import changes, moving, owning, undoing
from models.occurrences.changes import AlreadyDoneError, ChangedError, GoneError
from models.occurrences.owning import AlreadyTakenError
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Change, Occurrence, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.rows import NOW, new_row

DUE = date(2026, 10, 15)
LATER = NOW + timedelta(hours=2)
WHEN = ["starts_on", "ends_on", "certainty"]
Deed = Callable[[Session, int, int, str, datetime], Change]


@pytest.fixture
def row(session: Session, workspace: Workspace) -> Occurrence:
    return new_row(session, workspace.id, "Innspill", DUE, certainty="ca")


def test_done_is_who_and_when(session: Session, row: Occurrence) -> None:
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)

    assert (row.done_by, row.done_at) == ("U1", NOW)
    assert (change.workspace_id, change.occurrence_id, change.user_id, change.at) == (
        row.workspace_id,
        row.id,
        "U1",
        NOW,
    )
    assert change.before == {"done_at": None, "done_by": None}
    assert change.after == {"done_at": "2026-10-05T07:00:00+00:00", "done_by": "U1"}


def test_what_is_done_is_told_with_who_and_when(session: Session, row: Occurrence) -> None:
    changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)

    with pytest.raises(AlreadyDoneError) as told:
        changes.mark_done(session, row.workspace_id, row.id, "U2", LATER)
    assert (told.value.by, told.value.at) == ("U1", NOW)
    assert (row.done_by, row.done_at) == ("U1", NOW)


def test_what_is_done_is_neither_taken_nor_moved(session: Session, row: Occurrence) -> None:
    changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)

    with pytest.raises(AlreadyDoneError):
        owning.take(session, row.workspace_id, row.id, "U2", LATER)
    with pytest.raises(AlreadyDoneError):
        moving.move(session, row.workspace_id, row.id, "U2", DUE, LATER)
    with pytest.raises(AlreadyDoneError):
        moving.move_month(session, row.workspace_id, row.id, "U2", DUE, LATER)


def test_something_done_is_opened_again_once(session: Session, row: Occurrence) -> None:
    changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)
    changes.reopen(session, row.workspace_id, row.id, "U2", LATER)

    assert (row.done_by, row.done_at) == (None, None)
    with pytest.raises(ChangedError):
        changes.reopen(session, row.workspace_id, row.id, "U2", LATER)


def test_the_first_to_take_it_owns_it(session: Session, row: Occurrence) -> None:
    change = owning.take(session, row.workspace_id, row.id, "U1", NOW)

    assert (change.before, change.after) == ({"owner": None}, {"owner": "U1"})
    for other in ("U1", "U2"):
        with pytest.raises(AlreadyTakenError) as told:
            owning.take(session, row.workspace_id, row.id, other, LATER)
        assert told.value.by == "U1"


def test_anyone_may_hand_it_back_once(session: Session, row: Occurrence) -> None:
    owning.take(session, row.workspace_id, row.id, "U1", NOW)
    change = owning.hand_back(session, row.workspace_id, row.id, "U2", LATER)

    assert row.owner is None
    assert (change.user_id, change.before, change.after) == ("U2", {"owner": "U1"}, {"owner": None})
    with pytest.raises(ChangedError):
        owning.hand_back(session, row.workspace_id, row.id, "U2", LATER)


def test_a_day_set_by_people_is_certain_and_kept(session: Session, row: Occurrence) -> None:
    change = moving.move(session, row.workspace_id, row.id, "U1", date(2026, 10, 20), NOW)

    assert (row.starts_on, row.ends_on, row.certainty) == (date(2026, 10, 20), date(2026, 10, 20), "fast")
    assert row.kept == WHEN
    assert change.before == {"starts_on": "2026-10-15", "ends_on": "2026-10-15", "certainty": "ca", "kept": []}
    assert change.after == {"starts_on": "2026-10-20", "ends_on": "2026-10-20", "certainty": "fast", "kept": WHEN}


def test_moving_to_a_month_is_some_time_in_it(session: Session, row: Occurrence) -> None:
    moving.move_month(session, row.workspace_id, row.id, "U1", date(2027, 2, 1), NOW)

    assert (row.starts_on, row.ends_on, row.certainty) == (date(2027, 2, 1), date(2027, 2, 28), "måned")
    assert row.kept == WHEN


def test_something_of_unknown_time_is_moved_to_a_day_and_back(session: Session, workspace: Workspace) -> None:
    row = new_row(session, workspace.id, "En gang")

    change = moving.move(session, workspace.id, row.id, "U1", DUE, NOW)
    undoing.undo(session, workspace.id, change.id, "U1", LATER)

    assert (row.starts_on, row.ends_on, row.certainty, row.kept) == (None, None, "ukjent", [])


def _done(session: Session, workspace_id: int, row_id: int, user_id: str, now: datetime) -> Change:
    return changes.mark_done(session, workspace_id, row_id, user_id, now)


def _moved(session: Session, workspace_id: int, row_id: int, user_id: str, now: datetime) -> Change:
    return moving.move(session, workspace_id, row_id, user_id, date(2026, 10, 20), now)


def _to_february(session: Session, workspace_id: int, row_id: int, user_id: str, now: datetime) -> Change:
    return moving.move_month(session, workspace_id, row_id, user_id, date(2027, 2, 1), now)


def _columns(row: Occurrence) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in Occurrence.__mapper__.column_attrs}


@pytest.mark.parametrize("deed", [_done, owning.take, _moved, _to_february])
def test_a_change_undone_leaves_everything_as_it_was(session: Session, row: Occurrence, deed: Deed) -> None:
    before = _columns(row)
    change = deed(session, row.workspace_id, row.id, "U1", NOW)
    assert _columns(row) != before

    assert undoing.undo(session, row.workspace_id, change.id, "U2", LATER) is row

    session.expire_all()
    assert _columns(row) == before
    assert (change.undone_at, change.undone_by) == (LATER, "U2")


def test_a_moment_with_another_offset_is_undone_too(session: Session, row: Occurrence) -> None:
    oslo = NOW.astimezone(ZoneInfo("Europe/Oslo"))
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", oslo)
    session.expire_all()

    undoing.undo(session, row.workspace_id, change.id, "U1", LATER)

    assert row.done_at is None


def test_a_reopening_undone_is_done_again_at_its_own_moment(session: Session, row: Occurrence) -> None:
    changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)
    change = changes.reopen(session, row.workspace_id, row.id, "U2", LATER)

    undoing.undo(session, row.workspace_id, change.id, "U2", LATER)

    assert (row.done_by, row.done_at) == ("U1", NOW)


def test_undoing_twice_is_told(session: Session, row: Occurrence) -> None:
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)
    undoing.undo(session, row.workspace_id, change.id, "U1", LATER)

    with pytest.raises(AlreadyUndoneError):
        undoing.undo(session, row.workspace_id, change.id, "U1", LATER)


def test_a_change_is_not_undone_when_someone_changed_the_same_thing_since(session: Session, row: Occurrence) -> None:
    first = _moved(session, row.workspace_id, row.id, "U1", NOW)
    second = _to_february(session, row.workspace_id, row.id, "U2", LATER)

    with pytest.raises(ChangedError):
        undoing.undo(session, row.workspace_id, first.id, "U1", LATER)
    assert row.starts_on == date(2027, 2, 1)

    undoing.undo(session, row.workspace_id, second.id, "U2", LATER)
    undoing.undo(session, row.workspace_id, first.id, "U1", LATER)
    assert (row.starts_on, row.kept) == (DUE, [])


def test_changes_of_different_things_are_undone_in_any_order(session: Session, row: Occurrence) -> None:
    moved = _moved(session, row.workspace_id, row.id, "U1", NOW)
    taken = owning.take(session, row.workspace_id, row.id, "U2", LATER)

    undoing.undo(session, row.workspace_id, moved.id, "U1", LATER)
    undoing.undo(session, row.workspace_id, taken.id, "U2", LATER)

    assert (row.starts_on, row.owner) == (DUE, None)


def test_a_deadline_is_added_with_a_day(session: Session, workspace: Workspace) -> None:
    row, change = changes.add(
        session,
        workspace.id,
        "U1",
        NOW,
        title="Innspill til transportkomiteen",
        due=DUE,
        theme="jernbane",
        owner="U2",
        note="Kort",
        link="https://example.org",
        field="saker",
    )

    assert row.key.startswith("egen:")
    assert (row.source, row.kind, row.title) == ("egen", "frist", "Innspill til transportkomiteen")
    assert (row.starts_on, row.ends_on, row.certainty) == (DUE, DUE, "fast")
    assert (row.theme, row.owner, row.note, row.link, row.field) == (
        "jernbane",
        "U2",
        "Kort",
        "https://example.org",
        "saker",
    )
    assert (change.occurrence_id, change.user_id) == (row.id, "U1")


def test_a_deadline_is_added_with_a_month_or_no_time_at_all(session: Session, workspace: Workspace) -> None:
    in_february, _ = changes.add(session, workspace.id, "U1", NOW, title="Landsmøter", month=date(2027, 2, 10))
    some_time, _ = changes.add(session, workspace.id, "U1", NOW, title="Strategi")

    assert (in_february.starts_on, in_february.ends_on) == (date(2027, 2, 1), date(2027, 2, 28))
    assert in_february.certainty == "måned"
    assert (some_time.starts_on, some_time.ends_on, some_time.certainty) == (None, None, "ukjent")


def test_undoing_an_addition_archives_it(session: Session, workspace: Workspace) -> None:
    row, change = changes.add(session, workspace.id, "U1", NOW, title="Innspill", due=DUE)

    undoing.undo(session, workspace.id, change.id, "U1", LATER)

    assert row.archived_at == LATER
    with pytest.raises(AlreadyUndoneError):
        undoing.undo(session, workspace.id, change.id, "U1", LATER)


def test_an_addition_someone_has_begun_with_is_not_undone(session: Session, workspace: Workspace) -> None:
    row, change = changes.add(session, workspace.id, "U1", NOW, title="Innspill", due=DUE)
    owning.take(session, workspace.id, row.id, "U2", LATER)

    with pytest.raises(ChangedError):
        undoing.undo(session, workspace.id, change.id, "U1", LATER)
    assert row.archived_at is None


DEEDS: list[Deed] = [_done, changes.reopen, owning.take, owning.hand_back, _moved, _to_february]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_archived_cannot_be_changed(session: Session, row: Occurrence, deed: Deed) -> None:
    row.archived_at = NOW

    with pytest.raises(GoneError):
        deed(session, row.workspace_id, row.id, "U1", LATER)


@pytest.mark.parametrize("deed", DEEDS)
def test_another_workspaces_occurrence_is_not_here(session: Session, row: Occurrence, deed: Deed) -> None:
    other = get_or_create(session, "slack", "T2", "De andre")

    with pytest.raises(GoneError):
        deed(session, other.id, row.id, "U1", NOW)
    assert session.scalars(select(Change)).all() == []


def test_another_workspaces_change_is_not_here(session: Session, row: Occurrence) -> None:
    other = get_or_create(session, "slack", "T2", "De andre")
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)

    with pytest.raises(GoneError):
        undoing.undo(session, other.id, change.id, "U1", LATER)
    assert row.done_at == NOW


def test_a_change_of_something_archived_since_is_gone(session: Session, row: Occurrence) -> None:
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)
    row.archived_at = LATER

    with pytest.raises(GoneError):
        undoing.undo(session, row.workspace_id, change.id, "U1", LATER)
