"""Who changed what, for telling people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Change


def change_of(session: Session, workspace_id: int, change_id: int) -> Change | None:
    """Return the workspace's change with that id."""
    return session.scalar(select(Change).where(Change.workspace_id == workspace_id, Change.id == change_id))


def change_after(session: Session, change: Change) -> Change | None:
    """Return the last change of the same occurrence that was made after this one."""
    later = select(Change).where(
        Change.workspace_id == change.workspace_id,
        Change.occurrence_id == change.occurrence_id,
        Change.id > change.id,
    )
    return session.scalar(later.order_by(Change.id.desc()).limit(1))
