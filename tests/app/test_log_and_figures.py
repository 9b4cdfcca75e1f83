"""What a bot at work writes in its log and its metrics: what happened, and nothing about anyone."""

import asyncio
import json
import re
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import make_url

from bot.commands.shared.deadline_controls import DONE
from bot.local.server import LocalWorkspace
from bot.slack.workspaces import PLATFORM
from jobs.planning.plan import plan_greeting
from models.db.database import Database
from models.workspace.workspaces import get_or_create
from tests.support.app import PATIENCE, Program
from tests.support.serve_processes import SIGNING, by_socket, ready, serving, workspace

ID = re.compile(r"\b[UWCDG]0[0-9A-Z]{6,}\b")
"""A person's or a channel's id, as the workspace writes them."""
SAID = ("nattog", "Nattog", "Kari", "Per", "nordmann", "hansen", "sekretariatet", "tull og tøys")
SECRETS = ("xoxb-", "xapp-", SIGNING)


def plan_a_greeting(url: str, local: LocalWorkspace) -> None:
    database = Database(url)
    with database.session() as session:
        row = get_or_create(session, PLATFORM, local.state.team.id, "Øving")
        plan_greeting(
            session, row, local.state.channel("sekretariatet").id, datetime.now(UTC)
        )  # as the process knows it
    database.close()


async def talk(local: LocalWorkspace) -> None:
    """Let people ask, add, press and write, as they do."""
    kari, per = local.person("Kari Nordmann"), local.person("Per Hansen")
    [added] = await kari.command("/frister", f"ny 15.10 Innspill om nattog <@{per.id}>", channel="sekretariatet")
    assert "Innspill om nattog" in added.text
    await kari.press(added, f"{DONE}/0")
    await kari.command("/frister", "tull og tøys", channel="sekretariatet")
    await per.command("/budskap", "nattog", channel="sekretariatet")


async def ask_in_vain(local: LocalWorkspace, url: str) -> None:
    """Ask for something that breaks: a table is gone."""
    with closing(sqlite3.connect(str(make_url(url).database))) as other:
        other.execute("ALTER TABLE occurrence RENAME TO borte")
    asking = local.person("Kari Nordmann").command("/frister", "ny 16.10 Nattog igjen", channel="sekretariatet")
    [told] = await asking
    assert "nattog" not in told.text.casefold()


def lines(program: Program) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.log.splitlines()]


async def test_the_log_tells_what_happened_and_nothing_of_anyone(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        plan_a_greeting(sqlite_url, local)
        settings = by_socket(local, sqlite_url) | {"PADRIVER_LOG_LEVEL": "debug"}
        with serving(tmp_path, **settings) as program:
            await ready(program)
            await local.wait_for(lambda state: state.channel("sekretariatet").messages, PATIENCE)
            await talk(local)
            await ask_in_vain(local, sqlite_url)
            assert await asyncio.to_thread(program.stop, signal.SIGTERM) == 0
    assert not [word for word in (*SAID, *SECRETS) if word in program.log]
    assert not ID.findall(program.log)

    told = lines(program)
    requests = [each for each in told if each["event"] == "request"]
    assert [(each["kind"], each["name"]) for each in requests] == [
        ("command", "frister"),
        ("press", ""),
        ("command", "frister"),
        ("command", "budskap"),
        ("command", "frister"),
    ]
    assert len({each["request"] for each in requests}) == len(requests)
    [broke] = [each for each in told if each["event"] == "request_broke"]
    assert (broke["request"], broke["error"]) == (requests[-1]["request"], "OperationalError")
    [delivery] = [each for each in told if each["event"] == "delivery"]
    assert (delivery["delivery"], delivery["kind"], delivery["outcome"]) == (1, "velkomst", "sent")


async def test_figures_are_told_at_an_address_of_their_own(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local, httpx.AsyncClient(timeout=PATIENCE) as client:
        settings = by_socket(local, sqlite_url) | {"PADRIVER_METRICS_PORT": "0"}
        with serving(tmp_path, **settings) as program:
            up = await ready(program)
            await talk(local)
            assert (await client.get(f"{up['address']}/metrics")).status_code == 404
            assert (await client.get(f"{up['address']}/readyz")).json() == {"ready": True, "failing": []}
            answer = await client.get(f"{up['metrics']}/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    rows = answer.text.splitlines()
    assert 'padriver_ask_seconds_count{command="frister",kind="command"} 2.0' in rows
    assert 'padriver_ask_seconds_count{command="",kind="press"} 1.0' in rows
    assert not ID.findall(answer.text)
