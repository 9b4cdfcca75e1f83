"""The annual wheel as a PDF for the wall."""

import re
import zlib

import pytest

from bot.pictures.poster import poster
from tests.support.wheels import year_of

A3 = b"/MediaBox[0 0 1190.5511 841.8898]"


def made(entries: int) -> bytes:
    return poster(year_of(entries), "Årshjulet 2026", "Årshjulet 2026. Januar: ingenting ennå.")


@pytest.mark.parametrize("entries", [0, 50, 400])
def test_a_poster_is_one_page_of_a3_however_full_the_year_is(entries: int) -> None:
    document = made(entries)
    assert document.startswith(b"%PDF-1.")
    assert document.count(A3) == 1
    assert len(document) < 500_000


def test_it_is_tagged_with_a_language_a_title_headings_and_the_pictures_text() -> None:
    document = made(50)
    assert b"/MarkInfo" in document
    assert b"/StructTreeRoot" in document
    assert b"/Lang(nb-NO)" in document
    assert b"pdfuaid" in document  # says that it is PDF/UA
    assert document.count(b"/S/H2") == 12
    assert document.count(b"/S/H1") == 1
    assert document.count(b"/S/Figure") == 1
    alt = "Årshjulet 2026. Januar: ingenting ennå.".encode("utf-16-be").hex().upper().encode()
    assert b"/Alt<FEFF" + alt + b">" in document


def test_its_list_is_text() -> None:
    """The fonts say which letters their glyphs are, and the text is written with them."""
    document = made(50)
    assert b"/ToUnicode" in document
    assert document.count(b"/S/LI") >= 50
    pages = [
        zlib.decompress(each)
        for each in re.findall(rb"stream\r?\n(x[\x01\x5e\x9c\xda].*?)\r?\nendstream", document, re.DOTALL)
    ]
    assert sum(page.count(b"TJ") + page.count(b"Tj") for page in pages) > 100


def test_the_same_year_gives_the_same_file() -> None:
    assert made(50) == made(50)
