"""What all listeners share: the dispatcher, and the workspaces the bot is in."""

from dataclasses import field
from typing import ClassVar

from bot.cards.card import Card
from bot.requests.dispatcher import Dispatcher
from bot.requests.faults import fault
from bot.slack.arrived import Arrived
from bot.slack.roster import Roster
from bot.slack.speaking import Voice
from bot.slack.teams import PLATFORM, Teams
from content.frozen import frozen


@frozen
class Room(Dispatcher):
    """The house behind, the workspaces the bot is in, and the work under way."""

    platform: ClassVar[str] = PLATFORM

    teams: Teams
    roster: Roster = field(default_factory=Roster)

    async def meet_people(self, arrived: Arrived) -> None:
        """See that it is known what the workspace's people are called, where what is asked for may name them."""
        if self.knows_people(arrived):
            return
        try:
            client = (await self.voice(arrived)).client
            await self.roster.renew(self.deps.database, client, arrived.team_id, self.deps.now())
        except Exception as error:  # noqa: BLE001 - people are told by their ids then
            fault(error, arrived)

    def knows_people(self, arrived: Arrived) -> bool:
        """Tell whether it may be answered at once: nobody has to be asked what people are called."""
        return arrived.name not in self.deps.registry.NAMES or self.roster.is_fresh(arrived.team_id)

    async def voice(self, arrived: Arrived) -> Voice:
        """Return the bot's voice where it was asked. Raises `NotInstalledError`."""
        return await self.teams.voice(arrived.team_id)

    async def tell(self, arrived: Arrived, card: Card, *, replace: bool = False) -> None:
        """Tell the person; where that breaks, write it down."""
        try:
            await (await self.voice(arrived)).tell(arrived.back, card, replace=replace)
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            fault(error, arrived)
