"""A workspace that installs the bot starts from the template, and is asked who it is."""

from dataclasses import replace
from datetime import date

from bot.cards.greeting import greeting
from bot.cards.text import render_text
from jobs.nudges.calendar import schedule
from jobs.tick import tick
from models.content.packs import pack_of
from models.db.database import Database
from models.tables import Workspace
from models.workspace.preferences import Preferences
from models.workspace.workspaces import get_or_create
from tests.support.blocks import visible
from tests.support.content import PACK as SHARED
from tests.support.content import template
from tests.support.install import Installed, many
from tests.support.slack import OnePack

PACK = replace(SHARED, template=template())
BUTTON = "Hvem er dere?"


def named(held: Installed) -> str:
    workspace = held.row(held.fjordby)
    with held.database.session() as session:
        return pack_of(session, workspace, PACK).organisation.name


async def test_a_new_installation_starts_from_the_template_and_its_installer_says_who_they_are(
    sqlite_database: Database,
) -> None:
    async with many(sqlite_database, pack=PACK) as held:
        await held.install(held.fjordby)
        kari = held.fjordby.person("Kari Nordmann")
        assert held.row(held.fjordby).pack == "mal"
        await tick(held.clock(), held.database, OnePack(PACK), held.room.sender_for)
        (question,) = [each for each in kari.sees("bot") if "Hvem leder arbeidet?" in visible(each.blocks)]

        block, element = next(
            (block, element)
            for block in question.blocks
            for element in block.get("elements", ())
            if element.get("type") == "button" and element["text"]["text"] == BUTTON
        )
        await kari.press(question, element["action_id"], element.get("value"), block_id=block["block_id"])
        sent = await kari.submit(kari.view, {"navn": "Fjordby forum 🚤", "sak1": "Stier", "budskap1": "Merk stiene."})

        assert not sent.errors
        assert named(held) == "Fjordby forum 🚤"
        (answer,) = await kari.command("/budskap", "stier")
        assert "Merk stiene." in "\n".join(visible(answer.blocks))


async def test_a_workspace_that_is_there_keeps_its_pack_when_it_installs_again(sqlite_database: Database) -> None:
    async with many(sqlite_database, pack=PACK) as held:
        with sqlite_database.session() as session:
            get_or_create(session, "slack", held.fjordby.state.team.id, "Fra før")

        await held.install(held.fjordby)
        assert held.row(held.fjordby).pack is None
        assert named(held) == PACK.organisation.name

        await held.install(held.first)
        await held.install(held.first)
        assert held.row(held.first).pack == "mal"


def test_the_greeting_asks_who_they_are_as_long_as_nobody_has_said() -> None:
    columns = Workspace.__table__.columns
    usual = {each.name: each.default.arg for each in columns if each.default is not None and each.default.is_scalar}
    wanted = Preferences(Workspace(**usual))

    asks = render_text(greeting(wanted, schedule(wanted, PACK, date(2026, 10, 2)), is_unnamed=True))

    assert asks.endswith(
        "Jeg vet ikke hvem dere er ennå. Skriv inn navnet og de tre viktigste sakene, så begynner jeg med dem.\n"
        "\n"
        "[Hvem er dere?] [Innstillinger] [Hjelp]"
    )
    assert BUTTON not in render_text(greeting(wanted, schedule(wanted, PACK, date(2026, 10, 2))))
