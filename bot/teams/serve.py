"""The bot in Teams, opened: ready to be mounted for HTTP, able to send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import aiohttp
from starlette.routing import Route

from bot.calling import calling
from bot.requests.deps import Deps
from bot.requests.tasks import Tasks
from bot.teams.access import PLATFORM, TeamsAccess
from bot.teams.again import work_off
from bot.teams.connector import Connector
from bot.teams.dispatch import dispatch
from bot.teams.door import teams_route
from bot.teams.login import Login
from bot.teams.room import Room
from bot.teams.sender import TeamsSender
from bot.teams.storage import Storage
from bot.teams.trust.gate import Gate, SignedGate
from bot.teams.trust.keys import Keys
from content.frozen import frozen
from jobs.ports import Sender
from models.tables import Workspace

TIMEOUT_SECONDS, CONNECT_SECONDS = 10, 5
"""How long a call may take in all, and to reach Teams: what was not reached has taken nothing."""
PATIENCE_SECONDS = 8.0
"""How long an activity waits for its answer: Teams gives 15 seconds, and fewer for a press."""
DRAIN_SECONDS = 3.0


@frozen
class TeamsRoom:
    """The bot in Teams."""

    room: Room
    gate: Gate

    def routes(self) -> list[Route]:
        """Return the HTTP routes: `/teams/messages`."""
        return [teams_route(self.gate, lambda activity, tenant: dispatch(self.room, activity, tenant))]

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return the workspace's way out; None where there is none."""
        room = self.room
        ours = workspace.platform == PLATFORM and room.access.serves(workspace.external_id)
        if not ours or workspace.removed_at is not None:
            return None
        return TeamsSender(
            workspace.id,
            workspace.external_id,
            room.deps.database,
            room.connector,
            room.access,
            room.forms,
            room.deps.now,
        )

    async def work_off(self, now: datetime) -> None:
        """Do what a process that died had acknowledged and not done."""
        await work_off(self.room, now)


@asynccontextmanager
async def open_teams(
    deps: Deps,
    access: TeamsAccess,
    patience: float = PATIENCE_SECONDS,
    login: Login | None = None,
    gate: Gate | None = None,
    *,
    has_dialogs: bool = True,
) -> AsyncIterator[TeamsRoom]:
    """Give the room; at the end, let work under way be finished.

    `patience` is how many seconds an activity waits for its answer; `login` signs in otherwise than by Entra, and
    `gate` lets others in than Teams (the playground, on this machine); without `has_dialogs` forms stand in messages.
    Nothing is asked of Teams before it is needed.
    """
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS, sock_connect=CONNECT_SECONDS)
    async with calling(timeout) as session:
        way, storage = Connector(session, login or Login(access)), Storage(session, access)
        room = Room(deps, Tasks(patience), access, way, storage, has_dialogs=has_dialogs)
        try:
            yield TeamsRoom(room, gate or SignedGate(access, Keys(access.openid_url, session), deps.now))
        finally:
            await room.tasks.drain(DRAIN_SECONDS)
