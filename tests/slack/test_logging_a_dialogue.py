"""Dialogues with people, logged over HTTP against the local workspace."""

from bot.commands import registry
from bot.local.model import LocalMessage
from models.db.database import Database
from tests.support.slack import seen, slack


async def test_a_message_is_logged_as_a_dialogue_from_its_menu(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        said = bench.per.say("Møtte Kari Nordmann (Ap) om jernbane: positiv", "sekretariatet")
        await bench.kari.shortcut("loggfor_dialog", said)
        sent = await bench.kari.submit(bench.kari.view, {"said": "Vil komme på besøk"})
        assert (sent.errors, sent.notice) == ({}, "")
        (told,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet")[1:])
        assert told.only_for == bench.kari.id
        assert seen(told)[0] == "Samtalen er loggført"
        assert "Vil komme på besøk" in told.text
        assert "Kari Nordmann er ny i registeret." in told.text
        assert [each.text for each in bench.per.sees("sekretariatet")] == [said.text]


async def test_a_message_that_tells_of_nobody_is_what_was_said(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        said = bench.per.say("Hun var enig i alt & mer", "sekretariatet")
        await bench.kari.shortcut("loggfor_dialog", said)
        sent = await bench.kari.submit(bench.kari.view, {})
        assert len(sent.errors) == 1
        await bench.kari.submit(bench.kari.view, {"whom": "Berit Moe"})
        (told,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet")[1:])
        assert "Hun var enig i alt &amp; mer" in told.text


async def test_the_map_comes_as_a_picture_in_the_conversation(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        (logged,) = await bench.kari.command("/interessenter", "møtte Kari Nordmann (Ap) om jernbane", "sekretariatet")
        (shown,) = await bench.kari.press(logged, _action(logged, "Vis Kari Nordmann"))
        await bench.kari.press(shown, _action(shown, "Endre"))
        await bench.kari.submit(bench.kari.view, {"interest": "4", "influence": "5"})
        await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet")[2:])
        await bench.kari.command("/interessenter", "kart", "sekretariatet", expect=2)
        [message] = bench.kari.sees("bot")
        [file] = message.files
        assert (file.name, file.mimetype) == ("interessekart.png", "image/png")
        answer = bench.kari.sees("sekretariatet")[-1]
        assert "Kari Nordmann (C): interesse 4, innflytelse 5" in answer.text
        assert bench.per.sees("bot") == []


def _action(message: LocalMessage, label: str) -> str:
    """Return the name of the button with that label."""
    buttons = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return next(str(each["action_id"]) for each in buttons if each.get("text", {}).get("text") == label)
