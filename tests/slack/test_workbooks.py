"""A workbook that somebody gives the bot is shown, taken in as a whole or let be, and undone as a whole."""

import asyncio
import threading
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from unittest.mock import patch

import aiohttp
import openpyxl
import pytest
from sqlalchemy import func, select

from bot.commands import registry
from bot.commands.ask import FileHandler
from bot.local.file_routes import GET
from bot.local.model import LocalMessage
from bot.requests import file_reading, progress
from bot.requests.received_files import FileNotFetchedError, IncomingFile
from bot.runtime.workers import Limits, Workers
from bot.slack import roster
from bot.slack.file_download import fetch_file
from bot.slack.identity import open_client
from bot.slack.listeners import events as files
from bot.slack.manifest import manifest
from bot.workbooks.workbook_errors import NoWorkbookError
from jobs.pruning import prune
from models.db.database import Database
from models.register import imports, postings
from models.register.readers import name_reader
from models.tables import Administrator, Audit, Edit, Enclosure, Person, Reading, Workspace
from models.workspace import file_readings
from models.workspace.inbound import UNDER_WAY
from tests.support.slack import Bench, Handlers, seen, slack
from tests.support.workbooks import book
from tests.support.worker_tasks import spin
from tests.workbooks.test_reading import REFUSED

HEADINGS = ("Navn", "Virksomhet", "Rolle", "Nivå")
TWO = (HEADINGS, ("Kari Nordmann", "Stortinget", "leder", "A"), ("Ola Moe", "NHO", "rådgiver", "B"))
FAULTY = (*TWO, ("Per Hansen", "KS", "direktør", "D"))


def people(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Person.name).where(Person.removed_at.is_(None)).order_by(Person.name)))


async def given(bench: Bench, content: bytes, name: str = "bok.xlsx") -> LocalMessage:
    before = len(bench.kari.sees("bot"))
    bench.kari.give(name, content)
    found = await bench.workspace.wait_for(lambda _: _answered(bench, before))
    await bench.room.bolt_app.dispatcher.tasks.drain(60)
    return found


def _answered(bench: Bench, before: int) -> LocalMessage | None:
    return next((each for each in bench.kari.sees("bot")[before:] if each.is_bot and each.blocks), None)


async def pressed(bench: Bench, message: LocalMessage, label: str) -> LocalMessage:
    (element,) = [
        element
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"] == label
    ]
    await bench.kari.press(message, element["action_id"], element["value"])
    await bench.room.bolt_app.dispatcher.tasks.drain(60)
    return message


async def test_a_workbook_is_shown_taken_in_and_undone(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, book(*TWO))
        assert seen(shown) == [
            "Regneark: bok.xlsx",
            "Jeg leste arket «Ark1» med 2 rader.",
            "2 nye",
            ": Kari Nordmann (Stortinget); Ola Moe (NHO)",
            "Ta inn",
            "La være",
        ]
        assert people(sqlite_database) == []
        done = await pressed(bench, shown, "Ta inn")
        assert seen(done) == ["Regnearket er tatt inn", "2 nye.", "Angre"]
        assert people(sqlite_database) == ["Kari Nordmann", "Ola Moe"]
        again = await given(bench, book(*TWO))
        assert seen(again)[2:] == ["2 som før", "Ingenting endres."]
        assert seen(await pressed(bench, done, "Angre")) == [
            "Angret",
            "Alt som regnearket la til og endret, er som før.",
        ]
        assert people(sqlite_database) == []
    with sqlite_database.reading() as session:
        told = session.execute(select(Audit.user_id, Audit.what, Audit.after).order_by(Audit.id)).all()
        assert [tuple(each) for each in told[-2:]] == [
            (bench.kari.id, "import", {"nye": "2", "endret": "0"}),
            (bench.kari.id, "import angret", {}),
        ]
        assert session.scalar(select(func.count(Enclosure.id))) == 0


async def test_what_is_changed_and_what_is_unclear_is_told_and_the_unclear_rows_come_back(
    sqlite_database: Database,
) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await pressed(bench, await given(bench, book(*TWO)), "Ta inn")
        changed = (HEADINGS, ("Kari Nordmann", None, "nestleder", "B"), ("Ola Moe", "NHO", None, "B"), FAULTY[-1])
        shown = await given(bench, book(*changed, more=("Skrap",)))
        assert seen(shown) == [
            "Regneark: bok.xlsx",
            "Jeg leste arket «Ark1» med 3 rader.",
            "1 endres",
            ": Kari Nordmann (rolle og nivå)",
            "1 som før",
            "1 uklar",
            "\nRad 4, Per Hansen: Nivået «D» finnes ikke. Skriv A, B eller C.",
            "Den uklare raden får du i en egen fil, der det står hva du må rette. Rett, og send den filen hit.",
            "Jeg leste ikke arket «Skrap». Send det i en egen fil hvis det også skal inn.",
            "Ta inn",
            "La være",
        ]
        (mended,) = [file for message in bench.kari.sees("bot") if message.is_bot for file in message.files]
        assert (mended.name, mended.title) == ("rettes.xlsx", "Må rettes: 1 rad")
        rows = list(openpyxl.load_workbook(BytesIO(mended.content or b"")).worksheets[0].iter_rows(values_only=True))
        assert rows == [
            ("Hva må rettes", *HEADINGS),
            ("Nivået «D» finnes ikke. Skriv A, B eller C.", "Per Hansen", "KS", "direktør", "D"),
        ]
        done = await pressed(bench, shown, "Ta inn")
        assert seen(done)[1:3] == ["1 endret.", "1 uklar rad er ikke tatt inn."]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
async def test_csv_is_taken_in_as_a_workbook_is(sqlite_database: Database, encoding: str) -> None:
    content = "sep=;\r\nNavn;Virksomhet;Parti\r\nØdegård, Kåre;Stortinget;A\r\nKilde: stortinget.no;;\r\n"
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, content.encode(encoding), "liste.csv")
        assert seen(shown) == [
            "Regneark: liste.csv",
            "Jeg leste 2 rader.",
            "1 ny",
            ": Kåre Ødegård (Stortinget)",
            "Jeg hoppet over rad 3 («Kilde: stortinget.no»).",
            "Ta inn",
            "La være",
        ]
        await pressed(bench, shown, "Ta inn")
        assert people(sqlite_database) == ["Kåre Ødegård"]


async def test_a_file_without_names_is_answered_once_with_the_headings_it_has(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(
            bench, book(("Telefon", "E-post", "Sko"), *[(number, "x@y.example", 38) for number in range(9)])
        )
        assert seen(shown) == [
            "Jeg kan ikke ta imot filen",
            (
                "Jeg fant ingen kolonne med navn. Overskriftene jeg ser, er «Telefon», «E-post» og «Sko». Skriv «Navn», "
                "«Fornavn» og «Etternavn» eller «Virksomhet» over kolonnen med navn, og send filen på nytt."
            ),
        ]


async def test_what_was_perhaps_not_read_as_meant_is_listed_before_anything_is_taken_in(
    sqlite_database: Database,
) -> None:
    rows = (("Navn", "Telefon"), ("Zhang Wei", 1), ("Bane NOR", 2), ("Kari Lie", 3), ("Grand Hus", 4), ("Sum", 4))
    async with slack("http", sqlite_database, registry) as bench:
        assert seen(await given(bench, book(*rows)))[4:-2] == [
            "Se over disse, som jeg leste som personer: Zhang Wei (rad 2) og Grand Hus (rad 5).",
            "Se over denne, som jeg leste som virksomhet: Bane NOR (rad 3).",
            "Jeg hoppet over rad 6 («Sum»).",
        ]


async def test_what_is_let_be_changes_nothing_and_is_kept_no_longer(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, book(*TWO))
        buttons = shown.blocks
        assert seen(await pressed(bench, shown, "La være")) == ["Regneark", "Ingenting er tatt inn."]
        shown.blocks = buttons
        assert seen(await pressed(bench, shown, "Ta inn"))[1] == (
            "Regnearket ligger ikke her lenger. Send det på nytt, så ser jeg på det."
        )
        assert people(sqlite_database) == []


async def test_only_who_may_read_the_register_may_add_to_it(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, book(*TWO))
        with sqlite_database.session() as session:
            workspace = session.scalars(select(Workspace)).one()
            session.add(Administrator(workspace_id=workspace.id, user_id=bench.per.id))
            name_reader(session, workspace, bench.per.id, bench.per.id, bench.clock())
        assert seen(await given(bench, book(*TWO)))[0] == "Registeret er lukket"
        await pressed(bench, shown, "Ta inn")
        assert people(sqlite_database) == []


async def test_a_file_given_in_a_channel_is_let_be(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        bench.kari.give("bok.xlsx", book(*TWO), "sekretariatet")
        await bench.workspace.settled()
        assert bench.kari.sees("bot") == []


@pytest.mark.parametrize("what", [*REFUSED, "not Excel's"])
async def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(sqlite_database: Database, what: str) -> None:
    content, why = REFUSED.get(what, (b"Hei", NoWorkbookError))
    said = {"no headings that are known": why.text.replace("overskriftene.", "overskriftene «Vare» og «Pris».")}
    async with slack("http", sqlite_database, registry) as bench:
        assert seen(await given(bench, content)) == ["Jeg kan ikke ta imot filen", said.get(what, why.text)]
        assert people(sqlite_database) == []


async def test_a_file_told_of_three_times_is_shown_and_taken_in_once(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        bench.workspace.trouble.add_event("retry", "message", copies=2)
        shown = await given(bench, book(*TWO))
        await pressed(bench, shown, "Ta inn")
        await bench.workspace.settled()
        await bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert len([each for each in bench.kari.sees("bot") if each.is_bot]) == 1
        assert people(sqlite_database) == ["Kari Nordmann", "Ola Moe"]


async def test_two_who_press_at_once_take_it_in_once(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, book(*TWO))
        await asyncio.gather(pressed(bench, shown, "Ta inn"), pressed(bench, shown, "Ta inn"))
        with sqlite_database.reading() as session:
            assert session.scalar(select(func.count(Edit.id)).where(Edit.what == "import")) == 1


@pytest.mark.parametrize("fault", ["drop_before", "server_error"])
async def test_a_file_that_cannot_be_fetched_is_asked_for_again(sqlite_database: Database, fault: str) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        # Our side's library asks once more by itself where a connection breaks: fetching changes nothing.
        bench.workspace.trouble.add(fault, GET, times=2 if fault == "drop_before" else 1)
        assert seen(await given(bench, book(*TWO)))[1] == "Jeg fikk ikke hentet filen. Send den på nytt."
        assert seen(await given(bench, book(*TWO)))[0] == "Regneark: bok.xlsx"


async def test_without_the_right_to_read_files_the_person_is_told_whom_to_ask(sqlite_database: Database) -> None:
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    told["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with slack("http", sqlite_database, registry, manifest=told) as bench:
        assert seen(await given(bench, book(*TWO)))[1] == (
            "Jeg har ikke lov til å hente filer her ennå. Be en administrator installere meg på nytt."
        )


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.com/f",
        "http://files.slack.com/f",
        "https://files.slack.com.example.com/f",
        "https://me@files.slack.com/f",
        "https://files.slack.com:8443/f",
        "http://127.0.0.1:1/files/F1",
        "http://[",
        "",
    ],
)
async def test_the_token_is_sent_to_slacks_own_hosts_alone(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        client = open_client("xoxb-secret", "http://127.0.0.1:2/api/", session)
        with pytest.raises(FileNotFetchedError) as refused:
            await fetch_file(client, IncomingFile("bok.xlsx", url))
    assert refused.value.card.summary.startswith("Filen ligger et annet sted enn her i chatten.")


class Stopping:
    """Reads a file with what takes too much, and counts how often a worker was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        monkeypatch.setattr(file_reading, "LIMITS", Limits(seconds=1, megabytes=300))
        run = Workers.run

        async def counted(*asked: Any) -> Any:
            self.asked += 1
            return await run(*asked)

        monkeypatch.setattr(Workers, "run", counted)
        self.handlers = Handlers(
            FILE=FileHandler(spin, registry.FILE.answer, registry.FILE.least), SLOW=registry.SLOW, NAMES=registry.NAMES
        )


GIVEN_UP = "Jeg måtte gi opp: filen krever for mye tid eller minne. Lag en ny arbeidsbok, kopier inn bare radene du trenger, og send den."
GIVEN_UP_BEFORE = (
    "Jeg har gitt opp denne filen før, så jeg prøver ikke igjen. Lag en ny arbeidsbok, kopier inn bare radene du trenger, "
    "og send den."
)


async def test_a_file_that_stopped_its_reader_is_not_tried_again_also_after_a_restart(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Stopping(monkeypatch)
    async with slack("http", sqlite_database, stopping.handlers, workers=Workers()) as bench:
        assert seen(await given(bench, b"x"))[1] == GIVEN_UP
        assert seen(await given(bench, b"x", "another name.xlsx"))[1] == GIVEN_UP_BEFORE
        object.__setattr__(
            bench.room.bolt_app.dispatcher.deps, "files", file_reading.FileReading(Workers())
        )  # as after a restart
        assert seen(await given(bench, b"x"))[1] == GIVEN_UP_BEFORE
        assert stopping.asked == 1
        assert seen(await given(bench, b"y"))[1] == GIVEN_UP


async def test_a_file_that_no_process_came_to_the_end_of_is_tried_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Stopping(monkeypatch)
    digest = sha256(b"x").hexdigest()
    async with slack("http", database, stopping.handlers, workers=Workers()) as bench:
        with database.session() as session:
            workspace = session.scalars(select(Workspace)).one()
            assert file_readings.begin(session, workspace.id, digest, bench.clock())
            assert file_readings.begin(session, workspace.id, digest, bench.clock())
        assert seen(await given(bench, b"x"))[1] == GIVEN_UP_BEFORE
        assert stopping.asked == 0
        prune(database, bench.clock() + file_readings.REMEMBERED + timedelta(days=1))
        assert seen(await given(bench, b"x"))[1] == GIVEN_UP
        assert seen(await given(bench, b"x"))[1] == GIVEN_UP_BEFORE
        assert stopping.asked == 1


async def test_what_was_read_leaves_no_mark(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await given(bench, book(*TWO))
        await given(bench, b"not Excel's")
    with sqlite_database.reading() as session:
        assert session.scalar(select(func.count(Reading.id))) == 0


async def test_a_second_file_is_asked_for_later_while_one_is_read(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    run = Workers.run

    async def slowly(*asked: Any) -> Any:
        begun.set()
        await go_on.wait()
        return await run(*asked)

    monkeypatch.setattr(Workers, "run", slowly)
    async with slack("http", sqlite_database, registry) as bench:
        bench.kari.give("bok.xlsx", book(*TWO))
        await begun.wait()
        bench.per.give("annen.xlsx", book(*FAULTY))
        answers = await bench.workspace.wait_for(lambda _: [each for each in bench.per.sees("bot") if each.blocks])
        assert seen(answers[0])[1] == ("Jeg leser et annet regneark akkurat nå. Send filen på nytt om et par minutter.")
        go_on.set()
        await bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert seen(next(each for each in bench.kari.sees("bot") if each.blocks))[0] == "Regneark: bok.xlsx"


async def test_a_cell_too_long_for_its_column_is_a_row_to_mend(database: Database) -> None:
    rows = (
        ("Navn", "Telefon", "E-post", "Notat"),
        ("Kari Nordmann", "1" * 64, f"{'k' * 308}@example.com", "n" * 4_000),
        ("Ola Moe", "1" * 65, None, None),
        ("Per Hansen", None, f"{'k' * 309}@example.com", None),
        ("Eva Ås", None, None, "n" * 4_001),
        ("x" * 2_001, None, None, None),
    )
    async with slack("http", database, registry) as bench:
        shown = await given(bench, book(*rows))
        assert seen(shown)[2:6] == [
            "1 ny",
            ": Kari Nordmann",
            "4 uklare",
            (
                "\nRad 3, Ola Moe: Telefon har 65 tegn. Kort ned til 64."
                "\nRad 4, Per Hansen: E-post har 321 tegn. Kort ned til 320."
                "\nRad 5, Eva Ås: Notat har 4\xa0001 tegn. Kort ned til 4\xa0000."
                "\n… og 1 til"
            ),
        ]
        assert seen(await pressed(bench, shown, "Ta inn"))[0] == "Regnearket er tatt inn"
    assert people(database) == ["Kari Nordmann"]


async def test_long_work_shows_how_far_it_has_come(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.01)
    told, go_on = threading.Event(), threading.Event()
    write = postings.write_new

    def slowly(*asked: Any) -> None:
        told.set()
        assert go_on.wait(10)
        write(*asked)

    async with slack("http", sqlite_database, registry) as bench:
        shown = await given(bench, book(*TWO))
        monkeypatch.setattr(imports.postings, "write_new", slowly)
        working = asyncio.create_task(pressed(bench, shown, "Ta inn"))
        await bench.workspace.wait_for(lambda _: "0 prosent er gjort." in seen(shown))
        assert seen(shown) == ["Tar inn regnearket …", "0 prosent er gjort."]
        assert told.is_set()
        go_on.set()
        assert seen(await working)[0] == "Regnearket er tatt inn"


async def test_what_was_acknowledged_when_the_bot_died_is_shown_by_the_next(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        with patch.object(files, "file_work", _dies):
            bench.kari.give("bok.xlsx", book(*TWO))
            await bench.workspace.settled()
        assert [each for each in bench.kari.sees("bot") if each.is_bot] == []
        await bench.room.recover(bench.clock() + UNDER_WAY)
        (shown,) = [each for each in bench.kari.sees("bot") if each.is_bot]
        assert seen(shown)[0] == "Regneark: bok.xlsx"


async def _dies(*_: Any) -> None:
    raise RuntimeError


async def test_owners_are_known_by_what_they_are_called_and_written_so(sqlite_database: Database) -> None:
    headings = ("Navn", "Eier")
    rows = (
        ("Anne Li", "Per Hansen"),
        ("Berit Moe", "@per.hansen"),
        ("Carl Lie", "{kari}"),
        ("Dag Berg", "Ukjent Kollega"),
        ("Eva Ås", None),
    )
    async with slack("http", sqlite_database, registry) as bench:
        told = [(name, owner.format(kari=bench.kari.id) if owner else owner) for name, owner in rows]
        shown = await given(bench, book(headings, *told))
        assert seen(shown)[4:6] == [
            "1 uklar",
            "\nRad 5, Dag Berg: Jeg vet ikke hvem «Ukjent Kollega» er hos oss. Skriv navnet slik det står her i chatten.",
        ]
        await pressed(bench, shown, "Ta inn")
        await bench.kari.command("/interessenter", "eksport", "sekretariatet", expect=2)
        (file,) = bench.kari.sees("bot")[-1].files
        assert seen(await given(bench, file.content or b""))[-1] == "Ingenting endres."
        sheet = openpyxl.load_workbook(BytesIO(file.content or b"")).worksheets[0]
        columns = [cell.value for cell in sheet[1]]
        found = {
            row[1]: row[columns.index("Ansvarlig")] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]
        }
        assert found == {
            "Anne Li": "Per Hansen",
            "Berit Moe": "Per Hansen",
            "Carl Lie": "Kari Nordmann",
            "Eva Ås": None,
        }


async def test_without_the_right_to_read_who_people_are_nobody_gets_at_the_register(sqlite_database: Database) -> None:
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    told["oauth_config"]["scopes"]["bot"].remove("users:read")
    async with slack("http", sqlite_database, registry, manifest=told) as bench:
        assert seen(await given(bench, book(("Navn", "Eier"), ("Anne Li", bench.per.id)))) == [
            "Prøv igjen om litt",
            "Jeg fikk ikke sjekket om du arbeider her, så jeg må vente med dette. Prøv igjen om litt.",
            "Går det ikke da heller, be en administrator installere meg på nytt.",
        ]
        assert people(sqlite_database) == []


async def test_where_slack_does_not_tell_who_is_there_it_is_asked_again_a_minute_later(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        asked: list[str] = []
        carry_out = bench.workspace.trouble.take
        monkeypatch.setattr(
            bench.workspace.trouble, "take", lambda name, channel: asked.append(name) or carry_out(name, channel)
        )
        bench.workspace.trouble.add("server_error", "users.list")
        assert "1 uklar" in seen(await given(bench, book(("Navn", "Eier"), ("Anne Li", "Per Hansen"))))
        assert "1 uklar" in seen(await given(bench, book(("Navn", "Eier"), ("Anne Li", "Per Hansen"))))
        assert asked.count("users.list") == 1
        monkeypatch.setattr(roster, "SOON_SECONDS", 0.0)
        bench.room.bolt_app.dispatcher.roster._until.clear()
        bench.workspace.trouble.add("server_error", "users.list")
        await given(bench, book(("Navn", "Eier"), ("Anne Li", "Per Hansen")))
        assert "1 ny" in seen(await given(bench, book(("Navn", "Eier"), ("Anne Li", "Per Hansen"))))
        assert asked.count("users.list") == 3
