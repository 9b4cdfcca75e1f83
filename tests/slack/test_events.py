"""Words to the bot, the Home tab, and being added to a channel."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Item
from bot.cards.form import Form, TextInput
from bot.commands.ask import Ask
from models.db.database import Database
from models.tables import Delivery, Destination
from tests.support.slack import Handlers, seen, slack


def frister(ask: Ask, session: Session) -> Card:
    del session
    return Card("Frister", (Item((f"Du spurte om {ask.text}",)),))


def arshjul(ask: Ask, session: Session) -> Form:
    del ask, session
    return Form("Årshjul", "arshjul.new", (TextInput("title", "Hva?"),))


HANDLERS = {"frister": frister, "arshjul": arshjul}


def handlers() -> Handlers:
    made = Handlers()
    made.COMMANDS |= HANDLERS
    return made


async def test_words_in_a_direct_message_are_answered_there(sqlite_database: Database) -> None:
    async with slack("socket", sqlite_database, handlers()) as bench:
        bench.kari.say("frister oktober & november", "bot")
        _, answer = await bench.workspace.wait_for(lambda _: two(bench.kari.sees("bot")))
        assert seen(answer) == ["Frister", "Du spurte om oktober & november"]


async def test_words_to_the_bot_in_a_channel_are_answered_to_the_asker_alone(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        asked = bench.kari.say("@Pådriver /Frister uke 41", "sekretariatet")
        _, answer = await bench.workspace.wait_for(lambda _: two(bench.kari.sees("sekretariatet")))
        assert seen(answer) == ["Frister", "Du spurte om uke 41"]
        assert bench.per.sees("sekretariatet") == [asked]


async def test_what_is_not_understood_gets_the_help(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        bench.kari.say("hva kan du", "bot")
        _, answer = await bench.workspace.wait_for(lambda _: two(bench.kari.sees("bot")))
        assert seen(answer) == ["Hjelp", "Du skrev: ", "hva kan du"]


async def test_words_cannot_open_a_form_so_a_button_does(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        bench.kari.say("årshjul ny", "bot")
        _, answer = await bench.workspace.wait_for(lambda _: two(bench.kari.sees("bot")))
        assert seen(answer) == ["Årshjul", "Dette fyller du ut i et skjema.", "Åpne skjemaet"]
        await bench.kari.press(answer, "skjema.open/0")
        assert bench.kari.view.body["callback_id"] == "arshjul.new"


async def test_the_same_event_told_again_is_answered_once(database: Database) -> None:
    async with slack("http", database, handlers()) as bench:
        channel = bench.kari.channel("bot").id
        event = {"type": "message", "channel_type": "im", "channel": channel, "user": bench.kari.id, "text": "frister"}
        told = {"type": "event_callback", "event_id": "Ev1", "team_id": bench.workspace.state.team.id, "event": event}
        for _ in range(3):
            assert (await bench.post_json(told)).status_code == 200
        assert [seen(message) for message in bench.kari.sees("bot")] == [["Frister", "Du spurte om "]]


async def test_the_bot_does_not_answer_itself_or_edits(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        channel, team = bench.kari.channel("bot").id, bench.workspace.state.team.id
        base = {"type": "message", "channel_type": "im", "channel": channel, "text": "frister"}
        events: list[dict[str, Any]] = [
            {**base, "user": bench.workspace.state.bot.id},
            {**base, "user": bench.kari.id, "bot_id": "B9"},
            {**base, "subtype": "message_changed", "message": {"user": bench.kari.id, "text": "frister"}},
            {**base, "user": bench.kari.id, "channel_type": "channel"},
        ]
        for number, event in enumerate(events):
            told = {"type": "event_callback", "event_id": f"Ev{number}", "team_id": team, "event": event}
            assert (await bench.post_json(told)).status_code == 200
        assert bench.kari.sees("bot") == []


async def test_the_home_tab_shows_the_bots_page(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        bench.kari.home()
        home = await bench.workspace.wait_for(lambda state: state.homes.get(bench.kari.id))
        assert seen(home) == ["Hjelp", "Du skrev: ", "–"]


async def test_being_added_to_a_channel_plans_one_greeting(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        bench.kari.invite_bot("styret")
        await bench.workspace.settled()
        with sqlite_database.session() as session:
            ((delivery, place),) = session.execute(select(Delivery, Destination).join(Destination)).all()
            assert (delivery.kind, place.address) == ("velkomst", bench.workspace.state.channel("styret").id)


async def test_somebody_else_being_added_is_none_of_its_business(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, handlers()) as bench:
        event = {"type": "member_joined_channel", "user": bench.per.id, "channel": "C1"}
        told = {"type": "event_callback", "event_id": "Ev1", "team_id": bench.workspace.state.team.id, "event": event}
        assert (await bench.post_json(told)).status_code == 200
        with sqlite_database.session() as session:
            assert session.scalars(select(Delivery)).all() == []


def two(messages: list[Any]) -> list[Any]:
    return messages if len(messages) == 2 else []
