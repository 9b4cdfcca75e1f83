"""Follow-ups whose message could not be read when it was taken: its text is read later. Moments are aware."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.tables import FollowUp, Workspace


@dataclass(frozen=True)
class Unread:
    """A follow-up whose text should be read; the ids of team, channel, message and thread are the platform's."""

    workspace_id: int
    team_id: str
    followup_id: int
    channel: str
    message: str
    thread: str | None
    taken_at: datetime


def to_be_read(session: Session, platform: str, now: datetime) -> Sequence[Unread]:
    """Return what should be read on a platform now, in all workspaces, what was taken first at the head."""
    columns = (
        FollowUp.workspace_id,
        Workspace.external_id,
        FollowUp.id,
        FollowUp.channel,
        FollowUp.message,
        FollowUp.thread,
        FollowUp.created_at,
    )
    query = (
        select(*columns)
        .join(Workspace, Workspace.id == FollowUp.workspace_id)
        .where(Workspace.platform == platform, Workspace.removed_at.is_(None), FollowUp.text_due_at <= now)
        .order_by(FollowUp.created_at, FollowUp.id)
    )
    return [Unread(*row) for row in session.execute(query)]


def read_at(session: Session, workspace_id: int, followup_id: int, at: datetime | None) -> None:
    """Set when to read the text of a follow-up's message; None: never."""
    session.execute(
        update(FollowUp)
        .where(FollowUp.workspace_id == workspace_id, FollowUp.id == followup_id, FollowUp.text_due_at.is_not(None))
        .values(text_due_at=at)
    )
