"""The reader of time, by its table of examples and by what holds of every day."""

import time as clock
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.cards import words
from bot.cards.recurring import rule_words
from bot.commands.parse.choice import Reading, joined
from bot.commands.parse.periods import Period
from bot.commands.parse.time import parse_rule, read_day, read_done, read_period, read_plan
from models.calendar.workdays import is_working_day
from tests.support.any_text import texts

MONDAY = date(2026, 11, 30)
EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "time_examples.yaml").read_text(encoding="utf-8")
)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
AHEAD, BACK = st.integers(0, 364), st.integers(-364, 0)


def test_a_plan_is_read_as_the_table_says() -> None:
    assert differing(read_plan, EXAMPLES["plan"]) == []


def test_what_was_done_is_read_as_the_table_says() -> None:
    assert differing(read_done, EXAMPLES["done"]) == []


Differing = tuple[str, dict[str, Any], dict[str, Any]]


def differing(read: Callable[[list[str], date], Reading], examples: list[dict[str, Any]]) -> list[Differing]:
    """Return the texts that are read otherwise than the table says, with what was read and what should be."""
    found = [(each["text"], seen(read(each["text"].split(), MONDAY), each), expected(each)) for each in examples]
    return [(text, was, should) for text, was, should in found if was != should]


def seen(reading: Reading, example: dict[str, Any]) -> dict[str, Any]:
    """Return what the table says of a reading; what is asked only as far as the table says it."""
    return {
        "title": joined(reading.title),
        "either": list(reading.choices),
        "day": None if "either" in example else reading.day,
        "certainty": reading.certainty,
        "at": words.hours(reading.start, reading.minutes) if reading.start else None,
        "rule": rule_words(reading.rule, reading.until) if reading.rule else None,
        "ask": reading.faults[0][: len(example.get("ask", reading.faults[0]))] if reading.faults else None,
    }


def expected(example: dict[str, Any]) -> dict[str, Any]:
    """Return what an example says, with what it leaves out: nothing is asked where it asks nothing."""
    usual = {"either": [], "day": None, "certainty": "fast", "at": None, "rule": None, "ask": None}
    wanted = usual | {name: value for name, value in example.items() if name in usual or name == "title"}
    return wanted | ({"day": None} if "either" in example else {})


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "uke 53 Møte",
            "Torsdag 31. desember og fredag 1. januar er ikke arbeidsdager, så fristen er siste arbeidsdag i uke 53.",
        ),
        ("fredag uke 53 Møte", "Fredag 1. januar er en helligdag. Siste arbeidsdag før er onsdag 30. desember."),
        (
            "torsdag i uke 52 Møte",
            "Torsdag 24. desember er ikke en arbeidsdag. Siste arbeidsdag før er onsdag 23. desember.",
        ),
        ("mandag om 24 uker Møte", "Mandag 17. mai er en helligdag. Siste arbeidsdag før er fredag 14. mai."),
        ("torsdag etter 30. april Møte", "Torsdag 6. mai er en helligdag. Siste arbeidsdag før er onsdag 5. mai."),
        ("utgangen av januar Møte", "Søndag 31. januar er ikke en arbeidsdag, så fristen er siste arbeidsdag før."),
        ("1. januar Møte", ""),
        ("17. mai Tale", ""),
        ("julaften Fest", ""),
    ],
)
def test_a_calculated_day_off_is_told_and_a_written_date_is_not_commented_on(text: str, note: str) -> None:
    reading = read_plan(text.split(), MONDAY)
    assert (reading.note, reading.faults) == (note, ())


@pytest.mark.parametrize("direction", ["range", "past"])
def test_a_question_about_a_time_is_read_as_the_table_says(direction: str) -> None:
    for example in EXAMPLES[direction]:
        today = example.get("today", MONDAY)
        found = read_period(str(example["text"]), today, "forward" if direction == "range" else "backward")
        assert isinstance(found, Period), example["text"]
        told = found.in_words(today)
        assert (found.first, found.last, told) == (example["first"], example["last"], example["told"]), example["text"]


@given(DAYS, AHEAD)
def test_what_a_card_writes_of_a_day_to_come_is_read_back(today: date, days: int) -> None:
    day = today + timedelta(days)
    for written in (words.day(day), words.day(day, today), words.short_day(day, today), words.in_days(day, today)):
        assert read_day(written, today) == day, written
    for certainty in ("fast", "ca", "forventet"):
        written = words.when(day, day, certainty, today, time(12, 30), 60)
        reading = read_plan(written.split(), today)
        assert (reading.day, reading.certainty, reading.start, reading.minutes) == (day, certainty, time(12, 30), 60)


@given(DAYS, BACK)
def test_what_a_card_writes_of_a_day_that_has_been_is_read_back(today: date, days: int) -> None:
    day = today + timedelta(days)
    for written in (words.day(day), words.day(day, today), words.short_day(day, today), words.in_days(day, today)):
        assert read_day(written, today, "backward") == day, written


@given(DAYS, AHEAD, AHEAD)
def test_what_a_card_writes_of_a_stretch_of_time_is_read_back(today: date, start: int, more: int) -> None:
    first = today + timedelta(start)
    last = first + timedelta(more % 60)
    found = read_period(words.span(first, last, today), today)
    assert isinstance(found, Period)
    assert (found.first, found.last) == (first, last)
    month, week = read_period(words.month(first, today), today), read_period(words.week(first, today), today)
    assert isinstance(month, Period)
    assert (month.kind, month.first) == ("måned", first.replace(day=1))
    assert isinstance(week, Period)
    assert (week.kind, week.first) == ("uke", first - timedelta(first.weekday()))


@given(DAYS, st.integers(1, 28), st.integers(1, 12), st.sampled_from(["mandag", "onsdag", "lørdag"]))
def test_a_year_is_never_chosen_to_save_a_weekday(today: date, day: int, month: int, weekday: str) -> None:
    plain = read_plan([f"{day}.{month}"], today)
    checked = read_plan([weekday, f"{day}.{month}"], today)
    assert checked.day == plain.day
    assert plain.day
    if words.day(plain.day).split()[0] == weekday:
        assert checked.choices == ()
    else:
        assert plain.day in checked.choices
        assert len(checked.choices) == 2


TITLES = st.lists(
    st.sampled_from(
        [
            "Innspill",
            "Ukesmøte",
            "Romjulshilsen",
            "Budsjett",
            "2028",
            "NTP",
            "Tor",
            "Son",
            "Rapport",
            "brev",
            "i",
            "og",
            "til",
            "fra",
            "Kari",
            "§",
        ]
    ),
    min_size=1,
    max_size=5,
)
TIMES = st.sampled_from(
    [
        "4.12",
        "fredag",
        "innen 4. desember",
        "uke 50",
        "fredag neste uke",
        "i morgen",
        "om to uker",
        "den 18.",
        "før jul",
    ]
)


@given(TITLES, TIMES, st.booleans(), st.sampled_from(["", "kl 12", "kl. 9.30–11"]))
def test_the_words_of_a_title_are_kept_whatever_time_stands_beside_them(
    title: list[str], written: str, leads: bool, at: str
) -> None:
    # A preposition beside a date may belong to it; between other words it is the title's.
    assume(title[-1] not in {"Tor", "Son"} or len(title) > 1)
    assume(title[0] not in {"i", "og", "til", "fra"} and title[-1] not in {"i", "og", "til", "fra", "2028", "§"})
    assume(title[0] != "2028")
    # «den 18. brev» may be the eighteenth letter: no day is read from it, and the form opens.
    assume(not (leads and not at and written == "den 18." and title[0].islower()))
    said = f"{written} {at}".split()
    line = [*said, *title] if leads else [*title, *said]
    reading = read_plan(line, MONDAY)
    assert reading.title == tuple(title)
    assert reading.day is not None
    assert (reading.start is not None) == bool(at)


@given(
    st.sampled_from(
        ["3.2 mrd", "§ 3.12", "versjon 1.2", "1/2 stilling", "brev av 3.11", "referat fra mandag", "kap. 3.12"]
    )
)
def test_what_is_no_deadline_stays_in_the_title(said: str) -> None:
    for line in (f"Svar {said} innen 10.12", f"innen 10.12 Svar {said}"):
        reading = read_plan(line.split(), MONDAY)
        assert (reading.day, " ".join(reading.title), reading.faults) == (date(2026, 12, 10), f"Svar {said}", ())
    assert read_plan(f"Svar {said}".split(), MONDAY).day is None


RULES = st.sampled_from(
    [
        "hver mandag",
        "annenhver fredag",
        "hver tredje tirsdag",
        "hver mandag og torsdag",
        "hver virkedag",
        "første onsdag i måneden",
        "siste fredag i måneden",
        "nest siste torsdag i måneden",
        "siste arbeidsdag i måneden",
        "første og tredje mandag i måneden",
        "andre og siste torsdag i måneden",
        "siste dag i kvartalet",
        "siste dag i måneden",
        "hver måned den 15.",
        "hver måned den 30.",
        "annenhver måned den 1.",
        "hvert år 15. mars",
        "hvert år 31. desember",
    ]
)


@given(RULES, DAYS)
def test_what_a_card_writes_of_a_recurrence_is_read_back(written: str, first: date) -> None:
    reading = parse_rule(written, first)
    assert isinstance(reading, Reading)
    assert reading.rule
    assert rule_words(reading.rule) == written
    assert reading.day
    assert reading.day >= first


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.integers(1, 52))
def test_a_week_as_a_deadline_is_its_last_working_day(today: date, week: int) -> None:
    day = read_day(f"uke {week}", today)
    assert isinstance(day, date)
    assert is_working_day(day)
    assert day.isocalendar().week == week
    assert not any(is_working_day(day + timedelta(n)) for n in range(1, 5 - day.weekday()))


@given(
    texts()
    | st.lists(
        st.sampled_from(["uke", "om", "neste", "31", ".", "/", "-", "mandag", "mai", "i", "dag", "kl", "hver"])
    ).map(" ".join),
    DAYS,
)
@hypothesis.example("hver dag mandag", MONDAY)
@hypothesis.example("onsdag kl 10 neste uke", MONDAY)
def test_no_text_breaks_the_reading_and_no_word_is_lost(text: str, today: date) -> None:
    said = text.split()
    for reading in (read_plan(said, today), read_done(said, today)):
        taken = sum(last - first for first, last in reading.spans)
        assert len(reading.title) + taken == len(said)


@pytest.mark.parametrize(
    "piece", ["4.12 ", "neste ", "uke 50 ", "hver mandag og ", "kl 12.30-", "a ", "før ", "12-", "om to "]
)
def test_a_long_line_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    def spent(length: int) -> float:
        said = (piece * length)[:length].split()
        begun = clock.process_time()
        read_plan(said, MONDAY)
        return clock.process_time() - begun

    spent(1_000)
    short, long = min(spent(1_000) for _ in range(5)), min(spent(8_000) for _ in range(3))
    # Eight times as long takes eight times as much; were it quadratic, 64 times.
    assert long < 24 * short + 0.05
