"""One transaction, in which a test asks what is true."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from models.db.database import Database
from models.tables import Workspace
from models.workspace.workspaces import get_or_create


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened:
        yield opened


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return get_or_create(session, "slack", "T1", "Sekretariatet")
