"""Who has been quiet for too long, and who of ours has the warmest way in."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.db.database import Database
from models.register import edits, undo
from models.register.dialogues import held
from models.register.history import recent_contacts
from models.register.introductions import Introduction, warmest, warmest_to_organisation
from models.register.roles import NewRole
from models.register.silence import Silent, silent, silent_by_owner, silent_counts
from models.register.ties import NewTie, know
from models.tables import Workspace
from tests.support.register import NOW, OURS, TODAY, new_organisation, new_person, spoke
from tests.support.rows import new_workspace


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def told(found: Sequence[Silent]) -> list[tuple[str, int, int]]:
    return [(each.row.name, each.days, each.limit) for each in found]


def test_the_radar_tells_who_is_quiet_beyond_their_tier_the_most_important_first(database: Database) -> None:
    workspace_id = new_workspace(database).id
    with database.session() as session:
        workspace = session.get_one(Workspace, workspace_id)
        for name, tier, days, influence in (
            ("A på grensen", "A", 60, 5),
            ("A over", "A", 61, None),
            ("A over med makt", "A", 61, 5),
            ("B over", "B", 121, 1),
            ("C under", "C", 240, 5),
        ):
            row = new_person(session, workspace.id, name, tier=tier, influence=influence, owner=OURS)
            spoke(session, workspace.id, ago(days), row)
        office = new_organisation(session, workspace.id, "Direktoratet", tier="B", influence=5)
        spoke(session, workspace.id, ago(130), organisations=(office.id,))
        resting = new_person(session, workspace.id, "A hviler", tier="A")
        spoke(session, workspace.id, ago(90), resting)
        resting.rest_until = TODAY + timedelta(days=1)

        assert told(silent(session, workspace, TODAY)) == [
            ("A over med makt", 61, 60),
            ("A over", 61, 60),
            ("Direktoratet", 130, 120),
            ("B over", 121, 120),
        ]
        assert told(silent(session, workspace, TODAY, 2, OURS)) == [("A over med makt", 61, 60), ("A over", 61, 60)]
        weekly = silent_by_owner(session, workspace, TODAY, 2)
        assert {owner: [each.row.name for each in theirs] for owner, theirs in weekly.items()} == {
            OURS: ["A over med makt", "A over"]
        }
        assert silent_counts(session, [workspace], TODAY) == {workspace_id: 4}
        workspace.silence_a = 90
        assert silent_counts(session, [workspace], TODAY) == {workspace_id: 2}


def test_how_many_are_quiet_is_counted_in_many_workspaces_at_once_each_by_its_own_limits(database: Database) -> None:
    ids = [new_workspace(database, f"T{number}").id for number in range(3)]
    with database.session() as session:
        patient, usual, empty = (session.get_one(Workspace, each) for each in ids)
        patient.silence_a = 90
        for workspace in (patient, usual):
            for days in (61, 91):
                row = new_person(session, workspace.id, f"A {days}", tier="A")
                spoke(session, workspace.id, ago(days), row)

        found = silent_counts(session, [patient, usual, empty], TODAY)

    assert found == {patient.id: 1, usual.id: 2, empty.id: 0}


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    workspace = new_workspace(sqlite_database).id
    with sqlite_database.session() as session:
        session.info["workspace"] = workspace
        yield session


def test_a_planned_meeting_ends_no_silence_before_it_has_been(session: Session) -> None:
    workspace = session.get_one(Workspace, session.info["workspace"])
    kari = new_person(session, workspace.id, "Kari", tier="A")
    spoke(session, workspace.id, ago(70), kari)
    meeting = spoke(session, workspace.id, TODAY, kari, planned=True)
    assert told(silent(session, workspace, TODAY)) == [("Kari", 70, 60)]

    edit = held(session, workspace.id, meeting.dialogue.id, OURS, NOW)
    assert told(silent(session, workspace, TODAY)) == []

    undo.undo(session, workspace.id, edit.id, OURS, NOW)
    assert told(silent(session, workspace, TODAY)) == [("Kari", 70, 60)]


def test_the_warmest_way_in_is_who_knows_them_best_and_then_who_spoke_last(session: Session) -> None:
    workspace = session.info["workspace"]
    kari, ola, per, nobody = (new_person(session, workspace, name) for name in ("Kari", "Ola", "Per", "Ingen"))
    edit = edits.begin(session, workspace, OURS, "bånd", NOW)
    spoke(session, workspace, ago(400), kari, ours="U1")
    spoke(session, workspace, ago(30), kari, ours="U2")
    spoke(session, workspace, ago(10), ola, ours="U2")
    know(session, workspace, NewTie(ola.id, "U3", 3), edit)
    know(session, workspace, NewTie(per.id, ola.id, 2, "0301", "Satt i bystyret sammen"), edit)

    assert warmest(session, workspace, [kari.id, ola.id, per.id, nobody.id], TODAY) == {
        kari.id: Introduction("U2", 2, ago(30)),
        ola.id: Introduction("U3", 3, None),
        per.id: Introduction("U3", 2, None, ola),
    }


def test_the_way_in_to_an_organisation_goes_by_those_who_have_a_role_there(session: Session) -> None:
    workspace = session.info["workspace"]
    office = new_organisation(session, workspace, "Direktoratet")
    assert warmest_to_organisation(session, workspace, office.id, TODAY) is None
    kari = new_person(session, workspace, "Kari", NewRole("embetsverk", "direktør", organisation_id=office.id))
    spoke(session, workspace, ago(10), kari, ours="U2")
    assert warmest_to_organisation(session, workspace, office.id, TODAY) == Introduction("U2", 2, ago(10))


def test_who_has_just_been_there_is_told_before_the_next_contact_the_same_theme_first(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari")
    spoke(session, workspace, ago(3), kari, ours="U2", theme="jernbane")
    spoke(session, workspace, ago(1), kari, ours="U3", theme="energi")
    spoke(session, workspace, ago(15), kari, ours="U4", theme="jernbane")
    spoke(session, workspace, TODAY, kari, ours="U1", theme="jernbane")

    found = recent_contacts(session, kari, "U1", "jernbane", TODAY)

    assert [(each.user_id, each.day, each.same) for each in found] == [("U2", ago(3), True), ("U3", ago(1), False)]
