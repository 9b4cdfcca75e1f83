"""Two who write at once, and the way back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jobs.pruning import prune
from models.db.database import Database
from models.occurrences import changes
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.undoing import AlreadyUndoneError
from models.register import edits, people, roles
from models.register.dialogues import NextStep, NobodyMetError
from models.register.edits import EditConflictError
from models.register.roles import NewRole, PartyWithoutPoliticianError
from models.register.stances import stances
from models.register.undo import undo
from models.tables import Counterpart, Dialogue, Edit, EditedRow, Occurrence, Person, Posting, Role, Stance
from tests.support.register import NOW, OURS, TODAY, new_person, spoke
from tests.support.rows import new_workspace


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    workspace = new_workspace(sqlite_database).id
    with sqlite_database.session() as session:
        session.info["workspace"] = workspace
        yield session


def test_two_who_change_different_things_at_once_both_have_it_their_way(database: Database) -> None:
    workspace = new_workspace(database).id
    with database.session() as session:
        kari = new_person(session, workspace, "Kari", note="Ringes før kl. 10")
        kari_id, seen = kari.id, kari.version
    form = {"name": "Kari", "tier": "C", "note": "Ringes før kl. 10"}
    with database.session() as session:
        people.save(session, workspace, kari_id, seen, form | {"note": "Ringes etter kl. 14"}, "U1", NOW)
    with database.session() as session:
        row = people.save(session, workspace, kari_id, seen, form | {"tier": "A"}, "U2", NOW)
        assert (row.tier, row.note, row.version) == ("A", "Ringes etter kl. 14", 3)


def test_two_who_change_the_same_at_once_are_told_of_each_other_and_nothing_is_lost(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari", note="Gammelt")
    people.save(session, workspace, kari.id, 1, {"note": "Første"}, "U1", NOW)

    with pytest.raises(EditConflictError) as conflict:
        people.save(session, workspace, kari.id, 1, {"note": "Andre", "tier": "A"}, "U2", NOW)

    assert (conflict.value.theirs, conflict.value.by) == ({"note": "Første"}, "U1")
    assert (kari.note, kari.tier) == ("Første", "C")
    people.save(session, workspace, kari.id, 1, {"note": "Første"}, "U2", NOW)
    assert (kari.version, kari.note) == (2, "Første")


def test_four_who_change_the_same_person_in_the_same_moment_all_have_it_their_way(database: Database) -> None:
    workspace = new_workspace(database).id
    with database.session() as session:
        kari_id = new_person(session, workspace, "Kari", tier="C").id
    changes = ({"tier": "A"}, {"note": "Liker tog"}, {"influence": 5}, {"name": "Kari Berg"})
    together = Barrier(len(changes))

    def change(values: dict[str, object]) -> None:
        together.wait()
        with database.session() as session:
            people.save(session, workspace, kari_id, 1, values, "U1", NOW)

    with ThreadPoolExecutor(len(changes)) as threads:
        list(threads.map(change, changes))

    with database.session() as session:
        kari = session.get_one(Person, kari_id)
        assert (kari.name, kari.tier, kari.note, kari.influence) == ("Kari Berg", "A", "Liker tog", 5)
        found = session.scalars(select(Posting.word).where(Posting.person_id == kari_id)).all()
        assert sorted(found) == ["berg", "kari"]


def test_what_stood_there_is_remembered_for_a_year(database: Database) -> None:
    workspace = new_workspace(database).id
    with database.session() as session:
        kari = new_person(session, workspace, "Kari", note="Gammelt")
        people.save(session, workspace, kari.id, 1, {"note": "Nytt"}, OURS, NOW + timedelta(days=1))

    assert "edit" not in prune(database, NOW + timedelta(days=365))
    assert prune(database, NOW + timedelta(days=366))["edit"] == 1

    with database.session() as session:
        assert session.scalars(select(EditedRow.before)).all() == [{"note": "Gammelt", "version": 1}]


def test_who_has_a_form_open_while_an_edit_is_undone_does_not_bring_it_back(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari", note="Gammelt")
    people.save(session, workspace, kari.id, 1, {"note": "Feil person"}, "U1", NOW)
    edit = session.scalars(select(Edit).order_by(Edit.id.desc())).first()
    assert edit is not None
    undo(session, workspace, edit.id, "U1", NOW)

    people.save(session, workspace, kari.id, 2, {"note": "Feil person", "tier": "B"}, "U2", NOW)

    assert (kari.note, kari.tier) == ("Gammelt", "B")


def test_a_dialogue_is_undone_with_its_step_and_what_they_were_said_to_think(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari")
    earlier = spoke(session, workspace, TODAY - timedelta(days=50), kari, theme="jernbane", stance="negativ")
    step = NextStep("Send faktaark til Kari", TODAY + timedelta(days=4), OURS)
    logged = spoke(session, workspace, TODAY, kari, theme="jernbane", stance="positiv", step=step)
    assert logged.step is not None
    assert (logged.step.title, logged.step.owner, logged.step.theme) == ("Send faktaark til Kari", OURS, "jernbane")
    assert [each.stance for each in stances(session, kari)] == ["positiv"]

    undo(session, workspace, logged.edit.id, OURS, NOW)

    assert session.scalars(select(Dialogue)).all() == [earlier.dialogue]
    assert [each.stance for each in stances(session, kari)] == ["negativ"]
    assert session.scalars(select(Occurrence.archived_at)).all() == [NOW]
    assert kari.last_dialogue_on == TODAY - timedelta(days=50)
    with pytest.raises(AlreadyUndoneError):
        undo(session, workspace, logged.edit.id, OURS, NOW)


def test_what_others_have_built_on_is_not_undone(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari")
    added = session.scalars(select(Edit)).one()
    logged = spoke(session, workspace, TODAY, kari)
    with pytest.raises(ChangedError):
        undo(session, workspace, added.id, OURS, NOW)

    undo(session, workspace, logged.edit.id, OURS, NOW)
    undo(session, workspace, added.id, OURS, NOW)

    assert all(session.scalars(select(table)).all() == [] for table in (Person, Role, Counterpart, Stance))


def test_a_step_that_somebody_has_ticked_off_keeps_its_dialogue(session: Session) -> None:
    workspace = session.info["workspace"]
    logged = spoke(session, workspace, TODAY, new_person(session, workspace, "Kari"), step=NextStep("Send faktaark"))
    assert logged.step is not None
    changes.mark_done(session, workspace, logged.step.id, "U2", NOW)

    with pytest.raises(ChangedError):
        undo(session, workspace, logged.edit.id, OURS, NOW)


def test_a_party_is_stored_of_politicians_only_by_the_rule_and_by_the_database(session: Session) -> None:
    workspace = session.info["workspace"]
    kari = new_person(session, workspace, "Kari", NewRole("politiker", "ordfører", party="Ap"))
    edit = edits.begin(session, workspace, OURS, "rolle", NOW)
    with pytest.raises(PartyWithoutPoliticianError):
        roles.add(session, workspace, kari.id, NewRole("embetsverk", "rådgiver", party="Ap"), edit)
    session.add(Role(workspace_id=workspace, person_id=kari.id, kind="embetsverk", party="Ap"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_what_is_not_here_is_neither_spoken_with_nor_changed(session: Session) -> None:
    workspace = session.info["workspace"]
    with pytest.raises(NobodyMetError):
        spoke(session, workspace, TODAY)
    with pytest.raises(GoneError):
        spoke(session, workspace, TODAY, organisations=(99,))
    with pytest.raises(GoneError):
        people.save(session, workspace, 99, 1, {"tier": "A"}, OURS, NOW)
    with pytest.raises(ValueError, match="not written by people: folded"):
        people.save(session, workspace, new_person(session, workspace, "Kari").id, 1, {"folded": "x"}, OURS, NOW)
