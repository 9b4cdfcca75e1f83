"""`padriver serve` as processes of their own, in a local workspace that stands still in time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from tests.support.app import PATIENCE, Program, running
from tests.support.local import Clock

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"


@asynccontextmanager
async def workspace(**settings: Any) -> AsyncIterator[LocalWorkspace]:
    local = demo_workspace(now=Clock(), signing_secret=SIGNING, **settings)
    async with serve(local):
        yield local


def by_socket(local: LocalWorkspace, url: str) -> dict[str, str]:
    """Return the settings of a bot that calls the workspace, on any free port."""
    return {
        "DATABASE_URL": url,
        "PADRIVER_PORT": "0",
        "SLACK_API_URL": f"{local.base_url}/api/",
        "SLACK_APP_TOKEN": local.app_token,
        "SLACK_BOT_TOKEN": local.bot_token,
    }


def by_http(local: LocalWorkspace, url: str) -> dict[str, str]:
    """Return the settings of a bot that the workspace calls."""
    settings = by_socket(local, url)
    del settings["SLACK_APP_TOKEN"]
    return settings | {"SLACK_SIGNING_SECRET": SIGNING}


@contextmanager
def serving(folder: Path, *, cold: bool = False, **settings: str) -> Iterator[Program]:
    """Run `padriver serve` for as long as the block does."""
    folder.mkdir(exist_ok=True)
    with running("serve", folder=folder, cold=cold, **settings) as program:
        yield program


async def ready(program: Program) -> dict[str, Any]:
    """Return what the log says when the bot is up."""
    async with asyncio.timeout(PATIENCE):
        while not (event := program.logged("ready")):  # noqa: ASYNC110 - another process logs it
            await asyncio.sleep(0.05)
    return event
