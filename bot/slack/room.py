"""What all listeners share: the dispatcher, and the workspaces the bot is in."""

import asyncio
from dataclasses import field
from typing import ClassVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.cards.card import Card
from bot.requests.dispatcher import Dispatcher
from bot.requests.faults import fault
from bot.slack.arrived import Arrived
from bot.slack.errors import code
from bot.slack.roster import Roster, keep_people, member_met
from bot.slack.speaking import Voice
from bot.slack.teams import PLATFORM, Teams
from content.frozen import frozen
from models.db.database import Database
from models.workspace.workspaces import by_external, note_external

log = structlog.get_logger(__name__)


@frozen
class Room(Dispatcher):
    """The house behind, the workspaces the bot is in, and the work under way."""

    platform: ClassVar[str] = PLATFORM
    knows_places: ClassVar[bool] = True

    teams: Teams
    roster: Roster = field(default_factory=Roster)
    asked_channels: dict[tuple[str, str], float] = field(default_factory=dict)
    """The channels that Slack was asked about, by workspace and channel, and until when (the loop's clock)."""

    async def meet_people(self, arrived: Arrived) -> None:
        """See that it is known what the workspace's people are called, where what is asked for may name them."""
        if self.knows_people(arrived):
            return
        try:
            client = (await self.voice(arrived)).client
            await self.roster.renew(self.deps.database, client, arrived.team_id, self.deps.now())
        except Exception as error:  # noqa: BLE001 - people are told by their ids then
            fault(error, arrived)

    async def look_up(self, arrived: Arrived, user_id: str) -> None:  # type: ignore[override] # Slack's own arrivals
        """Ask Slack who somebody is, and keep what it says."""
        client = (await self.voice(arrived)).client
        try:
            answer = await client.users_info(user=user_id)
        except SlackApiError as error:
            log.warning("person_not_told", team=arrived.team_id, reason=code(error))
            return
        met = member_met(answer["user"], arrived.team_id)
        await asyncio.to_thread(keep_people, self.deps.database, arrived.team_id, [met], self.deps.now())

    async def look_up_place(self, arrived: Arrived, place_id: str) -> None:  # type: ignore[override] # Slack's own
        """Ask Slack who reads a channel, and keep what it says."""
        client = (await self.voice(arrived)).client
        try:
            answer = await client.conversations_info(channel=place_id)
        except SlackApiError as error:
            log.warning("channel_not_told", team=arrived.team_id, reason=code(error))
            return
        is_external = answer["channel"].get("is_ext_shared") is True
        await asyncio.to_thread(keep_external, self.deps.database, arrived.team_id, place_id, is_external)

    def knows_people(self, arrived: Arrived) -> bool:
        """Return True if it may be answered at once: nobody has to be asked what people are called."""
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


def keep_external(database: Database, team_id: str, channel: str, is_external: bool) -> None:
    """Keep what Slack said of who reads a channel, in a transaction of its own."""
    with database.session() as session:
        workspace = by_external(session, PLATFORM, team_id)
        if workspace:
            note_external(session, workspace.id, channel, is_external)
