from models.administrators import administrators
from models.database import Database
from models.tables import Administrator
from models.workspaces import get_or_create


def test_the_installer_stands_first_and_nobody_twice(database: Database) -> None:
    with database.session() as session:
        ours = get_or_create(session, "slack", "T1", "Osloregionen")
        other = get_or_create(session, "slack", "T2", "En annen")
        assert administrators(session, ours) == ()

        session.add_all(
            [
                Administrator(workspace_id=ours.id, user_id="U2"),
                Administrator(workspace_id=ours.id, user_id="U1"),
                Administrator(workspace_id=other.id, user_id="U9"),
            ]
        )
        ours.installed_by = "U1"

        assert administrators(session, ours) == ("U1", "U2")
