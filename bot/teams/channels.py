"""The channels of a team: the bot is added to all of them at once."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, is_shared, place_id_of
from jobs.ports import SendError
from models.workspace.contacts import CHANNEL, SeenContact

log = structlog.get_logger(__name__)


def team_of(activity: Mapping[str, Any]) -> tuple[str, str]:
    """Return the id and the name of the team of an activity; empty if it names none."""
    team = (activity.get("channelData") or {}).get("team") or {}
    return str(team.get("id") or ""), str(team.get("name") or "")


async def channels_of(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, team: str, team_name: str
) -> list[SeenContact]:
    """Return the channels of the team that the bot was added to; empty if Teams does not say."""
    if incoming.kind != CHANNEL or not team:
        return []
    try:
        channels = await dispatcher.connector.channels(incoming.service, team)
    except SendError as error:
        log.warning("channels_not_told", reason=error.reason)
        return []
    return [channel_contact(each, incoming.service, team, team_name) for each in channels if each.get("id")]


def channel_contact(channel: Mapping[str, Any], service: str, team: str, team_name: str) -> SeenContact:
    """Return a channel as a contact; a team's first channel has the team's id and no name of its own."""
    conversation = str(channel["id"])
    name = str(channel.get("name") or (f"{team_name} (Generelt)".strip() if conversation == team else ""))
    place = place_id_of(conversation)
    return SeenContact(place, CHANNEL, name, place, conversation, service, parent=team, is_external=is_shared(channel))
