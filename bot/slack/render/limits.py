"""Slack's limits on Block Kit (https://docs.slack.dev/reference/block-kit), and cutting text to them."""

import re
from collections.abc import Iterator
from functools import lru_cache

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 9_000
"""Slack refuses messages that are too long in sum (`msg_blocks_too_long`, seen near 13 000) without documenting where."""
MESSAGE_TEXT = 3_900
"""`chat.update` takes 4000 characters of top-level text."""
BLOCK_TEXT = 3_000
CONTEXT_TEXT = 2_000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
ROW_ELEMENTS = 25
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
CHECKBOXES = 10
ALT_TEXT = 2_000
URL = 3_000
VIEW_TITLE = 24
VIEW_STATE = 3_000
INPUT_TEXT = 3_000
LABEL = 2_000

ELLIPSIS = "…"
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class TooLongError(ValueError):
    """A value that must come back unchanged is longer than Slack carries."""


def clean(text: str) -> str:
    """Return the text without control characters, halves of characters, and signs that turn the writing direction."""
    if text.isprintable():
        return text
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def size(text: str) -> int:
    """Return the length as Slack's clients count it: in UTF-16 units."""
    if max(text, default="") <= "\uffff":
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Return the text, cut with an ellipsis where it is longer than `limit`."""
    if 2 * len(text) <= limit or size(text) <= limit:
        return text
    kept = text[: limit - 1]
    while size(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


@lru_cache(maxsize=2048)
def one_line(text: str, limit: int) -> str:
    """Return the text cleaned, on one line, at most `limit` long, and never empty (Slack refuses empty labels)."""
    return shorten(" ".join(clean(text).split()), limit) or "–"


def pieces(text: str, limit: int) -> Iterator[str]:
    """Give the text in pieces of at most `limit`, cut after a line break or a space where there is one."""
    while len(text) > limit:
        cut = max(text.rfind("\n", 0, limit), text.rfind(" ", 0, limit)) + 1 or limit
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def carried(value: str, limit: int, what: str) -> str:
    """Return a value that must come back unchanged. Raises `TooLongError`."""
    if len(value) > limit:
        message = f"{what} is {len(value)} characters, Slack carries {limit}"
        raise TooLongError(message)
    return value
