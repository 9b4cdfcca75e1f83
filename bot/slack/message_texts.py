"""Reading the message a person pointed at: at once, or later if Slack does not let the bot read yet."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.cutting import shorten
from bot.commands.ask import Ask
from bot.commands.medie.followup import FollowupResult, complete
from bot.requests.posted_messages import PostedMessage, posted_messages
from bot.requests.roles import ANYBODY
from bot.slack.dispatcher import SlackDispatcher, update_messages
from bot.slack.errors import error_code, log_refused_call, send_error
from bot.slack.incoming import ReplyTarget, SlackRequest, unescaped
from bot.slack.workspaces import PLATFORM, NotInstalledError
from jobs.ports import AccessLostError, PermanentSendError
from models.db.database import Database
from models.followups.unread import Unread, read_at, to_be_read

LINK = re.compile(r"<(https?://[^|<>]+)(?:\|[^<>]*)?>")
BARE_LINK = re.compile(r"()https?://\S+")
LONGEST = 4_000
ABSENT = frozenset({"thread_not_found", "message_not_found", "channel_not_found", "not_in_channel"})
"""Gone, seen by one person only, or in a channel that the bot has left."""
AGAIN_SECONDS = 60.0
"""How long to wait at least before reading is tried again."""


@dataclass(frozen=True)
class MessageText:
    """A message's text, the first link in it, and the message whose thread it is in, if any."""

    text: str
    link: str | None
    thread: str | None = None


async def read_message(
    client: AsyncWebClient, channel: str, message_id: str, thread: str | None = None
) -> MessageText | None:
    """Return a message of a channel, or of one of its threads; None if it is not there, or the bot may not read it.

    `thread` is the message whose thread it is in, if that is known. May raise `SlackApiError`: some workspaces
    let the bot read once a minute.
    """
    try:
        result = await _fetch(client, channel, message_id, thread)
    except SlackApiError as error:
        if error_code(error) in ABSENT:
            log_refused_call("conversations.history", error)
            return None
        raise
    return text_of(result) if result else None


async def find_permalink(client: AsyncWebClient, channel: str, message_id: str) -> MessageText | None:
    """Return the link to a message, and its thread, if its text cannot be read; None if it is not there."""
    try:
        link = str((await client.chat_getPermalink(channel=channel, message_ts=message_id))["permalink"])
    except SlackApiError as error:
        return None if error_code(error) in ABSENT else MessageText("", None)
    except (aiohttp.ClientError, TimeoutError):
        return MessageText("", None)
    threads = parse_qs(urlsplit(link).query).get("thread_ts", [message_id])
    return MessageText("", link, threads[0] if threads[0] != message_id else None)


def retry_at(error: Exception, now: datetime) -> datetime | None:
    """Return when to try again (aware) after reading failed; None if it will never work."""
    known = send_error(error)
    if isinstance(known, (PermanentSendError, AccessLostError)):
        return None
    return now + timedelta(seconds=max(known.retry_after or 0, AGAIN_SECONDS))


async def _fetch(client: AsyncWebClient, channel: str, message_id: str, thread: str | None) -> dict[str, Any] | None:
    messages: list[dict[str, Any]] = []
    if thread is None:
        result = await client.conversations_history(
            channel=channel, latest=message_id, oldest=message_id, inclusive=True, limit=1
        )
        messages = [each for each in result["messages"] if each.get("ts") == message_id]
    if not messages:
        replies = await client.conversations_replies(channel=channel, ts=message_id, limit=1)
        messages = [each for each in replies["messages"] if each.get("ts") == message_id]
    return messages[0] if messages else None


def text_of(message: dict[str, Any]) -> MessageText:
    """Return the text of a message in Slack's own form; other apps' words may be in attachments."""
    parts = [message.get("text", "")]
    parts += [
        each.get(name, "")
        for each in message.get("attachments") or []
        for name in ("title", "text", "fallback", "title_link")
    ]
    joined = "\n".join(filter(None, parts))
    link = LINK.search(joined) or BARE_LINK.search(joined)
    address = None if link is None else link[1] or link[0]
    thread = message.get("thread_ts")
    return MessageText(shorten(unescaped(joined), LONGEST), address, thread if thread != message.get("ts") else None)


def time_of_message(message_id: str) -> datetime:
    """Return when a message was posted (aware): Slack's id of a message is that moment."""
    return datetime.fromtimestamp(float(message_id), UTC)


TEXT = "text"
TRIED_FOR = timedelta(days=1)
"""After so long a follow-up keeps the link to its message in place of the text."""


async def read_texts(dispatcher: SlackDispatcher, now: datetime) -> None:
    """Read the texts that are due at that moment (aware). A workspace that refuses more waits for the next round."""
    refusing: set[int] = set()
    for unread in await dispatcher.reads(lambda database: _due(database, now)):
        if unread.workspace_id not in refusing and not await _read(dispatcher, unread, now):
            refusing.add(unread.workspace_id)


async def _read(dispatcher: SlackDispatcher, unread: Unread, now: datetime) -> bool:
    """Read one text, and show it; return False if Slack wants no more to be read now."""
    incoming = SlackRequest(unread.team_id, f"{TEXT}:{unread.followup_id}", ReplyTarget("", unread.channel), TEXT)
    try:
        client = (await dispatcher.responder(incoming)).client
        message = await read_message(client, unread.channel, unread.message, unread.thread)
    except (NotInstalledError, SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        later = retry_at(error, now)
        is_over = later is None or now - unread.taken_at > TRIED_FOR
        await asyncio.to_thread(_postpone, dispatcher, unread, None if is_over else later)
        return False
    if message is None:
        await asyncio.to_thread(_postpone, dispatcher, unread, None)
    else:
        await _completed(dispatcher, incoming, unread, message)
    return True


async def _completed(dispatcher: SlackDispatcher, incoming: SlackRequest, unread: Unread, message: MessageText) -> None:
    def doing(ask: Ask, session: Session) -> tuple[FollowupResult, tuple[PostedMessage, ...]]:
        taken = complete(ask, session, unread.followup_id, message.text, message.link, message.thread)
        return taken, posted_messages(ask, session, taken.renew)

    match await dispatcher.ask(incoming, ANYBODY, doing):
        case Card() | None:  # recorded already; if that failed, it is read again
            return
        case (_, updates):
            await update_messages(dispatcher, incoming, updates)


def _due(database: Database, now: datetime) -> Sequence[Unread]:
    with database.reading() as session:
        return to_be_read(session, PLATFORM, now)


def _postpone(dispatcher: SlackDispatcher, unread: Unread, at: datetime | None) -> None:
    with dispatcher.deps.database.session() as session:
        read_at(session, unread.workspace_id, unread.followup_id, at)
