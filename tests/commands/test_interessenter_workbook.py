"""The register out to a workbook and in again."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.file import File
from bot.cards.form import Form, SelectInput
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
        (("Anne Li", "", "", "Byen"), "Jeg kjenner ikke kommunen «Byen». Skriv navnet slik det står på kartet."),
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


WRITTEN = ("Siobhan O'Brien", "Anne-Lise Moe", "Kari Nordmann")
SIGNS = {"'": ("'", "’", "´", "ʼ", ""), "-": ("-", "‑", "–", " ", ""), " ": (" ", "\u00a0", "  ")}


def typography(name: str, choose: st.DataObject) -> str:
    said = "".join(choose.draw(st.sampled_from(SIGNS.get(sign, (sign,)))) for sign in name)
    return choose.draw(st.sampled_from([said, said.upper(), said.lower()]))


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_person_is_one_whatever_the_typography_and_a_file_twice_changes_nothing(
    room: Room, data: st.DataObject
) -> None:
    names = data.draw(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=6))
    where = data.draw(st.lists(st.sampled_from(["Bane NOR", "BANE NOR", "Bane-Nor", None]), min_size=6, max_size=6))
    rows = [
        (typography(name, data), place, number) for number, (name, place) in enumerate(zip(names, where, strict=False))
    ]
    file = book(("Navn", "Virksomhet", "Telefon"), *rows)
    first, edit = taken_in(room, file)
    again, _ = taken_in(room, file)
    assert len(first.added) == len(set(names))
    assert (again.added, again.changed, again.same) == ((), (), len(first.added))
    assert again.unclear == first.unclear
    with room.database.session() as session:
        undo(session, room.workspace.id, edit, KARI, NOW)


def test_a_row_that_says_the_same_person_otherwise_is_unclear_each_time(room: Room) -> None:
    file = book(("Navn", "Telefon"), ("Kari O'Brien", 1), ("Kari O’Brien", 2))
    for added in (1, 0):
        found, _ = taken_in(room, file)
        assert counts(found) == (added, 0, 1 - added, 1)
        assert found.unclear[0].wrong == ("Den samme står lenger opp i arket.",)


def test_a_name_is_written_otherwise_only_where_the_id_says_who_it_is(room: Room) -> None:
    taken_in(room, book(("Navn", "Nivå"), ("Kari O'Brien", "A")))
    assert counts(planned(room, book(("Navn", "Nivå"), ("KARI O’BRIEN", "A")))) == (0, 0, 1, 0)
    with room.database.session() as session:
        number = session.query(Person).one().id
    assert counts(planned(room, book(("Id", "Navn"), (f"P{number}", "Kari O’Brien")))) == (0, 1, 0, 0)


def test_a_dialogue_with_somebody_in_another_typography_is_theirs(room: Room) -> None:
    taken_in(room, book(("Navn", "Nivå"), ("Siobhan O'Brien", "A")))
    for said in ("Siobhan O’Brien", "siobhan o'brien", "Siobhan OBrien", "O'Brien, Siobhan"):
        assert "er ny i registeret" not in text_of(room.ask("interessenter", f"møtte {said} om buss"))
    with room.database.session() as session:
        assert session.query(Person).count() == 1


def test_who_is_named_with_a_role_is_one_person_with_that_role(room: Room) -> None:
    answer = text_of(room.ask("interessenter", "møtte Ola Hansrud, ordfører i Lillestrøm, om Rikstunnelen: positiv"))
    assert "Hvem: Ola Hansrud\n" in answer
    assert "Ola Hansrud er ny i registeret." in answer
    assert shown(room, "Ola Hansrud").startswith("Ola Hansrud\n\nOrdfører, Lillestrøm kommune\n")


def test_the_offices_of_a_row_become_people_with_their_parties(room: Room) -> None:
    headings = ("Kommune", "Ordfører", "Parti", "Varaordfører", "Parti", "Kommunedirektør")
    found, _ = taken_in(room, book(headings, ("Moss", "Kari Lie", "A", "Per By", "Bygdelista", "Ola Moe")))
    assert counts(found) == (3, 0, 0, 0)
    assert shown(room, "Kari Lie").startswith("Kari Lie (Ap)\n\nOrdfører\n")
    assert shown(room, "Per By").startswith("Per By (Bygdelista)\n\nVaraordfører\n")
    assert shown(room, "Ola Moe").startswith("Ola Moe\n\nKommunedirektør\n")


def test_somebody_of_a_local_list_is_found_by_it_and_offered_it_in_the_form(room: Room) -> None:
    taken_in(
        room, book(("Navn", "Parti", "Rolle"), ("Kari Lie", "Bygdelista", "ordfører"), ("Per By", "uavh.", "ordfører"))
    )
    assert shown(room, "parti:bygdelista").startswith("1 treff\n\n• Kari Lie (Bygdelista)")
    assert shown(room, "parti:uavhengig").startswith("1 treff\n\n• Per By (Uavhengig)")
    form = room.ask("interessenter", "ny ordfører Siv By (Felleslista for Rakkestad)")
    assert isinstance(form, Form)
    party = next(each for each in form.inputs if each.name == "party")
    assert isinstance(party, SelectInput)
    assert party.initial == "Felleslista for Rakkestad"
    assert [choice.value for choice in party.choices][-2:] == ["Uavhengig", "Felleslista for Rakkestad"]
