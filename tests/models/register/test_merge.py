"""Two entries that are one person: made one, and two again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.base import Base
from models.db.database import Database
from models.occurrences.changes import ChangedError, GoneError
from models.register import edits, organisations, people
from models.register.gifts import NewGift, gifts, give
from models.register.history import dialogues
from models.register.merge import merge_organisations, merge_people
from models.register.plain import columns
from models.register.roles import NewRole, in_organisation, roles
from models.register.stances import stances
from models.register.ties import NewTie, know, ties
from models.register.undo import undo
from models.tables import Counterpart, Gift, Organisation, Person, Posting, Role, Stance, Tie
from tests.support.register import NOW, OURS, TODAY, new_organisation, new_person, spoke
from tests.support.rows import new_workspace

YESTERDAY = TODAY - timedelta(days=1)
TABLES: tuple[type[Base], ...] = (Person, Organisation, Role, Stance, Tie, Counterpart, Gift)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    workspace = new_workspace(database).id
    with database.session() as session:
        session.info["workspace"] = workspace
        yield session


def everything(session: Session) -> list[object]:
    """Return all rows as they stand, but for the counting of versions, and all words somebody is found by."""
    session.flush()
    rows = [
        {name: value for name, value in columns(row).items() if name != "version"} | {"table": table.__tablename__}
        for table in TABLES
        for row in session.scalars(select(table).order_by(table.__table__.c.id))
    ]
    found = session.execute(select(Posting.word, Posting.person_id, Posting.organisation_id, Posting.weight))
    return [*rows, *sorted(repr(tuple(each)) for each in found)]


def test_two_entries_of_one_person_become_one_and_two_again(session: Session) -> None:
    workspace = session.info["workspace"]
    office = new_organisation(session, workspace, "NHO")
    kari = new_person(
        session, workspace, "Kari Nordmann", NewRole("politiker", "ordfører", party="Ap"), note="Liker tog"
    )
    twin = new_person(
        session, workspace, "Kari Nordman", NewRole("organisasjon", "rådgiver", organisation_id=office.id), tier="A",
        email="kari@example.no", note="Ringes",
    )  # fmt: skip
    ola = new_person(session, workspace, "Ola")
    spoke(session, workspace, YESTERDAY, kari, twin, theme="jernbane", stance="negativ")
    spoke(session, workspace, TODAY, twin, theme="jernbane", stance="positiv")
    edit = edits.begin(session, workspace, OURS, "bånd", NOW)
    know(session, workspace, NewTie(kari.id, "U2", 1), edit)
    know(session, workspace, NewTie(twin.id, "U2", 3), edit)
    know(session, workspace, NewTie(twin.id, kari.id, 3), edit)
    know(session, workspace, NewTie(twin.id, ola.id, 2), edit)
    give(session, workspace, NewGift("faktaark", "Rikstunnelen", TODAY, twin.id), OURS, NOW)
    before = everything(session)

    merged = merge_people(session, workspace, kari.id, twin.id, "U2", NOW)

    assert people.person(session, workspace, twin.id) is None
    assert (kari.tier, kari.email, kari.note) == ("A", "kari@example.no", "Liker tog\nRinges")
    assert [each.role.title for each in roles(session, workspace, [kari.id], TODAY)[kari.id]] == [
        "ordfører",
        "rådgiver",
    ]
    assert [each.dialogue.day for each in dialogues(session, kari)] == [TODAY, YESTERDAY]
    assert [each.stance for each in stances(session, kari)] == ["positiv"]
    assert [(each.user_id, each.other_id, each.strength) for each in ties(session, workspace, kari.id)] == [
        ("U2", None, 3),
        (None, ola.id, 2),
    ]
    assert [each.text for each in gifts(session, kari)] == ["Rikstunnelen"]
    assert kari.last_dialogue_on == TODAY
    assert session.scalars(select(Posting.word).where(Posting.person_id == twin.id)).all() == []

    undo(session, workspace, merged.id, "U1", NOW)

    assert everything(session) == before


def test_a_merge_stands_where_somebody_has_changed_the_person_since(session: Session) -> None:
    workspace = session.info["workspace"]
    kari, twin = new_person(session, workspace, "Kari", note="Én"), new_person(session, workspace, "Kari", note="To")
    assert people.same_name(session, workspace, "kari") == [kari, twin]
    merged = merge_people(session, workspace, kari.id, twin.id, OURS, NOW)
    people.save(session, workspace, kari.id, kari.version, {"note": "Tre"}, "U2", NOW)

    with pytest.raises(ChangedError):
        undo(session, workspace, merged.id, OURS, NOW)
    with pytest.raises(GoneError):
        merge_people(session, workspace, kari.id, twin.id, OURS, NOW)
    with pytest.raises(GoneError):
        merge_people(session, workspace, kari.id, kari.id, OURS, NOW)


def test_two_entries_of_one_organisation_become_one_with_the_people_of_both(session: Session) -> None:
    workspace = session.info["workspace"]
    nho = new_organisation(session, workspace, "NHO", themes=("energi",))
    twin = new_organisation(session, workspace, "N.H.O.", themes=("jernbane",))
    ola = new_person(session, workspace, "Ola", NewRole("organisasjon", "direktør", organisation_id=twin.id))
    before = everything(session)

    merged = merge_organisations(session, workspace, nho.id, twin.id, OURS, NOW)

    assert organisations.organisation(session, workspace, twin.id) is None
    assert nho.themes == ["energi", "jernbane"]
    assert in_organisation(session, workspace, nho.id, TODAY) == [ola]
    undo(session, workspace, merged.id, OURS, NOW)
    assert everything(session) == before
