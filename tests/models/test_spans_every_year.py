import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.schema.rules import (
    After,
    Cycle,
    FirstWorkingDay,
    FixedDate,
    IsoWeek,
    NthWeekday,
    Point,
    WholeMonth,
    Window,
)
from models.calendar.spans import Rules, Span, span
from models.calendar.workdays import is_working_day

DAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
WEEK = timedelta(days=7)

years = st.integers(2000, 2100)
months = st.integers(1, 12)
shifts = st.integers(-4, 4)
weekdays = st.sampled_from(DAYS)
days_of_a_year = st.dates(date(2025, 1, 1), date(2025, 12, 31))
fixed = days_of_a_year.map(lambda day: FixedDate(kind="dato", month=day.month, day=day.day))


@st.composite
def points(draw: st.DrawFn) -> Point:
    day = draw(days_of_a_year)
    return Point(month=day.month, day=draw(st.sampled_from([day.day, None])), year=draw(st.integers(-2, 2)))


def _single(found: Span | None) -> date:
    assert found is not None
    assert found.first == found.last
    return found.first


@given(rule=fixed, year=years)
def test_a_fixed_date_is_that_date(rule: FixedDate, year: int) -> None:
    assert _single(span(rule, year)) == date(year, rule.month, rule.day)


@given(year=years, month=months)
def test_a_day_the_month_does_not_have_is_its_last_day(year: int, month: int) -> None:
    impossible = FixedDate(kind="dato", month=month, day=1).model_copy(update={"day": 31})

    assert _single(span(impossible, year)) == date(year, month, calendar.monthrange(year, month)[1])


@given(year=years, month=months, weekday=weekdays, n=st.integers(1, 5))
def test_the_nth_weekday_is_that_weekday_in_the_nth_week_of_the_month(
    year: int, month: int, weekday: str, n: int
) -> None:
    found = span(NthWeekday(kind="ukedag", month=month, weekday=weekday, n=n), year)

    if found is None:
        assert n == 5
        return
    day = _single(found)
    assert (day.year, day.month, DAYS[day.weekday()]) == (year, month, weekday)
    assert 7 * (n - 1) < day.day <= 7 * n


@given(year=years, month=months, weekday=weekdays, n=st.integers(1, 5))
def test_the_nth_weekday_from_the_end_has_n_less_one_after_it_in_the_month(
    year: int, month: int, weekday: str, n: int
) -> None:
    found = span(NthWeekday(kind="ukedag", month=month, weekday=weekday, n=-n), year)

    if found is None:
        assert n == 5
        return
    day = _single(found)
    assert (day.month, DAYS[day.weekday()]) == (month, weekday)
    assert (day + (n - 1) * WEEK).month == month
    assert (day + n * WEEK).month != month


@given(year=years, week=st.integers(1, 53))
def test_an_iso_week_is_seven_days_from_monday_of_that_very_week(year: int, week: int) -> None:
    found = span(IsoWeek(kind="uke", week=week), year)

    if found is None:
        assert week == 53
        assert date(year, 12, 28).isocalendar().week == 52
        return
    assert found.last - found.first == timedelta(days=6)
    assert found.first.isocalendar() == (year, week, 1)
    assert found.last.isocalendar() == (year, week, 7)


@given(year=years, week=st.integers(1, 52), weekday=weekdays)
def test_a_weekday_of_an_iso_week_is_that_weekday_of_that_week(year: int, week: int, weekday: str) -> None:
    day = _single(span(IsoWeek(kind="uke", week=week, weekday=weekday), year))

    assert day.isocalendar() == (year, week, DAYS.index(weekday) + 1)


@given(year=years, month=months, saturday=st.booleans())
def test_the_first_working_day_is_working_and_nothing_earlier_in_the_month_is(
    year: int, month: int, saturday: bool
) -> None:
    day = _single(span(FirstWorkingDay(kind="virkedag", month=month, saturday=saturday), year))

    assert (day.year, day.month) == (year, month)
    assert is_working_day(day, saturday=saturday)
    assert not any(is_working_day(date(year, month, n), saturday=saturday) for n in range(1, day.day))


@given(year=years, month=months, nth=st.integers(2, 23))
def test_the_nth_working_day_has_n_less_one_working_days_before_it(year: int, month: int, nth: int) -> None:
    found = span(FirstWorkingDay(kind="virkedag", month=month, nth=nth), year)

    days = [date(year, month, n) for n in range(1, calendar.monthrange(year, month)[1] + 1)]
    if found is None:
        assert sum(map(is_working_day, days)) < nth
        return
    day = _single(found)
    assert is_working_day(day)
    assert sum(is_working_day(each) for each in days if each < day) == nth - 1


@given(year=years, month=months)
def test_a_whole_month_is_all_its_days_and_no_other(year: int, month: int) -> None:
    found = span(WholeMonth(kind="måned", month=month), year)

    assert found is not None
    assert (found.first.day, found.first.month, found.last.month) == (1, month, month)
    assert (found.last + timedelta(days=1)).day == 1


@given(year=years, ends=st.tuples(points(), points()).map(lambda two: sorted(two, key=_order)))
def test_a_window_begins_before_it_ends_and_keeps_its_months(year: int, ends: list[Point]) -> None:
    first, last = ends
    found = span(Window(kind="vindu", first=first, last=last), year)

    assert found is not None
    assert found.first <= found.last
    assert (found.first.year, found.first.month) == (year + first.year, first.month)
    assert (found.last.year, found.last.month) == (year + last.year, last.month)


def _order(point: Point) -> tuple[int, int, int]:
    return (point.year, point.month, point.day or 1)


@given(rule=fixed, year=years, shift=shifts)
def test_a_rule_relative_to_t_is_the_same_rule_in_the_shifted_year(rule: FixedDate, year: int, shift: int) -> None:
    assert span(rule.model_copy(update={"year": shift}), year) == span(rule, year + shift)


@given(rule=fixed, year=years, days=st.integers(-400, 400), longer=st.none() | st.integers(0, 60))
def test_days_after_are_exactly_that_many_days_after(rule: FixedDate, year: int, days: int, longer: int | None) -> None:
    others: Rules = {"den-andre": rule}
    last_day = None if longer is None else min(days + longer, 400)

    found = span(After(kind="etter", other="den-andre", days=days, last_day=last_day), year, others)

    other = _single(span(rule, year))
    assert found is not None
    assert found.first - other == timedelta(days=days)
    assert found.last - other == timedelta(days=days if last_day is None else last_day)


@given(rule=fixed, year=years, every=st.integers(1, 10), since=st.integers(1990, 2110))
def test_of_every_so_many_years_one_is_in_the_cycle_and_the_others_are_outside(
    rule: FixedDate, year: int, every: int, since: int
) -> None:
    inside = rule.model_copy(update={"cycle": Cycle(every=every, since=since)})
    outside = rule.model_copy(update={"cycle": Cycle(every=every, since=since, inverted=True)})
    run = range(year, year + every)

    assert sum(span(inside, each) is not None for each in run) == 1
    assert all((span(inside, each) is None) is not (span(outside, each) is None) for each in run)
