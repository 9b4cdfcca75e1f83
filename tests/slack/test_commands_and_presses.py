"""What people meet in Slack when they ask and press, over both transports."""

import threading
from datetime import date
from typing import Any

import pytest

from bot.cards.card import Button, Card, Choice, Controls, DateButton, Item, Menu, Paragraph
from bot.commands.ask import Ask, Press, Reply
from models.db.database import Database
from tests.support.slack import Handlers, seen, slack

BOTH = pytest.mark.parametrize("transport", ["socket", "http"])


def frister(ask: Ask, session: Any) -> Card:
    del session
    row = Item(
        (f"Innspill for {ask.text or 'alle'} den {ask.today}",),
        (Button("Ferdig", "frister.done", "7"), DateButton("Utsett", "frister.move", "7", date(2026, 10, 5))),
    )
    paging = Controls((Button("Forrige", "frister.page", "0"), Button("Neste", "frister.page", "20")))
    return Card("Frister", (row, paging, Controls((Menu("Tema", "frister.theme", (Choice("Jernbane", "jb"),)),))))


def told(ask: Ask, press: Press, session: Any) -> Reply:
    del session
    return Reply(card=Card("Endret", (Paragraph((f"{ask.user_id} {press.value} {press.chosen}",)),)), replace=True)


@BOTH
async def test_a_command_is_answered_to_the_asker_alone(sqlite_database: Database, transport: str) -> None:
    async with slack(transport, sqlite_database, Handlers({"frister": frister})) as bench:
        (answer,) = await bench.kari.command("/frister", "oktober", "sekretariatet")
        assert seen(answer) == [
            "Frister",
            "Innspill for oktober den 2026-10-02",
            "Ferdig",
            "Utsett",
            "Forrige",
            "Neste",
            "Tema",
        ]
        assert answer.text == (
            "Frister\n\n• Innspill for oktober den 2026-10-02 [Ferdig] [Utsett]\n\n[Forrige] [Neste]\n\n[Tema]"
        )
        assert bench.per.sees("sekretariatet") == []


@BOTH
async def test_mentions_and_signs_reach_the_command_as_they_were_written(
    sqlite_database: Database, transport: str
) -> None:
    async with slack(transport, sqlite_database, Handlers({"frister": frister})) as bench:
        (answer,) = await bench.kari.command("/frister", "@Per Hansen <b> & *fet*", "sekretariatet")
        assert seen(answer)[1] == f"Innspill for @{{{bench.per.id}}} <b> & *fet* den 2026-10-02"


@BOTH
async def test_an_answer_that_takes_its_time_comes_after_the_acknowledgement(
    sqlite_database: Database, transport: str
) -> None:
    go_on = threading.Event()

    def slow(ask: Ask, session: Any) -> Card:
        go_on.wait(5)
        return frister(ask, session)

    handlers = Handlers({"frister": slow}, SLOW={"frister": "Leter"})
    async with slack(transport, sqlite_database, handlers) as bench:
        assert await bench.kari.command("/frister", channel="sekretariatet", expect=0) == []
        go_on.set()
        (answer,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet"))
        assert seen(answer)[0] == "Frister"
        assert bench.per.sees("sekretariatet") == []


@BOTH
async def test_a_press_takes_the_place_of_the_private_answer(sqlite_database: Database, transport: str) -> None:
    handlers = Handlers({"frister": frister}, {"frister.done": told})
    async with slack(transport, sqlite_database, handlers) as bench:
        (answer,) = await bench.kari.command("/frister", channel="sekretariatet")
        (after,) = await bench.kari.press(answer, "frister.done/0", "7")
        assert after is answer
        assert seen(after) == ["Endret", f"{bench.kari.id} 7 "]


async def test_what_was_chosen_reaches_the_handler(sqlite_database: Database) -> None:
    handlers = Handlers({"frister": frister}, {"frister.move": told, "frister.theme": told})
    async with slack("http", sqlite_database, handlers) as bench:
        (answer,) = await bench.kari.command("/frister", channel="sekretariatet")
        (after,) = await bench.kari.press(answer, "frister.move/1/7", "2026-10-12")
        assert seen(after)[1] == f"{bench.kari.id} 7 2026-10-12"
        (again,) = await bench.kari.command("/frister", channel="sekretariatet")
        (after,) = await bench.kari.press(again, "frister.theme/0", "jb")
        assert seen(after)[1] == f"{bench.kari.id}  jb"


async def test_a_button_nobody_knows_any_more_says_so_and_leaves_the_answer_alone(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": frister})) as bench:
        (answer,) = await bench.kari.command("/frister", channel="sekretariatet")
        (said,) = await bench.kari.press(answer, "frister.done/0", "7")
        assert said is not answer
        assert seen(said) == [
            "Svaret er utdatert",
            "Denne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar.",
        ]


def sharing(ask: Ask, press: Press, session: Any) -> Reply:
    del press, session
    return Reply(share=Card("Frister", (Paragraph((f"Delt av {ask.user_id}",)),)))


@BOTH
async def test_an_answer_is_shared_in_the_channel_and_the_sharer_is_told(
    sqlite_database: Database, transport: str
) -> None:
    handlers = Handlers({"frister": frister}, {"frister.done": sharing})
    async with slack(transport, sqlite_database, handlers) as bench:
        (answer,) = await bench.kari.command("/frister", channel="sekretariatet")
        shared, said = await bench.kari.press(answer, "frister.done/0", "7", expect=2)
        assert seen(shared) == ["Frister", f"Delt av {bench.kari.id}"]
        assert "".join(seen(said)[1:]) == f"Svaret er delt i {bench.kari.channel('sekretariatet').id}."
        assert bench.per.sees("sekretariatet") == [shared]


async def test_sharing_where_the_bot_is_not_says_what_to_do(sqlite_database: Database) -> None:
    handlers = Handlers({"frister": frister}, {"frister.done": sharing})
    async with slack("http", sqlite_database, handlers) as bench:
        (answer,) = await bench.kari.command("/frister", channel="styret")
        (said,) = await bench.kari.press(answer, "frister.done/0", "7")
        assert "".join(seen(said)) == (
            "Jeg slipper ikke til"
            "Jeg har ikke tilgang til denne kanalen. Inviter meg inn med /invite @Pådriver, og prøv igjen."
        )
        assert bench.per.sees("styret") == []
