"""Shortcuts that belong to no message: a form opens, and its answer comes in the conversation with the bot."""

from bot.commands import registry
from models.db.database import Database
from models.workspace.contacts import ContactRole
from tests.slack.test_roles import person
from tests.support.slack import seen, slack


async def test_a_deadline_is_added_from_anywhere(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.shortcut("ny_frist")
        await bench.kari.submit(bench.kari.view, {"title": "Innspill til komiteen", "due": "2026-10-07"})
        (added,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("bot"))
        assert seen(added)[0] == "Fristen er lagt til"


async def test_a_dialogue_is_logged_from_anywhere(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.shortcut("ny_dialog")
        await bench.kari.submit(bench.kari.view, {"whom": "Berit Moe", "said": "Vil komme på besøk"})
        (logged,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("bot"))
        assert seen(logged)[0] == "Samtalen er loggført"


async def test_a_question_is_asked_from_anywhere_and_answered_in_the_conversation(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.shortcut("spor")
        sent = await bench.kari.submit(bench.kari.view, {"question": "hva sier vi om jernbanen?"})
        assert sent.errors == {}
        (answer,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("bot"))
        assert seen(answer)[0] == "Budskap: Jernbane"
        await bench.kari.shortcut("spor")
        assert (await bench.kari.submit(bench.kari.view, {"question": " . "})).errors == {
            "question": "Skriv hva du lurer på."
        }


async def test_a_guest_may_ask_and_is_refused_the_rest(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        guest = person(bench, ContactRole.GUEST)
        for name in ("ny_frist", "ny_dialog"):
            await guest.shortcut(name)
        await guest.shortcut("spor")
        await guest.submit(guest.view, {"question": "frister"})
        told = await bench.workspace.wait_for(lambda _: len(guest.sees("bot")) == 3 and guest.sees("bot"))
        assert [seen(each)[0] for each in told] == [
            "Bare for dem som arbeider her",
            "Bare for dem som arbeider her",
            "Frister",
        ]
