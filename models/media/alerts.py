"""The cases that were found, and what people said about them. Moments are aware."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Alert

SEEN, ALERTED, TOGETHER, NOT_RELEVANT = "sett", "varslet", "samlet", "ikke"
REMEMBERED = timedelta(days=180)
"""How long an item that was never posted is stored after it was last seen in its feed."""
SEEN_AGAIN = REMEMBERED / 2
"""How old the stored moment it was last seen may get before it is updated (`models.media.findings`)."""


def by_id(session: Session, workspace_id: int, alert_id: int) -> Alert | None:
    """Return the workspace's alert with that id."""
    return session.scalar(select(Alert).where(Alert.workspace_id == workspace_id, Alert.id == alert_id))


def together(session: Session, workspace_id: int, feed_id: int, found_at: datetime) -> list[Alert]:
    """Return the cases that were posted together, in order."""
    query = select(Alert).where(
        Alert.workspace_id == workspace_id,
        Alert.feed_id == feed_id,
        Alert.found_at == found_at,
        Alert.state == TOGETHER,
    )
    return list(session.scalars(query.order_by(Alert.id)))


def judge(session: Session, workspace_id: int, alert_id: int, user_id: str | None) -> Alert | None:
    """Mark an alert as not relevant, or (without a person) as relevant after all; None if it is not there."""
    row = by_id(session, workspace_id, alert_id)
    if row is None:
        return None
    row.state, row.judged_by = (NOT_RELEVANT, user_id) if user_id else (ALERTED, None)
    session.flush()
    return row


def not_relevant(session: Session, workspace_id: int, limit: int = 50) -> list[Alert]:
    """Return what people said is not relevant, the newest first."""
    query = select(Alert).where(Alert.workspace_id == workspace_id, Alert.state == NOT_RELEVANT)
    return list(session.scalars(query.order_by(Alert.found_at.desc(), Alert.id.desc()).limit(limit)))


def titles_since(session: Session, workspace_id: int, since: datetime, limit: int) -> list[str]:
    """Return the titles of what was found since then, posted or not, the newest first; each once."""
    query = select(Alert.title).where(Alert.workspace_id == workspace_id, Alert.found_at >= since, Alert.title != "")
    return list(dict.fromkeys(session.scalars(query.order_by(Alert.found_at.desc(), Alert.id.desc()).limit(limit))))
