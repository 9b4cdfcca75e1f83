"""Stores what a source answered, and whether it is what it should be."""

import hashlib
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from jobs.feeds.outcome import Fetched
from jobs.official.answer import Answer, Reader
from jobs.official.case_documents import keep_documents
from jobs.official.judge import missed, quiet, trouble_in, trouble_in_sameness
from jobs.official.news import tell_workspaces
from jobs.official.sources import Source
from models.official import records, sources
from models.official.items import ItemKind, as_day
from models.official.members import keep_members
from models.official.pace import BACK
from models.tables import OfficialSource

log = structlog.get_logger(__name__)


def keep_answer(
    session: Session,
    source: Source,
    row: OfficialSource,
    fetched: Fetched,
    answer: Answer,
    now: datetime,
    *,
    record_id: int | None = None,
) -> None:
    """Store a readable answer, and whether it is what it should be. `record_id` is the item whose page it is."""
    is_page = source.page_of is not None
    trouble, since = trouble_in(answer, source, row, now), None
    if trouble is None and not is_page:
        trouble = trouble_in_sameness(source, row, hashlib.sha256(fetched.content).hexdigest(), now)
        since = row.digest_since if trouble else None
    kept = records.keep_items(session, source.key, answer.items, now, is_page=is_page)
    if missed(source, answer.items, kept.known, row):
        row.missed_at = now
    if trouble is None:
        trouble = _quiet(session, source, answer, now)
    keep_documents(session, source, answer, record_id, now, is_sound=trouble is None)
    if trouble is None:
        keep_members(session, source.key, answer.people, now)
        row.etag, row.last_modified = (None, None) if is_page else (fetched.etag, fetched.modified)
        sources.went_well(row, None if is_page else answer.count, now)
    else:
        sources.failed(row, trouble, now, has_answered=not is_page, since=since)
    tell_workspaces(session, (*kept.new, *kept.changed), now)
    if kept.new or kept.changed:
        log.info("official", source=source.key, new=len(kept.new), changed=len(kept.changed))


def _quiet(session: Session, source: Source, answer: Answer, now: datetime) -> str | None:
    """Return that a source has had nothing new for too long: by its own answer, or by what is stored of its kind."""
    today = now.astimezone(sources.OSLO).date()
    days = [day for each in answer.items if (day := as_day(each.published)) is not None]
    kind = answer.items[0].kind if answer.items else None
    if source.page_of is not None or not days or kind is None or kind is ItemKind.MEETING:
        return None
    if source.is_newest or source.reader is Reader.HEARINGS:
        days = sources.published_since(session, kind.value, today - BACK)
    return quiet(days, today, kind) if days else None
