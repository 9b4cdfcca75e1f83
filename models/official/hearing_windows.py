"""The hearings and cases that a workspace can still influence, as windows (`models.calendar.open_now`)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.calendar.open_now import HearingWindow
from models.calendar.spans import Span
from models.official.items import ItemKind
from models.official.open_items import open_items
from models.official.own import PREFIX, key_of
from models.official.records import OSLO
from models.official.relevance import official_matcher
from models.tables import Occurrence, OfficialRecord

TO_DO = {
    ItemKind.HEARING.value: ("Bestem om vi svarer på høringen.", "Skriv svaret, få det klarert og send det."),
    ItemKind.COMMITTEE_HEARING.value: (
        "Bestem om vi deltar i komitéhøringen.",
        "Meld oss på, og skriv notatet til komiteen.",
    ),
    ItemKind.CASE.value: ("Bestem om vi vil påvirke saken.", "Møt komiteens medlemmer, og send et kort innspill."),
}
"""What to do by the kind of an item: before, and after, the workspace has it among its deadlines."""
BY_HAND = ("Bestem hva vi gjør med den.", "Skriv innspillet, få det klarert og send det.")


def hearing_windows(session: Session, workspace_id: int, pack: Pack, first: date) -> list[HearingWindow]:
    """Return the windows whose deadline is on or after a local day, the first deadline first.

    They are what the workspace has among its deadlines, by the day it has there, and what is sure to concern it. What
    was done or taken out is over. A window opens when the source published it, or when it was first seen.
    """
    query = select(Occurrence).where(Occurrence.workspace_id == workspace_id, Occurrence.key.startswith(PREFIX))
    rows = {row.key: row for row in session.scalars(query)}
    records = {key_of(each.kind, each.number): each for each in open_items(session, first)}
    matcher = official_matcher(pack.media)
    found = [_of_row(row, records.get(key)) for key, row in rows.items() if _is_open(row, first)]
    found += [
        _of_record(record)
        for key, record in records.items()
        if key not in rows and matcher.relevance(record).is_certain
    ]
    return sorted(found, key=lambda each: (each.span.last, each.name))


def _is_open(row: Occurrence, first: date) -> bool:
    return row.archived_at is None and row.done_at is None and row.ends_on is not None and row.ends_on >= first


def _of_row(row: Occurrence, record: OfficialRecord | None) -> HearingWindow:
    last = row.ends_on or date.max
    opened = _opened(record) if record else row.created_at.astimezone(OSLO).date()
    return HearingWindow(
        name=row.title,
        span=Span(min(opened, last), last),
        certainty=row.certainty,
        to_do=(TO_DO.get(record.kind, BY_HAND) if record else BY_HAND)[1:],
        link=row.link,
        body=record.body if record else "",
        is_ours=True,
    )


def _of_record(record: OfficialRecord) -> HearingWindow:
    last = record.deadline_on or date.max
    return HearingWindow(
        name=record.title,
        span=Span(min(_opened(record), last), last),
        certainty="fast",
        to_do=TO_DO.get(record.kind, BY_HAND)[:1],
        link=record.link or None,
        body=record.body,
    )


def _opened(record: OfficialRecord) -> date:
    return record.published_on or record.first_seen_at.astimezone(OSLO).date()
