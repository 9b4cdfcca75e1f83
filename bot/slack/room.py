"""What all listeners share: the desk, and the workspaces the bot is in."""

from dataclasses import dataclass
from typing import ClassVar

from bot.cards.card import Card
from bot.desk.desk import Desk
from bot.desk.faults import fault
from bot.slack.arrived import Arrived
from bot.slack.speaking import Voice
from bot.slack.teams import PLATFORM, Teams


@dataclass(frozen=True)
class Room(Desk):
    """The house behind, the workspaces the bot is in, and the work under way."""

    platform: ClassVar[str] = PLATFORM

    teams: Teams

    async def voice(self, arrived: Arrived) -> Voice:
        """Return the bot's voice where it was asked. Raises `NotInstalledError`."""
        return await self.teams.voice(arrived.team_id)

    async def tell(self, arrived: Arrived, card: Card, *, replace: bool = False) -> None:
        """Tell the person; where that breaks, write it down."""
        try:
            await (await self.voice(arrived)).tell(arrived.back, card, replace=replace)
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            fault(error, arrived)
