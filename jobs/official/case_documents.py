"""Stores the recommendations and the decision that a case's page names, and the text of a recommendation."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.official.answer import Answer
from jobs.official.sources import Source
from models.official import documents, records
from models.official.items import ItemKind

UNREADABLE_LATER = timedelta(days=1)
"""When a recommendation that was not what it should be is asked for again."""


def keep_documents(
    session: Session, source: Source, answer: Answer, record_id: int | None, now: datetime, *, is_sound: bool
) -> None:
    """Store what an answer has of documents, if it `is_sound`. `record_id` is the item whose page it is."""
    if record_id is None:
        return
    if source.page_of is ItemKind.CASE and answer.items and is_sound:
        case = records.by_number(session, ItemKind.CASE, answer.items[0].number)
        if case is not None:
            documents.note_references(session, case, answer.references, now)
            if answer.decision:
                documents.keep_decision(session, case, answer.decision, now)
    if source.page_of is ItemKind.RECOMMENDATION:
        if answer.publication is not None and is_sound:
            documents.keep_publication(session, record_id, answer.publication, now)
        else:
            records.put_off(session, record_id, now + UNREADABLE_LATER)
