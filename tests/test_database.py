from sqlalchemy import func, select

from models.database import Database
from models.tables import Workspace


def test_an_empty_database_has_no_workspaces(database: Database) -> None:
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Workspace)) == 0
