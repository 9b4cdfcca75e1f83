"""Reactions: one takes a message as a follow-up, removing it cancels that, one closes it, one dismisses it."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.medie.alert_buttons import (
    DISMISS_IT,
    DONE,
    FOLLOW,
    ask_what_was_done,
    call_off,
    dismiss_message,
    take_back,
    take_message,
)
from bot.commands.medie.followup import FollowupResult
from bot.requests.incoming_request import LONGEST_KEY, check_ids
from bot.requests.posted_messages import PostedMessage, posted_messages
from bot.requests.request_dispatcher import NotRecordedError
from bot.requests.roles import Need, reaction_need
from bot.slack.channels import is_media_channel
from bot.slack.dispatcher import SlackDispatcher, update_messages
from bot.slack.incoming import ReplyTarget, SlackRequest, from_event
from bot.slack.message_texts import find_permalink, read_message, retry_at, time_of_message
from models.followups.taking import MediaMessage

ADDED, REMOVED = "reaction_added", "reaction_removed"
Work = Coroutine[Any, Any, None]


def reaction_work(dispatcher: SlackDispatcher, body: dict[str, Any], bot: str) -> Work | None:
    """Return the work that a reaction asks for, if any; the bot's own ask for none."""
    event = body["event"]
    if event.get("user") in {bot, None} or event.get("item", {}).get("type") != "message":
        return None
    wanted = dispatcher.deps.packs.current().media.reactions
    # One name may mean one thing only; the first here counts.
    work: dict[tuple[str, str], tuple[str, Callable[[SlackDispatcher, dict[str, Any], Need], Work]]] = {
        (REMOVED, wanted.dismiss): (DISMISS_IT, _take_back),
        (ADDED, wanted.dismiss): (DISMISS_IT, _dismiss),
        (ADDED, wanted.done): (DONE, _done),
        (REMOVED, wanted.follow): (FOLLOW, _call_off),
        (ADDED, wanted.follow): (FOLLOW, _take),
    }
    entry = work.get((event["type"], event.get("reaction", "").partition("::")[0]))
    if entry is None:
        return None
    meaning, do = entry
    return do(dispatcher, body, reaction_need(dispatcher.deps.registry, meaning))


async def _take(dispatcher: SlackDispatcher, body: dict[str, Any], need: Need) -> None:
    incoming, message_id, at = _read(body)
    channel = incoming.target.channel_id
    if not await is_media_channel(dispatcher, incoming.team_id, channel) or not await dispatcher.is_wanted(
        incoming, need
    ):
        return
    client, text_due_at = (await dispatcher.responder(incoming)).client, None
    try:
        read = await read_message(client, channel, message_id)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        # It is followed up all the same; `bot.slack.message_texts` reads the text when Slack lets the bot.
        read, text_due_at = await find_permalink(client, channel, message_id), retry_at(error, dispatcher.deps.now())
    if read is None:
        return
    posted_at = time_of_message(message_id)
    message = MediaMessage(
        channel, message_id, read.text, read.link, thread=read.thread, said_at=posted_at, text_due_at=text_due_at
    )
    await follow_up(dispatcher, incoming, need, message, at)


async def follow_up(
    dispatcher: SlackDispatcher, incoming: SlackRequest, need: Need, message: MediaMessage, at: datetime
) -> None:
    """Take a message as a follow-up, post in its thread at once, and answer the person. Raises `NotRecordedError`."""
    await _do(dispatcher, incoming, need, lambda ask, session: take_message(ask, session, message, at))
    dispatcher.deps.trigger_now()


async def _call_off(dispatcher: SlackDispatcher, body: dict[str, Any], need: Need) -> None:
    incoming, message_id, at = _read(body)
    await _do(dispatcher, incoming, need, lambda ask, session: call_off(ask, session, message_id, at))


async def _done(dispatcher: SlackDispatcher, body: dict[str, Any], need: Need) -> None:
    incoming, message_id, _ = _read(body)
    await _do(dispatcher, incoming, need, lambda ask, session: ask_what_was_done(ask, session, message_id))


async def _dismiss(dispatcher: SlackDispatcher, body: dict[str, Any], need: Need) -> None:
    incoming, message_id = _read_once(body)
    await _do(dispatcher, incoming, need, lambda ask, session: dismiss_message(ask, session, message_id))


async def _take_back(dispatcher: SlackDispatcher, body: dict[str, Any], need: Need) -> None:
    incoming, message_id = _read_once(body)
    await _do(dispatcher, incoming, need, lambda ask, session: take_back(ask, session, message_id))


async def _do(
    dispatcher: SlackDispatcher, incoming: SlackRequest, need: Need, handler: Callable[[Ask, Session], FollowupResult]
) -> None:
    """Do what a reaction says, update the nudges it changes, and answer the person. Raises `NotRecordedError`."""

    def doing(ask: Ask, session: Session) -> tuple[FollowupResult, tuple[PostedMessage, ...]]:
        taken = handler(ask, session)
        return taken, posted_messages(ask, session, taken.renew)

    match await dispatcher.ask(incoming, need, doing):
        case Card():
            raise NotRecordedError
        case (FollowupResult() as taken, updates):
            await update_messages(dispatcher, incoming, updates)
            if taken.card:
                await dispatcher.respond(incoming, taken.card)


def _read(body: dict[str, Any]) -> tuple[SlackRequest, str, datetime]:
    event = body["event"]
    item = event["item"]
    check_ids(item["ts"])
    incoming = from_event(body, ReplyTarget(event["user"], item["channel"]), event["type"])
    return incoming, item["ts"], datetime.fromtimestamp(float(event["event_ts"]), UTC)


def _read_once(body: dict[str, Any]) -> tuple[SlackRequest, str]:
    """Return the request and the message's id; the key is the same for both event ids one reaction may have."""
    incoming, message_id, _ = _read(body)
    event = body["event"]
    items = (event["type"], event["event_ts"], event["user"], event["item"]["channel"], message_id)
    return replace(incoming, key=":".join(items)[:LONGEST_KEY]), message_id
