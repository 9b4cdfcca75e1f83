"""Relations that change hands: all that one of ours keeps up, to another."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.register import edits
from models.tables import Organisation, Person

Known = TypeVar("Known", Person, Organisation)


def give_relations(session: Session, workspace_id: int, owner: str, to: str, user_id: str, now: datetime) -> int:
    """Make another person the owner of all that somebody owns in the register, as one act; return how many there are."""
    # In the order in which every act locks them.
    rows: list[Organisation | Person] = [
        *session.scalars(_owned(Organisation, workspace_id, owner)),
        *session.scalars(_owned(Person, workspace_id, owner)),
    ]
    if rows:
        edit = edits.begin(session, workspace_id, user_id, "endret", now)
        for row in rows:
            edits.changed(session, edit, row, {"owner": to})
    return len(rows)


def _owned(table: type[Known], workspace_id: int, owner: str) -> Select[Known]:
    mine = (table.workspace_id == workspace_id, table.owner == owner, table.removed_at.is_(None))
    return select(table).where(*mine).order_by(table.id).with_for_update()
