"""What the register starts with, and what a sync leaves alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.municipalities import Municipality, municipalities, municipality
from models.db.database import Database
from models.register import organisations
from models.register.filters import RegisterFilter
from models.register.search import search
from models.register.seed import ensure, seeds
from models.tables import Organisation, Workspace
from tests.support.content import PACK
from tests.support.register import NOW, OURS, TODAY, new_organisation
from tests.support.rows import new_workspace

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    workspace = new_workspace(database).id
    with database.session() as session:
        session.info["workspace"] = workspace
        yield session


def test_the_register_starts_with_whom_the_note_names_and_where_it_says_so(session: Session) -> None:
    workspace = session.get_one(Workspace, session.info["workspace"])

    assert ensure(session, workspace, PACK, NOW) == len(tuple(seeds(PACK)))

    rows = session.scalars(select(Organisation)).all()
    kinds = Counter(row.kind for row in rows)
    assert (kinds["departement"], kinds["samarbeid"], kinds["delregion"], kinds["komité"]) == (4, 6, 16, 1)
    assert all(row.source for row in rows)
    [ks] = organisations.named(session, workspace.id, "KS")
    assert ks.cooperation[0] == "Hold dialog om saker som er felles for kommunene."
    [follo] = organisations.named(session, workspace.id, "folloregionen")
    assert (follo.note, follo.municipality) == ("Styreplass: Ås (november 2023).", "3218")
    found = search(session, workspace, RegisterFilter("transportkomite"), TODAY).organisations
    assert [hit.row.name for hit in found] == ["Stortingets transport- og kommunikasjonskomité"]
    assert ensure(session, workspace, PACK, NOW) == 0
    assert ensure(session, workspace, PACK, TOMORROW) == 0


def test_a_sync_leaves_alone_what_people_have_written_and_takes_over_what_they_made_themselves(
    session: Session,
) -> None:
    workspace = session.get_one(Workspace, session.info["workspace"])
    lo = new_organisation(session, workspace.id, "LO", kind="organisasjon", note="Vår egen")
    ensure(session, workspace, PACK, NOW)
    assert (lo.pack_id, lo.note, lo.kind, len(lo.cooperation)) == ("allianse:lo", "Vår egen", "organisasjon", 3)
    [ks] = organisations.named(session, workspace.id, "KS")
    organisations.save(session, workspace.id, ks.id, ks.version, {"note": "Ring Per"}, OURS, NOW)
    alliances = PACK.alliances.model_copy(
        update={
            "alliances": tuple(
                each.model_copy(update={"about": "Ny tekst", "link": None})
                for each in PACK.alliances.alliances
                if each.id != "nho"
            )
        }
    )

    ensure(session, workspace, replace(PACK, alliances=alliances), TOMORROW)

    assert (ks.note, ks.link) == ("Ring Per", None)
    assert organisations.named(session, workspace.id, "NHOs regionkontorer") == []
    [office] = organisations.named(session, workspace.id, "Osloregionens Europakontor")
    assert office.note == "Ny tekst"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Oslo", ["0301"]),
        ("301", ["0301"]),
        ("Våler", ["3114", "3419"]),
        ("vaaler kommune", ["3114", "3419"]),
        ("Våler i Innlandet", ["3419"]),
        ("Våler (Østfold)", ["3114"]),
        ("Herøy", ["1515", "1818"]),
        ("røros", ["5025"]),
        ("Oslofjorden", []),
        ("9999", []),
    ],
)
def test_a_municipality_is_known_by_name_or_number_and_twins_are_all_told(text: str, numbers: list[str]) -> None:
    assert [each.number for each in municipalities(text)] == numbers


def test_a_number_tells_the_name_and_the_county() -> None:
    assert municipality("3419") == Municipality("3419", "Våler", "Innlandet")
    assert municipality("0000") is None
