"""Reading one message that somebody pointed at."""

import re
from datetime import UTC, datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import note_refusal
from bot.slack.mentions import as_written
from content.frozen import frozen

LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
LONGEST = 4_000
ABSENT = frozenset({"thread_not_found", "message_not_found", "channel_not_found", "not_in_channel"})
"""Gone, seen by one person only, or in a channel that the bot has left."""


@frozen
class Read:
    """What a message says, the first link in it, and the message whose thread it stands in, if in one."""

    text: str
    link: str | None
    thread: str | None = None


async def read_message(client: AsyncWebClient, channel: str, message_id: str) -> Read | None:
    """Return a message of a channel, or of one of its threads; None where it is not there, or not for us to read.

    May raise `SlackApiError` for what passes.
    """
    try:
        found = await _found(client, channel, message_id)
    except SlackApiError as error:
        if error.response.get("error") in ABSENT:
            note_refusal("conversations.history", error)
            return None
        raise
    return read(found) if found else None


async def _found(client: AsyncWebClient, channel: str, message_id: str) -> dict[str, Any] | None:
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
    link = LINK.search(whole) or re.search(r"()https?://\S+", whole)
    address = None if link is None else link[1] or link[0]
    thread = message.get("thread_ts")
    return Read(as_written(whole)[:LONGEST], address, thread if thread != message.get("ts") else None)


def said_at(message_id: str) -> datetime:
    """Return when a message was said (aware): Slack's id of a message is that moment."""
    return datetime.fromtimestamp(float(message_id), UTC)
