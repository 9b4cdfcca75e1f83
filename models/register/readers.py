"""Who of ours may read the register: everybody, until somebody is named; then those, and the administrators."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import RegisterReader, Workspace
from models.workspace.administrators import administrators
from models.workspace.contacts import ContactRole, kept_role


def readers(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """Return the platform's user ids of those who are named; empty if everybody may read."""
    query = (
        select(RegisterReader.user_id).where(RegisterReader.workspace_id == workspace.id).order_by(RegisterReader.id)
    )
    return tuple(session.scalars(query))


def may_read(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Return True if that person may read the register: never a guest, a stranger, a bot or somebody who has left."""
    role, has_left = kept_role(session, workspace.id, user_id)
    if has_left or role not in {None, ContactRole.COLLEAGUE}:
        return False
    named = readers(session, workspace)
    return not named or user_id in named or user_id in administrators(session, workspace)


def name_reader(session: Session, workspace: Workspace, user_id: str, by: str, now: datetime) -> bool:
    """Let that person read; False if they were named before."""
    row = {"workspace_id": workspace.id, "user_id": user_id, "added_by": by, "at": now}
    return insert_new(session, RegisterReader, [row]) == 1


def remove_reader(session: Session, workspace: Workspace, user_id: str) -> bool:
    """Remove that person from the list; False if they were not on it. Without any, everybody may read again."""
    if user_id not in readers(session, workspace):
        return False
    session.execute(
        delete(RegisterReader).where(RegisterReader.workspace_id == workspace.id, RegisterReader.user_id == user_id)
    )
    return True
