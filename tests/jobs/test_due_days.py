"""Which day brings what: pure, over whole years."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.schema.organisation import Organisation
from jobs.nudges.calendar import PLANNED
from jobs.nudges.campaign import MAIN_MESSAGE, OPENING, TALKING_POINT
from jobs.nudges.campaign_days import main_message_day, opening_day, priority_of, talking_point_day
from jobs.nudges.clearing import SLOGAN
from jobs.nudges.deadlines import DEADLINES
from jobs.nudges.digest import DIGEST
from jobs.nudges.kind import Due, NudgeKind, due_on
from jobs.nudges.met import EVENING
from jobs.nudges.new_year import START
from jobs.nudges.next_year import NEXT_YEAR
from jobs.nudges.wheel import WHEEL
from jobs.planning.schedule import due_now, next_moment
from models.calendar.new_year import start_day
from models.calendar.quiet import Away, Night, Rest, moment
from models.calendar.workdays import first_working_day, holiday_name, is_working_day, next_working_day
from tests.support.nudges import OSLO, REST, at, days_of, times
from tests.support.pack import small_campaign, small_issue, small_organisation, small_pack

PACK = small_pack()
AROUND = (datetime(2024, 1, 1), datetime(2032, 1, 1))  # noqa: DTZ001 - hypothesis wants the bounds without a zone


def due_in(nudge: NudgeKind, first: date, last: date) -> list[Due]:
    return [due for day in days_of(first, last) if (due := due_on(nudge, day, times(), PACK))]


def only(nudge: NudgeKind, first: date, last: date) -> tuple[str, datetime]:
    (due,) = due_in(nudge, first, last)
    return due.period_key, due.due_at.astimezone(OSLO)


def test_the_digest_comes_on_monday_at_eight() -> None:
    assert only(DIGEST, date(2026, 10, 5), date(2026, 10, 11)) == ("2026-W41", at("2026-10-05 08:00"))


def test_after_easter_monday_the_digest_comes_on_tuesday() -> None:
    assert only(DIGEST, date(2026, 4, 6), date(2026, 4, 12)) == ("2026-W15", at("2026-04-07 08:00"))


def test_a_monday_on_new_years_eve_has_its_digest_on_2_january_under_its_own_week() -> None:
    assert only(DIGEST, date(2029, 12, 31), date(2030, 1, 6)) == ("2030-W01", at("2030-01-02 08:00"))


def test_the_wheel_of_january_comes_on_the_second() -> None:
    assert only(WHEEL, date(2026, 1, 1), date(2026, 1, 31)) == ("2026-01", at("2026-01-02 09:00"))


def test_constitution_day_on_a_monday_moves_the_digest_and_nothing_else_comes() -> None:
    found = [due for nudge in PLANNED for due in due_in(nudge, date(2027, 5, 17), date(2027, 5, 17))]
    assert [each for each in found if each.kind != EVENING.kind] == []
    assert only(DIGEST, date(2027, 5, 17), date(2027, 5, 23)) == ("2027-W20", at("2027-05-18 08:00"))


def test_a_step_opens_on_the_first_working_day_of_its_quarter() -> None:
    opened = [(due.period_key, due.day) for due in due_in(OPENING, date(2026, 1, 1), date(2026, 12, 31))]

    assert opened == [
        ("2026:grep-1", date(2026, 1, 2)),
        ("2026:grep-2", date(2026, 4, 1)),
        ("2026:grep-3", date(2026, 7, 1)),
        ("2026:grep-4", date(2026, 10, 1)),
    ]


def test_the_main_message_comes_on_the_first_tuesday_of_every_month() -> None:
    told = due_in(MAIN_MESSAGE, date(2026, 1, 1), date(2026, 12, 31))

    assert [due.period_key for due in told] == [f"2026-{month:02}" for month in range(1, 13)]
    assert all(due.day.weekday() == 1 and due.day.day <= 7 for due in told)


def test_the_talking_points_come_on_wednesdays_in_turn_over_the_priorities() -> None:
    told = due_in(TALKING_POINT, date(2026, 10, 1), date(2026, 10, 31))

    assert [(due.period_key, due.due_at.astimezone(OSLO)) for due in told] == [
        ("2026-W41", at("2026-10-07 10:00")),
        ("2026-W42", at("2026-10-14 10:00")),
        ("2026-W43", at("2026-10-21 10:00")),
        ("2026-W44", at("2026-10-28 10:00")),
    ]
    campaign = small_campaign(2026)
    assert [priority_of(campaign, due.day).theme for due in told] == ["jernbane", "energi", "jernbane", "energi"]


def test_on_the_day_a_step_opens_there_is_no_talking_point() -> None:
    assert due_in(TALKING_POINT, date(2026, 3, 30), date(2026, 4, 5)) == []


def test_a_talking_point_on_a_holiday_comes_the_next_working_day_of_that_week() -> None:
    campaign = small_campaign(2028)

    assert talking_point_day(campaign, date(2028, 5, 17)) == date(2028, 5, 18)
    assert talking_point_day(small_campaign(2025), date(2025, 12, 24)) is None


def test_the_main_message_gives_way_to_an_opening_on_the_same_tuesday() -> None:
    campaign = small_campaign(2025)

    assert opening_day(campaign, date(2025, 7, 1)) == date(2025, 7, 1)
    assert main_message_day(campaign, date(2025, 7, 1)) == date(2025, 7, 2)
    assert talking_point_day(campaign, date(2025, 7, 2)) is None


def test_without_a_campaign_only_the_talking_point_goes_on() -> None:
    for nudge in (OPENING, MAIN_MESSAGE):
        assert due_in(nudge, date(2027, 1, 1), date(2027, 12, 31)) == []
        assert due_in(nudge, date(2025, 1, 1), date(2025, 12, 31)) == []
    told = due_in(TALKING_POINT, date(2027, 1, 1), date(2027, 3, 31))
    assert [due.day for due in told] == [date(2027, 1, 6) + timedelta(weeks=number) for number in range(13)]


def test_the_talking_point_rests_by_choice_and_where_there_is_nothing_to_say() -> None:
    def talks(**parts: Any) -> list[Due]:
        pack = small_pack(campaigns=(), **parts)
        january = days_of(date(2027, 1, 1), date(2027, 1, 31))
        return [due for day in january if (due := due_on(TALKING_POINT, day, times(), pack))]

    chosen = small_organisation().model_dump(by_alias=True) | {
        "år": [{"id": "aar-2027", "år": 2027, "uten_kampanje": True, "ukens_budskap_hviler": True}]
    }
    resting = [
        small_issue(each, each.capitalize()).model_copy(update={"rests_until": date(2027, 1, 20)})
        for each in ("jernbane", "energi")
    ]
    assert len(talks()) == 4
    assert talks(organisation=Organisation.model_validate(chosen)) == []
    assert talks(issues=()) == []
    assert [due.day for due in talks(issues=tuple(resting))] == [date(2027, 1, 20), date(2027, 1, 27)]


def test_planning_the_next_year_is_asked_about_every_second_week_and_last_on_15_january() -> None:
    told = due_in(NEXT_YEAR, date(2026, 3, 1), date(2027, 10, 31))

    assert [(due.period_key, due.day) for due in told] == [
        (f"2027:{day}", date.fromisoformat(day))
        for day in ("2026-11-02", "2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28", "2027-01-15")
    ]
    assert {due.due_at.astimezone(OSLO).time() for due in told} == {time(10)}


@pytest.mark.parametrize("year", range(2024, 2044))
def test_the_reminders_are_on_free_working_days_in_their_time(year: int) -> None:
    pack = small_pack(campaigns=(small_campaign(year - 1),))
    told = [
        (due.day, due.period_key)
        for day in days_of(date(year - 1, 10, 1), date(year, 3, 1))
        if (due := due_on(NEXT_YEAR, day, times(), pack)) and due.period_key.startswith(f"{year}:")
    ]

    assert len(told) == 6
    for day, _ in told:
        assert is_working_day(day)
        assert date(year - 1, 11, 1) <= day <= date(year, 1, 15)
        assert not any(due_on(nudge, day, times(), pack) for nudge in (OPENING, MAIN_MESSAGE, TALKING_POINT))


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, 8), (2025, 6), (2026, 5), (2027, 4), (2028, 3), (2029, 8), (2030, 7), (2031, 6), (2032, 5)],
)
def test_the_year_starts_on_the_first_monday_that_is_a_working_day(year: int, day: int) -> None:
    first = date(year, 1, day)

    assert start_day(year) == first
    assert only(START, date(year, 1, 1), date(year, 12, 31)) == (str(year), at(f"{first} 08:00"))


@pytest.mark.parametrize("year", range(2024, 2044))
def test_each_slogan_is_asked_about_a_week_before_its_step_opens_also_if_that_day_is_free(year: int) -> None:
    campaign = small_campaign(year)
    pack = small_pack(campaigns=(campaign,))
    opened = [first_working_day(year, month) for month in (1, 4, 7, 10)]

    asked = [
        (due.period_key, due.day)
        for day in days_of(date(year - 1, 12, 1), date(year, 12, 31))
        if (due := due_on(SLOGAN, day, times(), pack))
    ]

    assert asked == [
        (f"{year}:{step.id}", next_working_day(day - timedelta(days=7)))
        for step, day in zip(campaign.steps, opened, strict=True)
    ]


@pytest.mark.parametrize("year", range(2024, 2034))
def test_a_whole_year_tells_each_period_once_and_never_disturbs(year: int) -> None:
    pack = small_pack(campaigns=(small_campaign(year),))
    told = [
        due
        for day in days_of(date(year, 1, 1), date(year, 12, 31))
        for nudge in PLANNED
        if (due := due_on(nudge, day, times(), pack))
    ]

    assert max(Counter((due.kind, due.period_key) for due in told).values()) == 1
    counts = Counter(due.kind for due in told)
    assert counts["manedshjul"] == 12
    assert counts["kampanje_grep"] == 4
    assert counts["kampanje_hovedbudskap"] == 12
    assert counts["kampanje_slutt"] == 6
    assert counts["nyttar"] == 1
    assert counts["ukesoversikt"] in {52, 53}
    assert 42 <= counts["kampanje_onsdag"] <= 48, "none in the summer and at Christmas"
    for due in told:
        local = due.due_at.astimezone(OSLO)
        if due.kind == EVENING.kind:
            # Asked on the days of an event, which may be days off, of those who go to it.
            assert local.time() == time(17, 30)
            continue
        assert not REST.is_quiet(due.due_at)
        assert (local.month, local.day) not in {(12, 24), (12, 31)}
        assert holiday_name(local.date()) is None
    campaign_days = Counter(due.day for due in told if due.kind.startswith("kampanje_"))
    assert max(campaign_days.values()) == 1


def test_the_planner_walking_from_moment_to_moment_meets_every_nudge_at_its_time() -> None:
    walked, now = [], at("2026-01-01 00:00")
    while (now := next_moment(times(), PACK, now)) < at("2027-01-01 00:00"):
        walked += [(due.kind, due.period_key) for due in due_now(times(), PACK, now) if due.due_at == now]

    every_day = days_of(date(2026, 1, 1), date(2026, 12, 31))
    expected = {(due.kind, due.period_key) for nudge in PLANNED for due in due_in(nudge, every_day[0], every_day[-1])}
    assert Counter(walked) == Counter(expected)


@given(st.datetimes(*AROUND, timezones=st.just(UTC)))
def test_the_next_waking_moment_is_never_quiet_and_never_earlier(now: datetime) -> None:
    waking = REST.next_waking(now)

    assert waking >= now
    assert not REST.is_quiet(waking)
    assert (waking == now) is not REST.is_quiet(now)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.times())
def test_a_time_in_the_night_is_moved_out_of_it(day: date, chosen: time) -> None:
    due = due_on(DEADLINES, day, times(deadline=chosen.replace(tzinfo=None)), PACK)

    assert (due is not None) is is_working_day(day)
    if due:
        assert Night().ends <= due.due_at.astimezone(OSLO).time() <= Night().latest


def test_local_times_hold_across_daylight_saving() -> None:
    winter, summer = (due_on(DIGEST, day, times(), PACK) for day in (date(2026, 3, 23), date(2026, 3, 30)))

    assert winter
    assert summer
    assert winter.due_at == datetime(2026, 3, 23, 7, tzinfo=UTC)
    assert summer.due_at == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_a_time_that_daylight_saving_skips_is_an_hour_later_and_a_doubled_one_is_the_first() -> None:
    assert moment(date(2026, 3, 29), time(2, 30), OSLO).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment(date(2026, 10, 25), time(2, 30), OSLO).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def _pause(first: date, length: int) -> Away:
    return Away(first, first + timedelta(days=length))


PAUSES = st.lists(st.builds(_pause, st.dates(date(2025, 12, 1), date(2027, 1, 31)), st.integers(0, 60)), max_size=4)


@given(st.datetimes(*AROUND, timezones=st.just(UTC)), PAUSES, st.times(), st.integers(4 * 60, 24 * 60 - 1))
def test_no_pause_and_no_night_is_ever_broken(now: datetime, pauses: list[Away], ends: time, begins: int) -> None:
    night = Night(time(begins // 60, begins % 60), min(ends, time((begins - 240) // 60, begins % 60)))
    rest = Rest(OSLO, night, tuple(pauses))

    waking = rest.next_waking(now)
    day = waking.astimezone(OSLO).date()

    assert waking >= now
    assert not rest.is_quiet(waking)
    assert rest.pause_on(day) is None
    assert rest.day_before(day) < day <= rest.next_day(day)
    assert night.ends <= night.awake(ends) <= night.latest < night.begins
