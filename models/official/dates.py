"""The plan of a hearing's row, and its dates on the way: reckoned again when the row's own date moves."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.certainty import NO_DAY
from models.occurrences.meeting_plan import OF_BOARD, PlannedMeeting, last_meeting_before
from models.occurrences.milestones import milestones_of
from models.official.keys import item_of_key
from models.official.plan import ACTIVE, dates_of, reckon
from models.official.records import by_number
from models.tables import HearingPlan, Milestone, Occurrence, OfficialRecord


def plan_of(session: Session, workspace_id: int, occurrence_id: int) -> HearingPlan | None:
    """Return what we do about the hearing of a row; None if nothing is decided, or if it is no hearing's."""
    mine = (HearingPlan.workspace_id == workspace_id, HearingPlan.occurrence_id == occurrence_id)
    return session.scalar(select(HearingPlan).where(*mine))


def record_of(session: Session, row: Occurrence) -> OfficialRecord | None:
    """Return the official item of a row, if any source has had it."""
    found = item_of_key(row.key)
    return by_number(session, *found) if found else None


def board_meeting(session: Session, workspace_id: int, sent_by: date, today: date) -> PlannedMeeting | None:
    """Return the last board meeting before the input is sent; None if none is left."""
    found = last_meeting_before(session, workspace_id, "styre", sent_by)
    return found if found and found.day >= today else None


def day_of(row: Occurrence) -> date | None:
    """Return the day of a row; None if nobody knows it."""
    return None if row.certainty in NO_DAY else row.ends_on


def replan(session: Session, workspace_id: int, row: Occurrence, today: date) -> None:
    """Bring the dates of a row that has a plan into agreement with its own date; what is done or was moved stays."""
    plan = plan_of(session, workspace_id, row.id)
    if plan is None or plan.plan not in ACTIVE or day_of(row) is None or plan.sent_on is not None:
        return
    dates = dates_of(record_of(session, row), plan.plan, row.ends_on or today, today)
    board = board_meeting(session, workspace_id, dates.send, today) if dates.send else None
    known = {each.kind: each for each in milestones_of(session, workspace_id, row.id)}
    for each in reckon(plan.plan, dates, board, today):
        there = known.get(each.kind)
        if there is None:
            added = Milestone(workspace_id=workspace_id, occurrence_id=row.id, kind=each.kind, due_on=each.on)
            added.by_board = each.by_board
            session.add(added)
        elif there.done_at is None and not there.is_moved:
            there.due_on, there.by_board = each.on, each.by_board
    session.flush()


def replan_after(session: Session, workspace_id: int, row: Occurrence, today: date) -> None:
    """Bring dates on the way into agreement with a row that was changed: its own, or all if it is of a board meeting."""
    if row.key.startswith(OF_BOARD):
        replan_all(session, workspace_id, today)
    else:
        replan(session, workspace_id, row, today)


def replan_all(session: Session, workspace_id: int, today: date) -> None:
    """Do the same for every row that is planned and not sent yet, since the board's meetings have changed."""
    planned = (
        select(Occurrence)
        .join(HearingPlan, HearingPlan.occurrence_id == Occurrence.id)
        .where(
            Occurrence.workspace_id == workspace_id,
            HearingPlan.workspace_id == workspace_id,
            HearingPlan.plan.in_(ACTIVE),
            HearingPlan.sent_on.is_(None),
            Occurrence.archived_at.is_(None),
            Occurrence.done_at.is_(None),
        )
        .order_by(Occurrence.id)
    )
    for row in session.scalars(planned).all():
        replan(session, workspace_id, row, today)
