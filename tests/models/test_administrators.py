"""Who counts as an administrator, and who takes over when one is gone."""

from datetime import UTC, datetime

import pytest

from models.db.database import Database
from models.tables import Administrator
from models.workspace.administrators import (
    LastAdministratorError,
    administrators,
    name_from_setting,
    name_installer,
    named_administrators,
    remove_administrator,
)
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from models.workspace.installations import Granted, install
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


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


def test_an_administrator_of_one_workspace_is_a_guest_of_another(database: Database) -> None:
    with database.session() as session:
        ours, other = (get_or_create(session, "slack", each, each) for each in ("T1", "T2"))
        for workspace in (ours, other):
            name_installer(session, workspace, "U1")
        record_contacts(session, other.id, [SeenContact("U1", PERSON, role=ContactRole.GUEST)], NOW)
        assert (administrators(session, ours), administrators(session, other)) == (("U1",), ())


def test_at_the_first_installation_the_installer_counts_beside_those_in_the_setting(database: Database) -> None:
    with database.session() as session:
        granted = Granted("slack", "T1", "Team", "lukket", "U1", "B1", "commands", installed_by="U2")
        done = install(session, granted, NOW, in_setting=("U3",))
        assert (done.is_new, done.is_administrator) == (True, True)
        assert named_administrators(session, done.workspace) == ("U2", "U3")
        remove_administrator(session, done.workspace, "U2")
        again = install(session, granted, NOW, in_setting=("U3",))
        assert (again.is_new, again.is_administrator, again.has_administrator) == (False, False, True)
        assert named_administrators(session, again.workspace) == ("U3",)


def test_who_installs_an_old_workspace_without_an_administrator_needs_to_administer_it(database: Database) -> None:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Team")
        granted = Granted("slack", "T1", "Team", "lukket", "U1", "B1", "commands", installed_by="U2")
        assert install(session, granted, NOW).is_administrator is False
        owner = SeenContact("U2", PERSON, role=ContactRole.COLLEAGUE, is_admin=True)
        assert install(session, granted, NOW, [owner]).is_administrator is True
        assert named_administrators(session, workspace) == ("U2",)


def test_the_last_one_stays_unless_the_operator_removes_them(database: Database) -> None:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Team")
        name_installer(session, workspace, "U1")
        with pytest.raises(LastAdministratorError):
            remove_administrator(session, workspace, "U1")
        name_from_setting(session, workspace, ("U2",))
        assert remove_administrator(session, workspace, "U1")
        assert administrators(session, workspace) == ("U2",)
        name_from_setting(session, workspace, ())
        assert administrators(session, workspace) == ()
