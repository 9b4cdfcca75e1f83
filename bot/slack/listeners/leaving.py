"""The bot is removed from a workspace: the app is uninstalled, or its token revoked."""

from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.dispatcher import NotWrittenDownError
from bot.requests.roles import ANYBODY
from bot.slack.arrived import from_event
from bot.slack.back import Back
from bot.slack.room import Room
from models.workspace.installations import remove

UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"

log = structlog.get_logger(__name__)


async def on_leaving(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Delete the workspace's token and send nothing more. Raises `NotWrittenDownError`: it is not acknowledged then."""
    event = body["event"]
    if event["type"] == UNINSTALLED or event.get("tokens", {}).get("bot"):
        arrived = from_event(body, Back(""), event["type"])

        def leave(ask: Ask, session: Session) -> bool:
            return not _came_back(ask, body) and remove(session, ask.workspace.id, ask.now)

        left = await room.ask(arrived, ANYBODY, leave)
        if isinstance(left, Card):
            raise NotWrittenDownError
        if left:
            log.info("removed_from_workspace", team=arrived.team_id, told_by=event["type"])
        room.teams.forget(arrived.team_id)
    await ack()


def _came_back(ask: Ask, body: dict[str, Any]) -> bool:
    """Return True if the event is about an earlier installation: Slack may tell it late, after the bot came back."""
    installed = ask.workspace.installed_at
    return installed is not None and int(body.get("event_time", 0)) < int(installed.timestamp())
