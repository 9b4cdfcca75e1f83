"""Where to answer the person who asked, also carried in a form's hidden state."""

import json
from dataclasses import dataclass, field, replace

from bot.requests.incoming import check_ids
from bot.slack.render.limits import VIEW_STATE


@dataclass(frozen=True)
class ReplyTarget:
    """Who to answer, and where.

    `response_url` may be used 5 times within 30 minutes. `message_id` is the message that was pressed, and `private`
    says that only this person sees it.
    """

    user_id: str
    channel_id: str = ""
    response_url: str = field(default="", repr=False)
    message_id: str = ""
    private: bool = False
    thread_id: str = ""

    def __post_init__(self) -> None:
        """Raise `TypeError` or `ValueError` for parts that Slack would not have written."""
        check_ids(self.user_id, self.channel_id, self.message_id, self.thread_id)
        check_ids(self.response_url, longest=VIEW_STATE)

    @property
    def is_direct(self) -> bool:
        """Return True if the channel is a direct conversation."""
        return self.channel_id.startswith("D")

    @property
    def replaces(self) -> bool:
        """Return True if an answer may replace the message that was pressed."""
        return bool(self.message_id and self.response_url) and (self.private or self.is_direct)


def pack_metadata(target: ReplyTarget, state: str) -> str:
    """Return a form's state with the reply target, for `private_metadata`; without a response URL that does not fit."""
    packed = _dumped(target, state)
    return packed if len(packed) <= VIEW_STATE else _dumped(replace(target, response_url=""), state)


def unpack_metadata(metadata: str, user_id: str) -> tuple[ReplyTarget, str]:
    """Return the reply target and the form's state; an unreadable one leaves only the person to answer."""
    try:
        content = json.loads(metadata)
        channel, url, message, private = content["w"]
        return ReplyTarget(user_id, str(channel), str(url), str(message), bool(private)), str(content["s"])
    except (ValueError, KeyError, TypeError):
        return ReplyTarget(user_id), ""


def _dumped(target: ReplyTarget, state: str) -> str:
    way = [target.channel_id, target.response_url, target.message_id, target.private]
    return json.dumps({"s": state, "w": way}, ensure_ascii=False, separators=(",", ":"))
