"""The RSS of regjeringen.no and of stortinget.no, parsed as all feeds are (`jobs.feeds.read`).

A link that several items share identifies none of them, and a guid may be missing: that reader sees to both.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from jobs.feeds.outcome import Fetched
from jobs.feeds.read import FeedItem, UnreadableFeedError, read_feed
from jobs.official.answer import Answer, Reader
from jobs.official.government_pages import number_in
from jobs.official.tree import CUT, UnreadableAnswerError
from jobs.official.values import OSLO, Notes
from models.official.items import ItemKind, OfficialItem

ANY_TIME = datetime(2999, 1, 1, tzinfo=UTC)
"""An official source is believed when it says that something is published later."""
DOCUMENTS = "/dokument"
"""Where hearings are; other items of the same feeds are news."""
LONGEST = 64
ENDS, ENDING = ("</rss", "</feed", "</rdf:rdf"), 200


def read_official_feed(content: bytes, text: str) -> Answer:
    """Read a feed. Raises UnreadableAnswerError."""
    parsed = read_feed(Fetched(content, ""), ANY_TIME)
    if isinstance(parsed, UnreadableFeedError):
        raise UnreadableAnswerError(parsed.reason)
    notes = Notes()
    is_cut = not any(end in text[-ENDING:].lower() for end in ENDS)
    if is_cut and not parsed.items:
        raise UnreadableAnswerError(CUT)
    if parsed.left_out:
        notes.add(f"{parsed.left_out} elementer er utelatt: uten identitet, eller like")
    hosts = [urlsplit(each.link or "").hostname or "" for each in parsed.items]
    of_storting = "Stortinget" in parsed.title or any(each.endswith("stortinget.no") for each in hosts)
    if any(each.distinction for each in parsed.items):
        notes.add("flere elementer deler adresse, så adressen identifiserer dem ikke")
    reader = Reader.STORTING_FEED if of_storting else Reader.FEED
    return Answer(reader, tuple(map(_item, parsed.items)), not_understood=notes.words(), is_cut=is_cut)


def _item(each: FeedItem) -> OfficialItem:
    link = each.link or ""
    page = number_in(link)
    is_hearing = bool(page) and urlsplit(link).path.startswith(("/no" + DOCUMENTS, "/nn" + DOCUMENTS))
    number = page if page and not each.distinction else each.identity[-LONGEST:]
    return OfficialItem(
        ItemKind.HEARING if is_hearing else ItemKind.NEWS,
        number,
        each.title,
        excerpt=each.summary,
        published=each.published.astimezone(OSLO) if each.published else None,
        link=link,
    )
