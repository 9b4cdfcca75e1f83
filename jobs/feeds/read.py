"""Parses a feed: its items with their identities, in any format."""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib import import_module
from typing import Any

from bot.commands.parse.clean import clean, short
from bot.runtime.workers import Limits
from content.frozen import frozen
from jobs.feeds.outcome import Fetched
from models.media.links import canonical

LIMITS = Limits(seconds=10, megabytes=512)
MOST_ITEMS = 200
"""The newest items come first in a feed; of those that publish more between two fetches, the rest is left out."""
MOST = {b"<": 50_000, b"&": 200_000, b"=": 100_000}
"""Tags, entities and attributes: many times what 200 items need. The parser takes seconds for 100,000 tags."""
TITLE, SUMMARY, IDENTITY = 300, 2_000, 500
AHEAD = timedelta(minutes=10)
"""How far a server's clock may be ahead of ours."""
ENDS = re.compile(rb"</(?:item|entry)\s*>", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")


@frozen
class FeedItem:
    """One item. `identity` is its guid, or else its link; `link` is canonical. Titles never identify an item.

    `published` is aware (UTC); None if it is missing or in the future.
    """

    identity: str
    title: str
    link: str | None
    summary: str
    published: datetime | None


@frozen
class ParsedFeed:
    """A parsed feed. `left_out` counts items without identity, duplicates, and those beyond `MOST_ITEMS`."""

    items: tuple[FeedItem, ...]
    title: str = ""
    left_out: int = 0


@frozen
class UnreadableFeedError:
    """What was fetched is not a feed that can be read."""

    reason: str


def read_feed(fetched: Fetched, now: datetime) -> ParsedFeed | UnreadableFeedError:
    """Parse what was fetched. `now` is aware. Never raises because of what a server sent.

    Only for a worker (`bot.runtime.workers`): the worst input that is let through takes about a second, and the worker
    stops what takes longer.
    """
    if ENTITY.search(fetched.content.replace(b"\0", b"")):  # UTF-16 and UTF-32 too
        return UnreadableFeedError("egne XML-entiteter er ikke tillatt")
    content, cut = _first_items(fetched.content)
    if any(content.count(sign) > most for sign, most in MOST.items()):
        return UnreadableFeedError("har altfor mange koder")
    try:
        # The library is loaded in the worker that reads, not in the bot.
        parsed = import_module("feedparser").parse(
            content, response_headers=_headers(fetched), sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - the parser gets any input, and must not stop the other feeds
        return UnreadableFeedError(f"kan ikke leses ({type(error).__name__})")
    if not parsed.get("version") and not parsed.entries:
        return UnreadableFeedError("er ikke RSS eller Atom")
    read = [_item(entry, fetched.url, now) for entry in parsed.entries]
    items = {item.identity: item for item in reversed(read) if item is not None}
    kept = tuple(reversed(items.values()))[:MOST_ITEMS]
    return ParsedFeed(kept, _text(parsed.feed.get("title"), TITLE), cut + len(parsed.entries) - len(kept))


def _first_items(content: bytes) -> tuple[bytes, int]:
    """Cut a feed with very many items to the first ones, keeping its end; return how many were cut."""
    ends = [match.end() for match in ENDS.finditer(content)]
    if len(ends) <= MOST_ITEMS:
        return content, 0
    return content[: ends[MOST_ITEMS - 1]] + content[ends[-1] :], len(ends) - MOST_ITEMS


def _headers(fetched: Fetched) -> dict[str, str]:
    # With text/xml and no charset feedparser assumes ASCII. It does not get the feed's own address: it would make
    # relative guids absolute with it, and a feed that moves would seem all new.
    plain = "charset" not in fetched.content_type.lower()
    return {"content-type": "application/xml" if plain else fetched.content_type}


def _item(entry: Any, base: str, now: datetime) -> FeedItem | None:
    # A guid that serves as the link is one only if it is absolute.
    link = canonical(str(entry.get("link") or ""), "" if entry.get("guidislink") else base)
    identity = _text(entry.get("id"), IDENTITY) or link
    if not identity:
        return None
    return FeedItem(
        identity,
        _text(entry.get("title"), TITLE),
        link,
        _text(entry.get("summary"), SUMMARY),
        _published(entry, now),
    )


def _text(value: Any, length: int) -> str:
    """Return text without markup, invisible characters and line breaks."""
    if not isinstance(value, str):
        return ""
    return short(clean(unescape(MARKUP.sub(" ", value[: length * 20]))), length)


def _published(entry: Any, now: datetime) -> datetime | None:
    # Read as a plain dict: feedparser's own would return one for the other, and warn about it.
    result = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        moment = datetime.fromtimestamp(timegm(result), UTC) if result else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return moment if moment is not None and moment <= now + AHEAD else None
