"""Forms in Slack: opened, mended, saved once, and never lost."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph
from bot.cards.form import (
    ChannelInput,
    CheckInput,
    DateInput,
    Form,
    FormErrors,
    PersonInput,
    SelectInput,
    TextInput,
    TimeInput,
)
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.slack.incoming import ReplyTarget, pack_metadata, unpack_metadata
from models.db.database import Database
from models.tables import Destination
from models.workspace.workspaces import destination
from tests.support.slack import Bench, Handlers, seen, slack

THEMES = (Choice("Jernbane", "jernbane"), Choice("Energi", "energi"))
FORM = Form(
    "Ny frist i kalenderen vår",
    "frister.new",
    (
        TextInput("title", "Hva skal leveres?"),
        DateInput("due", "Når?", optional=True),
        TimeInput("clock", "Klokka", "08:00"),
        SelectInput("theme", "Tema", THEMES, "energi"),
        CheckInput("tell", "Varsle", (Choice("Kanalen", "kanal"), Choice("Meg", "meg"))),
        PersonInput("owner", "Hvem"),
        ChannelInput("where", "Hvor"),
    ),
    state="fra skjema",
    intro=("Fyll ut.",),
)


def form(ask: Ask, session: Session) -> Form:
    del ask, session
    return FORM


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    destination(session, ask.workspace.id, "kanal", sent.values["title"])
    if sent.values["title"] == "feil":
        return FormErrors({"due": "Velg en dag som finnes.", "ukjent": "Noe mangler."})
    told = " ".join(f"{name}={value}" for name, value in sorted(sent.values.items()))
    return Reply(card=Card("Lagret", (Paragraph((f"{sent.state}: {told}",)),)))


HANDLERS = Handlers({"frister": form}, {}, {"frister.new": save})
BOTH = pytest.mark.parametrize("transport", ["socket", "http"])


def saved(database: Database) -> list[str]:
    with database.session() as session:
        return sorted(session.scalars(select(Destination.address)))


@BOTH
async def test_a_form_is_filled_in_and_saved(sqlite_database: Database, transport: str) -> None:
    async with slack(transport, sqlite_database, HANDLERS) as bench:
        kari, channel = bench.kari, bench.workspace.state.channel("styret")
        await kari.command("/frister", "ny", "styret")
        filled = {
            "title": "Innspill",
            "due": "2026-10-15",
            "tell": [{"value": "kanal"}, {"value": "meg"}],
            "owner": bench.per.id,
            "where": channel.id,
        }
        sent = await kari.submit(kari.view, filled)
        assert (sent.errors, sent.notice) == ({}, "")
        (answer,) = await bench.workspace.wait_for(lambda _: kari.sees("styret"))
        assert seen(answer) == [
            "Lagret",
            (
                "fra skjema: clock=08:00 due=2026-10-15 "
                f"owner={bench.per.id} tell=kanal,meg theme=energi title=Innspill where={channel.id}"
            ),
        ]
        assert bench.per.sees("styret") == []


@BOTH
async def test_a_form_that_must_be_mended_stays_open_and_saves_nothing_until_it_is(
    sqlite_database: Database, transport: str
) -> None:
    async with slack(transport, sqlite_database, HANDLERS) as bench:
        kari = bench.kari
        await kari.command("/frister", "ny", "sekretariatet")
        view = kari.view
        sent = await kari.submit(view, {"title": "feil"})
        assert sent.errors == {"due": "Velg en dag som finnes.", "title": "Noe mangler."}
        assert saved(sqlite_database) == []
        assert (await kari.submit(view, {"title": "riktig"})).errors == {}
        assert saved(sqlite_database) == ["riktig"]


def submission(bench: Bench, title: str) -> dict[str, str]:
    view = bench.kari.view
    values = {"title": {"value": {"type": "plain_text_input", "value": title}}}
    body = {
        "type": "view_submission",
        "team": {"id": bench.workspace.state.team.id},
        "user": {"id": bench.kari.id, "team_id": bench.workspace.state.team.id},
        "view": {
            "id": view.id,
            "type": "modal",
            "callback_id": "frister.new",
            "private_metadata": view.body["private_metadata"],
            "blocks": view.blocks,
            "state": {"values": values},
        },
    }
    return {"payload": json.dumps(body)}


async def test_a_form_sent_twice_at_once_is_saved_once(database: Database) -> None:
    async with slack("http", database, HANDLERS) as bench:
        await bench.kari.command("/frister", "ny", "sekretariatet")
        answers = await asyncio.gather(*(bench.post(submission(bench, f"frist {number}")) for number in range(3)))
        assert [(answer.status_code, answer.text) for answer in answers] == [(200, "")] * 3
        assert len(saved(database)) == 1


async def test_what_a_person_wrote_stays_when_saving_breaks(sqlite_database: Database) -> None:
    def breaks(ask: Ask, sent: Submission, session: Session) -> Reply:
        save(ask, sent, session)
        raise RuntimeError(sent.values["title"])

    async with slack("http", sqlite_database, Handlers({"frister": form}, {}, {"frister.new": breaks})) as bench:
        kari = bench.kari
        await kari.command("/frister", "ny", "sekretariatet")
        sent = await kari.submit(kari.view, {"title": "Innspill"})
        assert list(sent.errors) == ["title"]
        assert sent.errors["title"].startswith("Noe gikk galt hos oss. Prøv igjen. Referanse: ")
        assert kari.view.body["callback_id"] == "frister.new"
        assert saved(sqlite_database) == []


async def test_a_form_nobody_knows_any_more_says_so(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": form})) as bench:
        await bench.kari.command("/frister", "ny", "sekretariatet")
        await bench.kari.submit(bench.kari.view, {"title": "Innspill"})
        (answer,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet"))
        assert seen(answer)[0] == "Svaret er utdatert"


async def test_a_form_that_slack_opens_too_late_is_told(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        bench.workspace.trouble.add("error", "views.open", code="expired_trigger_id")
        (answer,) = await bench.kari.command("/frister", "ny", "sekretariatet")
        assert seen(answer) == ["Skjemaet ble ikke åpnet", "Det tok for lang tid å åpne skjemaet. Prøv igjen."]


async def test_a_button_may_open_a_form(sqlite_database: Database) -> None:
    def card(ask: Ask, session: Session) -> Card:
        del ask, session
        return Card("Frister", (Controls((Button("Ny", "frister.add", ""),)),))

    def add(ask: Ask, press: Press, session: Session) -> Form:
        del press
        return form(ask, session)

    handlers = Handlers({"frister": card}, {"frister.add": add}, {"frister.new": save})
    async with slack("http", sqlite_database, handlers) as bench:
        (answer,) = await bench.kari.command("/frister", channel="styret")
        await bench.kari.press(answer, "frister.add/0")
        await bench.kari.submit(bench.kari.view, {"title": "Innspill"})
        _, told = await bench.workspace.wait_for(lambda _: two(bench.kari.sees("styret")))
        assert seen(told) == ["Lagret", "fra skjema: clock=08:00 theme=energi title=Innspill"]


def two(messages: list[Any]) -> list[Any]:
    return messages if len(messages) == 2 else []


def test_the_way_back_survives_a_form() -> None:
    back = ReplyTarget("U1", "C1", "https://hooks.example/abc", "1.2", private=True)
    assert unpack_metadata(pack_metadata(back, 'æ"{}'), "U1") == (back, 'æ"{}')


def test_a_long_state_goes_before_the_address() -> None:
    back = ReplyTarget("U1", "C1", "https://hooks.example/abc")
    assert unpack_metadata(pack_metadata(back, "x" * 2_950), "U1") == (ReplyTarget("U1", "C1"), "x" * 2_950)


@pytest.mark.parametrize("unreadable", ["", "x", "[]", "{}", '{"s": 1, "w": [1]}'])
def test_an_unreadable_way_back_leaves_the_person(unreadable: str) -> None:
    assert unpack_metadata(unreadable, "U1") == (ReplyTarget("U1"), "")
