"""Finding people and organisations by what somebody half remembers, alike on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.database import Database
from models.register import people, undo
from models.register.filters import RegisterFilter
from models.register.roles import NewRole
from models.register.search import search
from models.tables import EditedRow, Gram, Posting, Workspace
from tests.support.register import NOW, OURS, TODAY, new_organisation, new_person, spoke
from tests.support.rows import new_workspace

HALF_REMEMBERED = {
    "osthold": ["Kari Østhold"],
    "oesthold": ["Kari Østhold"],
    "Kari Nordman": ["Kari Nordmann"],
    "nordmnan": ["Kari Nordmann"],
    "Bjorn Aasgaard": ["Bjørn Åsgård"],
    "ordfører våler": ["Bjørn Åsgård"],
    "ordforer vålr": ["Bjørn Åsgård"],
    "ostlandsamarbeidet": ["Østlandssamarbeidet"],
    "transportkomite": ["Kari Nordmann", "Transport- og kommunikasjonskomiteen"],
    "tunnel": ["Åse Nordby"],
    "kari": ["Kari Nordmann", "Kari Østhold"],
    "kari ap": ["Kari Nordmann"],
    "kari fra stortinget": ["Kari Nordmann", "Kari Østhold"],
    "nord": ["Kari Nordmann", "Åse Nordby"],
    "qwxyz": [],
    "...": [],
    "og": [],
}


@pytest.fixture
def register(database: Database) -> Iterator[Session]:
    workspace = new_workspace(database).id
    with database.session() as session:
        storting = new_organisation(session, workspace, "Transport- og kommunikasjonskomiteen", kind="komité")
        new_organisation(session, workspace, "Østlandssamarbeidet", themes=("jernbane",), tier="A")
        transport = NewRole("politiker", "representant", None, "Ap", storting.id)
        new_person(session, workspace, "Kari Nordmann", transport, tier="A", owner=OURS)
        new_person(session, workspace, "Kari Østhold", NewRole("embetsverk", "ekspedisjonssjef"), tier="B")
        new_person(session, workspace, "Bjørn Åsgård", NewRole("politiker", "ordfører", party="H"), municipality="3114")
        new_person(session, workspace, "Åse Nordby", NewRole("redaksjon", "redaktør", "Rikstunnelnytt"))
        session.flush()
        yield session


def found(session: Session, text: str = "", **asked: object) -> list[str]:
    workspace = session.scalars(select(Workspace)).one()
    hits = search(session, workspace, RegisterFilter(text, **asked), TODAY)  # type: ignore[arg-type]
    return [*(hit.row.name for hit in hits.people), *(hit.row.name for hit in hits.organisations)]


def test_a_half_remembered_name_role_or_place_finds_them(register: Session) -> None:
    assert {text: found(register, text) for text in HALF_REMEMBERED} == HALF_REMEMBERED


def test_filters_narrow_what_is_found(register: Session) -> None:
    assert found(register, party="Ap") == ["Kari Nordmann"]
    assert found(register, committee="transport") == ["Kari Nordmann", "Transport- og kommunikasjonskomiteen"]
    assert found(register, tier="B") == ["Kari Østhold"]
    assert found(register, owner=OURS) == ["Kari Nordmann"]
    assert found(register, theme="jernbane") == ["Østlandssamarbeidet"]
    assert found(register, "kari", tier="A") == ["Kari Nordmann"]
    assert found(register, quiet=True) == []


def test_who_was_spoken_with_about_a_theme_is_found_by_it_until_the_dialogue_is_undone(register: Session) -> None:
    workspace = register.scalars(select(Workspace)).one()
    [ase] = people.same_name(register, workspace.id, "åse nordby")
    logged = spoke(register, workspace.id, TODAY, ase, theme="jernbane", stance="positiv")
    assert found(register, theme="jernbane") == ["Åse Nordby", "Østlandssamarbeidet"]

    undo.undo(register, workspace.id, logged.edit.id, OURS, NOW)

    assert found(register, theme="jernbane") == ["Østlandssamarbeidet"]
    assert ase.last_dialogue_on is None


def test_a_renamed_person_is_no_longer_found_by_the_old_name_nor_guessed_at(register: Session) -> None:
    workspace = register.scalars(select(Workspace)).one()
    [kari] = people.same_name(register, workspace.id, "Kari Østhold")

    people.save(register, workspace.id, kari.id, kari.version, {"name": "Kari Berg"}, OURS, NOW)

    assert found(register, "østhold") == []
    assert found(register, "kari berg") == ["Kari Berg"]
    assert register.scalars(select(Gram).where(Gram.word == "osthold")).all() == []
    assert register.scalars(select(Posting).where(Posting.word == "osthold")).all() == []
    change = register.scalars(select(EditedRow).order_by(EditedRow.id.desc())).first()
    assert change is not None

    undo.undo(register, workspace.id, change.edit_id, OURS, NOW)

    assert found(register, "østhold") == ["Kari Østhold"]
    assert [each.name for each in people.same_name(register, workspace.id, "KARI OESTHOLD")] == ["Kari Østhold"]


def test_a_role_that_ended_is_found_by_its_words_and_not_as_a_committee(register: Session) -> None:
    over = NewRole("politiker", "saksordfører", "Finanskomiteen", "Sp", to_on=TODAY - timedelta(days=1))
    new_person(register, register.scalars(select(Workspace.id)).one(), "Tom Berg", over)
    assert found(register, "saksordfører") == found(register, "finanskomiteen") == ["Tom Berg"]
    assert found(register, committee="finanskomiteen") == []
