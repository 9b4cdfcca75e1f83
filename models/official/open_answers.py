"""What is left of hearings that we answer or take part in: to send, to record in the archive, and to say how it went."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.official.dates import plan_of
from models.official.plan import ACTIVE, ANSWERS, TAKES_PART
from models.tables import HearingPlan, Occurrence


def unrecorded(session: Session, workspace_id: int, limit: int) -> list[tuple[Occurrence, HearingPlan]]:
    """Return what was sent and has no number in the archive, the newest first."""
    query = _sent(workspace_id).order_by(HearingPlan.sent_on.desc(), HearingPlan.id.desc()).limit(limit)
    return [(row, plan) for row, plan in session.execute(query)]


def unsent(session: Session, workspace_id: int, limit: int) -> list[Occurrence]:
    """Return the rows of written answers that people marked done, and nobody has recorded as sent; the newest first."""
    is_ticked = (Occurrence.done_at.is_not(None), Occurrence.closed_as.is_(None))
    query = _of_rows(workspace_id).where(HearingPlan.plan == ANSWERS, HearingPlan.sent_on.is_(None), *is_ticked)
    found = session.execute(query.order_by(Occurrence.done_at.desc(), Occurrence.id.desc()).limit(limit))
    return [row for row, _ in found]


def waits_to_be_sent(session: Session, workspace_id: int, row: Occurrence) -> bool:
    """Return True if a row is of a hearing that we answer or take part in, and nothing is recorded as sent."""
    plan = plan_of(session, workspace_id, row.id)
    return plan is not None and plan.plan in ACTIVE and plan.sent_on is None


def with_unrecorded(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, where something sent has no number in the archive."""
    query = select(HearingPlan.workspace_id).where(
        in_list(HearingPlan.workspace_id, "workspaces"),
        HearingPlan.sent_on.is_not(None),
        HearingPlan.archive_number.is_(None),
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


def to_ask(session: Session, workspace_id: int, first: date, last: date) -> list[tuple[Occurrence, HearingPlan]]:
    """Return what came to its end from one local day to another, both included, and nobody has said how it went.

    An answer ends when it is sent, taking part on the day of the hearing.
    """
    answered = and_(HearingPlan.plan == ANSWERS, HearingPlan.sent_on.between(first, last))
    took_part = and_(HearingPlan.plan == TAKES_PART, Occurrence.ends_on.between(first, last))
    query = (
        _of_rows(workspace_id)
        .where(HearingPlan.asked_at.is_(None), HearingPlan.effect_id.is_(None), or_(answered, took_part))
        .order_by(HearingPlan.id)
    )
    return [(row, plan) for row, plan in session.execute(query)]


def with_questions(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, where nobody has said how an answer or a hearing went."""
    query = select(HearingPlan.workspace_id).where(
        in_list(HearingPlan.workspace_id, "workspaces"),
        HearingPlan.plan.in_(ACTIVE),
        HearingPlan.asked_at.is_(None),
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


def _of_rows(workspace_id: int) -> Select[Occurrence, HearingPlan]:
    return (
        select(Occurrence, HearingPlan)
        .join(HearingPlan, HearingPlan.occurrence_id == Occurrence.id)
        .where(
            Occurrence.workspace_id == workspace_id,
            HearingPlan.workspace_id == workspace_id,
            Occurrence.archived_at.is_(None),
        )
    )


def _sent(workspace_id: int) -> Select[Occurrence, HearingPlan]:
    return _of_rows(workspace_id).where(HearingPlan.sent_on.is_not(None), HearingPlan.archive_number.is_(None))
