"""`/budskap lokalt Lillestrøm`: a page with what the priorities mean in one municipality."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.file import File
from bot.commands.budskap import local_page as command
from bot.reports.document import report_lines
from bot.reports.written import PdfFile
from content.schema.organisation import LocalCase, Subregion
from models.db.database import Database
from models.tables import Carrier, MessageRound
from models.workspace.contacts import ContactRole
from tests.support.nudges import at
from tests.support.people import Room, text_of
from tests.support.report_year import report_pack, report_room

PAGE = """\
Dette betyr det for Lillestrøm
Prøveregionen interkommunale politiske råd
## Jernbane
I Lillestrøm: 4 av 10 pendler med tog (SSB, 1. januar 2026)
Vi ber om: Jernbane må planlegges nå.
Det vi har gjort i 2026: Medieoppslag: 1.
## Det som kommer
Tabell: Datoer det neste halvåret
Hva | Når
Revidert nasjonalbudsjett | Lørdag 15. mai 2027"""


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return report_room(sqlite_database)


@pytest.mark.parametrize(
    "asked",
    ["lokalt Lillestrøm", "Lokalt 3205", "Hva betyr det for Lillestrøm?", "dette betyr det for Lillestrøm kommune"],
)
def test_a_municipality_gets_a_page_of_what_is_cleared(room: Room, asked: str) -> None:
    file = room.ask("budskap", asked)
    assert isinstance(file, File)
    assert (file.name, file.title) == ("dette-betyr-det-for-lillestrom.pdf", "Dette betyr det for Lillestrøm")
    assert isinstance(file.content, PdfFile)
    assert "\n".join(report_lines(file.content.report)) == PAGE
    content = file.content()
    assert b"pdfuaid" in content
    assert content.count(b"/Type/Page/") == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (
            "lokalt Moss",
            (
                "Dette betyr det for Moss\n\nVi har ingen klarerte fakta om Moss ennå, så det blir ingen side.\n\n"
                "Legg inn ett for hver prioritering, med kilde, dato og kommunenummer `3103`: `/padriver innhold ny fakta`."
            ),
        ),
        (
            "lokalt",
            "Hvilken kommune?\n\nSkriv hvilken kommune siden er for.\n\nFor eksempel `/budskap lokalt Lillestrøm`.",
        ),
        (
            "lokalt Våler",
            (
                "Hvilken kommune?\n\n«Våler» kan være Våler i Østfold eller Våler i Innlandet. Skriv fylket med.\n\n"
                "For eksempel `/budskap lokalt Lillestrøm`."
            ),
        ),
        (
            "lokalt Atlantis",
            "Hvilken kommune?\n\nJeg fant ingen kommune som heter «Atlantis».\n\nFor eksempel `/budskap lokalt Lillestrøm`.",
        ),
    ],
)
def test_what_cannot_be_made_is_explained(room: Room, asked: str, answer: str) -> None:
    assert text_of(room.ask("budskap", asked)) == answer


def test_a_fact_that_is_a_draft_waits_to_be_cleared(sqlite_database: Database) -> None:
    room = report_room(sqlite_database, report_pack(is_fact_cleared=False))
    said = text_of(room.ask("budskap", "lokalt Lillestrøm"))
    assert said.endswith("1 utkast venter på klarering: `/padriver klarering`.")


def test_without_the_libraries_the_answer_says_which_command_installs_them(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "can_write", lambda: False)
    assert text_of(room.ask("budskap", "lokalt Lillestrøm")).endswith("`pip install 'padriver[images,reports]'`.")


def test_an_installed_app_reaches_it_by_another_command(room: Room) -> None:
    file = room.ask("padriver", "lokalt Lillestrøm")
    assert isinstance(file, File)


def test_a_guest_is_answered_as_before(room: Room) -> None:
    room.role = ContactRole.GUEST
    assert text_of(room.ask("budskap", "lokalt Lillestrøm")).startswith("Det budskapet fant jeg ikke")


def test_a_member_is_shown_the_cases_of_its_sub_region(room: Room) -> None:
    region = {"id": "romerike", "navn": "Nedre Romerike", "bekreftet": "november 2023", "kilde": "notatet"}
    case = {"id": "kryssing", "tekst": "Ny kryssing av elva", "delregion": "romerike", "kilde": "notatet"}
    own = room.pack.organisation
    regions, cases = (Subregion.model_validate(region),), (LocalCase.model_validate(case),)
    room.pack = replace(room.pack, organisation=own.model_copy(update={"subregions": regions, "local_cases": cases}))
    assert "Ny kryssing" not in _page(room)
    room.send("interessent.medlem.lagre", municipality="Lillestrøm", region="Nedre Romerike", recipient="ordfører")
    assert "## Saker herfra som betyr noe for hele regionen\n• Ny kryssing av elva\n" in _page(room)


def _page(room: Room) -> str:
    file = room.ask("budskap", "lokalt Lillestrøm")
    assert isinstance(file, File)
    assert isinstance(file.content, PdfFile)
    return "\n".join(report_lines(file.content.report))


def test_what_was_said_there_is_on_the_page_and_nothing_of_a_no(room: Room) -> None:
    with room.database.session() as session:
        row = MessageRound(
            workspace_id=1, created_by="U1", created_at=room.now, sent_at=room.now, target="x", title="Rikstunnelen",
            text="Flere tog", demand="", audience="alle", audience_name="alle", until=date(2026, 12, 1),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for number, answer, where in (
            ("3205", "brukt", "Romerikes Blad"),
            ("3205", "brukt", None),
            ("3205", "nei", None),
            ("3203", "brukt", "Budstikka"),
        ):
            session.add(
                Carrier(
                    workspace_id=1, round_id=row.id, number=number, function="ordfører", generation=1, is_letter=False,
                    expires_at=room.now, answer=answer, answered_at=at("2026-10-08 12:00"), used_where=where,
                )
            )  # fmt: skip
    said = (
        "## Det er sagt herfra\n• Lillestrøm brukte budskapet om Rikstunnelen i Romerikes Blad 8. oktober.\n"
        "• Lillestrøm brukte budskapet om Rikstunnelen 8. oktober.\n## Det som kommer"
    )
    assert said in _page(room)
    room.send("interessent.medlem.lagre", municipality="Lillestrøm", language="nn", recipient="ordfører")
    nynorsk = _page(room)
    assert (
        "## Det er sagt herifrå\n• Lillestrøm brukte bodskapen om Rikstunnelen i Romerikes Blad 8. oktober.\n"
        in nynorsk
    )
    assert "Tabell: Datoar det neste halvåret\nKva | Når\nRevidert nasjonalbudsjett | Laurdag 15. mai 2027" in nynorsk
