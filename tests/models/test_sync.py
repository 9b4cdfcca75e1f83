import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from content.schema.rules import FixedDate
from models.calendar.spans import RuleError, Span
from models.db.database import Database
from models.occurrences import changes, moving, owning, undoing
from models.occurrences.queries import overdue
from models.occurrences.sync import SyncCount, sync, sync_window
from models.tables import Occurrence, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.pack import KILDE, small_budget, small_pack, small_wheel, wheel_month
from tests.support.rows import NOW, TODAY, new_row

PACK = small_pack()
WITHOUT_ENERGIDAGENE = small_pack(wheel=small_wheel(m10=wheel_month(10)))
LATER = NOW + timedelta(hours=1)


def _rows(session: Session, workspace: Workspace) -> dict[str, Occurrence]:
    rows = session.scalars(select(Occurrence).where(Occurrence.workspace_id == workspace.id))
    return {row.key: row for row in rows}


def _row(session: Session, workspace: Workspace, key: str) -> Occurrence:
    return _rows(session, workspace)[key]


def _budget_with(**changed: Any) -> Pack:
    first, *rest = small_budget().milestones
    return small_pack(
        budget=small_budget().model_copy(update={"milestones": (first.model_copy(update=changed), *rest)})
    )


def test_the_window_is_the_past_6_and_the_next_18_months() -> None:
    assert sync_window(date(2026, 8, 31)) == Span(date(2026, 2, 28), date(2028, 2, 29))


def test_a_sync_makes_what_falls_in_the_window(session: Session, workspace: Workspace) -> None:
    count = sync(session, workspace, PACK, NOW)

    rows = _rows(session, workspace)
    assert count == SyncCount(added=len(rows))
    assert sorted(rows) == [
        "arshjul:2026-08:arendalsuka",
        "arshjul:2026-10:energidagene",
        "arshjul:2026-10:oktobersaker",
        "arshjul:2026-10:overvak-fremleggelsen",
        "arshjul:2026-12:julelunsj",
        "arshjul:2027-01:nho-arskonferanse",
        "arshjul:2027-08:arendalsuka",
        "arshjul:2027-10:energidagene",
        "arshjul:2027-10:oktobersaker",
        "arshjul:2027-10:overvak-fremleggelsen",
        "arshjul:2027-12:julelunsj",
        "arshjul:2028-01:nho-arskonferanse",
        "kalender:2026:stortinget-trer-sammen",
        "kalender:2027:stortinget-trer-sammen",
        "kampanje:2026:grep-2",
        "kampanje:2026:grep-2:grep-2-innlegg",
        "kampanje:2026:grep-3",
        "kampanje:2026:grep-3:grep-3-innlegg",
        "kampanje:2026:grep-4",
        "kampanje:2026:grep-4:grep-4-innlegg",
        "ntp:2028:departementet-skriver",
        "ntp:2028:faglige-leveranser",
        "ntp:2028:fremleggelse",
        "statsbudsjett:2026:rnb",
        "statsbudsjett:2027:apr-jul",
        "statsbudsjett:2027:apr-jul:apr-jul-mote",
        "statsbudsjett:2027:aug-sept",
        "statsbudsjett:2027:aug-sept:aug-sept-mote",
        "statsbudsjett:2027:fremleggelse",
        "statsbudsjett:2027:gul-bok",
        "statsbudsjett:2027:okt-des",
        "statsbudsjett:2027:okt-des:okt-des-mote",
        "statsbudsjett:2027:pamelding-horing",
        "statsbudsjett:2027:rnb",
        "statsbudsjett:2028:apr-jul",
        "statsbudsjett:2028:apr-jul:apr-jul-mote",
        "statsbudsjett:2028:aug-sept",
        "statsbudsjett:2028:aug-sept:aug-sept-mote",
        "statsbudsjett:2028:feb-mars",
        "statsbudsjett:2028:feb-mars:feb-mars-mote",
        "statsbudsjett:2028:fremleggelse",
        "statsbudsjett:2028:gul-bok",
        "statsbudsjett:2028:nov-jan",
        "statsbudsjett:2028:nov-jan:nov-jan-mote",
        "statsbudsjett:2028:okt-des",
        "statsbudsjett:2028:okt-des:okt-des-mote",
        "statsbudsjett:2028:pamelding-horing",
        "statsbudsjett:2029:apr-jul",
        "statsbudsjett:2029:apr-jul:apr-jul-mote",
        "statsbudsjett:2029:feb-mars",
        "statsbudsjett:2029:feb-mars:feb-mars-mote",
        "statsbudsjett:2029:nov-jan",
        "statsbudsjett:2029:nov-jan:nov-jan-mote",
    ]


def test_a_deadline_of_the_budget_carries_what_the_content_says(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)

    row = _row(session, workspace, "statsbudsjett:2027:pamelding-horing")
    assert (row.source, row.kind, row.title) == ("statsbudsjett", "frist", "Påmelding til høring i Stortinget")
    assert (row.starts_on, row.ends_on, row.certainty) == (date(2026, 10, 21), date(2026, 10, 21), "forventet")
    assert (row.kilde, row.kept, row.created_at) == (KILDE, [], NOW)


def test_an_entry_of_the_wheel_has_its_month_its_field_and_its_theme(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)

    row = _row(session, workspace, "arshjul:2026-10:oktobersaker")
    assert (row.kind, row.field, row.theme, row.consider) == ("oppgave", "saker", "jernbane", False)
    assert (row.starts_on, row.ends_on, row.certainty) == (date(2026, 10, 1), date(2026, 10, 31), "måned")
    arendal = _row(session, workspace, "arshjul:2027-08:arendalsuka")
    assert (arendal.starts_on, arendal.ends_on, arendal.certainty) == (date(2027, 8, 16), date(2027, 8, 22), "fast")
    assert _row(session, workspace, "arshjul:2026-12:julelunsj").consider


def test_phases_and_steps_are_open_periods(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)

    step = _row(session, workspace, "kampanje:2026:grep-4")
    assert (step.source, step.kind, step.title, step.note) == ("kampanje", "fase", "Grep 4", "Bli sett.")
    assert (step.starts_on, step.ends_on) == (date(2026, 10, 1), date(2026, 12, 31))
    phase = _row(session, workspace, "ntp:2028:faglige-leveranser")
    assert (phase.kind, phase.title, phase.note) == ("fase", "Faglige leveranser", "Snakk med etatene.")


def test_a_sync_notes_its_day_where_the_workspace_is_and_asks_for_a_new_plan(
    session: Session, workspace: Workspace
) -> None:
    workspace.plan_after = NOW

    sync(session, workspace, PACK, datetime(2026, 10, 4, 22, 30, tzinfo=UTC))

    assert (workspace.synced_on, workspace.plan_after) == (TODAY, None)


def test_a_sync_notes_what_the_content_said(session: Session, workspace: Workspace) -> None:
    noted = []
    far, near = (date(2026, 11, 10), date(2026, 10, 12))
    for day in (None, None, far, near):
        sync(
            session,
            workspace,
            _budget_with(when=FixedDate(regel="dato", måned=day.month, dag=day.day, år=-1)) if day else PACK,
            NOW,
        )
        noted.append((workspace.synced_with or "").split())

    assert noted[0] == noted[1]
    assert (noted[0][1], noted[0][2]) == (noted[2][1], noted[1][2]) != (noted[3][1], noted[3][2])
    assert noted[0][2] != noted[2][2], "what is farther ahead is told apart"
    assert re.fullmatch("2026-10-05( [0-9a-f]{32}){2}", " ".join(noted[0]))


def test_a_workspace_read_earlier_is_noted_in_the_database_too(database: Database) -> None:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Sekretariatet")

    with database.session() as session:
        sync(session, workspace, PACK, NOW)

    with database.session() as session:
        assert session.get_one(Workspace, workspace.id).synced_on == TODAY
    assert workspace.synced_on == TODAY


def test_a_second_sync_changes_nothing(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)

    assert sync(session, workspace, PACK, LATER) == SyncCount()


def test_half_a_year_later_the_new_months_are_added_and_the_old_stay(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    before = _rows(session, workspace)

    count = sync(session, workspace, PACK, NOW + timedelta(days=365))

    after = _rows(session, workspace)
    assert count == SyncCount(added=len(after) - len(before))
    assert set(before) < set(after)
    assert [row.key for row in after.values() if row.archived_at] == []


def test_what_the_content_changes_is_changed(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)

    count = sync(session, workspace, _budget_with(title="Gul bok", certainty="forventet"), LATER)

    row = _row(session, workspace, "statsbudsjett:2027:gul-bok")
    assert count == SyncCount(changed=2)
    assert (row.title, row.certainty, row.ends_on) == ("Gul bok", "forventet", date(2026, 9, 20))


def test_a_day_set_by_people_stays_while_the_rest_follows_the_content(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    row = _row(session, workspace, "statsbudsjett:2028:gul-bok")
    moving.move(session, workspace.id, row.id, "U1", date(2027, 9, 24), NOW)

    sync(session, workspace, _budget_with(title="Gul bok", certainty="forventet"), LATER)

    assert (row.title, row.starts_on, row.ends_on) == ("Gul bok", date(2027, 9, 24), date(2027, 9, 24))
    assert row.certainty == "fast"


def test_what_left_the_content_is_archived_and_comes_back_with_it(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    gone = {f"arshjul:{year}-10:{entry}" for year in (2026, 2027) for entry in _october()}

    assert sync(session, workspace, WITHOUT_ENERGIDAGENE, LATER) == SyncCount(archived=len(gone))
    assert {key for key, row in _rows(session, workspace).items() if row.archived_at == LATER} == gone

    assert sync(session, workspace, WITHOUT_ENERGIDAGENE, LATER) == SyncCount()
    assert sync(session, workspace, PACK, LATER) == SyncCount(changed=len(gone))
    assert {key for key, row in _rows(session, workspace).items() if row.archived_at} == set()


def _october() -> list[str]:
    return ["energidagene", "oktobersaker", "overvak-fremleggelsen"]


def _taken(session: Session, row: Occurrence) -> None:
    owning.take(session, row.workspace_id, row.id, "U1", NOW)


def _done(session: Session, row: Occurrence) -> None:
    changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)


def _moved(session: Session, row: Occurrence) -> None:
    moving.move(session, row.workspace_id, row.id, "U1", date(2026, 10, 20), NOW)


def _done_and_undone(session: Session, row: Occurrence) -> None:
    change = changes.mark_done(session, row.workspace_id, row.id, "U1", NOW)
    undoing.undo(session, row.workspace_id, change.id, "U1", NOW)


@pytest.mark.parametrize("touch", [_taken, _done, _moved, _done_and_undone])
def test_what_someone_touched_stays_when_it_leaves_the_content(
    session: Session, workspace: Workspace, touch: Any
) -> None:
    sync(session, workspace, PACK, NOW)
    row = _row(session, workspace, "arshjul:2026-10:oktobersaker")
    touch(session, row)

    count = sync(session, workspace, WITHOUT_ENERGIDAGENE, LATER)

    assert row.archived_at is None
    assert count == SyncCount(archived=5, kept=1)


def test_what_people_added_is_none_of_the_contents_business(session: Session, workspace: Workspace) -> None:
    own = new_row(session, workspace.id, "Innspill", TODAY)

    sync(session, workspace, PACK, NOW)

    assert own.archived_at is None


def test_what_is_older_than_half_a_year_is_left_as_history(session: Session, workspace: Workspace) -> None:
    old = new_row(session, workspace.id, "Gammelt", date(2026, 3, 1), key="kalender:2026:gammelt", source="kalender")
    new = new_row(session, workspace.id, "Nytt", date(2026, 5, 1), key="kalender:2026:nytt", source="kalender")

    sync(session, workspace, PACK, NOW)

    assert (old.archived_at, new.archived_at) == (None, NOW)


def test_another_year_for_the_plan_replaces_its_phases(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    workspace.ntp_presented = 2029

    sync(session, workspace, PACK, LATER)

    shown = sorted(key for key, row in _rows(session, workspace).items() if row.source == "ntp" and not row.archived_at)
    assert shown == ["ntp:2029:faglige-leveranser"]


def test_each_workspace_has_its_own(session: Session, workspace: Workspace) -> None:
    other = get_or_create(session, "slack", "T2", "De andre")
    sync(session, workspace, PACK, NOW)

    assert session.scalar(select(func.count()).where(Occurrence.workspace_id == other.id)) == 0

    count = sync(session, other, WITHOUT_ENERGIDAGENE, NOW)
    assert count.archived == 0
    assert sync(session, workspace, PACK, NOW) == SyncCount()


def test_a_rule_that_cannot_be_read_is_told_with_its_entry(session: Session, workspace: Workspace) -> None:
    pack = small_pack(budget=small_budget().model_copy(update={"milestones": small_budget().milestones[2:]}))

    with pytest.raises(
        RuleError, match=r"^statsbudsjett:2017:pamelding-horing: hendelsen «fremleggelse» finnes ikke i samme syklus$"
    ):
        sync(session, workspace, pack, NOW)
    assert _rows(session, workspace) == {}


def test_nobody_is_late_with_what_was_over_before_the_workspace_came(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    passed = {row.key for row in _rows(session, workspace).values() if row.ends_on and row.ends_on < TODAY}
    assert passed
    assert {row.key for row in _rows(session, workspace).values() if row.passed_unseen} == passed
    assert overdue(session, workspace.id, TODAY) == []

    sync(session, workspace, PACK, NOW + timedelta(days=200))

    late = overdue(session, workspace.id, TODAY + timedelta(days=200))
    assert late
    assert all(row.ends_on and row.ends_on >= TODAY for row in late)


def test_what_is_moved_to_a_day_to_come_can_be_late_again(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, PACK, NOW)
    row = next(row for row in _rows(session, workspace).values() if row.passed_unseen)
    row.kind = "frist"

    change = moving.move(session, workspace.id, row.id, "U1", TODAY, NOW)
    assert overdue(session, workspace.id, TODAY + timedelta(days=1)) == [row]

    undoing.undo(session, workspace.id, change.id, "U1", NOW)
    assert overdue(session, workspace.id, TODAY + timedelta(days=1)) == []


def test_a_sync_reads_no_calendar_of_earlier_years_but_what_the_content_still_has(
    session: Session, workspace: Workspace
) -> None:
    sync(session, workspace, PACK, NOW)
    moved = _row(session, workspace, "arshjul:2027-01:nho-arskonferanse")
    moved.starts_on = moved.ends_on = date(2020, 1, 7)
    old = [new_row(session, workspace.id, f"{year}", date(year, 5, 1), source="arshjul") for year in range(2000, 2020)]
    session.flush()
    session.expunge_all()

    read: set[str] = set()

    def loaded(row: Occurrence, _context: object) -> None:
        read.add(row.key)

    event.listen(Occurrence, "load", loaded)
    sync(session, session.get_one(Workspace, workspace.id), PACK, LATER)
    event.remove(Occurrence, "load", loaded)

    assert read.isdisjoint({row.key for row in old})
    assert "arshjul:2027-01:nho-arskonferanse" in read
    assert _row(session, workspace, "arshjul:2027-01:nho-arskonferanse").ends_on != date(2020, 1, 7)
    assert [row.key for row in old if _row(session, workspace, row.key).archived_at] == []
