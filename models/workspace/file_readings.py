"""Files that are being read, and those whose reader was stopped: such a file is not tried again."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from models.tables import Reading
from models.workspace.workspaces import lock

MOST_ATTEMPTS = 2
"""How often reading a file is begun without finishing: the file may be why the process died."""
REMEMBERED = timedelta(days=30)


def begin(session: Session, workspace_id: int, digest: str, now: datetime) -> bool:
    """Record that a file will be read; return False if its reader was stopped before, and it must not be read.

    `digest` is the SHA-256 of its content, in hexadecimal.
    """
    lock(session, workspace_id)
    row = session.scalar(select(Reading).where(*_of(workspace_id, digest)))
    if row is None:
        session.add(Reading(workspace_id=workspace_id, digest=digest, attempts=1, at=now))
        return True
    if row.attempts >= MOST_ATTEMPTS:
        return False
    row.attempts += 1
    return True


def finished(session: Session, workspace_id: int, digest: str) -> None:
    """Forget a file: its reader finished, or was ended for another reason than the file."""
    session.execute(delete(Reading).where(*_of(workspace_id, digest)))


def stopped(session: Session, workspace_id: int, digest: str) -> None:
    """Record that a file's reader had to be stopped."""
    session.execute(update(Reading).where(*_of(workspace_id, digest)).values(attempts=MOST_ATTEMPTS))


def _of(workspace_id: int, digest: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Reading.workspace_id == workspace_id, Reading.digest == digest
