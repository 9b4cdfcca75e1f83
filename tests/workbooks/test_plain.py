"""How far a sheet reaches is told from its bytes only where they cannot mean anything else."""

import pytest

from bot.workbooks.byte_counter import ByteCounter
from bot.workbooks.extent import MOST_ROWS, too_far

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet><cols><col min="1"/></cols><sheetData><row r="1">'
TAIL = b"</row></sheetData></worksheet>"
CELL = b'<c r="A1" t="inlineStr"><is><t>Kari</t></is></c>'


def is_small(data: bytes, pieces: int = 7) -> bool:
    """Tell what is told of a part that comes in pieces of so many bytes, and as a whole alike."""
    whole, cut = ByteCounter(), ByteCounter()
    whole.see(data)
    for start in range(0, len(data), pieces):
        cut.see(data[start : start + pieces])
    whole.end()
    cut.end()
    found = [(each.is_plain, each.rows, each.columns, each.characters, each.merged) for each in (whole, cut)]
    assert found[0] == found[1] or not (whole.is_plain or cut.is_plain)
    return whole.is_plain and not too_far(whole.rows, whole.columns)


@pytest.mark.parametrize(
    "cells",
    [
        CELL,
        b'<c r="A1"/>',
        b'<c r="A1"></c><c r="B1" s="1"><v>2</v></c>',
        b'<x:c r="A1"><x:v>2</x:v></x:c>',
        b'<c r="GR%d"><v>1</v></c>' % 20_000,
        b'<c r="A%d"><v>1</v></c>' % MOST_ROWS,
        b"<c r=\"A1\"><v>'<' is &lt;c &gt;</v></c>".replace(b"'<'", b"it"),
    ],
)
def test_a_sheet_whose_cells_say_where_they_are_is_small(cells: bytes) -> None:
    assert is_small(HEAD + cells + TAIL)


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="XFD1"><v>1</v></c>',
        b'<c r="A%d"><v>1</v></c>' % (MOST_ROWS + 1),
        b'<c r="GR%d"><v>1</v></c>' % 20_001,
        b"<c><v>1</v></c>",
        b"<c/>",
        b"<c r='XFD1'><v>1</v></c>",
        b'<c  r="XFD1"><v>1</v></c>',
        b'<c\nr="XFD1"><v>1</v></c>',
        b'<c s="1" r="XFD1"><v>1</v></c>',
        b'<c r="&#88;FD1"><v>1</v></c>',
        b'<c r="xfd1"><v>1</v></c>',
        b'<c r="ABCD1"><v>1</v></c>',
        b'<c r="A12345678"><v>1</v></c>',
        b'<c r ="XFD1"><v>1</v></c>',
        b'<c r="A1"r="XFD1"><v>1</v></c>',
        b'<x:c t="n" r="XFD1"><v>1</v></x:c>',
        "<æ:c s='1' r='XFD1'/>".encode(),
        b"<![CDATA[x]]>",
        b"<!-- x -->",
        b"\0",
    ],
)
@pytest.mark.parametrize("after", [b"", CELL])
def test_a_cell_far_away_or_written_in_another_way_is_to_be_looked_at_closely(cells: bytes, after: bytes) -> None:
    assert is_small(HEAD + CELL + after + TAIL)
    assert not is_small(HEAD + CELL + cells + after + TAIL)


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0" encoding="UTF-16"?><a>',
        b'<?xml version="1.0" encoding = "UTF-7"?><a>',
        b"<?xml version='1.0' encoding='latin-1'?><a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>',
        b" <a>",
        b"\xff\xfe<a>",
        b"noe",
    ],
)
def test_another_encoding_and_what_declares_something_is_to_be_looked_at_closely(head: bytes) -> None:
    assert not is_small(head + CELL + TAIL)
    assert not is_small(head.decode("latin-1").encode("utf-16") + CELL + TAIL)


@pytest.mark.parametrize(("length", "small"), [(900, True), (1_100, False)])
def test_of_text_without_an_end_nothing_is_told(length: int, small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.workbooks.byte_counter.MOST_KEPT", 1_000)
    seen = ByteCounter()
    for piece in (HEAD + CELL, b"a" * length, TAIL):
        seen.see(piece)
    seen.end()
    assert seen.is_plain is small
