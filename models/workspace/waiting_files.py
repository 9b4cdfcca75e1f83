"""Files that wait for a person's answer, for a day at most."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.tables import Enclosure

KEPT = timedelta(days=1)
"""How long one waits: it may contain personal data, and the person has it too."""


def keep(session: Session, workspace_id: int, user_id: str, name: str, content: bytes, now: datetime) -> Enclosure:
    """Store a file until that person decides, and return it."""
    row = Enclosure(workspace_id=workspace_id, user_id=user_id, name=name, content=content, created_at=now)
    session.add(row)
    session.flush()
    return row


def find(session: Session, workspace_id: int, enclosure_id: int, user_id: str) -> Enclosure | None:
    """Return a file that waits for that person's answer; None if there is none."""
    mine = (Enclosure.workspace_id == workspace_id, Enclosure.id == enclosure_id, Enclosure.user_id == user_id)
    return session.scalar(select(Enclosure).where(*mine))


def take(session: Session, workspace_id: int, enclosure_id: int, user_id: str) -> Enclosure | None:
    """Return a file that waits for that person's answer, and delete it; None if there is none.

    Of two that take the same one at once, the second gets None.
    """
    mine = (Enclosure.workspace_id == workspace_id, Enclosure.id == enclosure_id, Enclosure.user_id == user_id)
    row = session.scalar(select(Enclosure).where(*mine).with_for_update())
    if row is not None:
        session.expunge(row)
        session.execute(delete(Enclosure).where(*mine))
    return row


def drop(session: Session, workspace_id: int, user_id: str) -> None:
    """Delete every file that waits for that person's answer."""
    mine = (Enclosure.workspace_id == workspace_id, Enclosure.user_id == user_id)
    session.execute(delete(Enclosure).where(*mine))
