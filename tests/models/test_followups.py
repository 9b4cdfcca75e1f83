"""By when something is followed up: the same day at 16, two hours later in the afternoon, and never in the night."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.followups.due import due_of
from models.nudges.followup import reminders

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
