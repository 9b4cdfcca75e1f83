"""All workspaces that installed the bot, each with its own token."""

import asyncio
from collections import OrderedDict
from dataclasses import field
from datetime import datetime

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import code
from bot.slack.identity import Identity, open_client, with_token
from bot.slack.lost import GONE, WatchedSender
from bot.slack.sender import SlackSender
from bot.slack.speaking import Voice
from bot.slack.teams import PLATFORM, NotInstalledError, owner
from content.frozen import frozen
from jobs.ports import Sender
from models.db.database import Database
from models.tables import Workspace
from models.workspace.installations import remove
from models.workspace.keyring import Keyring, UnreadableTokenError
from models.workspace.workspaces import by_external

FRESH_SECONDS = 15.0
"""How long an installation is believed without a look at the database: another replica may have got a newer token."""
MOST_KEPT = 2_000

log = structlog.get_logger(__name__)


@frozen
class _Kept:
    identity: Identity
    sealed: str = field(repr=False)
    until: float


class ManyTeams:
    """All workspaces that installed the bot. A token is opened when it is used, and kept nowhere."""

    def __init__(self, database: Database, keyring: Keyring, base_url: str, session: aiohttp.ClientSession) -> None:
        self._database = database
        self._keyring = keyring
        self._nobody = open_client(None, base_url, session)
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lost: set[str] = set()

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in a workspace."""
        found = await self._find(team_id)
        return found.identity if found else None

    async def voice(self, team_id: str) -> Voice:
        """Return the bot's voice in a workspace."""
        found = await self._find(team_id)
        client = self._client(team_id, found.sealed) if found else None
        if client is None:
            raise NotInstalledError
        return Voice(client)

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's way out, by the token it holds."""
        if workspace.platform != PLATFORM or workspace.removed_at is not None or workspace.token is None:
            return None
        team_id = workspace.external_id
        client = self._client(team_id, workspace.token)
        return WatchedSender(SlackSender(client), lambda: self._lost.add(team_id)) if client else None

    def forget(self, team_id: str) -> None:
        """Forget what is kept of a workspace."""
        self._kept.pop(team_id, None)

    async def look_after_lost(self, now: datetime) -> None:
        """Ask Slack again, with the token as it is now, before anything is written down."""
        while self._lost:
            team_id = self._lost.pop()
            self.forget(team_id)
            found = await self._find(team_id)
            client = self._client(team_id, found.sealed) if found else None
            if found and client and await _is_gone(client):
                await asyncio.to_thread(self._leave, team_id, found.sealed, now)
                self.forget(team_id)

    def _leave(self, team_id: str, sealed: str, now: datetime) -> None:
        with self._database.session() as session:
            row = by_external(session, PLATFORM, team_id)
            # Another token means that the bot came back meanwhile.
            if row is not None and row.token == sealed and remove(session, row.id, now):
                log.info("removed_from_workspace", team=team_id, told_by="auth.test")

    def _client(self, team_id: str, sealed: str) -> AsyncWebClient | None:
        try:
            token = self._keyring.open(owner(team_id), sealed)
        except UnreadableTokenError:
            log.error("token_not_opened", team=team_id)  # noqa: TRY400 - the trace tells nothing more
            return None
        return with_token(self._nobody, token)

    async def _find(self, team_id: str) -> _Kept | None:
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(team_id)
        if kept is None or kept.until < now:
            kept = await asyncio.to_thread(self._read, team_id, now + FRESH_SECONDS)
            self._keep(team_id, kept)
        return kept

    def _keep(self, team_id: str, found: _Kept | None) -> None:
        self._kept.pop(team_id, None)
        if found is not None:
            self._kept[team_id] = found
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _read(self, team_id: str, until: float) -> _Kept | None:
        with self._database.reading() as session:
            row = by_external(session, PLATFORM, team_id)
            if row is None or row.removed_at is not None or row.token is None:
                return None
            identity = Identity(row.external_id, row.name, row.bot_user or "", row.bot_id or "")
            return _Kept(identity, row.token, until)


async def _is_gone(client: AsyncWebClient) -> bool:
    try:
        await client.auth_test()
    except SlackApiError as error:
        return code(error) in GONE
    except (aiohttp.ClientError, TimeoutError):
        return False
    return False
