"""The days of recurring deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar.recurring import BYDAY, first_day, is_rule, kept_day, next_planned, recurring_days
from models.calendar.workdays import holiday_name, is_working_day

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@given(st.integers(0, 6), st.integers(1, 6), DAYS)
def test_a_weekly_rule_keeps_its_weekday_and_its_rhythm_and_skips_holidays(weekday: int, every: int, day: date) -> None:
    rule = f"FREQ=WEEKLY;INTERVAL={every};BYDAY={BYDAY[weekday]}"
    first = first_day(rule, day)
    assert first is not None
    assert first - day <= timedelta(days=28)
    found = list(recurring_days(rule, first, first - timedelta(days=1), first + timedelta(days=400)))
    assert found[0] == (first, first)
    for planned, kept in found:
        assert planned == kept
        assert kept.weekday() == weekday
        assert holiday_name(kept) is None
        assert (kept - first).days % (7 * every) == 0


@given(st.sampled_from(["BYMONTHDAY=-1", "BYMONTHDAY=15", "BYMONTHDAY=28,29,30;BYSETPOS=-1"]), DAYS)
def test_a_monthly_rule_gives_one_working_day_for_each_month(by: str, day: date) -> None:
    rule = f"FREQ=MONTHLY;{by}"
    first = first_day(rule, day)
    assert first is not None
    found = list(recurring_days(rule, first, first - timedelta(days=1), first + timedelta(days=365)))
    months = [(planned.year, planned.month) for planned, _ in found]
    assert len(set(months)) == len(months)
    assert len(months) >= 12
    assert all(is_working_day(kept) for _, kept in found)


def test_what_is_counted_from_the_end_moves_back_and_the_rest_on() -> None:
    assert kept_day("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 12, 31)) == date(2026, 12, 30)
    assert kept_day("FREQ=MONTHLY;BYDAY=-1TH", date(2026, 12, 31)) == date(2026, 12, 30)
    assert kept_day("FREQ=MONTHLY;BYMONTHDAY=1", date(2027, 1, 1)) == date(2027, 1, 4)
    assert kept_day("FREQ=WEEKLY;BYDAY=MO", date(2027, 5, 17)) is None


def test_the_next_of_every_other_week_keeps_the_rhythm_of_the_first() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"
    assert first_day(rule, date(2026, 12, 1)) == date(2026, 12, 7)
    assert next_planned(rule, date(2026, 12, 7), date(2026, 12, 8)) == date(2026, 12, 21)


@pytest.mark.parametrize(
    "text", ["", "tull", "FREQ=HOURLY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=MO;COUNT=9"]
)
def test_what_is_no_rule_of_ours_is_refused(text: str) -> None:
    assert not is_rule(text)
