"""Words to the bot in Teams reach the same commands, and the answer comes where they were written."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.commands import registry
from bot.commands.ask import Ask
from models.db.database import Database
from tests.support.slack import Handlers
from tests.support.teams import CHANNEL, GROUP, actions, labelled, teams, texts


def frister(ask: Ask, session: Session) -> Card:
    del session
    return Card("Frister", (Paragraph((f"{ask.text} av {ask.user_id[:4]}",)),))


HANDLERS = Handlers()
HANDLERS.COMMANDS["frister"] = frister


async def test_words_in_a_personal_chat_are_answered_with_a_card(sqlite_database: Database) -> None:
    async with teams(sqlite_database, HANDLERS) as bench:
        told = await bench.kari.write("frister oktober")
        (answer,) = bench.said
    assert (told.status_code, told.content) == (200, b"")
    assert (answer.method, answer.conversation) == ("POST", f"a:{bench.kari.aad}")
    assert texts(answer.card) == ["Frister", "oktober av aaaa"]
    assert answer.body["summary"] == "Frister"


async def test_a_mention_in_a_channel_is_answered_in_its_thread_and_in_a_group_chat_where_it_stands(
    sqlite_database: Database,
) -> None:
    async with teams(sqlite_database, HANDLERS) as bench:
        await bench.kari.write("frister oktober", CHANNEL, thread="1790000000123")
        await bench.per.write("/Frister uke 41", GROUP)
        in_channel, in_group = bench.said
    assert in_channel.conversation == f"{CHANNEL};messageid=1790000000123"
    assert texts(in_channel.card) == ["Frister", "oktober av aaaa"]
    assert in_group.conversation == GROUP
    assert texts(in_group.card) == ["Frister", "uke 41 av bbbb"]


async def test_what_is_no_command_is_answered_with_help(sqlite_database: Database) -> None:
    async with teams(sqlite_database, HANDLERS) as bench:
        await bench.kari.write("hva kan du?")
        (answer,) = bench.said
    assert texts(answer.card) == ["Hjelp", "Du skrev: hva kan du?"]


async def test_the_same_message_told_again_is_answered_once(sqlite_database: Database) -> None:
    async with teams(sqlite_database, HANDLERS) as bench:
        activity = bench.kari.activity({"type": "message", "text": "frister"})
        assert [(await bench.post(activity)).status_code for _ in range(3)] == [200, 200, 200]
        assert len(bench.said) == 1


async def test_the_real_deadlines_come(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("frister oktober")
        (answer,) = bench.said
    assert texts(answer.card)[0] == "Frister: oktober"


async def test_what_is_a_page_of_its_own_elsewhere_is_a_word_in_the_chat(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("frister ny 7.10 Innspill til komiteen @Kari")
        assert bench.said
        await bench.kari.write("hjem")
        (answer,) = bench.said
        body = await bench.kari.press(labelled(answer.card, "Hjelp"), on=answer.sent)
        (below,) = bench.said
    told = texts(answer.card)
    assert (told[0], told[1]) == ("Pådriver", "Mine frister")
    assert [each["title"] for each in actions(answer.card)] == ["Velg budskap", "Status", "Innstillinger", "Hjelp"]
    assert texts(below.card)[0] == "Dette kan jeg hjelpe med"
    assert body["value"].startswith("Dette kan jeg hjelpe med")
