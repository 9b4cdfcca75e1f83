"""What is held on a person, and how it goes away."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from models.db.database import Database
from models.occurrences.changes import GoneError
from models.register import edits, people
from models.register.dialogues import NextStep
from models.register.erasure import EMPTY, KEPT, Erased, anonymise, erase
from models.register.filters import RegisterFilter
from models.register.gifts import NewGift, give
from models.register.merge import FILLED, JOINED, merge_people
from models.register.personal_data import held
from models.register.review import keep, to_review
from models.register.roles import NewRole
from models.register.search import search
from models.register.ties import NewTie, know
from models.tables import Audit, Dialogue, Occurrence, Person, Workspace
from tests.support.register import NOW, OURS, TODAY, new_organisation, new_person, spoke
from tests.support.rows import new_workspace


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    workspace = new_workspace(database).id
    with database.session() as session:
        session.info["workspace"] = workspace
        yield session


def known(session: Session) -> Person:
    """Write down a person with something of everything."""
    workspace = session.info["workspace"]
    office = new_organisation(session, workspace, "NHO")
    role = NewRole("politiker", "ordfører", "kommunestyret", "Ap", office.id)
    kari = new_person(session, workspace, "Kari Østhold", role, email="kari@example.no", note="Liker tog")
    ola = new_person(session, workspace, "Ola Berg")
    step = NextStep("Send faktaark til Kari Østhold", TODAY, OURS)
    spoke(session, workspace, TODAY, kari, ola, theme="jernbane", said="Karis kommune er enig, per i dag", step=step)
    spoke(session, workspace, TODAY, kari, said="Fortrolig")
    give(session, workspace, NewGift("faktaark", "Om Rikstunnelen", TODAY, kari.id), OURS, NOW)
    know(session, workspace, NewTie(kari.id, "U2", 3), edits.begin(session, workspace, OURS, "bånd", NOW))
    twin = new_person(session, workspace, "Kari Osthold-Lie", phone="99 99 99 99")
    merge_people(session, workspace, kari.id, twin.id, OURS, NOW)
    return kari


def everywhere(session: Session, words: str) -> list[str]:
    """Return the tables where a text stands in any column."""
    session.flush()
    inspector = inspect(session.connection())
    return [
        table
        for table in sorted(inspector.get_table_names())
        if any(words in repr(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{table}"')))
    ]


def test_all_that_is_held_on_a_person_is_told_as_plain_data(session: Session) -> None:
    kari = known(session)

    told = json.loads(json.dumps(held(session, session.info["workspace"], kari.id), ensure_ascii=False))

    assert (told["person"]["name"], told["person"]["purpose"]) == ("Kari Østhold", "Interessepolitisk dialog")
    assert [each["name"] for each in told["slått sammen fra"]] == ["Kari Osthold-Lie"]
    assert [(each["party"], each["organisation"]) for each in told["roller"]] == [("Ap", "NHO")]
    assert [(each["theme"], each["stance"]) for each in told["holdninger"]] == [("jernbane", "")]
    assert [each["strength"] for each in told["bånd"]] == [3]
    assert [(each["said"], each["others"], each["ours"]) for each in told["dialoger"]] == [
        ("Karis kommune er enig, per i dag", 1, ["U1"]),
        ("Fortrolig", 0, ["U1"]),
    ]
    assert told["dialoger"][0]["next step"]["title"] == "Send faktaark til Kari Østhold"
    assert [each["text"] for each in told["gaver"]] == ["Om Rikstunnelen"]
    assert {each["what"] for each in told["endringer"]} == {"ny", "dialog", "gave", "bånd", "slått sammen"}


@pytest.mark.parametrize("away", [erase, anonymise])
def test_who_is_deleted_or_anonymised_leaves_no_name_anywhere_only_that_it_happened(
    session: Session, away: object
) -> None:
    workspace = session.get_one(Workspace, session.info["workspace"])
    kari = known(session)
    assert "person" in everywhere(session, "Kari")
    assert callable(away)

    told = away(session, workspace.id, kari.id, "U9", NOW)

    assert told == Erased(dialogues=2, gifts=1)
    for words in ("Kari", "kari", "sthold", "Fortrolig", "99 99", "Liker tog"):
        assert everywhere(session, words) == []
    assert session.scalars(select(Occurrence.title)).all() == ["Neste steg"]
    left = session.scalars(select(Dialogue.said).order_by(Dialogue.id)).all()
    assert left == ["[slettet] kommune er enig, per i dag", ""][: 1 if away is erase else 2]
    assert not search(session, workspace, RegisterFilter("Østhold"), TODAY)
    [note] = session.scalars(select(Audit)).all()
    kind = "slettet" if away is erase else "anonymisert"
    assert (note.what, note.user_id, note.after) == (f"person {kind}", "U9", {"dialoger": "2", "gaver": "1"})
    with pytest.raises(GoneError):
        away(session, workspace.id, kari.id, "U9", NOW)
    with pytest.raises(GoneError):
        held(session, workspace.id, kari.id)


def test_every_column_of_a_person_is_joined_when_two_become_one_or_stays_as_it_was() -> None:
    columns = {column.name for column in Person.__table__.columns}
    joined = {*FILLED, *JOINED, "tier"}
    assert columns - joined - KEPT - {"name", "folded"} == set(), "name it in FILLED of models/register/merge.py"
    assert {each.name for each in Person.__table__.columns if not each.nullable} <= {*KEPT, *EMPTY}, (
        "say in EMPTY of models/register/erasure.py what it is for a person who is anonymised"
    )


def test_who_is_silent_for_24_months_or_known_before_an_election_is_looked_at_until_somebody_says_keep(
    session: Session,
) -> None:
    workspace = session.get_one(Workspace, session.info["workspace"])
    today, election = date(2027, 9, 20), date(2027, 9, 13)
    kari = new_person(session, workspace.id, "Kari", NewRole("politiker", "ordfører"))
    silent = new_person(session, workspace.id, "Ola", NewRole("embetsverk", "rådgiver"))
    spoke(session, workspace.id, today - timedelta(days=731), silent)
    spoke(session, workspace.id, today - timedelta(days=30), kari)

    def looked_at() -> list[tuple[str, str]]:
        return [(each.row.name, each.reason) for each in to_review(session, workspace, today, election)]

    assert looked_at() == [("Ola", "stillhet"), ("Kari", "valg")]
    then = NOW + timedelta(days=350)
    keep(session, workspace.id, kari.id, OURS, then)
    keep(session, workspace.id, silent.id, OURS, then)
    assert looked_at() == []
    assert people.person(session, workspace.id, kari.id) is kari
