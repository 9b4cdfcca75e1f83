import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from tests.support_app import PATIENCE, Program, running
from tests.support_local import Clock

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"


@asynccontextmanager
async def workspace() -> AsyncIterator[LocalWorkspace]:
    local = demo_workspace(now=Clock(), signing_secret=SIGNING)
    async with serve(local):
        yield local


async def ready(program: Program) -> dict[str, Any]:
    """Return what the log says when the bot is up."""
    async with asyncio.timeout(PATIENCE):
        while not (event := program.logged("ready")):  # noqa: ASYNC110 - another process tells
            await asyncio.sleep(0.05)
    return event


async def lives_and_ends(program: Program, local: LocalWorkspace, address: str) -> None:
    """Ask after the bot's health and for an answer, end it, and look for tokens in all it wrote."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.get(f"{address}/healthz")
        assert (answer.status_code, answer.text) == (200, "ok\n")
    [told] = await local.person("kari.nordmann").command("/padriver", "hjelp", channel="sekretariatet")
    assert told.text.startswith("Dette kan jeg hjelpe med: frister, årshjul og budskap.\n\n")
    assert await asyncio.to_thread(program.stop, signal.SIGTERM) == 0
    assert program.line() == ""
    assert not [secret for secret in ("xoxb-", "xapp-", SIGNING) if secret in program.log]


async def test_it_serves_by_socket_mode_until_it_is_told_to_stop(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        settings = {
            "DATABASE_URL": sqlite_url,
            "PADRIVER_PORT": "0",
            "SLACK_API_URL": f"{local.base_url}/api/",
            "SLACK_APP_TOKEN": local.app_token,
            "SLACK_BOT_TOKEN": local.bot_token,
        }
        with running("serve", folder=tmp_path, **settings) as program:
            up = await ready(program)
            assert (up["socket_mode"], up["team"], local.connected) == (True, local.state.team.id, True)
            await lives_and_ends(program, local, up["address"])


async def test_it_serves_by_signed_http_until_it_is_told_to_stop(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        settings = {
            "DATABASE_URL": sqlite_url,
            "PADRIVER_PORT": "0",
            "SLACK_API_URL": f"{local.base_url}/api/",
            "SLACK_BOT_TOKEN": local.bot_token,
            "SLACK_SIGNING_SECRET": SIGNING,
        }
        with running("serve", folder=tmp_path, **settings) as program:
            up = await ready(program)
            assert (up["socket_mode"], up["team"]) == (False, local.state.team.id)
            local.request_url = f"{up['address']}/slack/events"
            assert await local.verify_request_url()
            await lives_and_ends(program, local, up["address"])
