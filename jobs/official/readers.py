"""Finds the reader of an answer by its content, and reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.runtime.workers import Limits
from jobs.feeds.decode import decode
from jobs.official import storting_people, storting_sessions
from jobs.official.answer import Answer, Reader
from jobs.official.council_cases import read_council_cases
from jobs.official.feeds import read_official_feed
from jobs.official.government_pages import read_listing, read_page
from jobs.official.storting_bills import MONTH, read_bills
from jobs.official.storting_case import read_case
from jobs.official.storting_cases import read_cases
from jobs.official.storting_hearings import read_hearings
from jobs.official.storting_meetings import read_agenda, read_meetings, read_votes
from jobs.official.storting_people import read_people
from jobs.official.storting_publication import is_publication, read_publication
from jobs.official.storting_questions import LISTS as QUESTION_LISTS
from jobs.official.storting_questions import read_interpellations, read_questions
from jobs.official.storting_sessions import read_sessions
from jobs.official.tree import (
    CUT,
    UnreadableAnswerError,
    contents_of,
    html_tree,
    is_challenge,
    json_tree,
    xml_root,
)
from jobs.official.values import rows

LIMITS = Limits(seconds=20, megabytes=512)
HEAD = 4_000
FEEDS = ("<rss", "<feed", "<rdf:rdf")
EMPTY = "svaret er tomt"
UNKNOWN = "ingen leser kjenner igjen svaret"
CHALLENGE = "svaret er en kontroll av om det er et menneske som spør, ikke det vi ba om"
BY_FIELD: Mapping[tuple[str, ...], Callable[[Mapping[str, Any]], Answer]] = {
    tuple(storting_sessions.LISTS): read_sessions,
    storting_people.LISTS: read_people,
    QUESTION_LISTS: read_questions,
    ("moter_liste",): read_meetings,
    ("dagsordensak_liste",): read_agenda,
    ("sak_votering_liste",): read_votes,
    ("items",): read_council_cases,
    ("saksgang",): read_case,
    ("horinger_liste", "horing_status", "horing_sak_info_liste"): read_hearings,
}
"""The readers of the Storting's and eInnsyn's answers, by the fields that only they have."""
OTHER_PAGE = "svaret er en nettside, men verken en liste over høringer eller en høring"


def read_answer(content: bytes, content_type: str = "", expected: Reader | None = None) -> Answer:
    """Read an answer with the reader that its content calls for.

    `expected` is what the source should send: anything else is refused. Raises UnreadableAnswerError. Only for a worker
    (`bot.runtime.workers`), like `jobs.feeds.read.read_feed`.
    """
    text = decode(content, content_type).strip()
    if not text:
        raise UnreadableAnswerError(EMPTY)
    found = _read(content, text, expected)
    if expected is not None and found.reader is not expected:
        message = f"ventet {expected.value}, fikk {found.reader.value}"
        raise UnreadableAnswerError(message)
    return found


def _read(content: bytes, text: str, expected: Reader | None) -> Answer:
    if text[0] in "{[":
        return _data(json_tree(text), expected)
    head = text[:HEAD].lower()
    if not text.startswith("<"):
        raise UnreadableAnswerError(UNKNOWN)
    if "<!doctype html" in head or "<html" in head:
        return _page(text)
    if any(each in head for each in FEEDS):
        return read_official_feed(content, text)
    root = xml_root(text)
    if is_publication(root):
        return read_publication(root)
    return _data(contents_of(root)[1], expected)


def _data(data: Mapping[str, Any], expected: Reader | None) -> Answer:
    """Read JSON or XML of the Storting."""
    if "saker_liste" in data:
        listed = rows(data["saker_liste"])
        # Both lists have the same name; an empty one is what was asked for.
        are_bills = any(name in each for each in listed for name in MONTH) if listed else expected is Reader.BILLS
        return read_bills(data) if are_bills else read_cases(data)
    if expected is Reader.INTERPELLATIONS and any(each in data for each in QUESTION_LISTS):
        # The list has the same name in both.
        return read_interpellations(data)
    for names, read in BY_FIELD.items():
        if any(each in data for each in names):
            return read(data)
    raise UnreadableAnswerError(UNKNOWN)


def _page(text: str) -> Answer:
    """Read a page of regjeringen.no."""
    if is_challenge(text):
        raise UnreadableAnswerError(CHALLENGE)
    is_cut = "</html" not in text[-200:].lower()
    page = html_tree(text)
    if page.first("li", "listItem") or page.first("ul", "listing"):
        return read_listing(page, is_cut=is_cut)
    is_hearing = any(each.attributes.get("content", "") == "Horing" for each in page.all("meta")) or page.first(
        "div", "horing-meta"
    )
    if is_hearing:
        return read_page(page, is_cut=is_cut)
    raise UnreadableAnswerError(CUT if is_cut else OTHER_PAGE)
