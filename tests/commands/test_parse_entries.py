"""New deadlines and new points of the wheel from one line."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.arshjul.wheel_entry_line import WheelEntry, parse_wheel_entry
from bot.commands.parse.entries import MAX_TITLE, Entry, parse_entry
from bot.commands.parse.themes import themes_of
from tests.support.any_text import texts
from tests.support.pack import small_pack

TODAY = date(2026, 10, 2)
THEMES = themes_of(small_pack())
DUE = date(2026, 10, 15)
NO_DATE = "Jeg fant ingen dato. Velg når fristen er."


def read(text: str) -> Entry:
    return parse_entry(text, TODAY, THEMES, "ME")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (
            "15.10 Innspill til transportkomiteen #jernbane @{U1|kari}",
            Entry("Innspill til transportkomiteen", DUE, "jernbane", "U1"),
        ),
        ("Innspill innen 15. oktober", Entry("Innspill", DUE)),
        ("Frist: torsdag 15. oktober, Innspill", Entry("Innspill", DUE)),
        ("Møte om «Rikstunnelen» fredag @meg", Entry("Møte om «Rikstunnelen»", date(2026, 10, 9), owner="ME")),
        ("Forberede fredagsmøtet 15.10", Entry("Forberede fredagsmøtet", DUE)),
        ("Møte kl. 10.30 i morgen", Entry("Møte", date(2026, 10, 3), start=time(10, 30))),
        (
            "om 2 uker Les https://www.regjeringen.no/x",
            Entry("Les", date(2026, 10, 16), link="https://www.regjeringen.no/x"),
        ),
        ("2026-10-15 <!channel> *fet* 🎉", Entry("<!channel> *fet* 🎉", DUE)),
    ],
)
def test_a_deadline_is_read_from_one_line(text: str, entry: Entry) -> None:
    assert read(text) == entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Innspill", Entry("Innspill", faults=(NO_DATE,))),
        ("15.10", Entry(due=DUE, faults=("Skriv hva fristen gjelder.",))),
        (
            "31.2 Innspill",
            Entry("Innspill", faults=("31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag.",)),
        ),
        (
            "1.9.2026 Innspill",
            Entry("Innspill", faults=("Tirsdag 1. september er passert. Velg en dato fra i dag og fremover.",)),
        ),
        (
            "15.10.2050 Innspill",
            Entry("Innspill", faults=("Lørdag 15. oktober 2050 er for langt frem. Velg en dato innen 10 år.",)),
        ),
        (
            "15.10 Innspill #jernbne",
            Entry("Innspill", DUE, faults=("Temaet «jernbne» finnes ikke. Mente du «jernbane»?",)),
        ),
        (
            "15.10 Innspill @kari",
            Entry("Innspill", DUE, faults=("Jeg vet ikke hvem @kari er. Velg den ansvarlige under.",)),
        ),
        (
            "15.10 Innspill #jernbane #energi",
            Entry("Innspill", DUE, "jernbane", faults=("En frist har ett tema. Velg det som passer best.",)),
        ),
    ],
)
def test_what_has_to_be_mended_is_told_and_the_rest_is_kept(text: str, entry: Entry) -> None:
    assert read(text) == entry


def test_a_title_that_is_too_long_is_cut_and_told() -> None:
    entry = read(f"15.10 {'x' * 10_000}")
    assert entry == Entry(
        "x" * MAX_TITLE, DUE, faults=("Tittelen var over 200 tegn og er kortet. Se over den før du lagrer.",)
    )


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "november nettverksbygging Frokostmøte #energi",
            WheelEntry(Entry("Frokostmøte", theme="energi"), date(2026, 11, 1), "nettverksbygging"),
        ),
        ("NTP: Ring etatene", WheelEntry(Entry("Ring etatene"), date(2026, 10, 1), "ntp")),
        ("saker januar 2027 Nytt år", WheelEntry(Entry("Nytt år"), date(2027, 1, 1), "saker")),
        ("politisk nettverksbygging Kaffe", WheelEntry(Entry("Kaffe"), date(2026, 10, 1), "nettverksbygging")),
        ("Ring Ap", WheelEntry(Entry("Ring Ap", faults=("Velg et felt.",)), date(2026, 10, 1))),
        (
            "ntp Ring etatene 4.12 kl 12",
            WheelEntry(Entry("Ring etatene", date(2026, 12, 4), start=time(12)), date(2026, 12, 1), "ntp"),
        ),
        ("saker Frokostmøte i november", WheelEntry(Entry("Frokostmøte"), date(2026, 11, 1), "saker")),
        ("saker Rapport for mars", WheelEntry(Entry("Rapport for mars"), date(2026, 10, 1), "saker")),
        ("ntp", WheelEntry(Entry(faults=("Skriv hva som skal gjøres.",)), date(2026, 10, 1), "ntp")),
    ],
)
def test_a_point_of_the_wheel_is_read_from_one_line(text: str, point: WheelEntry) -> None:
    assert parse_wheel_entry(text, TODAY, THEMES, "ME") == point


@given(texts(), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_no_text_breaks_the_reading(text: str, today: date) -> None:
    assert len(parse_entry(text, today, THEMES, "ME").title) <= MAX_TITLE
    assert len(parse_wheel_entry(text, today, THEMES, "ME").entry.title) <= MAX_TITLE
