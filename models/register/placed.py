"""People and organisations with a known interest and influence: the points of a map."""

from collections.abc import Sequence

from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from models.register.filters import RegisterWord, having
from models.register.words import theme_word
from models.tables import Organisation, Person, Workspace

MOST = 500


def placed(session: Session, workspace: Workspace, theme: str | None = None) -> Sequence[Person | Organisation]:
    """Return the people and organisations with an interest and an influence, the most influential first.

    `theme` is an id of the pack's issues: only those who care about it.
    """
    found: list[Person | Organisation] = []
    for table in (Person, Organisation):
        wanted = [table.workspace_id == workspace.id, table.removed_at.is_(None)]
        wanted += [table.interest.is_not(None), table.influence.is_not(None)]
        if theme:
            wanted.append(having(table, workspace.id, RegisterWord((theme_word(theme),))))
        query = (
            select(table).where(*wanted).order_by(table.influence.desc(), table.interest.desc(), table.tier, table.id)
        )
        rows: ScalarResult[Person | Organisation] = session.scalars(query.limit(MOST))
        found += rows
    return sorted(found, key=lambda row: (-(row.influence or 0), -(row.interest or 0), row.tier, row.folded))
