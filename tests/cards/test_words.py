"""Dates, times and amounts as the texts write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cards import words

TODAY = date(2026, 10, 2)
OSLO = ZoneInfo("Europe/Oslo")


def test_a_day_has_weekday_and_month_and_no_leading_zero() -> None:
    assert words.day(date(2026, 10, 5)) == "mandag 5. oktober"
    assert words.day(date(2026, 10, 5), TODAY) == "mandag 5. oktober"
    assert words.short_day(date(2026, 10, 5)) == "5. oktober"


def test_another_year_is_written_out() -> None:
    assert words.day(date(2027, 1, 4), TODAY) == "mandag 4. januar 2027"
    assert words.short_day(date(2027, 1, 4), TODAY) == "4. januar 2027"
    assert words.month(date(2027, 1, 1), TODAY) == "januar 2027"
    assert words.month(date(2026, 10, 1), TODAY) == "oktober"


def test_a_week_is_the_iso_week_and_belongs_to_its_iso_year() -> None:
    assert words.week(date(2026, 10, 5)) == "uke 41"
    assert words.week(date(2027, 1, 3), TODAY) == "uke 53"
    assert words.week(date(2027, 1, 4), TODAY) == "uke 1 i 2027"


@pytest.mark.parametrize(("at", "text"), [(time(10), "10.00"), (time(8, 5), "8.05"), (time(0, 30), "0.30")])
def test_a_time_of_day_has_a_full_stop(at: time, text: str) -> None:
    assert words.clock(at) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-3, "for 3 dager siden"),
        (-1, "i går"),
        (0, "i dag"),
        (1, "i morgen"),
        (2, "om 2 dager"),
        (30, "om 30 dager"),
    ],
)
def test_the_distance_to_a_day(days: int, text: str) -> None:
    assert words.in_days(TODAY + timedelta(days), TODAY) == text


@pytest.mark.parametrize(
    ("certainty", "text"),
    [
        ("fast", "mandag 5. oktober (uke 41), om 3 dager"),
        ("ca", "rundt 5. oktober"),
        ("forventet", "trolig mandag 5. oktober (uke 41), om 3 dager"),
        ("måned", "i oktober (dato mangler)"),
        ("ukjent", "dato mangler"),
    ],
)
def test_a_single_day_says_how_sure_it_is(certainty: str, text: str) -> None:
    assert words.when(date(2026, 10, 5), date(2026, 10, 5), certainty, TODAY) == text


@pytest.mark.parametrize(
    ("first", "last", "certainty", "text"),
    [
        (date(2026, 10, 5), date(2026, 10, 12), "fast", "5.–12. oktober"),
        (date(2026, 8, 25), date(2026, 9, 5), "ca", "rundt 25. august–5. september"),
        (date(2027, 8, 25), date(2027, 9, 5), "forventet", "trolig 25. august–5. september 2027"),
        (date(2026, 12, 28), date(2027, 1, 8), "fast", "28. desember 2026–8. januar 2027"),
        (date(2026, 10, 1), date(2026, 10, 31), "måned", "i oktober (dato mangler)"),
        (date(2027, 1, 1), date(2027, 1, 31), "måned", "i januar 2027 (dato mangler)"),
        (date(2026, 10, 1), date(2026, 11, 30), "måned", "i oktober–november (dato mangler)"),
        (date(2026, 11, 1), date(2027, 1, 31), "fast", "november 2026–januar 2027"),
        (date(2027, 3, 1), date(2027, 5, 31), "forventet", "trolig mars–mai 2027"),
        (date(2026, 10, 1), date(2026, 12, 31), "ca", "omtrent oktober–desember"),
        (date(2026, 11, 1), date(2027, 1, 25), "ca", "omtrent 1. november 2026–25. januar 2027"),
    ],
)
def test_a_window_is_written_short(first: date, last: date, certainty: str, text: str) -> None:
    assert words.when(first, last, certainty, TODAY) == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ((date(2020, 2, 11), date(2023, 3, 15), date(2024, 2, 13)), "Holdt i februar og mars de siste årene"),
        ((date(2020, 1, 14), date(2023, 1, 25)), "Holdt i januar de siste årene"),
        ((date(2018, 1, 17),), "Holdt i januar 2018"),
        ((date(2016, 10, 17), date(2018, 9, 24), date(2020, 9, 21)), "Holdt i september og oktober 2016, 2018 og 2020"),
        ((), ""),
    ],
)
def test_what_was_seen_in_earlier_years_is_named_by_its_months(seen: tuple[date, ...], text: str) -> None:
    assert words.held_in(seen, 2027) == text


def test_an_unknown_time_is_said_to_be_unknown() -> None:
    assert words.when(None, None, "fast", TODAY) == "dato mangler"


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=20), "nå nettopp"),
        (timedelta(minutes=1), "for 1 minutt siden"),
        (timedelta(minutes=3), "for 3 minutter siden"),
        (timedelta(hours=2), "i dag kl. 8.00"),
        (timedelta(hours=12), "i går kl. 22.00"),
        (timedelta(days=4), "mandag 28. september"),
    ],
)
def test_how_long_ago_something_happened(passed: timedelta, text: str) -> None:
    now = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)
    assert words.ago(now - passed, now, OSLO) == text


def test_amounts_and_lists_read_as_language() -> None:
    assert [words.amount(n, "frist", "frister") for n in (0, 1, 3)] == ["ingen frister", "1 frist", "3 frister"]
    assert words.listing(["a"]) == "a"
    assert words.listing(["a", "b", "c"]) == "a, b og c"
    assert words.listing(["a", "b"], "eller") == "a eller b"
    assert words.capital("årshjulet") == "Årshjulet"
