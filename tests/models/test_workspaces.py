from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.db.database import Database
from models.tables import Destination, Inbound, Workspace
from models.workspace.inbound import first_received
from models.workspace.workspaces import by_external, destination, get_or_create
from tests.support.rows import NOW, new_row


def test_a_workspace_is_made_once_with_the_settings_a_newcomer_expects(session: Session) -> None:
    made = get_or_create(session, "slack", "T1", "Sekretariatet")
    again = get_or_create(session, "slack", "T1", "Et annet navn")

    assert made is again
    assert (made.name, made.timezone, made.zone) == ("Sekretariatet", "Europe/Oslo", ZoneInfo("Europe/Oslo"))
    assert (made.digest_time, made.wheel_time, made.campaign_time, made.deadline_time) == (
        time(8),
        time(9),
        time(10),
        time(8, 30),
    )
    assert (made.shared_channel, made.ntp_presented, made.synced_on, made.plan_after) == (None, None, None, None)


def test_a_workspace_is_known_by_its_platform_and_id_together(session: Session) -> None:
    slack = get_or_create(session, "slack", "T1", "Slack")
    teams = get_or_create(session, "teams", "T1", "Teams")

    assert slack.id != teams.id
    assert by_external(session, "teams", "T1") is teams
    assert by_external(session, "slack", "T9") is None


def test_a_destination_is_made_once_in_each_workspace(session: Session) -> None:
    one = get_or_create(session, "slack", "T1", "")
    two = get_or_create(session, "slack", "T2", "")

    made = destination(session, one.id, "kanal", "C1")

    assert destination(session, one.id, "kanal", "C1") is made
    assert destination(session, two.id, "kanal", "C1") is not made
    assert (made.kind, made.address, made.off_since) == ("kanal", "C1", None)
    assert session.scalar(select(func.count()).select_from(Destination)) == 2


def test_moments_come_back_in_utc_whatever_offset_they_went_in_with(session: Session) -> None:
    workspace = get_or_create(session, "slack", "T1", "")
    workspace.plan_after = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    session.flush()
    session.expire_all()

    assert workspace.plan_after == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert workspace.plan_after.tzinfo is UTC


def test_a_moment_without_an_offset_is_refused(sqlite_database: Database) -> None:
    with (
        pytest.raises(StatementError, match="a naive moment reached the database"),
        sqlite_database.session() as session,
    ):
        get_or_create(session, "slack", "T1", "").plan_after = datetime(2026, 10, 5, 8)  # noqa: DTZ001 - that is the point


def test_what_belongs_to_a_workspace_goes_with_it(session: Session) -> None:
    workspace = get_or_create(session, "slack", "T1", "")
    new_row(session, workspace.id, "Innspill", date(2026, 10, 15))
    destination(session, workspace.id, "kanal", "C1")
    first_received(session, "slack", "T1", "Ev1", NOW)

    session.delete(workspace)
    session.flush()

    for table in (Workspace, Destination, Inbound):
        assert session.scalar(select(func.count()).select_from(table)) == 0
