"""The interest × influence map as a picture."""

import struct

from bot.pictures.influence import Placed, influence_map

KARI = Placed("Kari Nordmann <b>&", "A", 5, 4)


def size(picture: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as the PNG's own header has them."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_the_map_is_a_png_that_is_sharp_on_a_good_screen_and_the_same_each_time() -> None:
    picture = influence_map("Jernbane", [KARI])
    assert size(picture) == (1904, 1360)
    assert picture == influence_map("Jernbane", [KARI])


def test_where_somebody_stands_and_how_important_they_are_is_seen() -> None:
    elsewhere = Placed(KARI.name, "A", 1, 4)
    less = Placed(KARI.name, "C", 5, 4)
    assert len({influence_map("Jernbane", [each]) for each in (KARI, elsewhere, less)}) == 3


def test_a_field_that_is_full_counts_the_rest_instead_of_running_over() -> None:
    five, six, seven = ([KARI] * number for number in (5, 6, 7))
    assert len({influence_map("Jernbane", people) for people in (five, six, seven)}) == 3
    assert size(influence_map("Jernbane", [KARI] * 500)) == (1904, 1360)
