"""The chat platforms that are set up, opened side by side: one process, one loop."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Protocol

from starlette.routing import Route

from bot.access import NOT_INSTALLED, Opening, SettingError
from bot.requests.deps import Deps
from bot.slack.serve import SlackRoom, open_room
from bot.teams.access import TeamsAccess
from content.frozen import frozen
from jobs.ports import Sender
from models.tables import Workspace


class Room(Protocol):
    """The bot in one platform."""

    def routes(self) -> list[Route]:
        """Return its HTTP routes."""

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return a workspace's way out; None where it has none here."""

    async def work_off(self, now: datetime) -> None:
        """Do what a process that died had acknowledged and not done."""


@frozen
class Doors:
    """The rooms that are open."""

    slack: SlackRoom | None = None
    teams: Room | None = None

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Return all of them."""
        return tuple(room for room in (self.slack, self.teams) if room)

    @property
    def errands(self) -> tuple[Callable[[datetime], Awaitable[None]], ...]:
        """Return what is to be seen to in every round."""
        in_slack = (self.slack.look_after_lost, self.slack.read_texts) if self.slack else ()
        return (*(room.work_off for room in self.rooms), *in_slack)

    @property
    def before_round(self) -> tuple[Callable[[datetime], Awaitable[None]], ...]:
        """Return what must be seen to before a round sends anything."""
        return (self.slack.before_round,) if self.slack else ()

    def routes(self) -> list[Route]:
        """Return the HTTP routes of all rooms."""
        return [route for room in self.rooms for route in room.routes()]

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return a workspace's way out, in the platform that it belongs to; None where there is none."""
        return next((sender for room in self.rooms if (sender := room.sender_for(workspace))), None)


@asynccontextmanager
async def open_doors(deps: Deps, opening: Opening) -> AsyncIterator[Doors]:
    """Open what is set up. Raises `SignInError` where Slack refuses, `SettingError` where packages are missing."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(open_room(deps, opening.slack)) if opening.slack else None
        teams = await stack.enter_async_context(_open_teams(deps, opening.teams)) if opening.teams else None
        yield Doors(slack, teams)


@asynccontextmanager
async def _open_teams(deps: Deps, access: TeamsAccess) -> AsyncIterator[Room]:
    try:
        from bot.teams.serve import open_teams  # noqa: PLC0415 - its packages are an extra, and cost whoever has no Teams
    except ModuleNotFoundError as error:
        raise SettingError(NOT_INSTALLED) from error
    async with open_teams(deps, access) as room:
        yield room
