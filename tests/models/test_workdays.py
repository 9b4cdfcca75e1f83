from datetime import date, timedelta

import holidays as known
import pytest

from models.calendar.workdays import first_working_day, holiday_name, holidays, is_working_day, next_working_day

HOLIDAYS_2027 = {
    date(2027, 1, 1): "Første nyttårsdag",
    date(2027, 3, 25): "Skjærtorsdag",
    date(2027, 3, 26): "Langfredag",
    date(2027, 3, 28): "Første påskedag",
    date(2027, 3, 29): "Andre påskedag",
    date(2027, 5, 1): "Arbeidernes dag",
    date(2027, 5, 6): "Kristi himmelfartsdag",
    date(2027, 5, 16): "Første pinsedag",
    date(2027, 5, 17): "Andre pinsedag; Grunnlovsdag",
    date(2027, 12, 25): "Første juledag",
    date(2027, 12, 26): "Andre juledag",
}


def test_the_holidays_of_a_year_are_named_in_bokmål() -> None:
    days = (date(2027, 1, 1) + timedelta(days=n) for n in range(365))

    assert {day: name for day in days if (name := holiday_name(day))} == HOLIDAYS_2027


@pytest.mark.parametrize("year", range(1995, 2101))
def test_the_holidays_are_those_the_world_s_calendars_know(year: int) -> None:
    assert holidays(year) == dict(known.country_holidays("NO", years=year, language="no"))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 5), True),
        (date(2026, 10, 3), False),
        (date(2026, 10, 4), False),
        (date(2026, 4, 6), False),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
    ],
)
def test_people_are_at_work_on_weekdays_that_are_neither_holidays_nor_eves(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_saturday_counts_only_where_it_is_said_to() -> None:
    assert is_working_day(date(2022, 10, 1), saturday=True)
    assert not is_working_day(date(2022, 10, 2), saturday=True)


def test_a_working_day_is_its_own_next_and_easter_is_passed_over() -> None:
    assert next_working_day(date(2026, 10, 5)) == date(2026, 10, 5)
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_the_first_working_day_of_a_month() -> None:
    assert first_working_day(2026, 10) == date(2026, 10, 1)
    assert first_working_day(2027, 1) == date(2027, 1, 4)
    assert first_working_day(2027, 5) == date(2027, 5, 3)
