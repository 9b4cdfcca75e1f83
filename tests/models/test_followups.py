"""By when something is followed up: the same day at 16, two hours later in the afternoon, and never in the night."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from jobs.nudges.followup import reminders
from models.db.database import Database
from models.followups.ending import close, hand_over
from models.followups.queries import overdue_on
from models.followups.taking import MediaMessage, due_of, follow
from models.tables import FollowUp, Workspace
from models.workspace.workspaces import get_or_create

OSLO = ZoneInfo("Europe/Oslo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("taken", "due"),
    [
        ("2026-10-05 08:00", "2026-10-05 16:00"),
        ("2026-10-05 13:59", "2026-10-05 16:00"),
        ("2026-10-05 14:00", "2026-10-05 16:00"),
        ("2026-10-05 15:30", "2026-10-05 17:30"),
        ("2026-10-05 20:00", "2026-10-05 21:00"),
        ("2026-10-05 21:00", "2026-10-06 10:00"),
        ("2026-10-24 22:30", "2026-10-25 10:00"),  # the night the clocks go back
    ],
)
def test_it_is_due_the_same_day_as_long_as_there_is_one(taken: str, due: str) -> None:
    assert due_of(at(taken), OSLO) == at(due)


def test_the_owner_is_reminded_half_way_and_half_an_hour_before_where_there_is_time_for_both() -> None:
    assert reminders(at("2026-10-05 08:00"), at("2026-10-05 16:00")) == {
        "halvveis": at("2026-10-05 12:00"),
        "snart": at("2026-10-05 15:30"),
    }
    assert reminders(at("2026-10-05 20:00"), at("2026-10-05 21:00")) == {"snart": at("2026-10-05 20:30")}
    assert reminders(at("2026-10-05 20:45"), at("2026-10-05 21:00")) == {}


def taken(session: Session, workspace: Workspace, message: str, when: datetime) -> FollowUp:
    row, _ = follow(session, workspace, MediaMessage("C2", message, "Togene står"), "U1", when, when)
    return row


def late(session: Session, workspace: Workspace, day: date, shown_at: datetime | None = None) -> list[str]:
    return [each.message for each in overdue_on(session, workspace, day, shown_at)]


def test_what_is_late_is_told_every_morning_until_it_is_closed_or_handed_over(database: Database) -> None:
    friday, monday, tuesday = date(2026, 10, 2), date(2026, 10, 5), date(2026, 10, 6)
    told, after = at("2026-10-05 08:30"), at("2026-10-05 09:00")
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        rows = {name: taken(session, workspace, name, at("2026-10-02 12:00")) for name in ("a", "b", "c")}
        taken(session, workspace, "today", at("2026-10-05 08:00"))
        assert late(session, workspace, friday) == []
        assert late(session, workspace, monday) == ["a", "b", "c"]

        close(session, workspace.id, rows["a"].id, "U2", after)
        handed = hand_over(session, workspace, rows["b"].id, "U2", after)
        assert handed
        assert (handed[0].owner, handed[0].due_at) == ("U2", at("2026-10-05 16:00"))
        assert hand_over(session, workspace, rows["b"].id, "U2", after) == (rows["b"], False)
        assert late(session, workspace, monday) == ["c"]
        assert sorted(late(session, workspace, monday, told)) == ["a", "b", "c"]
        assert late(session, workspace, monday, at("2026-10-05 09:30")) == ["c"]
        assert late(session, workspace, tuesday) == ["c", "b", "today"]


def test_what_is_handed_over_in_time_keeps_its_time(sqlite_database: Database) -> None:
    with sqlite_database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        row = taken(session, workspace, "a", at("2026-10-05 08:00"))
        handed = hand_over(session, workspace, row.id, "U2", at("2026-10-05 12:00"))
        assert handed == (row, True)
        assert (row.owner, row.due_at, row.handed_at) == ("U2", at("2026-10-05 16:00"), None)
