"""The annual wheel as a picture: its structure, its size, and that nothing is said by colour alone."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.words import MONTHS
from bot.pictures.drawn import MOST_PIXELS, DrawnWheel
from bot.pictures.month_sector import month_drawing
from bot.pictures.paint import Style
from bot.pictures.shapes import PAINTS, fitted, width
from bot.pictures.wheel import WheelCell, WheelMonth, WheelPoint, WheelYear
from bot.pictures.year_wheel import wheel_drawing
from tests.pictures.test_influence import size
from tests.support.wheels import FIELDS, TITLE, month_of, year_of

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 2_000_000
"""Bytes: what a phone fetches in a moment."""


def drawn(shows: WheelYear | WheelMonth) -> ET.Element:
    drawing = wheel_drawing(shows) if isinstance(shows, WheelYear) else month_drawing(shows)
    return ET.fromstring(drawing.as_svg())


def roles(picture: ET.Element) -> Counter[str]:
    """Return how many elements there are of each role."""
    return Counter(each.get("class", "") for each in picture.iter() if each.get("class"))


def words(picture: ET.Element) -> list[str]:
    """Return the texts of a picture, in order."""
    return ["".join(each.itertext()).strip() for each in picture.iter(f"{SVG}text")]


def test_a_year_has_twelve_months_five_rings_and_the_hand_of_today() -> None:
    picture = drawn(year_of(50))
    assert roles(picture) == {
        "wheel": 1,
        "month": 12,
        "cell": 60,
        "gap": 10,
        "point done": 17,
        "point open": 33,
        "tick": 18,
        "ring-number": 5,
        "phase": 2,
        "phase open": 2,
        "today": 1,
        "key": 8,
    }
    texts = words(picture)
    assert texts[:12] == list(MONTHS)
    assert texts[texts.index("2026") :][:3] == ["2026", "30. november", "Årshjulet"]
    assert {
        *FIELDS,
        "Gjort",
        "Ikke gjort",
        "Tomt felt",
        "Energi",
        "Åpent nå",
        "Budsjett 2027: Stortingets behandling",
    } <= {*texts}
    assert [text for text in texts if text.startswith(("Budsjett", "NTP "))] == [
        "Budsjett 2027",
        "Budsjett 2028",
        "NTP 2028",
        "Budsjett 2027: Stortingets behandling",
        "Budsjett 2028: Innspill",
    ]


def test_another_year_has_no_hand() -> None:
    picture = drawn(year_of(50, today=None))
    assert roles(picture)["today"] == 0
    assert "30. november" not in words(picture)


def test_done_open_and_missing_differ_without_colour() -> None:
    """A tick, a frame without one, and a dashed frame."""
    picture = drawn(year_of(13))
    gaps = [each for each in picture.iter() if each.get("class") == "gap"]
    assert all(each.get("stroke-dasharray") for each in gaps)
    points = [each for each in picture.iter() if (each.get("class") or "").startswith("point")]
    assert len(points) == 13
    assert not any(each.get("stroke-dasharray") for each in points)
    assert roles(picture)["tick"] == roles(picture)["point done"] + 1  # the legend's


def test_every_theme_has_a_pattern_of_its_own() -> None:
    assert len({paint.pattern for paint in PAINTS}) == len(PAINTS)
    patterns = list(drawn(year_of(50)).iter(f"{SVG}pattern"))
    drawn_by = {each.findall(f"{SVG}path")[0].get("d") for each in patterns}
    assert drawn_by == {paint.pattern for paint in PAINTS[:3]}


def test_a_cell_with_more_than_it_has_space_for_counts_the_rest() -> None:
    points = tuple(WheelPoint(str(number)) for number in range(9))
    one = (WheelCell(points), *(WheelCell() for _ in FIELDS[1:]))
    year = WheelYear(2026, "", MONTHS, FIELDS, (one, *(tuple(WheelCell() for _ in FIELDS) for _ in MONTHS[1:])))
    picture = drawn(year)
    assert (roles(picture)["point open"], "+5" in words(picture)) == (4, True)


@pytest.mark.parametrize("entries", [0, 50, 400])
def test_a_year_is_sharp_on_a_phone_and_not_too_large_however_full_it_is(entries: int) -> None:
    year = year_of(entries)
    picture = DrawnWheel(year)()
    assert size(picture) == (2000, 2936)
    assert len(picture) < LARGEST
    assert entries < 400 or picture == DrawnWheel(year)()
    small = DrawnWheel(year, MOST_PIXELS)()
    assert max(size(small)) == MOST_PIXELS
    assert len(small) < 1_000_000


@pytest.mark.parametrize("entries", [0, 50, 400])
def test_a_month_has_its_fields_and_as_many_titles_as_there_is_space_for(entries: int) -> None:
    month = month_of(year_of(entries), 1)
    picture = drawn(month)
    counts = roles(picture)
    assert counts["field"] + counts["field gap"] == 5
    texts = words(picture)
    assert texts[0] == "Januar 2026"
    assert [text for text in texts if text in FIELDS] == list(FIELDS)
    width_, height = size(DrawnWheel(month)())
    assert width_ == 2000
    assert 900 < height < 8000
    assert max(size(DrawnWheel(month, MOST_PIXELS)())) == MOST_PIXELS


def test_a_month_says_who_and_when_and_counts_the_rest() -> None:
    points = [WheelPoint("Frokostmøte", who="Kari Nordmann", when="20. oktober"), *map(WheelPoint, "abcdef")]
    cells = (WheelCell(tuple(points)), WheelCell(is_gap=True), *(WheelCell() for _ in FIELDS[2:]))
    texts = words(drawn(WheelMonth("Oktober 2026", "Osloregionen", FIELDS, cells)))
    assert "20. oktober · Kari Nordmann" in texts
    assert texts[texts.index("c") + 1] == "og 3 til"
    assert texts[texts.index("Statsbudsjett") + 1] == "Tomt felt"
    assert texts[texts.index("NTP") + 1] == "Ingenting nå"


@given(st.text(alphabet="abcæøå mnWi,-", max_size=200), st.integers(100, 700), st.integers(1, 4))
def test_no_title_is_cut_in_the_middle_of_a_word(title: str, most: int, lines: int) -> None:
    style = Style(30)
    shown = fitted(title, style, most, lines)
    assert len(shown) <= lines
    whole = [word for word in title.split() if width(word, style) <= most]
    if len(whole) != len(title.split()):
        return  # a word wider than a line is broken
    text = " ".join(shown)
    kept = text.removesuffix("…").rstrip()
    assert " ".join(title.split()).startswith(kept)
    assert not re.match(r"[^\s,;:]", " ".join(title.split())[len(kept) :])
    assert text == " ".join(title.split()) or text.endswith("…")


def test_a_long_title_is_cut_after_a_word() -> None:
    assert fitted(f"{TITLE} {TITLE}", Style(30), 400, 2) == [
        "Gi innspill til",
        "fylkesårsmøtene, skriftlig …",
    ]


def test_drawing_does_not_hold_up_the_bot() -> None:
    """The library holds Python's lock as it draws, so it is only in the process that draws."""
    program = (
        "import sys\n"
        "from bot.pictures.drawn import DrawnWheel\n"
        "from tests.support.wheels import year_of\n"
        "assert DrawnWheel(year_of(1))().startswith(bytes.fromhex('89504e47'))\n"
        "assert 'resvg_py' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=120)
    assert done.returncode == 0
