"""The official items that something can still be done about."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.official.items import QUESTIONS, ItemKind, Status
from models.tables import OfficialRecord

OVER = tuple(each.value for each in Status if each.is_over)
WITH_DEADLINE = (ItemKind.HEARING.value, ItemKind.COMMITTEE_HEARING.value, ItemKind.CASE.value)
MOST = 2_000
UNLISTED = tuple(each.value for each in (ItemKind.NEWS, ItemKind.MEETING, ItemKind.DECISION, ItemKind.COUNCIL_CASE))
"""The kinds that are nothing to answer or follow."""


def without_deadline(session: Session) -> list[OfficialRecord]:
    """Return the cases, questions and announced bills that are not over and have no deadline yet, the newest first."""
    is_open = or_(OfficialRecord.status.is_(None), OfficialRecord.status.not_in(OVER))
    query = select(OfficialRecord).where(
        OfficialRecord.kind.in_((ItemKind.CASE.value, ItemKind.BILL.value, *QUESTIONS)),
        OfficialRecord.deadline_on.is_(None),
        is_open,
    )
    return list(session.scalars(query.order_by(OfficialRecord.id.desc()).limit(MOST)))


def open_items(session: Session, today: date) -> list[OfficialRecord]:
    """Return what has a deadline from that day on and is not over, the first deadline first."""
    is_open = or_(OfficialRecord.status.is_(None), OfficialRecord.status.not_in(OVER))
    query = select(OfficialRecord).where(
        OfficialRecord.kind.in_(WITH_DEADLINE), OfficialRecord.deadline_on >= today, is_open
    )
    return list(session.scalars(query.order_by(OfficialRecord.deadline_on, OfficialRecord.id).limit(MOST)))


def seen_since(session: Session, since: datetime, limit: int) -> list[OfficialRecord]:
    """Return the cases, hearings and announced bills that the sources have brought since a moment, the newest first."""
    query = select(OfficialRecord).where(
        OfficialRecord.first_seen_at >= since,
        OfficialRecord.kind.not_in(UNLISTED),
    )
    return list(session.scalars(query.order_by(OfficialRecord.id.desc()).limit(limit)))
