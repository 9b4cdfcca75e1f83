"""A file that somebody asks for is put in their conversation with the bot, and nowhere else."""

from datetime import date
from io import BytesIO
from typing import Any

import httpx
import openpyxl
import pytest

from bot.cards.card import Button, Card, Controls
from bot.cards.file import File
from bot.commands import registry
from bot.commands.ask import Reply
from bot.slack.manifest import manifest
from models.db.database import Database
from models.followups.effects import NewEffect, add
from models.workspace.workspaces import by_external
from tests.support.slack import Bench, Handlers, seen, slack

LIST = File("liste.txt", "Listen", "æøå".encode)


def with_list(*_: Any) -> File:
    return LIST


async def in_conversation(bench: Bench) -> list[tuple[str, str, bytes | None]]:
    message = await bench.workspace.wait_for(lambda _: bench.kari.sees("bot"))
    return [(file.name, file.title, file.content) for file in message[-1].files]


async def test_the_log_is_given_as_an_excel_file_to_the_one_who_asks_and_to_nobody_else(
    sqlite_database: Database,
) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        with sqlite_database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace
            article = NewEffect("medieoppslag", "=1+1", date(2026, 10, 1), theme="jernbane", reach=12_000)
            add(session, workspace.id, bench.kari.id, article, bench.clock())
        await bench.kari.command("/effekt", "eksport 2026", "sekretariatet", expect=2)
        [answer] = bench.kari.sees("sekretariatet")
        assert seen(answer) == ["Filen er klar", "«Effekt: 2026» ligger i samtalen mellom deg og meg. Bare du ser den."]
        [message] = bench.kari.sees("bot")
        [file] = message.files
        assert (file.name, file.title) == ("effekt-2026.xlsx", "Effekt: 2026")
        assert bench.per.sees("bot") == []
        async with httpx.AsyncClient() as browser:
            downloaded = (
                await browser.get(file.url, headers={"Authorization": f"Bearer {bench.workspace.bot_token}"})
            ).content
    book = openpyxl.load_workbook(BytesIO(downloaded))
    assert [cell.value for cell in book["Effektlogg"][2]][1:] == [
        "Medieoppslag",
        "=1+1",
        "Jernbane",
        None,
        12_000,
        None,
        None,
        1,
    ]
    assert [cell.value for cell in book["Oppsummering"][2]] == ["Medieoppslag", 1, 12_000, 10, 10]


async def test_the_report_is_given_in_every_way_of_asking(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/effekt", "rapport 2026 styret", "sekretariatet", expect=2)
        answer = bench.kari.sees("sekretariatet")[-1]
        assert seen(answer)[0] == "Rapport til styret: 2026"
        await bench.kari.command("/padriver", "rapport 2026 medlemmer pdf", "sekretariatet", expect=2)
        for channel, said in (
            ("bot", "effekt rapport årsmelding"),
            ("sekretariatet", "@Pådriver effekt rapport oktober"),
        ):
            bench.kari.say(said, channel)
            await bench.workspace.settled()
            await bench.room.bolt_app.dispatcher.tasks.drain(60)
        given = [file for message in bench.kari.sees("bot") for file in message.files]
        assert [file.name for file in given] == [
            "rapport-2026-styret.docx",
            "rapport-2026-medlemmer.pdf",
            "rapport-2026-arsmelding.docx",
            "rapport-oktober-2026-styret.docx",
        ]
        assert [(file.content or b"")[:4] for file in given] == [b"PK\x03\x04", b"%PDF", b"PK\x03\x04", b"PK\x03\x04"]
        assert bench.per.sees("bot") == []


async def test_a_button_and_a_form_may_give_a_file_too(sqlite_database: Database) -> None:
    asked = Card("Velg", (Controls((Button("Last ned", "gi", ""),)),))
    handlers = Handlers(
        COMMANDS={"frister": lambda *_: asked},
        PRESSES={"gi": lambda *_: Reply(card=Card("Her", summary="Her"), file=LIST)},
    )
    async with slack("http", sqlite_database, handlers) as bench:
        [answer] = await bench.kari.command("/frister", "", "sekretariatet")
        await bench.kari.press(answer, "gi/0", expect=3)
        assert await in_conversation(bench) == [("liste.txt", "Listen", "æøå".encode())]


async def test_without_the_right_to_send_files_the_person_is_told_whom_to_ask(sqlite_database: Database) -> None:
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    told["oauth_config"]["scopes"]["bot"].remove("files:write")
    handlers = Handlers(COMMANDS={"frister": with_list})
    async with slack("http", sqlite_database, handlers, manifest=told) as bench:
        [answer] = await bench.kari.command("/frister", "", "sekretariatet")
        assert seen(answer) == [
            "Jeg får ikke sendt filer",
            "Jeg har ikke lov til å sende filer her ennå. Be en administrator installere meg på nytt.",
        ]


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_that_cannot_be_handed_over_is_told_so_and_never_lost_in_silence(
    sqlite_database: Database, method: str
) -> None:
    handlers = Handlers(COMMANDS={"frister": with_list})
    async with slack("http", sqlite_database, handlers) as bench:
        bench.workspace.trouble.add("server_error", method)
        [answer] = await bench.kari.command("/frister", "", "sekretariatet")
        assert seen(answer)[1].startswith("Noe gikk galt hos oss. Prøv igjen. Referanse: ")
        assert bench.kari.sees("bot") == []
        await bench.kari.command("/frister", "", "sekretariatet", expect=2)
        assert await in_conversation(bench) == [("liste.txt", "Listen", "æøå".encode())]
