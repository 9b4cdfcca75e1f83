"""The workspaces the bot is in, and the way into the one whose token is in the settings (`bot.slack.many`: into all)."""

from datetime import datetime
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.identity import Identity
from bot.slack.speaking import Voice
from jobs.ports import Sender
from models.tables import Workspace

PLATFORM = "slack"


class NotInstalledError(Exception):
    """The bot is not installed in the workspace, or its token cannot be opened."""


class Teams(Protocol):
    """The workspaces the bot is in."""

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in a workspace; None where it is not installed. Raises `Unavailable`."""

    async def voice(self, team_id: str) -> Voice:
        """Return the bot's voice in a workspace. Raises `NotInstalledError` and `Unavailable`."""

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's way out; None where there is none."""

    def forget(self, team_id: str) -> None:
        """Ask the database again when the workspace comes up again."""

    async def look_after_lost(self, now: datetime) -> None:
        """Write down (at `now`, aware) that the bot was removed where a token was refused, and Slack says that it was."""


class OneTeam:
    """The one workspace whose token is in the settings."""

    def __init__(self, identity: Identity, client: AsyncWebClient) -> None:
        self._identity = identity
        self._voice = Voice(client)

    async def identity(self, team_id: str) -> Identity | None:
        """Return the bot as it is in the one workspace."""
        return self._identity if team_id == self._identity.team_id else None

    async def voice(self, team_id: str) -> Voice:
        """Return the bot's voice in the one workspace."""
        if team_id != self._identity.team_id:
            raise NotInstalledError
        return self._voice

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the one workspace's way out."""
        ours = (workspace.platform, workspace.external_id) == (PLATFORM, self._identity.team_id)
        return self._voice.sender if ours and workspace.removed_at is None else None

    def forget(self, team_id: str) -> None:
        """Do nothing: nothing is kept."""

    async def look_after_lost(self, now: datetime) -> None:
        """Do nothing: whoever set the token is to see to it."""


def owner(team_id: str) -> str:
    """Return whose a token is, as it is sealed."""
    return f"{PLATFORM}:{team_id}"
