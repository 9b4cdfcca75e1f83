"""The committees' hearings about a budget or a transport plan, as the Storting has them. Days are local."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import fold
from models.occurrences.presentations import Presentation, presentations
from models.official.items import ItemKind, Status, as_day
from models.official.plan import TAKES_PART, dates_of, last_day
from models.tables import OfficialRecord

WORDS = {
    "statsbudsjett": ("statsbudsjett", "nasjonalbudsjett"),
    "rnb": ("revidert nasjonalbudsjett", "revidert budsjett"),
    "ntp": ("nasjonal transportplan",),
}
"""Words in what a hearing is about, by the document; a title with «revidert» is of no other budget."""
REVISED = "revidert"
LONGEST_AFTER = timedelta(days=120)
"""How long after a document was presented the committees' hearings about it may be."""
_YEAR = re.compile(r"\b20\d\d\b")
_ENDING = re.compile(r"komit(?:e|een|eer)?$")


def committee_key(name: str) -> str:
    """Return what two ways to write a committee's name have in common.

    «Stortingets transport- og kommunikasjonskomité» and «Transport- og kommunikasjonskomiteen» have the same.
    """
    words = [each for each in fold(name).replace("-", " ").split() if each != "stortingets"]
    return _ENDING.sub("", " ".join(words)).strip()


def is_about(record: OfficialRecord, shown: Presentation) -> bool:
    """Return True if a committee's hearing is about a document: by its words, and by the year or the days it has."""
    if record.kind != ItemKind.COMMITTEE_HEARING.value:
        return False
    text = fold(f"{record.title} {record.short_title} {record.reference} {record.excerpt}")
    if not any(each in text for each in WORDS[shown.document]):
        return False
    if (REVISED in text) is not (shown.document == "rnb") and shown.document != "ntp":
        return False
    years = set(_YEAR.findall(text))
    day = as_day(last_day(record, TAKES_PART, shown.about)) or record.deadline_on or record.published_on
    in_time = day is not None and shown.about <= day <= shown.about + LONGEST_AFTER
    return in_time and (shown.document == "ntp" or not years or str(shown.year) in years)


def hearings_about(session: Session, shown: Presentation) -> list[OfficialRecord]:
    """Return the committees' hearings about a document that are not cancelled, the first to be held first."""
    query = select(OfficialRecord).where(OfficialRecord.kind == ItemKind.COMMITTEE_HEARING.value)
    found = [each for each in session.scalars(query) if each.status != Status.CANCELLED.value and is_about(each, shown)]
    return sorted(found, key=lambda each: (hearing_days(each, shown.about)[1] or date.max, each.id))


def hearing_of_committee(found: Sequence[OfficialRecord], name: str) -> OfficialRecord | None:
    """Return the first of some hearings that a committee holds."""
    key = committee_key(name)
    return next((each for each in found if committee_key(each.body) == key), None)


def hearing_days(record: OfficialRecord, today: date) -> tuple[date | None, date | None]:
    """Return the last day to sign up for a committee's hearing, and the day it is held; None if not known."""
    held = (
        as_day(last_day(record, TAKES_PART, today))
        if any(each.get("kind") == "HOER" for each in record.events)
        else None
    )
    sign_up = dates_of(record, TAKES_PART, held or today, today).sign_up
    return sign_up, held


def document_of(session: Session, workspace_id: int, record: OfficialRecord | None) -> Presentation | None:
    """Return the document in a workspace's calendar that a committee's hearing is about."""
    if record is None or record.kind != ItemKind.COMMITTEE_HEARING.value:
        return None
    return next((each for each in presentations(session, workspace_id) if is_about(record, each)), None)
