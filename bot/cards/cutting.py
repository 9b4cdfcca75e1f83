"""Cleaning text of what no platform should show, and cutting it to a platform's limits."""

import re
from collections.abc import Iterator

from content.folding import remembered

ELLIPSIS = "…"
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class TooLongError(ValueError):
    """Raised when a value that must come back unchanged is longer than the platform accepts."""


def clean(text: str) -> str:
    """Return the text without control characters, halves of characters, and signs that turn the writing direction."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def size(text: str) -> int:
    """Return the length as the platforms' clients count it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Return the text, cut with an ellipsis if it is longer than `limit`."""
    if 2 * len(text) <= limit or (len(text) <= limit and size(text) <= limit):
        return text
    kept = text[: limit - 1]
    while size(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


@remembered(2048)
def one_line(text: str, limit: int) -> str:
    """Return the text cleaned, on one line, at most `limit` long, and never empty (no platform takes empty labels)."""
    return shorten(" ".join(clean(text).split()), limit) or "–"


def pieces(text: str, limit: int) -> Iterator[str]:
    """Yield the text in pieces of at most `limit`, cut after a line break or a space if there is one."""
    while len(text) > limit:
        cut = max(text.rfind("\n", 0, limit), text.rfind(" ", 0, limit)) + 1 or limit
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def check_length(value: str, limit: int, what: str) -> str:
    """Return a value that must come back unchanged. Raises `TooLongError`."""
    if len(value) > limit:
        message = f"{what} is {len(value)} characters, at most {limit} are carried"
        raise TooLongError(message)
    return value
