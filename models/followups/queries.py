"""Queries for follow-ups. Every query names its workspace."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from models.calendar.quiet import moment
from models.tables import Follower, FollowUp, Workspace

OPEN, DONE, CANCELLED = "åpen", "ferdig", "avbrutt"
SHOWN_FOR = timedelta(weeks=4)
"""How long an open one whose time is up comes back in messages."""


def by_id(session: Session, workspace_id: int, followup_id: int, *, lock: bool = False) -> FollowUp | None:
    """Return the workspace's follow-up with that id; with `lock`, locked for a change."""
    query = select(FollowUp).where(FollowUp.workspace_id == workspace_id, FollowUp.id == followup_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def on(workspace_id: int, channel: str, message: str) -> Select[FollowUp]:
    """Return the query for a message's follow-ups, the newest first."""
    theirs = (FollowUp.workspace_id == workspace_id, FollowUp.channel == channel, FollowUp.message == message)
    return select(FollowUp).where(*theirs).order_by(FollowUp.day.desc())


def of_message(session: Session, workspace_id: int, channel: str, message: str) -> FollowUp | None:
    """Return the newest open follow-up of a message."""
    return session.scalar(on(workspace_id, channel, message).where(FollowUp.state == OPEN).limit(1))


def newest_of(session: Session, workspace_id: int, channel: str, message: str) -> FollowUp | None:
    """Return the newest follow-up of a message, open or not."""
    return session.scalar(on(workspace_id, channel, message).limit(1))


def followers(session: Session, row: FollowUp) -> list[str]:
    """Return who joined it, in order."""
    query = select(Follower.user_id).where(Follower.workspace_id == row.workspace_id, Follower.followup_id == row.id)
    return list(session.scalars(query.order_by(Follower.id)))


def in_channel(session: Session, workspace_id: int, channel: str, limit: int) -> list[FollowUp]:
    """Return the newest follow-ups in a channel whose message could be read."""
    return list(session.scalars(_newest(workspace_id, limit).where(FollowUp.channel == channel)))


def of_owner(session: Session, workspace_id: int, user_id: str, limit: int) -> list[FollowUp]:
    """Return the newest follow-ups that somebody has, or had, whose message could be read."""
    return list(session.scalars(_newest(workspace_id, limit).where(FollowUp.owner == user_id)))


def _newest(workspace_id: int, limit: int) -> Select[FollowUp]:
    query = select(FollowUp).where(FollowUp.workspace_id == workspace_id, FollowUp.text != "")
    return query.order_by(FollowUp.day.desc(), FollowUp.id.desc()).limit(limit)


def overdue_on(
    session: Session, workspace: Workspace, day: date, shown_at: datetime | None = None, limit: int = 50
) -> list[FollowUp]:
    """Return what was due in the four weeks before that local day and is open, the earliest due first.

    What nobody has closed by then is no news any more. With `shown_at`, the moment a message about it was sent, what was closed or reassigned since is included.
    """
    begins = moment(day, time(), workspace.zone)
    was_due = and_(FollowUp.due_at < begins, FollowUp.due_at >= begins - SHOWN_FOR)
    condition = and_(was_due, FollowUp.state == OPEN)
    if shown_at is not None:
        closed = and_(was_due, FollowUp.closed_at >= shown_at)
        handed = and_(FollowUp.handed_at >= shown_at, FollowUp.day < day)
        condition = or_(condition, closed, handed)
    query = select(FollowUp).where(FollowUp.workspace_id == workspace.id, condition)
    return list(session.scalars(query.order_by(FollowUp.due_at, FollowUp.id).limit(limit)))


def is_newer(row: FollowUp, told_at: datetime) -> bool:
    """Return True if an event, at a moment by the platform's clock, is newer than the last one that counted."""
    return row.told_at is None or told_at > row.told_at
