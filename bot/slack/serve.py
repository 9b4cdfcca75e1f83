"""The bot in Slack, opened: signed in, listening by Socket Mode or ready to be mounted for HTTP, able to send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from bot.calling import calling
from bot.requests.deps import Deps
from bot.requests.tasks import PATIENCE_SECONDS
from bot.slack.again import work_off
from bot.slack.app import SlackApp, build_app
from bot.slack.channels import ask_about_channels
from bot.slack.http import slack_route
from bot.slack.identity import TIMEOUT_SECONDS, Identity, open_client, refusals, sign_in
from bot.slack.install.flow import InstallFlow, OAuth
from bot.slack.many import ManyTeams
from bot.slack.teams import PLATFORM, OneTeam, Teams
from bot.slack.texts import read_texts
from content.frozen import frozen
from jobs.ports import Sender
from models.tables import Workspace
from models.workspace.administrators import name_from_setting
from models.workspace.installations import come_back
from models.workspace.workspaces import get_or_create

if TYPE_CHECKING:
    from slack_sdk.socket_mode.aiohttp import SocketModeClient

DRAIN_SECONDS = 3.0


@frozen
class Access:
    """What opens Slack: one workspace's token, or what lets any workspace install the bot. No secret shows in a `repr`."""

    bot_token: str = field(repr=False)
    base_url: str
    """The address of the Web API, with its closing slash."""
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    oauth: OAuth | None = None


class Socket:
    """The Socket Mode connection, where there is one: Slack's own client, which connects again by itself."""

    def __init__(self) -> None:
        self.client: SocketModeClient | None = None

    async def is_connected(self) -> bool:
        """Return True if Slack can reach the bot now."""
        return self.client is not None and await self.client.is_connected()


@frozen
class SlackRoom:
    """The bot in Slack. `identity` is None where many workspaces may install it."""

    identity: Identity | None
    app: SlackApp
    access: Access
    client: AsyncWebClient
    teams: Teams
    install: InstallFlow | None = None
    socket: Socket = field(default_factory=Socket)

    def routes(self) -> list[Route]:
        """Return the HTTP routes: `/slack/events` where Socket Mode is off, and the installation's.

        Raises `ValueError` where neither an app-level token nor a signing secret is set.
        """
        events = [] if self.access.app_token else [slack_route(self.app.bolt, self.access.signing_secret)]
        return events + (self.install.routes() if self.install else [])

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's way out; None where there is none."""
        return self.teams.sender_for(workspace)

    async def look_after_lost(self, now: datetime) -> None:
        """Write down where the bot was removed without being told."""
        await self.teams.look_after_lost(now)

    async def read_texts(self, now: datetime) -> None:
        """Read the texts of messages that were taken while Slack did not let us read."""
        await read_texts(self.app.room, now)

    async def before_round(self, now: datetime) -> None:
        """See to what must be known before anything is sent."""
        del now
        await ask_about_channels(self.app.room)

    async def work_off(self, now: datetime) -> None:
        """Do what a process that died had acknowledged and not done."""
        await work_off(self.app.room, now)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Hold a Socket Mode connection for as long as the block runs; lost connections are made again.

        Raises `SignInError`.
        """
        from bot.slack.socket import SocketHandler  # noqa: PLC0415 - two dozen modules that HTTP has no use for

        with refusals("SLACK_APP_TOKEN", self.access.base_url):
            # Asked here, since Slack's socket client tries a token that is refused for ever.
            opened = await self.client.apps_connections_open(app_token=self.access.app_token)
        handler = SocketHandler(self.app.bolt, self.access.app_token)
        handler.client.wss_uri = opened["url"]
        self.socket.client = handler.client
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
    async with calling(timeout) as session:
        opened = _many(deps, access, access.oauth, session) if access.oauth else await _one(deps, access, session)
        app = build_app(deps, opened.client, opened.teams, access.signing_secret, patience)
        try:
            yield SlackRoom(opened.identity, app, access, opened.client, opened.teams, opened.install)
        finally:
            await app.room.tasks.drain(DRAIN_SECONDS)


@frozen
class _Opened:
    client: AsyncWebClient
    teams: Teams
    identity: Identity | None = None
    install: InstallFlow | None = None


async def _one(deps: Deps, access: Access, session: aiohttp.ClientSession) -> _Opened:
    client = open_client(access.bot_token, access.base_url, session)
    identity = await sign_in(client)
    await asyncio.to_thread(_make_known, deps, identity)
    return _Opened(client, OneTeam(identity, client), identity)


def _many(deps: Deps, access: Access, oauth: OAuth, session: aiohttp.ClientSession) -> _Opened:
    teams = ManyTeams(deps.database, oauth.keyring, access.base_url, session)
    # Without a token: each workspace has its own.
    client = open_client(None, access.base_url, session)
    return _Opened(client, teams, install=InstallFlow(deps, oauth, client, teams))


def _make_known(deps: Deps, identity: Identity) -> None:
    with deps.database.session() as session:
        workspace = get_or_create(session, PLATFORM, identity.team_id, identity.team)
        name_from_setting(session, workspace, deps.named.of(PLATFORM, identity.team_id))
        if workspace.removed_at is not None:
            # The token opens it, so the bot is back.
            come_back(session, workspace, deps.now())
