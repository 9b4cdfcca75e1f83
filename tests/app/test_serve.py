import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import make_url

from bot.local.server import LocalWorkspace
from models.workspace.keyring import new_key
from tests.support.app import PATIENCE, Program, free_port
from tests.support.install import browser, said
from tests.support.serve_processes import SIGNING, by_http, by_socket, ready, serving, workspace


async def lives_and_ends(program: Program, local: LocalWorkspace, address: str) -> None:
    """Ask after the bot's health and for an answer, end it, and look for tokens in all it wrote."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.get(f"{address}/healthz")
        assert (answer.status_code, answer.text) == (200, "ok\n")
    seen = await local.person("kari.nordmann").command("/padriver", "hjelp", channel="sekretariatet")
    [told] = [each for each in seen if each.only_for]
    assert told.text.startswith("Dette kan jeg hjelpe med: frister, årshjul og budskap.\n\n")
    assert await asyncio.to_thread(program.stop, signal.SIGTERM) == 0
    assert program.line() == ""
    assert not [secret for secret in ("xoxb-", "xapp-", SIGNING) if secret in program.log]


async def test_it_serves_by_socket_mode_until_it_is_told_to_stop(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        with serving(tmp_path, **by_socket(local, sqlite_url)) as program:
            up = await ready(program)
            assert (up["socket_mode"], up["team"], local.connected) == (True, local.state.team.id, True)
            await lives_and_ends(program, local, up["address"])


async def test_it_serves_by_signed_http_until_it_is_told_to_stop(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        with serving(tmp_path, cold=True, **by_http(local, sqlite_url)) as program:
            up = await ready(program)
            assert (up["socket_mode"], up["team"]) == (False, local.state.team.id)
            local.request_url = f"{up['address']}/slack/events"
            assert await local.verify_request_url()
            await lives_and_ends(program, local, up["address"])


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_it_serves_every_workspace_that_installs_it(sqlite_url: str, tmp_path: Path, transport: str) -> None:
    async with workspace(installed=False) as local:
        app, url = local.app, f"http://127.0.0.1:{free_port()}"
        app.redirect_urls = (f"{url}/slack/oauth_redirect",)
        way = by_http(local, sqlite_url) if transport == "http" else by_socket(local, sqlite_url)
        key = new_key()
        settings = way | {
            "PADRIVER_KEYS": key,
            "PADRIVER_PORT": url.rpartition(":")[2],
            "PADRIVER_URL": url,
            "SLACK_BOT_TOKEN": "",
            "SLACK_CLIENT_ID": app.client_id,
            "SLACK_CLIENT_SECRET": app.client_secret,
        }
        with serving(tmp_path, **settings) as program:
            up = await ready(program)
            assert (up["socket_mode"], up["team"], up["address"]) == (transport == "socket", None, url)
            local.request_url = f"{url}/slack/events" if transport == "http" else None
            async with browser() as theirs:
                who = f"{local.state.team.id}:{local.person('kari.nordmann').id}"
                assert said(await theirs.go_through(url, who)) == "Pådriver er installert i Osloregionen (øving)"
            await lives_and_ends(program, local, url)
            assert not [secret for secret in (key, app.client_secret) if secret in program.log]


async def test_a_first_round_that_breaks_is_written_down_and_the_bot_goes_on(sqlite_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(str(make_url(sqlite_url).database))) as connection:
        connection.execute("ALTER TABLE delivery RENAME TO borte")
    async with workspace() as local:
        with serving(tmp_path, **by_socket(local, sqlite_url)) as program:
            up = await ready(program)
            async with asyncio.timeout(PATIENCE):
                while not (broke := program.logged("round_failed")):  # noqa: ASYNC110 - another process logs it
                    await asyncio.sleep(0.05)
            await lives_and_ends(program, local, up["address"])
    assert broke["exception"].splitlines()[-1] == "OperationalError"
