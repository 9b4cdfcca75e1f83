"""Reassigning a follow-up, calling it off and closing it. Moments are aware."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.followups.queries import CANCELLED, DONE, OPEN, by_id, followers, is_newer, on
from models.followups.taking import due_of
from models.tables import Follower, FollowUp, Workspace
from models.workspace.contacts import outsiders


def call_off(
    session: Session, workspace: Workspace, channel: str, message: str, user_id: str, told_at: datetime
) -> FollowUp | None:
    """Call off a follow-up whose owner removed the reaction before anything was done; None if nothing changes.

    If others have joined, the first of them who still works here becomes its owner instead.
    """
    query = on(workspace.id, channel, message).where(FollowUp.state == OPEN).limit(1)
    row = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None or not is_newer(row, told_at):
        return None
    if row.owner != user_id:
        return row if _leave(session, row, user_id) else None
    away = outsiders(session, workspace.id)
    heir = next((each for each in followers(session, row) if each not in away), None)
    if heir is not None:
        _leave(session, row, heir)
        row.owner, row.told_at = heir, told_at
    else:
        row.state, row.closed_at, row.closed_by, row.told_at = CANCELLED, told_at, user_id, told_at
    session.flush()
    return row


def close(session: Session, workspace_id: int, followup_id: int, user_id: str, now: datetime) -> FollowUp | None:
    """Close an open follow-up, even if somebody else owns it; None if it is not open here (any more)."""
    row = by_id(session, workspace_id, followup_id, lock=True)
    if row is None or row.state != OPEN:
        return None
    row.state, row.closed_at, row.closed_by = DONE, now, user_id
    session.flush()
    return row


def hand_over(
    session: Session, workspace: Workspace, followup_id: int, to: str, now: datetime
) -> tuple[FollowUp, bool] | None:
    """Give an open follow-up to a person; return it, and True if it had another owner; None if it is not open here.

    If its time was up, the new owner's begins now.
    """
    row = by_id(session, workspace.id, followup_id, lock=True)
    if row is None or row.state != OPEN:
        return None
    if row.owner == to:
        return row, False
    _leave(session, row, to)
    row.owner = to
    if row.due_at <= now:
        row.due_at, row.handed_at = due_of(now, workspace.zone), now
    session.flush()
    return row, True


def _leave(session: Session, row: FollowUp, user_id: str) -> bool:
    query = select(Follower).where(
        Follower.workspace_id == row.workspace_id, Follower.followup_id == row.id, Follower.user_id == user_id
    )
    found = session.scalar(query)
    if found is not None:
        session.delete(found)
        session.flush()
    return found is not None
