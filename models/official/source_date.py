"""A date that people have moved, where the source has another: to use the source's, or to leave their own."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.occurrences import moving
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.queries import by_id
from models.official.dates import plan_of, record_of, replan
from models.official.items import as_day
from models.official.plan import FOLLOWS, last_day
from models.tables import Change, HearingPlan
from models.workspace.workspaces import lock


def use_date(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, on: date, now: datetime, today: date
) -> Change | None:
    """Give a row the date at the source, and let it follow the source from then on; None if it does already.

    Raises:
        GoneError: the row is not here.
        AlreadyDoneError: it is done.
        ChangedError: the source has another date by now.
    """
    lock(session, workspace_id)
    row = by_id(session, workspace_id, occurrence_id)
    record = record_of(session, row) if row else None
    plan = plan_of(session, workspace_id, occurrence_id)
    if record is not None and as_day(last_day(record, plan.plan if plan else FOLLOWS, today)) != on:
        raise ChangedError
    if row is not None and row.ends_on == on and "starts_on" not in row.kept:
        return None
    change = moving.follow_source(session, workspace_id, occurrence_id, user_id, on, now)
    if row is not None:
        replan(session, workspace_id, row, today)
    return change


def leave_date(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, on: date, now: datetime
) -> HearingPlan:
    """Leave the date that people have set, and note which date at the source they chose not to use.

    Raises:
        GoneError: the row is not here.
    """
    lock(session, workspace_id)
    if by_id(session, workspace_id, occurrence_id) is None:
        raise GoneError
    plan = plan_of(session, workspace_id, occurrence_id)
    if plan is None:
        plan = HearingPlan(
            workspace_id=workspace_id, occurrence_id=occurrence_id, plan=FOLLOWS, created_by=user_id, created_at=now
        )
        session.add(plan)
    plan.left_on = on
    session.flush()
    return plan
