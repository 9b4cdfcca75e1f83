"""Which morning reminds people of which deadline."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.nudges.mornings import Morning, morning
from models.calendar.workdays import is_working_day
from models.tables import Occurrence
from tests.support.nudges import REST, days_of


def deadline(day: date, first: date | None = None, certainty: str = "fast") -> Occurrence:
    return Occurrence(title=str(day), kind="frist", starts_on=first or day, ends_on=day, certainty=certainty)


def told_on(day: date, row: Occurrence) -> list[str]:
    told = morning(day, [row], REST)
    return [name for name in ("overdue", "near", "week", "fortnight") if getattr(told, name)]


def mornings_of(row: Occurrence, first: date, last: date) -> list[tuple[date, str]]:
    return [(day, name) for day in days_of(first, last) if is_working_day(day) for name in told_on(day, row)]


def test_a_deadline_on_a_thursday_is_told_14_7_1_and_0_days_before_and_once_when_overdue() -> None:
    assert mornings_of(deadline(date(2026, 10, 15)), date(2026, 9, 1), date(2026, 11, 30)) == [
        (date(2026, 10, 1), "fortnight"),
        (date(2026, 10, 8), "week"),
        (date(2026, 10, 14), "near"),
        (date(2026, 10, 15), "near"),
        (date(2026, 10, 16), "overdue"),
    ]


def test_a_deadline_on_a_monday_is_told_on_the_friday_before() -> None:
    assert mornings_of(deadline(date(2026, 10, 12)), date(2026, 10, 6), date(2026, 10, 30)) == [
        (date(2026, 10, 9), "near"),
        (date(2026, 10, 12), "near"),
        (date(2026, 10, 13), "overdue"),
    ]


def test_a_deadline_on_a_sunday_has_its_marks_moved_to_monday_but_is_told_on_friday_while_there_is_time() -> None:
    assert mornings_of(deadline(date(2026, 10, 18)), date(2026, 10, 1), date(2026, 10, 30)) == [
        (date(2026, 10, 5), "fortnight"),
        (date(2026, 10, 12), "week"),
        (date(2026, 10, 16), "near"),
        (date(2026, 10, 19), "overdue"),
    ]


def test_what_ends_in_the_easter_holiday_and_the_day_after_it_is_told_the_day_before_it() -> None:
    assert told_on(date(2026, 4, 1), deadline(date(2026, 4, 4))) == ["near"]
    assert told_on(date(2026, 4, 1), deadline(date(2026, 4, 7))) == ["near"]
    assert told_on(date(2026, 4, 7), deadline(date(2026, 4, 4))) == ["overdue"]


def test_a_window_is_told_by_its_last_day() -> None:
    row = deadline(date(2026, 10, 15), first=date(2026, 10, 1))

    assert [day for day, _ in mornings_of(row, date(2026, 9, 1), date(2026, 11, 30))] == [
        date(2026, 10, day) for day in (1, 8, 14, 15, 16)
    ]


def test_a_month_without_a_date_is_told_before_it_begins_and_once_when_it_is_over() -> None:
    row = deadline(date(2026, 10, 31), first=date(2026, 10, 1), certainty="måned")

    assert mornings_of(row, date(2026, 9, 1), date(2026, 11, 30)) == [
        (date(2026, 9, 17), "fortnight"),
        (date(2026, 9, 24), "week"),
        (date(2026, 11, 2), "overdue"),
    ]


def test_what_has_no_time_is_never_told() -> None:
    row = Occurrence(title="en gang", kind="frist", starts_on=None, ends_on=None, certainty="ukjent")

    assert morning(date(2026, 10, 5), [row], REST) == Morning(date(2026, 10, 5))


@given(st.dates(date(2024, 2, 1), date(2033, 11, 1)))
def test_any_deadline_is_told_twice_early_at_least_once_near_and_once_when_overdue(day: date) -> None:
    told = mornings_of(deadline(day), day - timedelta(days=30), day + timedelta(days=30))
    counts = Counter(name for _, name in told)

    assert counts["fortnight"] == counts["week"] == counts["overdue"] == 1
    assert counts["near"] == (2 if is_working_day(day) else 1)
    assert len({morning_ for morning_, _ in told}) == len(told)
    assert min(told_day for told_day, name in told if name == "near") <= day - timedelta(days=1)
    assert all(told_day <= day for told_day, name in told if name != "overdue")
