"""The real commands in the Slack room, from the first word to the last press."""

from datetime import time

import pytest

from bot.commands import registry
from bot.local.model import LocalMessage
from models.db.database import Database
from models.workspace.workspaces import by_external
from tests.support.slack import seen, slack

BOTH = pytest.mark.parametrize("transport", ["socket", "http"])


def action(message: LocalMessage, label: str) -> str:
    """Return the action id of the first control with that label."""
    elements = (each for block in message.blocks for each in block.get("elements", []))
    return next(each["action_id"] for each in elements if _label(each) == label)


def _label(element: dict[str, dict[str, str]]) -> str:
    said = element.get("text") or element.get("placeholder")
    return said["text"] if isinstance(said, dict) else ""


@BOTH
async def test_a_deadline_is_added_ticked_off_and_taken_back(sqlite_database: Database, transport: str) -> None:
    async with slack(transport, sqlite_database, registry) as bench:
        kari = bench.kari
        (added,) = await kari.command("/frister", "ny 15.10 Innspill til <b> & *komiteen* #jernbane", "styret")
        assert added.text.splitlines()[0] == "Fristen er lagt til"
        (listed,) = await kari.command("/frister", "", "styret")
        assert listed.text == LISTED
        (done,) = await kari.press(listed, action(listed, "Ferdig"))
        assert done is listed
        assert "«Innspill til &lt;b&gt; &amp; *komiteen*» er markert som ferdig. [Angre]" in done.text
        (undone,) = await kari.press(done, action(done, "Angre"))
        assert undone is listed
        assert "«Innspill til &lt;b&gt; &amp; *komiteen*» står som før igjen." in undone.text
        assert LISTED.partition("De neste 30 dagene")[2] in undone.text
        assert bench.per.sees("styret") == []


LISTED = """Frister

De neste 30 dagene
• torsdag 15. oktober – Innspill til &lt;b&gt; &amp; *komiteen* · Jernbane · <@U0000002> [Ferdig] [Utsett] [Mer …]

[Ny frist] [Abonner i kalenderen] [Del i kanalen]"""


@BOTH
async def test_an_answer_is_shared_for_everyone(sqlite_database: Database, transport: str) -> None:
    async with slack(transport, sqlite_database, registry) as bench:
        (answer,) = await bench.kari.command("/budskap", "jernbane", "sekretariatet")
        await bench.kari.press(answer, action(answer, "Del i kanalen"), expect=2)
        (shared,) = bench.per.sees("sekretariatet")
        assert seen(shared)[0] == "Budskap: Jernbane"
        assert seen(shared)[-1] == f"Delt av {bench.kari.id} · /budskap jernbane"


async def test_settings_are_changed_in_a_form(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/padriver", "innstillinger", "sekretariatet")
        channel = bench.workspace.state.channel("sekretariatet").id
        sent = await bench.kari.submit(bench.kari.view, {"shared_channel": channel, "digest_time": "07:30"})
        assert (sent.errors, sent.notice) == ({}, "")
        (told,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet"))
        assert "• Tid for ukesoversikten: kl. 8.00 → kl. 7.30" in told.text
        with sqlite_database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace is not None
            assert (workspace.shared_channel, workspace.digest_time) == (channel, time(7, 30))


@pytest.mark.parametrize("command", ["frister", "arshjul", "budskap", "padriver", "interessenter", "medie", "effekt"])
async def test_every_command_answers_anything_within_slacks_limits(sqlite_database: Database, command: str) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        for text in ("", "31.2", "uke 60", "x" * 3_000, "🚆" * 500, "\u202eoktober", "<!channel> *hei* `du`"):
            (answer,) = await bench.kari.command(f"/{command}", text, "styret")
            assert answer.only_for == bench.kari.id
            assert "Noe gikk galt" not in answer.text
