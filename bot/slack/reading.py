"""Reading one message that somebody pointed at."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.cutting import shorten
from bot.slack.errors import code, note_refusal, send_error
from bot.slack.mentions import as_written
from content.frozen import frozen
from jobs.ports import AccessLostError, PermanentSendError

LINK = re.compile(r"<(https?://[^|<>]+)(?:\|[^<>]*)?>")
BARE_LINK = re.compile(r"()https?://\S+")
LONGEST = 4_000
ABSENT = frozenset({"thread_not_found", "message_not_found", "channel_not_found", "not_in_channel"})
"""Gone, seen by one person only, or in a channel that the bot has left."""
AGAIN_SECONDS = 60.0
"""How long to wait at least before reading is tried again."""


@frozen
class Read:
    """What a message says, the first link in it, and the message whose thread it stands in, if in one."""

    text: str
    link: str | None
    thread: str | None = None


async def read_message(client: AsyncWebClient, channel: str, message_id: str, thread: str | None = None) -> Read | None:
    """Return a message of a channel, or of one of its threads; None where it is not there, or not for us to read.

    `thread` is the message whose thread it stands in, where that is known. May raise `SlackApiError`: some workspaces
    let us read once a minute.
    """
    try:
        found = await _found(client, channel, message_id, thread)
    except SlackApiError as error:
        if code(error) in ABSENT:
            note_refusal("conversations.history", error)
            return None
        raise
    return read(found) if found else None


async def point_at(client: AsyncWebClient, channel: str, message_id: str) -> Read | None:
    """Return the link to a message, and its thread, where its text cannot be read; None where it is not there."""
    try:
        link = str((await client.chat_getPermalink(channel=channel, message_ts=message_id))["permalink"])
    except SlackApiError as error:
        return None if code(error) in ABSENT else Read("", None)
    except (aiohttp.ClientError, TimeoutError):
        return Read("", None)
    threads = parse_qs(urlsplit(link).query).get("thread_ts", [message_id])
    return Read("", link, threads[0] if threads[0] != message_id else None)


def read_again_at(error: Exception, now: datetime) -> datetime | None:
    """Return when to try again (aware) after reading failed; None where it will never work."""
    known = send_error(error)
    if isinstance(known, (PermanentSendError, AccessLostError)):
        return None
    return now + timedelta(seconds=max(known.retry_after or 0, AGAIN_SECONDS))


async def _found(client: AsyncWebClient, channel: str, message_id: str, thread: str | None) -> dict[str, Any] | None:
    messages: list[dict[str, Any]] = []
    if thread is None:
        found = await client.conversations_history(
            channel=channel, latest=message_id, oldest=message_id, inclusive=True, limit=1
        )
        messages = [each for each in found["messages"] if each.get("ts") == message_id]
    if not messages:
        replies = await client.conversations_replies(channel=channel, ts=message_id, limit=1)
        messages = [each for each in replies["messages"] if each.get("ts") == message_id]
    return messages[0] if messages else None


def read(message: dict[str, Any]) -> Read:
    """Return what a message in Slack's own form says; other apps' words may stand in attachments."""
    said = [message.get("text", "")]
    said += [
        each.get(name, "")
        for each in message.get("attachments") or []
        for name in ("title", "text", "fallback", "title_link")
    ]
    whole = "\n".join(filter(None, said))
    link = LINK.search(whole) or BARE_LINK.search(whole)
    address = None if link is None else link[1] or link[0]
    thread = message.get("thread_ts")
    return Read(shorten(as_written(whole), LONGEST), address, thread if thread != message.get("ts") else None)


def said_at(message_id: str) -> datetime:
    """Return when a message was said (aware): Slack's id of a message is that moment."""
    return datetime.fromtimestamp(float(message_id), UTC)
