"""One workspace, opened: signed in, listening by Socket Mode or ready to be mounted for HTTP, able to send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from bot.slack.app import SlackApp, build_app
from bot.slack.deps import Deps
from bot.slack.http import slack_route
from bot.slack.identity import TIMEOUT_SECONDS, Identity, open_client, refusals, sign_in
from bot.slack.room import PLATFORM
from bot.slack.sender import SlackSender
from bot.slack.tasks import PATIENCE_SECONDS
from models.tables import Workspace
from models.workspaces import get_or_create

DRAIN_SECONDS = 5.0


@dataclass(frozen=True)
class Access:
    """What opens the workspace. No secret shows in a `repr`."""

    bot_token: str = field(repr=False)
    base_url: str
    """The address of the Web API, with its closing slash."""
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)


@dataclass(frozen=True)
class SlackRoom:
    """The open workspace."""

    identity: Identity
    app: SlackApp
    access: Access
    client: AsyncWebClient

    def route(self) -> Route:
        """Return the HTTP route `/slack/events`. Raises `ValueError` without a signing secret."""
        return slack_route(self.app.bolt, self.access.signing_secret)

    def sender_for(self, workspace: Workspace) -> SlackSender | None:
        """Return the workspace's way out; None where the workspace is another one."""
        ours = (workspace.platform, workspace.external_id) == (PLATFORM, self.identity.team_id)
        return SlackSender(self.client) if ours else None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Hold a Socket Mode connection for as long as the block runs; lost connections are made again.

        Raises `SignInError`.
        """
        with refusals("SLACK_APP_TOKEN", self.access.base_url):
            # Asked here, since Slack's socket client tries a token that is refused for ever.
            opened = await self.client.apps_connections_open(app_token=self.access.app_token)
        handler = AsyncSocketModeHandler(self.app.bolt, self.access.app_token)
        handler.client.wss_uri = opened["url"]
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
            yield
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call] # the same


@asynccontextmanager
async def open_room(deps: Deps, access: Access, patience: float = PATIENCE_SECONDS) -> AsyncIterator[SlackRoom]:
    """Sign in, make the workspace known, and give the room; at the end, let work under way be finished.

    `patience` is how many seconds an acknowledgement waits for its answer. Raises `SignInError`.
    """
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = open_client(access.bot_token, access.base_url, session)
        identity = await sign_in(client)
        await asyncio.to_thread(_make_known, deps, identity)
        app = build_app(deps, client, identity, access.signing_secret, patience)
        try:
            yield SlackRoom(identity, app, access, client)
        finally:
            await app.tasks.drain(DRAIN_SECONDS)


def _make_known(deps: Deps, identity: Identity) -> None:
    with deps.database.session() as session:
        get_or_create(session, PLATFORM, identity.team_id, identity.team)
