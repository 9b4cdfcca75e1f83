"""Parses a feed: its items with their identities, in any format."""

import hashlib
import re
from calendar import timegm
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib import import_module
from itertools import pairwise
from typing import Any

from bot.commands.parse.clean import clean, short
from bot.runtime.workers import Limits
from jobs.feeds.dates import FIRST_YEAR, moment
from jobs.feeds.decode import decode
from jobs.feeds.outcome import Fetched
from models.media.links import article_key, canonical

LIMITS = Limits(seconds=10, megabytes=512)
MOST_ITEMS = 200
"""The most items; of more, the newest are read."""
MOST = {"<": 50_000, "&": 200_000, "=": 100_000}
"""The most tags, entities and attributes: many times what 200 items need. 100,000 tags take seconds to parse."""
TITLE, SUMMARY, IDENTITY = 300, 2_000, 500
AHEAD = timedelta(minutes=10)
"""How much faster than ours a server's clock may be."""
STARTS = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
ENDS = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
DATES = re.compile(
    r"<(?:\w{1,20}:)?(?:(pubdate|published|issued)|date|updated|modified)(?:\s[^<>]*)?>\s{0,20}(?:<!\[CDATA\[)?([^<\]]{4,60})",
    re.IGNORECASE,
)
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class FeedItem:
    """One item. `identity` is its guid, or else its link; `link` is canonical. Titles never identify an item.

    `published` is aware (UTC); None if it is missing or in the future. `distinction` identifies the item
    if its link does not: a hash of its text and date, empty if no other item has the link.
    """

    identity: str
    title: str
    link: str | None
    summary: str
    published: datetime | None
    distinction: str = ""


@dataclass(frozen=True)
class ParsedFeed:
    """A feed's title, and its items that can be used.

    `left_out` counts the items that were not read: without identity, duplicates, and beyond `MOST_ITEMS`; `past_most`
    counts only the last.
    """

    items: tuple[FeedItem, ...]
    title: str = ""
    left_out: int = 0
    past_most: int = 0


@dataclass(frozen=True)
class UnreadableFeedError:
    """What was fetched is not a feed that can be read."""

    reason: str


@dataclass(frozen=True)
class _Entry:
    """An item as written. `guid` is empty if there is none, `date` is as read by the parser."""

    guid: str
    link: str | None
    title: str
    summary: str
    date: str
    published: datetime | None

    @property
    def page(self) -> str | None:
        """Return the key of the page it links to."""
        return article_key(self.link) if self.link else None

    @property
    def guid_page(self) -> str | None:
        """Return the key of the page that its guid is the address of, if it is one."""
        page = canonical(self.guid)
        return article_key(page) if page else None

    @property
    def text(self) -> str:
        """Return a hash of its contents, which identifies it if nothing better does."""
        return hashlib.sha256(f"{self.title}\n{self.summary}\n{self.date}".encode()).hexdigest()


def read_feed(fetched: Fetched, now: datetime) -> ParsedFeed | UnreadableFeedError:
    """Parse what was fetched. `now` is aware. Never raises because of what a server sent.

    Only for a worker (`bot.runtime.workers`): it takes a few seconds for the worst that is let through, and what nobody thought of is stopped there.
    """
    text = decode(fetched.content, fetched.content_type)
    if ENTITY.search(text):
        return UnreadableFeedError("egne XML-entiteter er ikke tillatt")
    text, cut = _newest_part(text, now)
    if any(text.count(sign) > most for sign, most in MOST.items()):
        return UnreadableFeedError("har altfor mange koder")
    try:
        # The library is loaded in the worker that reads, not in the bot.
        parsed = import_module("feedparser").parse(
            text.encode(), response_headers=_headers(fetched, text), sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - the parser gets any input, and must not stop the other feeds
        return UnreadableFeedError(f"kan ikke leses ({type(error).__name__})")
    if not parsed.get("version") and not parsed.entries:
        return UnreadableFeedError("er ikke RSS eller Atom")
    items = _items([_entry(each, fetched.url, now) for each in parsed.entries], _own_page(parsed.feed, fetched.url))
    kept = tuple(items[number] for number in _newest([each.published for each in items]))
    past_most = cut + len(items) - len(kept)
    return ParsedFeed(kept, _text(parsed.feed.get("title"), TITLE), cut + len(parsed.entries) - len(kept), past_most)


def _newest_part(text: str, now: datetime) -> tuple[str, int]:
    """Cut a feed with very many items to the newest ones, in their order; return how many were cut."""
    ends = [match.end() for match in ENDS.finditer(text)]
    if ends and STARTS.search(text, ends[-1]):
        text = text[: ends[-1]]  # the answer was cut in the middle of an item, which is whole the next time
    if len(ends) <= MOST_ITEMS:
        return text, 0
    first = STARTS.search(text, 0, ends[0])
    start = first.start() if first else 0
    items = [text[begin:end] for begin, end in pairwise((start, *ends))]
    kept = _newest([_date_in(each, now) for each in items])
    return text[:start] + "".join(items[number] for number in kept) + text[ends[-1] :], len(items) - len(kept)


def _newest(moments: Sequence[datetime | None]) -> list[int]:
    """Return the places of the newest items, at most `MOST_ITEMS`, in their order.

    One without a date is as old as the one before it, or as the first that has a date; without any dates the first are
    the newest.
    """
    before = next((each for each in moments if each), None)
    if before is None:
        return list(range(min(len(moments), MOST_ITEMS)))
    known = [before := each or before for each in moments]
    by_age = sorted(range(len(known)), key=known.__getitem__, reverse=True)  # stable: of equally old ones the first
    return sorted(by_age[:MOST_ITEMS])


def _date_in(item: str, now: datetime) -> datetime | None:
    """Return when an item was published, or else changed, without parsing all of it; None if it has no date."""
    written: dict[bool, str] = {}
    for match in DATES.finditer(item):
        written.setdefault(bool(match[1]), match[2].strip())
    found = moment(written.get(True, written.get(False, ""))) if written else None
    return found if found is not None and found <= now + AHEAD else None


def _headers(fetched: Fetched, text: str) -> dict[str, str]:
    # feedparser gets the feed's own address only if `xml:base` may be relative to it: otherwise it would make relative
    # guids absolute with it, and all items of a feed that moves would be new.
    base = {"content-location": fetched.url} if "xml:base" in text else {}
    return {"content-type": "application/xml; charset=utf-8", **base}


def _own_page(feed: Any, base: str) -> str | None:
    """Return the key of the page that the feed itself belongs to, which is no article."""
    link = canonical(str(feed.get("link") or ""), base)
    return article_key(link) if link else None


def _entry(entry: Any, base: str, now: datetime) -> _Entry:
    written = str(entry.get("link") or "")
    # A guid can replace a link only if it is an absolute address.
    is_link = any(each.get("href") == written for each in entry.get("links", ()))
    if not written and entry.get("guidislink"):
        written = str(entry.get("id") or "")
    # Asked as a plain dict: feedparser's own would answer one for the other, and warn of it.
    date = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return _Entry(
        _text(entry.get("id"), IDENTITY),
        canonical(written, base if is_link else ""),
        _text(entry.get("title"), TITLE),
        _text(entry.get("summary"), SUMMARY),
        str(tuple(date or ())),
        _published(entry, date, now),
    )


def _items(entries: Sequence[_Entry], own_page: str | None) -> list[FeedItem]:
    """Return what has an identity, each once.

    A link that several items share, or the feed's own page, is no identity, and a guid that is such a link neither.
    """
    addresses = _shared((each.guid_page, each.page or each.text) for each in entries if each.guid_page != each.page)
    guids = {
        each: "" if each.guid_page and each.guid_page in {each.page, *addresses} else each.guid for each in entries
    }
    pages = _shared((each.page, guids[each] or each.text) for each in entries) | {own_page}
    found: dict[str, FeedItem] = {}
    for each in entries:
        distinction = each.text if each.page and each.page in pages else ""
        guid = guids[each] if distinction or each.guid_page in addresses else each.guid
        identity = guid or distinction or each.link or (each.text if each.guid else "")
        if identity:
            found.setdefault(
                identity, FeedItem(identity, each.title, each.link, each.summary, each.published, distinction)
            )
    return list(found.values())


def _shared(pairs: Iterable[tuple[str | None, str]]) -> set[str | None]:
    """Return the pages that more than one thing is said to be at."""
    things: dict[str | None, set[str]] = defaultdict(set)
    for page, thing in pairs:
        if page:
            things[page].add(thing)
    return {page for page, said in things.items() if len(said) > 1}


def _text(value: Any, length: int) -> str:
    """Return text without markup, invisible characters and line breaks."""
    if not isinstance(value, str):
        return ""
    return short(clean(unescape(MARKUP.sub(" ", value[: length * 20]))), length)


def _published(entry: Any, date: Any, now: datetime) -> datetime | None:
    """Return when an entry was published, by what is written, else by what the parser made of it."""
    found = moment(str(dict.get(entry, "published") or dict.get(entry, "updated") or "")) or _parsed(date)
    return found if found is not None and found <= now + AHEAD else None


def _parsed(date: Any) -> datetime | None:
    try:
        found = datetime.fromtimestamp(timegm(date), UTC) if date else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return found if found is not None and found.year >= FIRST_YEAR else None
