"""The bot in Slack, opened: signed in, listening by Socket Mode or ready to be mounted for HTTP, able to send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from bot.requests.deps import Deps
from bot.requests.request_dispatcher import PATIENCE_SECONDS
from bot.runtime.http_client import http_session
from bot.slack.bolt_app import BoltApp, build_bolt_app
from bot.slack.channels import check_shared_channels
from bot.slack.http import slack_route
from bot.slack.identity import TIMEOUT_SECONDS, Identity, open_client, sign_in, sign_in_errors
from bot.slack.install.flow import InstallFlow, OAuth
from bot.slack.message_texts import read_texts
from bot.slack.recovery import recover
from bot.slack.workspaces import PLATFORM, InstalledWorkspaces, SingleWorkspace, Workspaces
from jobs.ports import Sender
from jobs.reporting import Observer
from models.tables import Workspace
from models.workspace.administrators import name_from_setting
from models.workspace.installations import come_back
from models.workspace.outgoing import CHANNEL, MAIL
from models.workspace.workspaces import get_or_create

if TYPE_CHECKING:
    from slack_sdk.socket_mode.aiohttp import SocketModeClient

DRAIN_SECONDS = 3.0


@dataclass(frozen=True)
class SlackAccess:
    """What opens Slack: one workspace's token, or what lets any workspace install the bot. `repr` shows no secret."""

    bot_token: str = field(repr=False)
    base_url: str
    """The address of the Web API, with its closing slash."""
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    oauth: OAuth | None = None


class SocketConnection:
    """The Socket Mode connection, if there is one: Slack's own client, which reconnects by itself."""

    def __init__(self) -> None:
        self.client: SocketModeClient | None = None

    async def is_connected(self) -> bool:
        """Return True if Slack can reach the bot now."""
        return self.client is not None and await self.client.is_connected()


@dataclass(frozen=True)
class SlackApp:
    """The bot in Slack. `identity` is None if many workspaces may install it."""

    identity: Identity | None
    bolt_app: BoltApp
    access: SlackAccess
    client: AsyncWebClient
    workspaces: Workspaces
    install: InstallFlow | None = None
    socket: SocketConnection = field(default_factory=SocketConnection)

    def routes(self) -> list[Route]:
        """Return the HTTP routes: `/slack/events` if Socket Mode is off, and the installation's.

        Raises `ValueError` if neither an app-level token nor a signing secret is set.
        """
        events = [] if self.access.app_token else [slack_route(self.bolt_app.bolt, self.access.signing_secret)]
        return events + (self.install.routes() if self.install else [])

    def sender_for(self, workspace: Workspace, kind: str = CHANNEL) -> Sender | None:
        """Return the workspace's sender to a kind of destination; None if there is none, as for e-mail."""
        return None if kind == MAIL else self.workspaces.sender_for(workspace)

    async def check_lost_workspaces(self, now: datetime) -> None:
        """Record the workspaces that removed the bot without an event from Slack."""
        await self.workspaces.check_lost_workspaces(now)

    async def read_texts(self, now: datetime) -> None:
        """Read the texts of messages that were taken while Slack did not let the bot read them."""
        await read_texts(self.bolt_app.dispatcher, now)

    async def before_round(self, now: datetime) -> None:
        """Find out what must be known before anything is sent."""
        del now
        await check_shared_channels(self.bolt_app.dispatcher)

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Return what observes rounds for Slack: nothing."""
        return ()

    async def recover(self, now: datetime) -> None:
        """Do what a dead process acknowledged and did not finish."""
        await recover(self.bolt_app.dispatcher, now)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Keep a Socket Mode connection open for as long as the block runs; lost connections are made again.

        Raises `SignInError`.
        """
        from bot.slack.socket_mode import SocketHandler  # noqa: PLC0415 - two dozen modules that HTTP has no use for

        with sign_in_errors("SLACK_APP_TOKEN", self.access.base_url):
            # Asked here, since Slack's socket client retries a refused token for ever.
            opened = await self.client.apps_connections_open(app_token=self.access.app_token)
        handler = SocketHandler(self.bolt_app.bolt, self.access.app_token)
        handler.client.wss_uri = opened["url"]
        self.socket.client = handler.client
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
            yield
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call] # the same


@asynccontextmanager
async def open_slack(deps: Deps, access: SlackAccess, patience: float = PATIENCE_SECONDS) -> AsyncIterator[SlackApp]:
    """Sign in, register the workspace, and yield the app; at the end, let work under way finish.

    `patience` is how many seconds an acknowledgement waits for its answer. Raises `SignInError`.
    """
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with http_session(timeout) as session:
        opened = (
            _open_installed(deps, access, access.oauth, session)
            if access.oauth
            else await _open_single(deps, access, session)
        )
        bolt_app = build_bolt_app(deps, opened.client, opened.workspaces, access.signing_secret, patience)
        try:
            yield SlackApp(opened.identity, bolt_app, access, opened.client, opened.workspaces, opened.install)
        finally:
            await bolt_app.dispatcher.tasks.drain(DRAIN_SECONDS)


@dataclass(frozen=True)
class _Opened:
    client: AsyncWebClient
    workspaces: Workspaces
    identity: Identity | None = None
    install: InstallFlow | None = None


async def _open_single(deps: Deps, access: SlackAccess, session: aiohttp.ClientSession) -> _Opened:
    client = open_client(access.bot_token, access.base_url, session)
    identity = await sign_in(client)
    await asyncio.to_thread(_register_workspace, deps, identity)
    return _Opened(client, SingleWorkspace(identity, client), identity)


def _open_installed(deps: Deps, access: SlackAccess, oauth: OAuth, session: aiohttp.ClientSession) -> _Opened:
    workspaces = InstalledWorkspaces(deps.database, oauth.keyring, access.base_url, session)
    # Without a token: each workspace has its own.
    client = open_client(None, access.base_url, session)
    return _Opened(client, workspaces, install=InstallFlow(deps, oauth, client, workspaces))


def _register_workspace(deps: Deps, identity: Identity) -> None:
    with deps.database.session() as session:
        workspace = get_or_create(session, PLATFORM, identity.team_id, identity.team)
        workspace.scopes = identity.scopes or workspace.scopes
        name_from_setting(session, workspace, deps.named.of(PLATFORM, identity.team_id))
        if workspace.removed_at is not None:
            # The token works, so the bot is installed.
            come_back(session, workspace, deps.now())
