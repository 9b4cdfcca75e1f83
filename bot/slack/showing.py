"""Making a message in the channel say what is so now."""

from bot.desk.faults import fault
from bot.desk.standing import Standing
from bot.slack.arrived import Arrived
from bot.slack.room import Room
from bot.slack.teams import NotInstalledError
from jobs.ports import SendError


async def renew(room: Room, arrived: Arrived, afresh: Standing) -> None:
    """Replace a nudge by what it says now; where that fails, write it down."""
    try:
        await (await room.voice(arrived)).sender.update(afresh.sent, afresh.card)
    except (SendError, NotInstalledError) as error:
        fault(error, arrived)
