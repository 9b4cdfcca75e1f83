"""Reading one message that somebody pointed at."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.mentions import as_written

LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
LONGEST = 4_000


@dataclass(frozen=True)
class Read:
    """What a message says, the first link in it, and the message whose thread it stands in, if in one."""

    text: str
    link: str | None
    thread: str | None = None


async def read_message(client: AsyncWebClient, channel: str, message_id: str) -> Read:
    """Return a message of a channel, or of one of its threads; one that is gone says nothing. May raise `SlackApiError`."""
    found = await client.conversations_history(
        channel=channel, latest=message_id, oldest=message_id, inclusive=True, limit=1
    )
    messages = [each for each in found["messages"] if each.get("ts") == message_id]
    if not messages:
        replies = await client.conversations_replies(channel=channel, ts=message_id, limit=1)
        messages = [each for each in replies["messages"] if each.get("ts") == message_id]
    return read(messages[0]) if messages else Read("", None)


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
