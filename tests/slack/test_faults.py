"""When something breaks: a sentence and a reference in the chat, the rest in the log, and nothing else."""

import asyncio
import logging
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.cards.card import Button, Card, Item
from bot.commands.ask import Ask, Press, Reply
from models.db.database import Database
from models.tables import Destination
from models.workspace.workspaces import destination
from tests.support.slack import Handlers, seen, slack

SECRET = "hemmelig innspill"


def breaks(ask: Ask, session: Session) -> Card:
    destination(session, ask.workspace.id, "kanal", "C1")
    raise RuntimeError(ask.text)


def breaks_in_the_database(ask: Ask, session: Session) -> Card:
    session.execute(text("INSERT INTO nothing VALUES (:said)"), {"said": ask.text})
    raise AssertionError


def row(ask: Ask, session: Session) -> Card:
    del ask, session
    return Card("Frister", (Item(("Innspill",), (Button("Ferdig", "frister.done", SECRET),)),))


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_fault_is_told_with_a_reference_that_the_log_carries(
    sqlite_database: Database, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        async with slack(transport, sqlite_database, Handlers({"frister": breaks})) as bench:
            (answer,) = await bench.kari.command("/frister", SECRET, "sekretariatet")
            secrets = (bench.workspace.bot_token, bench.workspace.signing_secret, SECRET)
    (broke,) = [each for each in logs if each["event"] == "request_broke"]
    reference = broke["reference"]
    assert seen(answer) == ["Noe gikk galt", f"Noe gikk galt hos oss. Prøv igjen. Referanse: {reference}"]
    assert broke["error"] == "RuntimeError"
    assert broke["where"][-1].endswith("breaks")
    ours = str(logs)
    assert not [secret for secret in secrets if secret in ours]
    with sqlite_database.session() as session:
        assert session.scalars(select(Destination)).all() == []


async def test_no_secret_and_no_words_of_people_are_logged_at_the_level_of_operation(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with slack("http", sqlite_database, Handlers({"frister": breaks})) as bench:
        await bench.kari.command("/frister", SECRET, "sekretariatet")
        for secret in (bench.workspace.bot_token, bench.workspace.signing_secret, SECRET):
            assert secret not in caplog.text


async def test_a_database_that_fails_is_told_without_the_statement(sqlite_database: Database) -> None:
    with capture_logs() as logs:
        async with slack("http", sqlite_database, Handlers({"frister": breaks_in_the_database})) as bench:
            (answer,) = await bench.kari.command("/frister", SECRET, "sekretariatet")
    assert seen(answer) == [
        "Prøv igjen om litt",
        "Databasen svarer ikke akkurat nå, så ingenting er endret. Vent litt og prøv igjen.",
    ]
    assert SECRET not in str(logs)
    assert [each["error"] for each in logs if each["event"] == "request_broke"] == ["OperationalError"]


async def test_a_press_that_breaks_is_told_and_leaves_the_answer_alone(sqlite_database: Database) -> None:
    def fails(ask: Ask, press: Press, session: Session) -> Reply:
        del ask, session
        raise ValueError(press.value)

    async with slack("http", sqlite_database, Handlers({"frister": row}, {"frister.done": fails})) as bench:
        (answer,) = await bench.kari.command("/frister", channel="sekretariatet")
        (said,) = await bench.kari.press(answer, "frister.done/0")
        assert said is not answer
        assert seen(said)[0] == "Noe gikk galt"


async def test_two_who_press_at_once_both_get_an_answer_and_one_wins(database: Database) -> None:
    def take(ask: Ask, press: Press, session: Session) -> Reply:
        del press
        taken = session.scalar(select(Destination).where(Destination.kind == "person").with_for_update())
        if taken is None:
            destination(session, ask.workspace.id, "person", "eier")
        return Reply(card=Card("Du tok den" if taken is None else "Den er tatt"), replace=True)

    async with slack("http", database, Handlers({"frister": row}, {"frister.done": take})) as bench:
        people = (bench.kari, bench.per)
        answers = [(await each.command("/frister", channel="sekretariatet"))[0] for each in people]
        pairs = zip(people, answers, strict=True)
        after = await asyncio.gather(*(each.press(answer, "frister.done/0") for each, answer in pairs))
        said: list[Any] = [seen(message) for (message,) in after]
        assert all(text in (["Du tok den"], ["Den er tatt"]) for text in said)
        with database.session() as session:
            assert len(session.scalars(select(Destination)).all()) == 1
