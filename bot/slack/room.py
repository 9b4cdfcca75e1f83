"""What all listeners share: asking the rest of the house, in one transaction, once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.slack.arrived import Arrived
from bot.slack.deps import Deps
from bot.slack.faults import fault
from bot.slack.speaking import Voice
from bot.slack.tasks import Tasks
from bot.slack.teams import PLATFORM, Teams
from models.workspaces import by_external, first_seen

log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Room:
    """The house behind, the workspaces the bot is in, and the work under way."""

    deps: Deps
    teams: Teams
    tasks: Tasks

    async def ask(self, arrived: Arrived, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Let a handler answer in a transaction of its own, off the loop.

        None where the same was told before, or the workspace is not ours; a card of apology where something broke
        (then nothing is changed, and the same may be told again).
        """
        try:
            return await asyncio.to_thread(_answered, self.deps, arrived, handler)
        except Exception as error:  # noqa: BLE001 - the last stop: whatever broke, the person is told
            return fault(error, arrived)

    async def voice(self, arrived: Arrived) -> Voice:
        """Return the bot's voice where it was asked. Raises `NotInstalledError`."""
        return await self.teams.voice(arrived.team_id)

    async def tell(self, arrived: Arrived, card: Card, *, replace: bool = False) -> None:
        """Tell the person; where that breaks, write it down."""
        try:
            await (await self.voice(arrived)).tell(arrived.back, card, replace=replace)
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            fault(error, arrived)


def _answered(deps: Deps, arrived: Arrived, handler: Callable[[Ask, Session], T]) -> T | None:
    now, pack = deps.now(), deps.packs.current()
    with deps.database.session() as session:
        workspace = by_external(session, PLATFORM, arrived.team_id)
        if workspace is None:
            log.warning("unknown_workspace", team=arrived.team_id)
            return None
        if not first_seen(session, workspace.id, arrived.key, now):
            log.info("told_before", team=arrived.team_id, key=arrived.key)
            return None
        back = arrived.back
        message = "" if back.private else back.message_id
        return handler(Ask(workspace, pack, back.user_id, back.channel_id, now, arrived.text, message), session)
