"""Pictures in Slack: files for the one who asks, and images in messages that everybody sees."""

from typing import Any

import pytest

from bot.cards.card import Card, Paragraph, Picture
from bot.commands import registry
from bot.local.model import LocalMessage
from bot.slack import pictures
from bot.slack.manifest import manifest
from jobs.ports import PartlySent, SentMessage, TransientSendError
from models.db.database import Database
from models.occurrences.sync import sync
from models.workspace.workspaces import by_external
from tests.support.pack import small_pack
from tests.support.slack import Bench, Handlers, seen, slack

PNG = bytes.fromhex("89504e470d0a1a0a")
ALT = "Årshjulet for oktober 2026. NTP: tomt."
WHEEL = Card(
    "Årshjulet for oktober", (Picture("arshjul-2026-10.png", ALT, lambda: PNG, "2026-10"), Paragraph(("Saker",)))
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PAUSES", (0.0, 0.0, 0.0))


def images(message: LocalMessage) -> list[dict[str, Any]]:
    return [block for block in message.blocks if block["type"] == "image"]


def shown(bench: Bench, message: LocalMessage) -> list[tuple[bytes | None, str]]:
    """Return the files that a message shows, with their alternative texts."""
    files = bench.workspace.state.files
    return [(files[each["slack_file"]["id"]].content, each["alt_text"]) for each in images(message)]


async def post(bench: Bench, database: Database, card: Card = WHEEL) -> SentMessage:
    with database.reading() as session:
        workspace = by_external(session, "slack", bench.workspace.state.team.id)
    assert workspace is not None
    sender = bench.room.sender_for(workspace)
    assert sender is not None
    return await sender.post(bench.workspace.state.channel("sekretariatet").id, card, 1)


async def test_a_picture_is_put_in_the_conversation_with_the_same_as_a_list(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        with sqlite_database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace is not None
            sync(session, workspace, small_pack(), bench.clock())
        await bench.kari.command("/arshjul", "bilde oktober", "sekretariatet", expect=2)
        (answer,) = bench.kari.sees("sekretariatet")
        assert seen(answer)[:3] == [
            "Årshjulet for oktober 2026",
            "Arrangementer",
            ": Energidagene til NVE",
        ]
        assert "«Årshjulet for oktober 2026» ligger i samtalen mellom deg og meg. Bare du ser den." in seen(answer)
        (message,) = bench.kari.sees("bot")
        (file,) = message.files
        assert (file.name, file.title) == ("arshjul-2026-10.png", "Årshjulet for oktober 2026")
        assert file.content is not None
        assert file.content.startswith(PNG)
        # Shared, everybody sees the picture above its list.
        await bench.kari.press(answer, "del.kanal/1", expect=2)
        (everybodys,) = bench.per.sees("sekretariatet")
        ((content, alt),) = shown(bench, everybodys)
        assert content == file.content
        assert alt.startswith("Årshjulet for oktober 2026. Arrangementer: Energidagene til NVE. Statsbudsjett: ")


async def test_a_poster_is_a_pdf_in_the_conversation(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/arshjul", "plakat 2027", "sekretariatet", expect=2)
        (message,) = bench.kari.sees("bot")
        (file,) = message.files
        assert (file.name, file.mimetype) == ("arshjul-2027.pdf", "application/pdf")
        assert file.content is not None
        assert file.content.startswith(b"%PDF-")


async def test_what_is_sent_by_itself_shows_its_picture_to_all(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        await post(bench, sqlite_database)
        (message,) = bench.per.sees("sekretariatet")
        assert shown(bench, message) == [(PNG, ALT)]
        assert seen(message) == ["Årshjulet for oktober", ALT, "Saker"]
        assert message.files == []
        assert message.text == "Årshjulet for oktober\n\nSaker"  # without what the list says again


async def test_a_picture_that_slack_has_not_read_yet_is_waited_for(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        bench.workspace.trouble.add("error", "files.read", times=2)
        await post(bench, sqlite_database)
        (message,) = bench.per.sees("sekretariatet")
        assert shown(bench, message) == [(PNG, ALT)]


async def test_a_message_does_not_wait_for_ever_for_its_picture(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        bench.workspace.trouble.add("error", "files.read", times=99)
        await post(bench, sqlite_database)
        (message,) = bench.per.sees("sekretariatet")
        assert (images(message), seen(message)) == ([], ["Årshjulet for oktober", "Saker"])


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_picture_that_cannot_be_uploaded_is_left_out(sqlite_database: Database, method: str) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        bench.workspace.trouble.add("server_error", method)
        await post(bench, sqlite_database)
        (message,) = bench.per.sees("sekretariatet")
        assert (images(message), seen(message)) == ([], ["Årshjulet for oktober", "Saker"])


async def test_without_the_right_to_send_files_the_list_is_sent(sqlite_database: Database) -> None:
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    told["oauth_config"]["scopes"]["bot"].remove("files:write")
    async with slack("http", sqlite_database, Handlers(), manifest=told) as bench:
        await post(bench, sqlite_database)
        (message,) = bench.per.sees("sekretariatet")
        assert images(message) == []


async def test_a_picture_that_cannot_be_drawn_is_left_out(sqlite_database: Database) -> None:
    def broken() -> bytes:
        raise ValueError

    card = Card("Hjulet", (Picture("a.png", ALT, broken, "2026-10"), Paragraph(("Saker",))))
    async with slack("http", sqlite_database, Handlers()) as bench:
        await post(bench, sqlite_database, card)
        (message,) = bench.per.sees("sekretariatet")
        assert (images(message), seen(message)) == ([], ["Hjulet", "Saker"])


async def test_another_refusal_is_not_tried_again(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        bench.workspace.trouble.add("error", "chat.postMessage", code="msg_too_long")
        with pytest.raises(TransientSendError, match="msg_too_long"):
            await post(bench, sqlite_database)
        assert bench.per.sees("sekretariatet") == []


async def test_a_changed_message_keeps_its_picture(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        sent = await post(bench, sqlite_database)
        with sqlite_database.reading() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
        assert workspace is not None
        sender = bench.room.sender_for(workspace)
        assert sender is not None
        await sender.update(sent, Card("Årshjulet", WHEEL.parts))
        (message,) = bench.per.sees("sekretariatet")
        assert seen(message) == ["Årshjulet", ALT, "Saker"]
        assert shown(bench, message) == [(PNG, ALT)]


async def test_a_long_message_with_a_picture_goes_on_where_it_was_cut(sqlite_database: Database) -> None:
    card = Card("Hjulet", (WHEEL.parts[0], *(Paragraph((f"{number}",)) for number in range(60))))
    async with slack("http", sqlite_database, Handlers()) as bench:
        sent = await post(bench, sqlite_database, card)
        first, second = bench.per.sees("sekretariatet")
        numbers = [text for message in (first, second) for text in seen(message) if text.isdigit()]
        assert numbers == [str(number) for number in range(60)]
        with sqlite_database.reading() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
        assert workspace is not None
        sender = bench.room.sender_for(workspace)
        assert sender is not None
        whole = await sender.go_on(PartlySent(sent, (1,), bench.clock()), card)
        assert whole.parts == (second.ts,)
