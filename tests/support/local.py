"""A workspace with a real Bolt app in it, over real ports, by either transport."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.server import LocalWorkspace, serve

NOON = datetime(2026, 10, 2, 10, 0, tzinfo=UTC)


class Clock:
    """A clock for the workspace, moved by hand."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    async def move(self, at: datetime) -> None:
        self.at = at


class RealTime:
    """Unix time that can be pushed ahead, for triggers and response addresses."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> float:
        return (datetime.now(UTC) + self.ahead).timestamp()


def a_workspace(**settings: Any) -> LocalWorkspace:
    """Return a workspace with #generelt, Kari and Per, its clock standing still."""
    return LocalWorkspace(**({"now": Clock()} | settings))


def web_client(workspace: LocalWorkspace, token: str | None = None) -> AsyncWebClient:
    """Return Slack's own client, without retries, as the bot."""
    wanted = workspace.bot_token if token is None else token
    return AsyncWebClient(token=wanted, base_url=f"{workspace.base_url}/api/", retry_handlers=[])


@dataclass
class Bench:
    """A running workspace with a running Bolt app."""

    workspace: LocalWorkspace
    app: AsyncApp
    client: AsyncWebClient


@asynccontextmanager
async def bolt(
    transport: str, listen: Callable[[AsyncApp], None], workspace: LocalWorkspace | None = None
) -> AsyncIterator[Bench]:
    """Run a workspace and a Bolt app with those listeners, over `socket` or `http`."""
    held = workspace or a_workspace()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serve(held))
        client = web_client(held)
        app = AsyncApp(client=client, signing_secret=held.signing_secret, process_before_response=True)
        listen(app)
        if transport == "socket":
            await stack.enter_async_context(_socket(held, app))
        else:
            await stack.enter_async_context(_http(held, app))
        yield Bench(held, app, client)


@asynccontextmanager
async def _socket(workspace: LocalWorkspace, app: AsyncApp) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, workspace.app_token)
    await handler.connect_async()
    try:
        await workspace.wait_for(lambda _: workspace.connected)
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def _http(workspace: LocalWorkspace, app: AsyncApp) -> AsyncIterator[None]:
    runner = web.AppRunner(app.web_app("/slack/events"))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    workspace.request_url = f"http://{host}:{port}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()


def section(text: str, **more: Any) -> dict[str, Any]:
    """Return a section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> dict[str, Any]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def button(label: str, action_id: str, value: str) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a modal that can be sent."""
    return {
        "type": "modal",
        "callback_id": "skjema",
        "title": plain("Ny frist"),
        "submit": plain("Lagre"),
        "blocks": list(blocks),
        **more,
    }


def text_input(block_id: str, label: str = "Tittel", **more: Any) -> dict[str, Any]:
    """Return an input block with a text field of the same name."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"type": "plain_text_input", "action_id": block_id},
        **more,
    }


def as_json(value: object) -> str:
    """Return JSON, as the page posts it."""
    return json.dumps(value)
