"""Rows for tests of what is stored."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.db.database import Database
from models.tables import Occurrence, Workspace
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)


def new_workspace(database: Database, external_id: str = "T1") -> Workspace:
    with database.session() as session:
        return get_or_create(session, "slack", external_id, "Sekretariatet")


def new_row(session: Session, workspace_id: int, title: str, ends_on: date | None = None, **columns: Any) -> Occurrence:
    """Add an open deadline on that day (unknown time where None); `columns` say what is otherwise."""
    given = {
        "key": f"egen:{title}",
        "source": "egen",
        "kind": "frist",
        "starts_on": ends_on,
        "ends_on": ends_on,
        "certainty": "fast" if ends_on else "ukjent",
        "created_at": NOW,
    }
    row = Occurrence(workspace_id=workspace_id, title=title, **(given | columns))
    session.add(row)
    session.flush()
    return row
