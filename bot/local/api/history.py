"""conversations.history and conversations.replies: reading messages."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence

from bot.local.api.call import Call, Method
from bot.local.model import Json, LocalChannel, LocalMessage
from bot.local.pace import READ_AT_ONCE
from bot.local.shapes import message_json
from bot.local.workspace_errors import SlackError


def _readable(call: Call) -> LocalChannel:
    channel = call.channel()
    call.need("im:history" if channel.kind == "im" else "channels:history")
    if call.state.bot.id not in channel.members:
        raise SlackError(code="not_in_channel")
    return channel


def _within(call: Call, messages: Sequence[LocalMessage]) -> list[LocalMessage]:
    """Return the messages between `oldest` and `latest`; the ends themselves only with `inclusive`."""
    oldest = _moment(call, "oldest", 0.0)
    latest = _moment(call, "latest", float("inf"))
    ends = {oldest, latest} if call.flag("inclusive") else set()
    return [each for each in messages if oldest < float(each.ts) < latest or float(each.ts) in ends]


def _moment(call: Call, name: str, default: float) -> float:
    value = call.optional(name)
    try:
        return float(value) if value else default
    except ValueError:
        raise SlackError(code=f"invalid_ts_{name}") from None


def _answer(call: Call, messages: Sequence[LocalMessage]) -> Json:
    """Answer with a page. The cursor names the message that the next page begins with, as Slack's does."""
    limit = call.whole("limit", 100, 1000)
    limit = min(limit, READ_AT_ONCE) if call.workspace.reading else limit
    start = _start(call.optional("cursor"), messages)
    end = start + limit
    metadata = call.flag("include_all_metadata")
    has_more = end < len(messages)
    answer: Json = {
        "messages": [message_json(call.state, each, metadata=metadata) for each in messages[start:end]],
        "has_more": has_more,
    }
    return {**answer, "response_metadata": {"next_cursor": _cursor(messages[end])}} if has_more else answer


def _cursor(message: LocalMessage) -> str:
    return b64encode(f"next_ts:{message.ts}".encode()).decode()


def _start(cursor: str, messages: Sequence[LocalMessage]) -> int:
    """Return where a page begins. Messages deleted between two pages move nothing."""
    if not cursor:
        return 0
    try:
        ts = float(b64decode(cursor, validate=True).decode().removeprefix("next_ts:"))
    except (binascii.Error, ValueError):
        raise SlackError(code="invalid_cursor") from None
    newest_first = len(messages) > 1 and float(messages[0].ts) > float(messages[-1].ts)
    later = (float(each.ts) <= ts if newest_first else float(each.ts) >= ts for each in messages)
    return next((number for number, is_there in enumerate(later) if is_there), len(messages))


def history(call: Call) -> Json:
    """conversations.history: newest first, without replies and ephemeral messages."""
    channel = _readable(call)
    public = [each for each in channel.messages if each.only_for is None and not each.is_reply]
    newest_first = sorted(_within(call, public), key=lambda each: float(each.ts), reverse=True)
    return {**_answer(call, newest_first), "pin_count": 0}


def replies(call: Call) -> Json:
    """conversations.replies: the thread, its first message first."""
    channel = _readable(call)
    ts = call.text("ts")
    parent = channel.message(ts)
    if parent is None or parent.only_for is not None:
        raise SlackError(code="thread_not_found")
    below = [each for each in channel.messages if each.is_reply and each.thread_ts == ts and each.only_for is None]
    return _answer(call, [parent, *_within(call, sorted(below, key=lambda each: float(each.ts)))])


METHODS = (Method("conversations.history", history), Method("conversations.replies", replies))
