"""The bot in Teams, opened: ready to be mounted for HTTP, able to send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from starlette.routing import Route

from bot.requests.deps import Deps
from bot.requests.request_dispatcher import Tasks
from bot.runtime.http_client import http_session
from bot.teams.access import PLATFORM, TeamsAccess
from bot.teams.auth.authenticator import Authenticator, TokenAuthenticator
from bot.teams.auth.keys import Keys
from bot.teams.connector import Connector
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.file_storage import Storage
from bot.teams.http import teams_route
from bot.teams.login import Login
from bot.teams.pictures import picture_route
from bot.teams.recovery import recover
from bot.teams.routing import handle_activity
from bot.teams.sender import TeamsSender
from bot.teams.thread_copies import ThreadCopies
from jobs.ports import Sender
from jobs.reporting import Observer
from models.tables import Workspace
from models.workspace.outgoing import CHANNEL, MAIL

TIMEOUT_SECONDS, CONNECT_SECONDS = 10, 5
"""How long a call may take in all, and to reach Teams: if Teams was not reached, nothing was sent."""
PATIENCE_SECONDS = 8.0
"""How long an activity waits for its answer: Teams gives 15 seconds, and fewer for a press."""
DRAIN_SECONDS = 3.0


@dataclass(frozen=True)
class TeamsApp:
    """The bot in Teams."""

    dispatcher: TeamsDispatcher
    authenticator: Authenticator

    def routes(self) -> list[Route]:
        """Return the HTTP routes: `/teams/messages`, and the pictures if they are served."""
        dispatcher, served = self.dispatcher, self.dispatcher.access.pictures
        return [
            teams_route(self.authenticator, lambda activity, tenant: handle_activity(dispatcher, activity, tenant)),
            *([picture_route(dispatcher.deps, served)] if served else []),
        ]

    def sender_for(self, workspace: Workspace, kind: str = CHANNEL) -> Sender | None:
        """Return the workspace's sender to a kind of destination; None if there is none, as for e-mail."""
        dispatcher = self.dispatcher
        ours = kind != MAIL and workspace.platform == PLATFORM and dispatcher.access.serves(workspace.external_id)
        if not ours or workspace.removed_at is not None:
            return None
        return TeamsSender(
            workspace.id,
            workspace.external_id,
            dispatcher.deps.database,
            dispatcher.connector,
            dispatcher.access,
            dispatcher.forms,
            dispatcher.deps.now,
        )

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Return what sends the copies of reminders in the threads they are about."""
        return (ThreadCopies(self.dispatcher),)

    async def recover(self, now: datetime) -> None:
        """Do what a dead process acknowledged and did not finish."""
        await recover(self.dispatcher, now)


@asynccontextmanager
async def open_teams(
    deps: Deps,
    access: TeamsAccess,
    patience: float = PATIENCE_SECONDS,
    login: Login | None = None,
    authenticator: Authenticator | None = None,
    *,
    has_dialogs: bool = True,
) -> AsyncIterator[TeamsApp]:
    """Yield the app; at the end, let work under way finish.

    `patience` is how many seconds an activity waits for its answer; `login` replaces signing in with Entra, and
    `authenticator` replaces Teams' (the playground, on this machine); without `has_dialogs` forms replace messages.
    Nothing is requested from Teams before it is needed.
    """
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS, sock_connect=CONNECT_SECONDS)
    async with http_session(timeout) as session:
        connector, storage = Connector(session, login or Login(access)), Storage(session, access)
        dispatcher = TeamsDispatcher(deps, Tasks(patience), access, connector, storage, has_dialogs=has_dialogs)
        try:
            yield TeamsApp(
                dispatcher, authenticator or TokenAuthenticator(access, Keys(access.openid_url, session), deps.now)
            )
        finally:
            await dispatcher.tasks.drain(DRAIN_SECONDS)
