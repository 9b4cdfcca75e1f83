"""Files in Teams: a person is asked before one is put where they keep theirs, and a workbook they give is taken in."""

import threading
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from bot.commands import registry
from bot.requests import progress
from bot.runtime.workers import Workers
from bot.teams.access import TeamsAccess
from bot.teams.file_offers import CONSENT
from models.db.database import Database
from models.register import imports, postings
from models.tables import Enclosure, Inbound
from models.workspace.inbound import UNDER_WAY
from tests.slack.test_workbooks import FAULTY, GIVEN_UP, GIVEN_UP_BEFORE, HEADINGS, TWO, Stopping, people
from tests.support.teams import APP, CHANNEL, GROUP, TENANT, Bench, Posted, labelled, teams, texts
from tests.support.workbooks import book
from tests.teams.test_recovery import left


async def settled(bench: Bench) -> list[Posted]:
    """Return what the bot has said, when all is done."""
    await bench.room.dispatcher.tasks.drain(60)
    return bench.said


async def given(bench: Bench, *rows: Any) -> list[Posted]:
    await bench.kari.give("bok.xlsx", book(*rows))
    return await settled(bench)


async def pressed(bench: Bench, message: Posted, label: str) -> list[Posted]:
    await bench.kari.press(labelled(message.card, label), on=message.sent)
    return await settled(bench)


async def exported(bench: Bench) -> Posted:
    """Ask for the register, and return what asks whether it is wanted."""
    await bench.kari.write("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv")
    await bench.kari.write("interessenter eksport")
    _, asked, _ = await settled(bench)
    return asked


def waiting(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Enclosure.id))) or 0


async def test_a_workbook_is_shown_taken_in_and_undone(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        (shown,) = await given(bench, *TWO)
        assert texts(shown.card) == [
            "Regneark: bok.xlsx",
            "Jeg leste arket «Ark1» med 2 rader.",
            "•",
            "2 nye: Kari Nordmann (Stortinget); Ola Moe (NHO)",
            "Ta inn",
            "La være",
        ]
        assert people(sqlite_database) == []
        (done,) = await pressed(bench, shown, "Ta inn")
        assert (done.method, done.path.rpartition("/")[2]) == ("PUT", shown.sent)
        assert texts(done.card) == ["Regnearket er tatt inn", "2 nye.", "Angre"]
        assert people(sqlite_database) == ["Kari Nordmann", "Ola Moe"]
        done.sent = shown.sent
        (undone,) = await pressed(bench, done, "Angre")
        assert texts(undone.card) == ["Angret", "Alt som regnearket la til og endret, er som før."]
        assert people(sqlite_database) == []


async def test_a_workbook_sent_where_others_read_is_not_read_and_the_answer_is_private(
    sqlite_database: Database,
) -> None:
    async with teams(sqlite_database, registry) as bench:
        for where in (CHANNEL, GROUP):
            await bench.kari.give("bok.xlsx", book(*TWO), where)
            (shown,) = await settled(bench)
            assert shown.sent in bench.connector.targeted
            assert texts(shown.card) == [
                "Send filen i en direktemelding",
                "Jeg leser bare filer du sender meg i en direktemelding. Send den til meg der.",
            ]
        assert people(sqlite_database) == []


async def test_csv_from_a_norwegian_excel_is_taken_in_as_a_workbook_is(sqlite_database: Database) -> None:
    content = "sep=;\r\nNavn;Virksomhet;Parti\r\nØdegård, Kåre;Stortinget;A\r\nSum;1;\r\n"
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.give("liste.csv", content.encode("cp1252"))
        (shown,) = await settled(bench)
        assert texts(shown.card) == [
            "Regneark: liste.csv",
            "Jeg leste 2 rader.",
            "•",
            "1 ny: Kåre Ødegård (Stortinget)",
            "Jeg hoppet over rad 3 («Sum»).",
            "Ta inn",
            "La være",
        ]
        await pressed(bench, shown, "Ta inn")
        assert people(sqlite_database) == ["Kåre Ødegård"]


async def test_a_file_that_stopped_its_reader_is_not_tried_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Stopping(monkeypatch)
    async with teams(sqlite_database, stopping.handlers, workers=Workers()) as bench:
        for said in (GIVEN_UP, GIVEN_UP_BEFORE):
            await bench.kari.give("bok.xlsx", b"x")
            *_, told = await settled(bench)
            assert texts(told.card) == ["Jeg kan ikke ta imot filen", said]
    assert stopping.asked == 1


async def test_what_is_to_be_mended_is_asked_about_and_put_where_the_person_says(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        shown, asked, told = await given(bench, *FAULTY)
        assert texts(shown.card)[5:7] == ["1 uklar", "Rad 4, Per Hansen: Nivået «D» finnes ikke. Skriv A, B eller C."]
        (attached,) = asked.body["attachments"]
        assert (attached["name"], attached["content"]["description"]) == ("rettes.xlsx", "Må rettes: 1 rad")
        assert texts(told.card) == [
            "Filen er klar",
            "«Må rettes: 1 rad» er klar. Trykk «Tillat», så legger Teams filen i OneDrive.",
        ]
        assert waiting(sqlite_database) == 2
        activity = await bench.kari.consents(asked)
        (info,) = await settled(bench)
        (stands,) = info.body["attachments"]
        assert (info.method, info.path.rpartition("/")[2]) == ("PUT", asked.sent)
        assert (stands["name"], stands["contentUrl"]) == ("rettes.xlsx", "https://contoso.sharepoint.com/mine.xlsx")
        content = bench.connector.files["mine"]
        assert len(content) == attached["content"]["sizeInBytes"]
        assert openpyxl.load_workbook(BytesIO(content)).worksheets[0]["B2"].value == "Per Hansen"
        assert waiting(sqlite_database) == 1
        await bench.post(activity)
        assert await settled(bench) == []


@pytest.mark.parametrize(
    "command", ["effekt eksport 2026", "interessenter eksport", "interessenter innsyn Kari Nordmann"]
)
async def test_what_is_asked_for_is_asked_about_in_the_conversation_of_two(
    sqlite_database: Database, command: str
) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv")
        await bench.kari.write("effekt ny medieoppslag Kronikk #jernbane 1.10")
        assert bench.said
        await bench.kari.write(command, CHANNEL)
        asked, told = await settled(bench)
        assert (asked.conversation, told.conversation.startswith(CHANNEL)) == (f"a:{bench.kari.aad}", True)
        assert texts(told.card)[1].endswith(
            "er klar i samtalen mellom deg og meg. Trykk «Tillat», så legger Teams filen i OneDrive."
        )
        await bench.kari.consents(asked)
        assert await settled(bench)
        assert bench.connector.files["mine"].startswith(b"PK")
        assert waiting(sqlite_database) == 0


async def test_whom_the_bot_does_not_know_alone_is_told_to_write_to_it(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv", CHANNEL)
        await bench.kari.write("interessenter eksport", CHANNEL)
        _, told = await settled(bench)
        assert texts(told.card)[0] == "Skriv en direktemelding"


async def test_a_file_that_is_declined_is_kept_no_longer(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        asked = await exported(bench)
        await bench.kari.consents(asked, accept=False)
        (told,) = await settled(bench)
        assert texts(told.card) == [
            "Filen er ikke lagret",
            "Greit, jeg legger ikke filen noe sted. Spør på nytt hvis du vil ha den.",
        ]
        assert waiting(sqlite_database) == 0
        await bench.kari.consents(asked)
        (gone,) = await settled(bench)
        assert texts(gone.card)[0] == "Filen er borte"


async def test_the_report_is_offered_in_every_way_of_asking_and_put_where_the_person_keeps_files(
    sqlite_database: Database,
) -> None:
    async with teams(sqlite_database, registry) as bench:
        for at, (said, channel) in enumerate(
            (
                ("effekt rapport 2026 styret", ""),
                ("padriver rapport medlemmer pdf", ""),
                ("effekt rapport årsmelding", CHANNEL),
            )
        ):
            await (bench.kari.write(said, channel) if channel else bench.kari.write(said))
            asked = next(each for each in await settled(bench) if CONSENT in str(each.body))
            await bench.kari.consents(asked, where=f"storage/{at}-{asked.body['attachments'][0]['name']}")
            await settled(bench)
        assert {name: content[:4] for name, content in bench.connector.files.items()} == {
            "0-rapport-2026-styret.docx": b"PK\x03\x04",
            "1-rapport-2026-medlemmer.pdf": b"%PDF",
            "2-rapport-2026-arsmelding.docx": b"PK\x03\x04",
        }


async def test_who_became_a_guest_gets_no_file_that_was_made_for_a_colleague(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        asked = await exported(bench)
        account = bench.kari.account
        bench.connector.members[account["id"]] = account | {"tenantId": TENANT, "userRole": "guest"}
        bench.room.dispatcher.role_checks.forget()
        await bench.kari.consents(asked)
        (told,) = await settled(bench)
        assert texts(told.card)[0] == "Filen er borte"
        assert bench.connector.files == {}
        assert waiting(sqlite_database) == 0


async def test_nobody_gets_anothers_file(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        asked = await exported(bench)
        await bench.per.consents(asked)
        (told,) = await settled(bench)
        assert texts(told.card)[0] == "Filen er borte"
        assert bench.connector.files == {}


@pytest.mark.parametrize(
    "where", ["https://evil.example.com/up", "http://127.0.0.1:1/up", "file:///etc/passwd", "storage/full"]
)
async def test_a_file_that_cannot_be_put_there_is_told_so_and_may_be_asked_for_again(
    sqlite_database: Database, where: str
) -> None:
    async with teams(sqlite_database, registry) as bench:
        bench.connector.full = True
        asked = await exported(bench)
        await bench.kari.consents(asked, where=where)
        (told,) = await settled(bench)
        assert texts(told.card) == ["Filen ble ikke lagret", "Teams tok ikke imot filen. Spør om den på nytt."]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://evil.example.com/bok.xlsx", "Filen ligger et annet sted enn her i chatten."),
        ("http://contoso.sharepoint.com/bok.xlsx", "Filen ligger et annet sted enn her i chatten."),
        ("https://sharepoint.com.example.com/bok.xlsx", "Filen ligger et annet sted enn her i chatten."),
        ("{here}/storage/redirect/http://127.0.0.1:1/x", "Filen ligger et annet sted enn her i chatten."),
        ("{here}/storage/redirect/{here}/storage/borte", "Jeg fikk ikke hentet filen."),
        ("", "Filen ligger et annet sted enn her i chatten."),
    ],
)
async def test_a_file_is_fetched_from_where_teams_keeps_files_alone(
    sqlite_database: Database, url: str, why: str
) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.give("bok.xlsx", book(*TWO), downloadUrl=url.format(here=bench.connector.url))
        (told,) = await settled(bench)
        assert texts(told.card)[0] == "Jeg kan ikke ta imot filen"
        assert texts(told.card)[1].startswith(why)


async def test_a_redirect_within_the_storage_is_followed(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        here = f"{bench.connector.url}/storage"
        await bench.kari.give("bok.xlsx", book(*TWO), downloadUrl=f"{here}/redirect/{here}/bok.xlsx")
        (shown,) = await settled(bench)
        assert texts(shown.card)[0] == "Regneark: bok.xlsx"


def test_files_are_kept_in_sharepoint_and_onedrive() -> None:
    access = TeamsAccess(APP, TENANT, frozenset({TENANT}))
    for url, kept in (
        ("https://contoso-my.sharepoint.com/personal/kari/upload?guid=1&x=y", True),
        ("https://api.onedrive.com/v1/up", True),
        ("https://sharepoint.com.example.com/", False),
        ("https://notsharepoint.com/", False),
        ("http://contoso.sharepoint.com/", False),
        ("https://me:pw@contoso.sharepoint.com/", False),
        ("http://127.0.0.1/", False),
    ):
        assert access.keeps_files(url) is kept, url


async def test_long_work_shows_how_far_it_has_come_in_the_message_itself(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.01)
    go_on, write = threading.Event(), postings.write_new

    def slowly(*asked: Any) -> None:
        assert go_on.wait(10)
        write(*asked)

    async with teams(sqlite_database, registry) as bench:
        await bench.kari.give("bok.xlsx", book(*TWO))
        shown = (await settled(bench))[-1]
        monkeypatch.setattr(imports.postings, "write_new", slowly)
        told = await bench.kari.press(labelled(shown.card, "Ta inn"), on=shown.sent)
        assert told["value"] == "Dette tar litt tid. Svaret kommer her."
        while not any("0 prosent er gjort." in texts(each.card) for each in bench.connector.posted):
            bench.connector.heard.clear()
            await bench.connector.heard.wait()
        go_on.set()
        *meanwhile, done = await settled(bench)
        assert {each.method for each in (*meanwhile, done)} == {"PUT"}
        assert texts(done.card)[0] == "Regnearket er tatt inn"


@pytest.mark.parametrize("done", [False, True])
async def test_a_file_that_a_dead_process_had_acknowledged_is_shown_by_the_next(
    sqlite_database: Database, done: bool
) -> None:
    async with teams(sqlite_database, registry) as bench:
        activity = await bench.kari.give("annen.xlsx", book(HEADINGS, ("Anne Li", "KS", None, None)))
        await settled(bench)
        activity |= {"id": "nytt"}
        left(bench, "message", activity, done=done)
        bench.clock.at += UNDER_WAY
        await bench.room.recover(bench.clock())
        (shown,) = await settled(bench)
        assert texts(shown.card)[0] == "Regneark: annen.xlsx"
        with sqlite_database.reading() as session:
            assert session.scalars(select(Inbound).where(Inbound.state == "waiting")).all() == []


@pytest.mark.parametrize("done", [False, True])
async def test_a_file_sent_where_others_read_is_not_read_by_the_next_process_either(
    sqlite_database: Database, done: bool
) -> None:
    async with teams(sqlite_database, registry) as bench:
        activity = await bench.kari.give("bok.xlsx", book(*TWO), CHANNEL)
        await settled(bench)
        activity |= {"id": "nytt"}
        left(bench, "message", activity, done=done)
        bench.clock.at += UNDER_WAY
        await bench.room.recover(bench.clock())
        (shown,) = await settled(bench)
        assert shown.sent in bench.connector.targeted
        assert texts(shown.card)[0] == "Send filen i en direktemelding"
        assert people(sqlite_database) == []
