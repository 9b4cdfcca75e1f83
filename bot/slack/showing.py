"""Making a message in the channel say what is so now."""

from collections.abc import Sequence

from bot.requests.faults import fault
from bot.requests.standing import Standing
from bot.slack.arrived import Arrived
from bot.slack.room import Room
from bot.slack.teams import NotInstalledError
from jobs.ports import SendError


async def renew(room: Room, arrived: Arrived, afresh: Sequence[Standing]) -> None:
    """Replace nudges by what they say now; where that fails, write it down."""
    for each in afresh:
        try:
            await (await room.voice(arrived)).sender.update(each.sent, each.card)
        except (SendError, NotInstalledError) as error:
            fault(error, arrived)
