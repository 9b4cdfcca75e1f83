"""What other apps post in the media channel. What people write in channels is let be, and never kept."""

from collections.abc import Coroutine
from typing import Any

from bot.cards.card import Card
from bot.commands.medie.posted import Posted, matched, take_in
from bot.requests.arrival import check_ids
from bot.requests.dispatcher import NotWrittenDownError
from bot.requests.roles import ANYBODY
from bot.slack.arrived import from_event
from bot.slack.back import Back
from bot.slack.channels import is_media_channel
from bot.slack.posting import read_posting
from bot.slack.room import Room

CHANNELS = frozenset({"channel", "group"})
SLACKBOT = "USLACKBOT"
"""Who posts the mails that are sent to a channel's address."""
NEW = frozenset({None, "bot_message", "file_share"})
"""The subtypes of a message that is new; the others tell of changes, and of comings and goings."""


def posted(room: Room, body: dict[str, Any], bot: str) -> Coroutine[Any, Any, None] | None:
    """Return the work that another app's message asks for; None for people's, our own, and what is about no theme."""
    event = body["event"]
    if not _is_another_apps(event, bot, body.get("api_app_id")):
        return None
    read = read_posting(event)
    return _take_in(room, body, read) if matched(room.deps.packs.current(), read).hits else None


def _is_another_apps(event: dict[str, Any], bot: str, app: str | None) -> bool:
    is_app = bool(event.get("bot_id")) or event.get("user") == SLACKBOT
    is_ours = event.get("user") == bot or (app is not None and event.get("app_id") == app)
    is_new = event.get("subtype") in NEW and event.get("thread_ts") in {None, event.get("ts")}
    return is_app and not is_ours and is_new and event.get("channel_type") in CHANNELS


async def _take_in(room: Room, body: dict[str, Any], read: Posted) -> None:
    check_ids(read.message)
    arrived = from_event(body, Back("", read.channel), "message")
    if not await is_media_channel(room, arrived.team_id, read.channel):
        return
    done = await room.ask(arrived, ANYBODY, lambda ask, session: take_in(ask, session, read))
    if isinstance(done, Card):
        raise NotWrittenDownError
    if done:
        room.deps.trigger_now()
