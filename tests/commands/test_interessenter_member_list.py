"""A list of members out of a workbook or a CSV file: what it changes is shown before, and it is taken in once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from threading import Barrier
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from bot.cards.file import File
from bot.commands.ask import Reply, UploadedFile
from bot.commands.interessenter import FILE
from bot.commands.interessenter.workbook.member_headings import FILE_HEADINGS, is_member_list
from bot.workbooks.read import read
from content.schema.organisation import Member as MemberEntry
from content.schema.organisation import Subregion
from models.db.database import Database
from models.tables import Member, MemberContact, Person, Role
from tests.support.pack import small_pack
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

SOURCE = "osloregionen.no"
HEADINGS = (
    "Kommunenr",
    "Kommune",
    "Delregion",
    "Ordfører",
    "Parti",
    "E-post",
    "Telefon",
    "Kommunedirektør",
    "Styremedlem",
)
LIST = (
    HEADINGS,
    (3218, "Ås", "folloregionen", "Kari Lie", "Ap", "kari@example.no", "12345678", "Ola Moe", "Kari Lie"),
    (301, "Oslo kommune", None, "Berg, Siv", None, "siv@example.no", None, "-", None),
    (None, "Våler (Innlandet)", None, "Per By (Sp)", None, None, None, None, None),
)


@pytest.fixture
def room(database: Database) -> Room:
    pack = small_pack()
    follo = Subregion(
        id="follo", navn="Folloregionen", kommune="Ås", kommunenummer="3218", bekreftet="november 2023", kilde=SOURCE
    )
    known = (MemberEntry(kommunenummer="3218", navn="Ås", delregion="follo", kilde=SOURCE),)
    own = pack.organisation.model_copy(update={"member_count": 62, "subregions": (follo,), "members": known})
    return full_room(database, replace(pack, organisation=own))


def book(*rows: Any) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def sent(room: Room, data: bytes, name: str = "medlemmer.xlsx", user: str = KARI) -> Reply:
    dropped = UploadedFile(name, FILE.read(data))
    with room.database.session() as session:
        return FILE.answer(dropped)(room._ask(session, user), session)


def taken_in(room: Room, *rows: Any) -> str:
    return text_of(room.push(card_of(sent(room, book(*rows))), "Ta inn"))


def held(room: Room) -> dict[str, int]:
    with room.database.session() as session:
        return {
            table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Member, MemberContact, Person, Role)
        }


def test_a_list_is_previewed_and_taken_in(room: Room) -> None:
    preview = sent(room, book(*LIST))
    assert text_of(preview) == (
        "Medlemsliste: medlemmer.xlsx\n\n"
        "Jeg leste arket «Sheet» med 3 rader som en liste over medlemmer.\n\n"
        "• 2 nye medlemmer: Oslo (ordfører Siv Berg); Våler (Innlandet) (ordfører Per By)\n"
        "• 1 endres: Ås (ordfører Kari Lie; kommunedirektør Ola Moe; styremedlem Kari Lie)\n\n"
        "Da er 3 medlemmer lagt inn, 59 mangler.\n\n"
        "[Ta inn] [Bare folk til registeret] [La være]"
    )
    done = room.push(card_of(preview), "Ta inn")
    assert text_of(done) == (
        "Medlemslista er tatt inn\n\n2 nye medlemmer og 1 endret. Da er 3 medlemmer lagt inn, 59 mangler.\n\n"
        "[Angre] [Alle medlemmer]"
    )
    card = text_of(room.ask("interessenter", "Ås"))
    assert "• Ordfører: Kari Lie (Ap)\n  kari@example.no · 12345678" in card
    assert "• Kommunedirektør (til orientering): Ola Moe" in card
    assert "• Styremedlem: Kari Lie (Ap)" in card
    assert held(room) == {"Member": 2, "MemberContact": 5, "Person": 4, "Role": 5}
    with room.database.session() as session:
        assert set(session.scalars(select(Person.source))) == {"Medlemslista medlemmer.xlsx"}
    assert "tok et regneark inn i interessentregisteret" in text_of(room.ask("padriver", "logg"))


def test_the_same_list_twice_changes_nothing(room: Room) -> None:
    taken_in(room, *LIST)
    before = held(room)
    again = sent(room, book(*LIST))
    assert "• 3 som før\n\nIngenting endres.\n\n[Bare folk til registeret] [La være]" in text_of(again)
    assert held(room) == before


def test_all_of_it_is_undone_at_once(room: Room) -> None:
    done = room.push(card_of(sent(room, book(*LIST))), "Ta inn")
    room.push(card_of(done), "Angre")
    assert held(room) == {"Member": 0, "MemberContact": 0, "Person": 0, "Role": 0}
    assert "Mangler: ordfører." in text_of(room.ask("interessenter", "Ås"))


def test_a_new_mayor_ends_the_old_ones_role_and_is_said_before(room: Room) -> None:
    taken_in(room, *LIST)
    preview = text_of(sent(room, book(HEADINGS, (3218, "Ås", None, "Per Ek", "H", "per@example.no"))))
    assert "• 1 endres: Ås (ordfører Per Ek i stedet for Kari Lie)" in preview
    assert "1 person går ut av vervet sitt: Kari Lie." in preview
    taken_in(room, HEADINGS, (3218, "Ås", None, "Per Ek", "H", "per@example.no"))
    with room.database.session() as session:
        ended = session.scalars(select(Role).where(Role.to_on.is_not(None))).all()
        assert [(each.title, str(each.to_on)) for each in ended] == [("Ordfører", "2026-10-01")]
    assert "• Styremedlem: Kari Lie (Ap)" in text_of(room.ask("interessenter", "Ås"))


def test_what_is_not_understood_is_said_by_row_and_given_back(room: Room) -> None:
    preview = sent(
        room,
        book(
            ("Kommunenummer", "Kommune", "Ordfører", "E-post"),
            (None, "Våler", "Kari Lie", None),
            (3203, "Bærum", "Per By", None),
            ("0231", "Skedsmo", "Siv Dal", None),
            (3218, "Ås", "Ola Moe", "ola(at)example.no"),
            (3205, "Lillestrøm", "Jo Ek", None),
            (3205, "Lillestrøm", "Jo Ek", None),
            ("0213", "Ski", "Ida Ås", None),
        ),
    )
    assert (
        "• 6 uklare\n"
        "  Rad 2, Våler: Det finnes flere som heter Våler. Skriv Våler (Østfold) eller Våler (Innlandet).\n"
        "  Rad 3, Bærum: Nummeret 3203 er Asker, men det står «Bærum». Rett det ene.\n"
        "  Rad 4, Skedsmo: Kommunenummeret 0231 er ikke i bruk nå. Skriv kommunen slik den er i dag.\n"
        "  … og 3 til\n" in text_of(preview)
    )
    assert isinstance(preview.file, File)
    rows = openpyxl.load_workbook(BytesIO(preview.file.content())).worksheets[0].values
    assert [row[0] for row in rows][4:] == [
        "«ola(at)example.no» er ikke en hel e-postadresse.",
        "Den samme kommunen står lenger opp i arket.",
        "Kommunenummeret 0213 er ikke i bruk nå. Skriv kommunen slik den er i dag.",
    ]


def test_an_old_number_is_mended_by_the_name(room: Room) -> None:
    taken_in(room, ("Kommunenummer", "Kommune", "Delregion"), ("0231", "Lillestrøm", "Nedre Romerike"))
    assert text_of(room.ask("interessenter", "3205")).startswith("Lillestrøm – medlem\n")


def test_a_csv_file_of_municipalities_alone_is_a_list_of_members(room: Room) -> None:
    data = "kommunenummer;kommunenavn;fylkesnavn;delregion\n0301;Oslo;Oslo;Oslo kommune\n3205;Lillestrøm;Akershus;\n".encode()
    card = card_of(sent(room, data, "medlemmer.csv"))
    assert text_of(room.push(card, "Ta inn")).startswith("Medlemslista er tatt inn\n\n2 nye medlemmer.")


def test_the_exported_file_changes_nothing(room: Room) -> None:
    taken_in(room, *LIST)
    out = room.ask("interessenter", "medlemmer eksport")
    assert isinstance(out, File)
    assert "• 3 som før" in text_of(sent(room, out.content()))


def test_two_who_take_in_the_same_list_at_once_add_each_member_once(room: Room) -> None:
    cards = {user: card_of(sent(room, book(*LIST), user=user)) for user in (KARI, PER)}
    together = Barrier(len(cards))

    def push(user: str) -> str:
        together.wait()
        return text_of(room.push(cards[user], "Ta inn", user=user)).partition("\n")[0]

    with ThreadPoolExecutor(len(cards)) as threads:
        titles = sorted(threads.map(push, cards))
    assert titles == ["Medlemslista er tatt inn", "Medlemsliste"]
    assert held(room) == {"Member": 2, "MemberContact": 5, "Person": 4, "Role": 5}


def test_two_who_enter_a_new_mayor_at_once_leave_one(room: Room) -> None:
    together = Barrier(2)

    def enter(name: str) -> None:
        together.wait()
        room.send("interessent.medlem.person.lagre", state="3218", function="ordfører", name=name, source="avisen")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(enter, ("Kari Lie", "Per Ek")))
    with room.database.session() as session:
        assert session.scalar(select(func.count()).select_from(MemberContact).where(MemberContact.to_on.is_(None))) == 1


def test_the_people_alone_can_be_taken_into_the_register(room: Room) -> None:
    preview = room.push(card_of(sent(room, book(*LIST))), "Bare folk til registeret")
    assert text_of(preview).startswith("Regneark: medlemmer.xlsx\n")
    room.push(card_of(preview), "Ta inn")
    assert held(room)["Member"] == 0
    assert held(room)["Person"] > 0


def test_a_column_that_nobody_is_beside_is_said_to_be_unread(room: Room) -> None:
    preview = text_of(sent(room, book(("Kommune", "E-post", "Ordfører"), ("Ås", "post@as.kommune.no", "Kari Lie"))))
    assert "Jeg leste ikke kolonnen «E-post»: jeg ser ikke hvem eller hva det gjelder." in preview


@pytest.mark.parametrize(
    "rows",
    [
        (("Kommune", "Ordfører", None, None), (None, "Navn", "Parti", "E-post"), ("Ås", "Kari Lie", "Ap", "kari@example.no")),
        (("Medlemmer i vår region",), ("Nr", "Kommune:", "Navn ordfører:", "Parti:", "Epost:"), (1, "AAS", "Lie, Kari", "Arbeiderpartiet", "kari@example.no")),
        (("Kommunenr", "Kommunenavn", "Ordfører fornavn", "Ordfører etternavn", "Parti ordfører", "E-post ordfører"), (3218, "Ås", "Kari", "Lie", "Ap", "kari@example.no")),
        (("KOMMUNE", "ORDFØRER (2023–2027)", "Epost", "Politisk rådgiver", "Epost"), ("3218 Ås", "Kari Lie (Ap)", "mailto:kari@example.no", "-", None)),
        (("Delregion", "Kommune", "E-post ordførar", "Ordførar"), ("Follo", "Ås kommune", "kari@example.no", "Kari Lie, Ap")),
    ],
)  # fmt: skip
def test_lists_come_in_many_layouts(room: Room, rows: Any) -> None:
    preview = sent(room, book(*rows))
    assert "Jeg leste ikke" not in text_of(preview)
    room.push(card_of(preview), "Ta inn")
    card = text_of(room.ask("interessenter", "Ås"))
    assert "• Ordfører: Kari Lie (Ap)\n  kari@example.no [Vis]" in card
    assert "Delregion: Folloregionen\n" in card


@pytest.mark.parametrize(
    ("headings", "is_list"),
    [
        (("Kommune", "Ordfører"), True),
        (("Kommune", "Ordførers e-post", "Ordfører", "Kontaktperson"), True),
        (("Navn", "Ordfører", "Parti"), True),
        (("Kommune", "Delregion"), True),
        (("Kommunenummer", "Fylke"), True),
        (("Kommune", "Kontaktperson", "E-post"), False),
        (("Navn", "Kommune", "Ordfører"), False),
        (("Navn", "Virksomhet", "Rolle", "Kommune"), False),
        (("Etternavn", "Fornavn", "Kommune", "Delregion"), False),
        (("Virksomhet", "Kommune", "Delregion"), False),
    ],
)
def test_the_headings_say_which_of_the_two_it_is(headings: tuple[str, ...], is_list: bool) -> None:
    data = book(headings, tuple("Ås" for _ in headings))
    assert is_member_list(read(data, FILE_HEADINGS, FILE_HEADINGS.needed)) is is_list
