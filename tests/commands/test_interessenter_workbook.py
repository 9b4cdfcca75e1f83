"""The register out to a workbook and in again."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.file import File
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.workbook import import_plan
from bot.commands.interessenter.workbook.headings import HEADINGS, KNOWN_HEADINGS
from bot.commands.interessenter.workbook.import_plan import ImportPlan, apply_import, plan_import
from bot.commands.interessenter.workbook.owner_column import OwnerColumn
from bot.commands.interessenter.workbook.register_rows import register_rows
from bot.commands.parse.themes import themes_of
from bot.workbooks.read import read
from models.db.database import Database
from models.register.undo import undo
from models.tables import Organisation, Person
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.people import KARI, NOW, Room, full_room, text_of

TODAY = date(2026, 10, 2)
THEIRS = (
    ("Kontaktperson", "Organisasjon", "Stilling", "Parti", "Kommune", "Tema", "Prioritet", "Sist kontakt", "Notat"),
    ("Nordmann, Kari", "Stortinget", "leder", "Ap", "Moss", "jernbane", "A", "5.9.26", "Vil ha faktaark"),
    ("Ola Moe", "NHO Viken", "regiondirektør", None, None, "havn", "B", 46266, "-ring først"),
    (None, "Østlandssamarbeidet", None, None, None, "jernbane", None, None, None),
)


@pytest.fixture
def room(database: Database) -> Room:
    return full_room(database)


def book(*rows: Any) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def planned(room: Room, data: bytes) -> ImportPlan:
    with room.database.session() as session:
        found = register_rows(read(data, KNOWN_HEADINGS), TODAY, themes_of(room.pack).find)
        return plan_import(session, room.workspace, found, TODAY, "Regnearket")


def taken_in(room: Room, data: bytes) -> tuple[ImportPlan, int]:
    found = planned(room, data)
    with room.database.session() as session:
        edit = import_plan.begin_import(session, room.workspace.id, KARI, NOW)
        apply_import(session, room.workspace.id, found, edit)
        return found, edit.id


def counts(found: ImportPlan) -> tuple[int, int, int, int]:
    return len(found.added), len(found.changed), found.same, len(found.unclear)


def exported(room: Room, text: str = "") -> bytes:
    file = room.ask("interessenter", f"eksport {text}".strip())
    assert isinstance(file, File)
    return file.content()


def shown(room: Room, name: str) -> str:
    return text_of(room.ask("interessenter", name))


def test_a_workbook_of_somebody_elses_making_becomes_people_and_organisations(room: Room) -> None:
    found, _ = taken_in(room, book(*THEIRS))
    assert counts(found) == (3, 0, 0, 0)
    kari = shown(room, "Kari Nordmann")
    assert kari.startswith("Kari Nordmann (Ap)\n\nLeder, Stortinget\n\nNivå: A\n")
    assert "Sist kontakt: lørdag 5. september, for 27 dager siden" in kari
    assert "Vil ha faktaark" in kari
    ola = shown(room, "Ola Moe")
    assert "Regiondirektør, NHO Viken" in ola
    assert "-ring først\nTema: havn" in ola
    assert "Sist kontakt: tirsdag 1. september" in ola
    assert "Østlandssamarbeidet" in shown(room, "tema:jernbane")


def test_the_same_file_twice_changes_nothing(room: Room) -> None:
    taken_in(room, book(*THEIRS))
    assert counts(planned(room, book(*THEIRS))) == (0, 0, 3, 0)


def test_what_is_exported_and_read_in_again_changes_nothing(room: Room) -> None:
    taken_in(room, book(*THEIRS))
    room.ask("interessenter", "møtte Berit Lie (H) i Våler kommune om jernbane: positiv")
    out = exported(room)
    assert counts(planned(room, out))[:2] == (0, 0)
    assert counts(planned(room, out))[3] == 0
    sheet = openpyxl.load_workbook(BytesIO(out)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert sheet.freeze_panes == "A2"


def test_a_filter_exports_only_those_who_fit_and_it_is_noted_who_did(room: Room) -> None:
    taken_in(room, book(*THEIRS))
    sheet = openpyxl.load_workbook(BytesIO(exported(room, "parti:Ap"))).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Kari Nordmann"]
    assert "hentet ut interessentregisteret" in text_of(room.ask("padriver", "logg"))
    assert text_of(room.ask("interessenter", "eksport parti:H")).startswith("Ingenting å eksportere")


def test_what_a_row_says_anew_is_changed_and_what_it_leaves_empty_stays(room: Room) -> None:
    taken_in(room, book(*THEIRS))
    found, edit = taken_in(
        room, book(("Navn", "Virksomhet", "Nivå", "Rolle"), ("Kari Nordmann", None, "B", "nestleder"))
    )
    assert counts(found) == (0, 1, 0, 0)
    kari = shown(room, "Kari Nordmann")
    assert kari.startswith("Kari Nordmann (Ap)\n\nNestleder, Stortinget\n\nNivå: B\n")
    with room.database.session() as session:
        undo(session, room.workspace.id, edit, KARI, NOW)
    assert shown(room, "Kari Nordmann").startswith("Kari Nordmann (Ap)\n\nLeder, Stortinget\n\nNivå: A\n")


def test_an_organisation_that_gets_another_name_has_its_people_found_by_that(room: Room) -> None:
    taken_in(room, book(*THEIRS))
    with room.database.session() as session:
        number = session.query(Organisation).filter_by(name="NHO Viken").one().id
    found, _ = taken_in(room, book(("Id", "Virksomhet"), (f"V{number}", "NHO Innlandet")))
    assert counts(found) == (0, 1, 0, 0)
    assert shown(room, "ola innlandet").startswith("Ola Moe\n\nRegiondirektør, NHO Innlandet\n")
    assert "Ola Moe" not in shown(room, "viken")


def test_an_import_is_undone_as_a_whole(room: Room) -> None:
    _, edit = taken_in(room, book(*THEIRS))
    with room.database.session() as session:
        undo(session, room.workspace.id, edit, KARI, NOW)
        assert session.query(Person).count() == 0
    assert shown(room, "Kari Nordmann").startswith("Ingen treff")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (
            ("Kari Nordmann", "Høyre", "H", None),
            "Registeret har alt noen med dette navnet (P1). Skriv Id-en, eller skill dem på virksomhet.",
        ),
        (
            ("Anne Li", "", "", "Våler"),
            "Det finnes flere som heter Våler. Skriv Våler (Østfold) eller Våler (Innlandet).",
        ),
        (("Anne Li", "", "", "Byen"), "Jeg kjenner ikke kommunen «Byen»."),
        (
            ("Anne Li", "Aftenposten", "Ap", None),
            "Parti lagres bare for folkevalgte og partifolk. Ta bort partiet, eller rett rollen.",
        ),
        (("", "", "Ap", None), "Skriv et navn eller en virksomhet."),
    ],
)
def test_a_row_that_cannot_be_told_is_left_out_and_says_why(room: Room, row: tuple[Any, ...], wrong: str) -> None:
    headings = ("Navn", "Virksomhet", "Parti", "Kommune")
    taken_in(room, book(headings, ("Kari Nordmann", "Stortinget", "Ap", None)))
    found = planned(room, book(headings, row, ("Berit Lie", "KS", None, "Moss")))
    assert [each.wrong[0].replace("(P2)", "(P1)") for each in found.unclear] == [wrong]
    assert counts(found) == (1, 0, 0, 1)


def test_somebody_who_stands_twice_in_one_workbook_is_taken_in_once(room: Room) -> None:
    headings = ("Navn", "Virksomhet")
    found = planned(room, book(headings, ("Berit Lie", "KS"), ("Berit Lie", "KS"), ("Berit Lie", "NHO")))
    assert counts(found) == (2, 0, 0, 1)
    assert found.unclear[0].wrong == ("Den samme står lenger opp i arket.",)


PEOPLE = st.dictionaries(
    st.sampled_from(["U0A1B2C3D", "U1A1B2C3D", "aaaaaaaa-0000-4000-8000-00000000000a", "U9", "WILLIAM"]),
    st.lists(
        st.sampled_from(["Kari Nordmann", "kari", "KARI", "U9", "Per", "@per", "WILLIAM", "W", " ", "="]), max_size=3
    ),
)


@given(PEOPLE, st.sampled_from(["U0A1B2C3D", "U1A1B2C3D", "U9", "WILLIAM", "ikke-møtt"]))
def test_an_owner_that_is_written_is_read_back_as_the_same_person(called: dict[str, list[str]], owner: str) -> None:
    owners = OwnerColumn(called, frozenset({owner}))
    assert owners.find(owners.written(owner) or "") == owner


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Kari Nordmann", "U1"),
        (" kari  nordmann ", "U1"),
        ("@kari", "U1"),
        ("KARI", "U1"),
        ("@{U7|noen}", "U7"),
        ("U0NOTMET123", "U0NOTMET123"),
        ("", None),
        ("Per", CellFault("Flere av oss heter Per. Skriv brukernavnet i stedet.")),
        ("Ulla", CellFault("Jeg vet ikke hvem «Ulla» er hos oss. Skriv navnet slik det står her i chatten.")),
        (
            "#{C1|kanal}",
            CellFault("Jeg vet ikke hvem «#{C1|kanal}» er hos oss. Skriv navnet slik det står her i chatten."),
        ),
    ],
)
def test_an_owner_is_whoever_of_ours_is_called_so(said: str, wanted: str | CellFault | None) -> None:
    called = {"U1": ("Kari Nordmann", "kari"), "U2": ("Per", "per.hansen"), "U3": ("Per", "per.berg")}
    assert OwnerColumn(called).find(said) == wanted


@pytest.mark.parametrize("said", ["U0GJEST123", "@{U0GJEST123|gjest}"])
def test_somebody_who_does_not_work_here_owns_nothing_by_a_workbook(room: Room, said: str) -> None:
    def owner() -> str | CellFault | None:
        with room.database.session() as session:
            return import_plan.owners_of(session, room.workspace.id, ()).find(said)

    def becomes(role: ContactRole, *, has_left: bool = False) -> None:
        with room.database.session() as session:
            record_contacts(
                session, room.workspace.id, [SeenContact("U0GJEST123", PERSON, role=role, has_left=has_left)], NOW
            )

    assert owner() == "U0GJEST123"
    for role in (ContactRole.GUEST, ContactRole.STRANGER, ContactRole.BOT):
        becomes(role)
        assert owner() == CellFault(f"«{said}» arbeider ikke her. Skriv en som gjør det.")
    becomes(ContactRole.COLLEAGUE)
    assert owner() == "U0GJEST123"
    becomes(ContactRole.COLLEAGUE, has_left=True)
    assert owner() == CellFault(f"«{said}» arbeider ikke her. Skriv en som gjør det.")
    assert OwnerColumn({}, frozenset({"U0GJEST123"}), frozenset({"U0GJEST123"})).find(said) == "U0GJEST123"
