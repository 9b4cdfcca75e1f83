"""Dates as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parse.fault import Fault
from bot.commands.parse.time import parse_date
from tests.support.any_text import texts

FRIDAY = date(2026, 10, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.10", date(2026, 10, 15)),
        ("15.10.", date(2026, 10, 15)),
        ("15.10.2026", date(2026, 10, 15)),
        ("15.10.26", date(2026, 10, 15)),
        ("15. 10. 2027", date(2027, 10, 15)),
        ("15/10", date(2026, 10, 15)),
        ("15/10-27", date(2027, 10, 15)),
        ("15. oktober", date(2026, 10, 15)),
        ("15 okt", date(2026, 10, 15)),
        ("15. oktober 2027", date(2027, 10, 15)),
        ("den 15. oktober", date(2026, 10, 15)),
        ("torsdag 15. oktober", date(2026, 10, 15)),
        ("mandag, 5. oktober 2026", date(2026, 10, 5)),
        ("2026-10-15", date(2026, 10, 15)),
        ("i dag", FRIDAY),
        ("i morgen", date(2026, 10, 3)),
        ("imorgen", date(2026, 10, 3)),
        ("om 2 uker", date(2026, 10, 16)),
        ("om tre dager", date(2026, 10, 5)),
        ("om ei uke", date(2026, 10, 9)),
        ("om en måned", date(2026, 11, 2)),
        ("mandag i uke 41", date(2026, 10, 5)),
        ("LØRDAG", date(2026, 10, 3)),
        ("loerdag", date(2026, 10, 3)),
    ],
)
def test_a_date_is_read_in_every_way_it_is_written(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("1.10", date(2027, 10, 1)), ("2.10", FRIDAY), ("3. januar", date(2027, 1, 3)), ("uke 40", date(2026, 10, 2))],
)
def test_a_date_without_a_year_that_has_passed_is_next_year(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY) == day


def test_a_weekday_is_the_coming_one_and_never_today() -> None:
    assert parse_date("fredag", FRIDAY) == date(2026, 10, 9)
    assert parse_date("lørdag", FRIDAY) == date(2026, 10, 3)


@pytest.mark.parametrize("today", [date(2026, 10, 5) + timedelta(days) for days in range(7)])
def test_next_monday_is_monday_of_next_week(today: date) -> None:
    assert parse_date("neste mandag", today) == date(2026, 10, 12)


def test_a_week_is_its_friday() -> None:
    assert parse_date("uke 41", FRIDAY) == date(2026, 10, 9)
    assert parse_date("uke 1", FRIDAY) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.2", "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag."),
        ("29.2", "29. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag."),
        ("15.13", "Måned 13 finnes ikke. Skriv datoen som 15.10 eller 15. oktober."),
        ("uke 60", "Uke 60 finnes ikke. 2026 har 53 uker. Skriv en av dem."),
        ("uke 0", "Uke 0 finnes ikke. 2026 har 53 uker. Skriv en av dem."),
        ("tirsdag 5. oktober 2026", "5. oktober 2026 er en mandag, ikke en tirsdag."),
        ("15.10.1066", "Skriv et årstall fra 2000 til 2100."),
        (
            "om 9999 år",
            "Det er for langt unna. Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober.",
        ),
        (
            "snart 🎉",
            (
                "Jeg forstår ikke datoen «snart 🎉». "
                "Skriv for eksempel 15.10, fredag, neste mandag, om 2 uker eller 15. oktober."
            ),
        ),
    ],
)
def test_a_date_that_does_not_exist_is_told_in_a_sentence(text: str, sentence: str) -> None:
    assert parse_date(text, FRIDAY) == Fault(sentence)


DATE_LIKE = st.lists(
    st.sampled_from(
        ["uke", "om", "neste", "31", "2", ".", "/", "-", " ", "mandag", "mai", "år", "9999", "0", "i", "dag"]
    )
).map("".join)


@given(texts() | DATE_LIKE, st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_no_text_breaks_the_reading(text: str, today: date) -> None:
    assert isinstance(parse_date(text, today), date | Fault)
