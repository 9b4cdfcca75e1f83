"""Reactions: one takes a message in the media channel as a follow-up, taking it away calls it off, another closes it."""

from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.medie.followup import Taken, ask_what_was_done, call_off, take
from bot.desk.desk import NotWrittenDownError
from bot.desk.standing import Standing, standing
from bot.slack.arrived import Arrived, from_event
from bot.slack.back import Back
from bot.slack.reading import read_message
from bot.slack.room import Room
from bot.slack.showing import renew
from bot.slack.teams import PLATFORM
from models.database import Database
from models.followups import Message
from models.workspaces import by_external

ADDED, REMOVED = "reaction_added", "reaction_removed"


def reacted(room: Room, body: dict[str, Any], bot: str) -> Coroutine[Any, Any, None] | None:
    """Return the work that a reaction asks for, if any; the bot's own ask for none."""
    event = body["event"]
    if event.get("user") in {bot, None} or event.get("item", {}).get("type") != "message":
        return None
    wanted = room.deps.packs.current().media.reactions
    name = event.get("reaction", "").partition("::")[0]
    if event["type"] == ADDED and name == wanted.follow:
        return _take(room, body)
    if event["type"] == REMOVED and name == wanted.follow:
        return _call_off(room, body)
    if event["type"] == ADDED and name == wanted.done:
        return _done(room, body)
    return None


async def _take(room: Room, body: dict[str, Any]) -> None:
    arrived, message_id, at = _read(body)
    channel = arrived.back.channel_id
    if not await room.reads(lambda database: _is_media(database, arrived.team_id, channel)):
        return
    read = await read_message((await room.voice(arrived)).client, channel, message_id)
    message = Message(channel, message_id, read.text, read.link, thread=read.thread)
    await follow(room, arrived, message, at)


async def follow(room: Room, arrived: Arrived, message: Message, at: datetime) -> None:
    """Take a message as a follow-up, tell its thread at once, and tell the person. Raises `NotWrittenDownError`."""

    def taking(ask: Ask, session: Session) -> tuple[Taken, Standing | None]:
        taken = take(ask, session, message, at)
        return taken, _afresh(ask, session, taken)

    await _show(room, arrived, await room.ask(arrived, taking))
    room.deps.hurry()


async def _call_off(room: Room, body: dict[str, Any]) -> None:
    arrived, message_id, at = _read(body)

    def calling_off(ask: Ask, session: Session) -> tuple[Taken, Standing | None]:
        taken = call_off(ask, session, ask.channel_id, message_id, at)
        return taken, _afresh(ask, session, taken)

    await _show(room, arrived, await room.ask(arrived, calling_off))


async def _done(room: Room, body: dict[str, Any]) -> None:
    arrived, message_id, _ = _read(body)

    def asking(ask: Ask, session: Session) -> tuple[Taken, Standing | None]:
        return Taken(ask_what_was_done(ask, session, ask.channel_id, message_id)), None

    await _show(room, arrived, await room.ask(arrived, asking))


async def _show(room: Room, arrived: Arrived, answer: tuple[Taken, Standing | None] | Card | None) -> None:
    match answer:
        case Card():
            raise NotWrittenDownError
        case (Taken() as taken, afresh):
            if afresh:
                await renew(room, arrived, afresh)
            if taken.card:
                await room.tell(arrived, taken.card)


def _afresh(ask: Ask, session: Session, taken: Taken) -> Standing | None:
    if taken.renew is None:
        return None
    channel, message = taken.renew
    return standing(ask, session, message, channel)


def _read(body: dict[str, Any]) -> tuple[Arrived, str, datetime]:
    event = body["event"]
    item = event["item"]
    arrived = from_event(body, Back(event["user"], item["channel"]), event["type"])
    return arrived, item["ts"], datetime.fromtimestamp(float(event["event_ts"]), UTC)


def _is_media(database: Database, team_id: str, channel: str) -> bool:
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, team_id)
        return workspace is not None and workspace.media_channel == channel
