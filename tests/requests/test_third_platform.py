"""A platform that is neither Slack nor Teams needs nothing but what `bot/slack/README.md` says."""

from collections.abc import AsyncIterator

import pytest

from bot.cards.card import Card
from bot.cards.form import Form, FormErrors
from bot.cards.text import render_text
from bot.commands import registry
from bot.platforms import ChatApp
from bot.requests.deps import Deps
from jobs.tick import tick
from models.db.database import Database
from models.tables import Workspace
from tests.support.console import ConsoleApp, Shown, open_console
from tests.support.local import Clock
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack

KARI, CHANNEL = "kari", "rommet"
PACK = OnePack(small_pack())
NEW = "frister ny 8.10 Innspill til komiteen"


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.at = at("2026-10-05 07:30")
    return clock


@pytest.fixture
async def app(sqlite_database: Database, clock: Clock) -> AsyncIterator[ConsoleApp]:
    async with open_console(Deps(sqlite_database, PACK, clock, registry), KARI) as app:
        yield app


def text(shown: Shown) -> str:
    assert isinstance(shown, Card)
    return render_text(shown)


async def test_a_line_is_answered(app: ConsoleApp) -> None:
    assert text(await app.ask(KARI, NEW)) == (
        "Fristen er lagt til\n\n"
        "• torsdag 8. oktober (uke 41), om 3 dager\n"
        "  Innspill til komiteen · @{kari} [Ferdig] [Utsett] [Mer …]\n"
        "• Hvem er ansvarlig? Nå er det du. [Gi til …] [Ingen ennå]\n\n"
        "[Angre]"
    )


async def test_a_form_says_what_is_wrong_and_is_saved_when_nothing_is(app: ConsoleApp) -> None:
    form = await app.ask(KARI, "frister ny")
    assert isinstance(form, Form)
    assert await app.fill(KARI, form, {}) == FormErrors(
        {"title": "Skriv hva fristen gjelder.", "due": "Velg når fristen er."}
    )
    saved = await app.fill(KARI, form, {"title": "Innspill til komiteen", "due": "2026-10-08"})
    assert text(saved).startswith("Fristen er lagt til\n\n• torsdag 8. oktober")


async def test_what_is_sent_twice_is_done_once(app: ConsoleApp) -> None:
    assert text(await app.ask(KARI, NEW, "line:a")).startswith("Fristen er lagt til")
    assert await app.ask(KARI, NEW, "line:a") is None


async def test_somebody_the_platform_calls_a_stranger_is_refused(app: ConsoleApp) -> None:
    assert text(await app.ask("somebody", "frister")) == (
        "Dette kan jeg ikke hjelpe deg med\n\n"
        "Jeg svarer bare dem som hører til her i arbeidsområdet. Spør en av dem du samarbeider med her."
    )


async def test_the_morning_comes_and_its_message_says_what_was_done_with_its_buttons(
    app: ConsoleApp, clock: Clock
) -> None:
    database = app.dispatcher.deps.database
    await app.ask(KARI, NEW)
    with database.session() as session:
        session.query(Workspace).one().shared_channel = CHANNEL
    await tick(at("2026-10-05 08:30"), database, PACK, app.sender_for)
    [(sent, card)] = app.sender.posted.items()
    row = "• torsdag 8. oktober – Innspill til komiteen · @{kari} · ny [Ferdig] [Utsett] [Minn oss senere]\n"
    assert (sent.channel_ref, row in text(card)) == (CHANNEL, True)

    clock.at = at("2026-10-05 09:00")
    await app.press(KARI, card, "Ferdig", on=sent)

    done = "• torsdag 8. oktober – Innspill til komiteen · ✓ ferdig · @{kari}\n"
    assert text(app.sender.posted[sent]) == text(card).replace(row, done)


async def test_it_is_what_the_bot_knows_as_an_app(app: ConsoleApp) -> None:
    known: ChatApp = app
    assert known.routes() == []
