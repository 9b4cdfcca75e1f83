"""Reads a feed: its items with what tells them apart, whatever shape it is in."""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib import import_module
from typing import Any

from bot.commands.parse.clean import clean, short
from bot.workers import Limits
from content.frozen import frozen
from jobs.feeds.outcome import Fetched
from models.media.links import canonical

LIMITS = Limits(seconds=10, megabytes=512)
MOST_ITEMS = 200
"""The newest stand first in a feed; who publishes more between two fetches is told of by what there is."""
MOST = {b"<": 50_000, b"&": 200_000, b"=": 100_000}
"""Tags, entities and attributes. What 200 items can need many times over. The parser takes seconds for a hundred thousand tags."""
TITLE, SUMMARY, IDENTITY = 300, 2_000, 500
AHEAD = timedelta(minutes=10)
"""How much faster than ours a server's clock may be."""
ENDS = re.compile(rb"</(?:item|entry)\s*>", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")


@frozen
class FeedItem:
    """One item. `identity` is its guid, or else its link; `link` is canonical. Titles never tell items apart.

    `published` is aware (UTC); None where it is not said, or said to be in the future.
    """

    identity: str
    title: str
    link: str | None
    summary: str
    published: datetime | None


@frozen
class ParsedFeed:
    """A feed as read. `left_out` counts what was not taken: items without identity, twins, and those past the most."""

    items: tuple[FeedItem, ...]
    title: str = ""
    left_out: int = 0


@frozen
class UnreadableFeedError:
    """What came is no feed."""

    reason: str


def read_feed(fetched: Fetched, now: datetime) -> ParsedFeed | UnreadableFeedError:
    """Read what was fetched. `now` is aware. Never raises for what a server sent.

    Only for a worker (`bot.workers`): it takes about a second for the worst that is let through, and what nobody thought of is stopped there.
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
    except Exception as error:  # noqa: BLE001 - the parser meets anything at all, and must not stop the other feeds
        return UnreadableFeedError(f"kan ikke leses ({type(error).__name__})")
    if not parsed.get("version") and not parsed.entries:
        return UnreadableFeedError("er ikke RSS eller Atom")
    read = [_item(entry, fetched.url, now) for entry in parsed.entries]
    items = {item.identity: item for item in reversed(read) if item is not None}
    kept = tuple(reversed(items.values()))[:MOST_ITEMS]
    return ParsedFeed(kept, _text(parsed.feed.get("title"), TITLE), cut + len(parsed.entries) - len(kept))


def _first_items(content: bytes) -> tuple[bytes, int]:
    """Cut a feed with very many items to the first ones, with its end kept; return how many were cut."""
    ends = [match.end() for match in ENDS.finditer(content)]
    if len(ends) <= MOST_ITEMS:
        return content, 0
    return content[: ends[MOST_ITEMS - 1]] + content[ends[-1] :], len(ends) - MOST_ITEMS


def _headers(fetched: Fetched) -> dict[str, str]:
    # With text/xml and no charset feedparser believes in ASCII. It is not told the feed's own address: it would write
    # relative guids out with it, and a feed that moves would be all new.
    plain = "charset" not in fetched.content_type.lower()
    return {"content-type": "application/xml" if plain else fetched.content_type}


def _item(entry: Any, base: str, now: datetime) -> FeedItem | None:
    # A guid that stands in for a link is one only where it is whole.
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
    """Return text without markup, hidden signs and line breaks."""
    if not isinstance(value, str):
        return ""
    return short(clean(unescape(MARKUP.sub(" ", value[: length * 20]))), length)


def _published(entry: Any, now: datetime) -> datetime | None:
    # Asked as a plain dict: feedparser's own would answer one for the other, and warn of it.
    result = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        moment = datetime.fromtimestamp(timegm(result), UTC) if result else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return moment if moment is not None and moment <= now + AHEAD else None
