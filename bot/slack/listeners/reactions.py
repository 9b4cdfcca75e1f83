"""Reactions: one takes a message as a follow-up, taking it away calls it off, one closes it, one says it is not relevant."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.medie.alert import (
    DISMISS_IT,
    DONE,
    FOLLOW,
    ask_what_was_done,
    call_off,
    dismiss_message,
    take_back,
    take_message,
)
from bot.commands.medie.followup import Taken
from bot.requests.arrival import LONGEST_KEY, check_ids
from bot.requests.dispatcher import NotWrittenDownError
from bot.requests.roles import Need, reaction_need
from bot.requests.standing import Standing, standings
from bot.slack.arrived import Arrived, from_event
from bot.slack.back import Back
from bot.slack.channels import is_media_channel
from bot.slack.reading import point_at, read_again_at, read_message, said_at
from bot.slack.room import Room
from bot.slack.showing import renew
from models.followups.taking import MediaMessage

ADDED, REMOVED = "reaction_added", "reaction_removed"
Work = Coroutine[Any, Any, None]


def reacted(room: Room, body: dict[str, Any], bot: str) -> Work | None:
    """Return the work that a reaction asks for, if any; the bot's own ask for none."""
    event = body["event"]
    if event.get("user") in {bot, None} or event.get("item", {}).get("type") != "message":
        return None
    wanted = room.deps.packs.current().media.reactions
    # One name may mean one thing only; the first here counts.
    work: dict[tuple[str, str], tuple[str, Callable[[Room, dict[str, Any], Need], Work]]] = {
        (REMOVED, wanted.dismiss): (DISMISS_IT, _take_back),
        (ADDED, wanted.dismiss): (DISMISS_IT, _dismiss),
        (ADDED, wanted.done): (DONE, _done),
        (REMOVED, wanted.follow): (FOLLOW, _call_off),
        (ADDED, wanted.follow): (FOLLOW, _take),
    }
    found = work.get((event["type"], event.get("reaction", "").partition("::")[0]))
    if found is None:
        return None
    meaning, do = found
    return do(room, body, reaction_need(room.deps.registry, meaning))


async def _take(room: Room, body: dict[str, Any], need: Need) -> None:
    arrived, message_id, at = _read(body)
    channel = arrived.back.channel_id
    if not await is_media_channel(room, arrived.team_id, channel) or not await room.is_wanted(arrived, need):
        return
    client, text_due_at = (await room.voice(arrived)).client, None
    try:
        read = await read_message(client, channel, message_id)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        # It is followed up all the same; `bot.slack.texts` reads what it says when Slack lets us.
        read, text_due_at = await point_at(client, channel, message_id), read_again_at(error, room.deps.now())
    if read is None:
        return
    said = said_at(message_id)
    message = MediaMessage(
        channel, message_id, read.text, read.link, thread=read.thread, said_at=said, text_due_at=text_due_at
    )
    await follow(room, arrived, need, message, at)


async def follow(room: Room, arrived: Arrived, need: Need, message: MediaMessage, at: datetime) -> None:
    """Take a message as a follow-up, tell its thread at once, and tell the person. Raises `NotWrittenDownError`."""
    await _do(room, arrived, need, lambda ask, session: take_message(ask, session, message, at))
    room.deps.trigger_now()


async def _call_off(room: Room, body: dict[str, Any], need: Need) -> None:
    arrived, message_id, at = _read(body)
    await _do(room, arrived, need, lambda ask, session: call_off(ask, session, message_id, at))


async def _done(room: Room, body: dict[str, Any], need: Need) -> None:
    arrived, message_id, _ = _read(body)
    await _do(room, arrived, need, lambda ask, session: ask_what_was_done(ask, session, message_id))


async def _dismiss(room: Room, body: dict[str, Any], need: Need) -> None:
    arrived, message_id = _once(body)
    await _do(room, arrived, need, lambda ask, session: dismiss_message(ask, session, message_id))


async def _take_back(room: Room, body: dict[str, Any], need: Need) -> None:
    arrived, message_id = _once(body)
    await _do(room, arrived, need, lambda ask, session: take_back(ask, session, message_id))


async def _do(room: Room, arrived: Arrived, need: Need, handler: Callable[[Ask, Session], Taken]) -> None:
    """Do what a reaction says, show it where it stands, and tell the person. Raises `NotWrittenDownError`."""

    def doing(ask: Ask, session: Session) -> tuple[Taken, tuple[Standing, ...]]:
        taken = handler(ask, session)
        return taken, standings(ask, session, taken.renew)

    match await room.ask(arrived, need, doing):
        case Card():
            raise NotWrittenDownError
        case (Taken() as taken, afresh):
            await renew(room, arrived, afresh)
            if taken.card:
                await room.tell(arrived, taken.card)


def _read(body: dict[str, Any]) -> tuple[Arrived, str, datetime]:
    event = body["event"]
    item = event["item"]
    check_ids(item["ts"])
    arrived = from_event(body, Back(event["user"], item["channel"]), event["type"])
    return arrived, item["ts"], datetime.fromtimestamp(float(event["event_ts"]), UTC)


def _once(body: dict[str, Any]) -> tuple[Arrived, str]:
    """Return what arrived under a key that it shares with its twin: one reaction may be told under two event ids."""
    arrived, message_id, _ = _read(body)
    event = body["event"]
    items = (event["type"], event["event_ts"], event["user"], event["item"]["channel"], message_id)
    return replace(arrived, key=":".join(items)[:LONGEST_KEY]), message_id
