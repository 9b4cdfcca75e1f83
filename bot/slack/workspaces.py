"""The workspaces the bot is in: the one whose token is in the settings, or all that installed it.

Slack reports a removal for an hour at most, and never again. So a refused token is checked when the round is over.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.slack.errors import error_code
from bot.slack.identity import Identity, open_client, with_token
from bot.slack.responder import Responder, Tables
from bot.slack.sender import SlackSender
from jobs.ports import AccessLostError, PartlySent, Search, SearchPage, Sender, SentMessage
from models.db.database import Database
from models.tables import Workspace
from models.workspace.installations import remove
from models.workspace.keyring import Keyring, UnreadableTokenError
from models.workspace.workspaces import by_external

PLATFORM = "slack"


class NotInstalledError(Exception):
    """The bot is not installed in the workspace, or its token cannot be opened."""


class Workspaces(Protocol):
    """The workspaces the bot is in."""

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in a workspace; None if it is not installed. Raises `DatabaseUnavailableError`."""

    async def responder(self, team_id: str) -> Responder:
        """Return the responder of a workspace. Raises `NotInstalledError` and `DatabaseUnavailableError`."""

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's sender; None if there is none."""

    def forget(self, team_id: str) -> None:
        """Forget what is cached of a workspace, so that the database is read next time."""

    async def check_lost_workspaces(self, now: datetime) -> None:
        """Record (at `now`, aware) that the bot was removed, for each refused token that Slack confirms is revoked."""


class SingleWorkspace:
    """The one workspace whose token is in the settings."""

    def __init__(self, identity: Identity, client: AsyncWebClient) -> None:
        self._identity = identity
        self._responder = Responder(client)

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in the one workspace."""
        return self._identity if team_id == self._identity.team_id else None

    async def responder(self, team_id: str) -> Responder:
        """Return the responder of the one workspace."""
        if team_id != self._identity.team_id:
            raise NotInstalledError
        return self._responder

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the one workspace's sender."""
        ours = (workspace.platform, workspace.external_id) == (PLATFORM, self._identity.team_id)
        return self._responder.sender if ours and workspace.removed_at is None else None

    def forget(self, team_id: str) -> None:
        """Do nothing: nothing is cached."""

    async def check_lost_workspaces(self, now: datetime) -> None:
        """Do nothing: the operator who set the token has to look after it."""


def token_owner(team_id: str) -> str:
    """Return the owner's name that a token is sealed with."""
    return f"{PLATFORM}:{team_id}"


GONE = frozenset({"account_inactive", "app_not_installed", "token_revoked"})
"""What Slack says of a token when the app is uninstalled (https://docs.slack.dev/reference/methods/auth.test#errors)."""

T = TypeVar("T")


class WatchedSender:
    """A workspace's sender that reports when the workspace no longer lets the bot in (`jobs.ports.Sender`)."""

    def __init__(self, sender: Sender, lost: Callable[[], None]) -> None:
        self._sender = sender
        self._lost = lost

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a channel or a person."""
        return await self._watched(self._sender.post(address, card, delivery_id, also))

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace what a posted message says with a card."""
        await self._watched(self._sender.update(sent, card))

    async def find(self, search: Search) -> SearchPage:
        """Read one page of what was posted."""
        return await self._watched(self._sender.find(search))

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Post the missing parts of a card that continues below its first message."""
        return await self._watched(self._sender.go_on(half, card))

    async def _watched(self, call: Awaitable[T]) -> T:
        try:
            return await call
        except AccessLostError as error:
            if error.reason in GONE:
                self._lost()
            raise


FRESH_SECONDS = 15.0
"""How long an installation is used without a look at the database: another replica may have got a newer token."""
MOST_KEPT = 2_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _CachedInstallation:
    identity: Identity
    sealed: str = field(repr=False)
    until: float


class InstalledWorkspaces:
    """All workspaces that installed the bot. A token is decrypted when it is used, and kept nowhere."""

    def __init__(self, database: Database, keyring: Keyring, base_url: str, session: aiohttp.ClientSession) -> None:
        self._database = database
        self._keyring = keyring
        self._nobody = open_client(None, base_url, session)
        self._kept: OrderedDict[str, _CachedInstallation] = OrderedDict()
        self._lost: set[str] = set()
        self._tables: dict[str, Tables] = defaultdict(Tables)

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in a workspace."""
        installation = await self._find(team_id)
        return installation.identity if installation else None

    async def responder(self, team_id: str) -> Responder:
        """Return the responder of a workspace."""
        installation = await self._find(team_id)
        client = self._client(team_id, installation.sealed) if installation else None
        if client is None:
            raise NotInstalledError
        return Responder(client, self._tables[team_id])

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's sender, with its own token."""
        if workspace.platform != PLATFORM or workspace.removed_at is not None or workspace.token is None:
            return None
        team_id = workspace.external_id
        client = self._client(team_id, workspace.token)
        return WatchedSender(SlackSender(client), lambda: self._lost.add(team_id)) if client else None

    def forget(self, team_id: str) -> None:
        """Forget what is cached of a workspace."""
        self._kept.pop(team_id, None)

    async def check_lost_workspaces(self, now: datetime) -> None:
        """Ask Slack again, with the token as it is now, before anything is recorded."""
        while self._lost:
            team_id = self._lost.pop()
            self.forget(team_id)
            installation = await self._find(team_id)
            client = self._client(team_id, installation.sealed) if installation else None
            if installation and client and await _is_gone(client):
                await asyncio.to_thread(self._leave, team_id, installation.sealed, now)
                self.forget(team_id)

    def _leave(self, team_id: str, sealed: str, now: datetime) -> None:
        with self._database.session() as session:
            row = by_external(session, PLATFORM, team_id)
            # Another token means that the bot was installed again meanwhile.
            if row is not None and row.token == sealed and remove(session, row.id, now):
                log.info("removed_from_workspace", team=team_id, told_by="auth.test")

    def _client(self, team_id: str, sealed: str) -> AsyncWebClient | None:
        try:
            token = self._keyring.open(token_owner(team_id), sealed)
        except UnreadableTokenError:
            log.error("token_not_opened", team=team_id)  # noqa: TRY400 - the traceback says nothing more
            return None
        return with_token(self._nobody, token)

    async def _find(self, team_id: str) -> _CachedInstallation | None:
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(team_id)
        if kept is None or kept.until < now:
            kept = await asyncio.to_thread(self._read, team_id, now + FRESH_SECONDS)
            self._keep(team_id, kept)
        return kept

    def _keep(self, team_id: str, installation: _CachedInstallation | None) -> None:
        self._kept.pop(team_id, None)
        if installation is not None:
            self._kept[team_id] = installation
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _read(self, team_id: str, until: float) -> _CachedInstallation | None:
        with self._database.reading() as session:
            row = by_external(session, PLATFORM, team_id)
            if row is None or row.removed_at is not None or row.token is None:
                return None
            identity = Identity(row.external_id, row.name, row.bot_user or "", row.bot_id or "")
            return _CachedInstallation(identity, row.token, until)


async def _is_gone(client: AsyncWebClient) -> bool:
    try:
        await client.auth_test()
    except SlackApiError as error:
        return error_code(error) in GONE
    except (aiohttp.ClientError, TimeoutError):
        return False
    return False
