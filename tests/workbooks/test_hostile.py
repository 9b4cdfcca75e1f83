"""Files that want to stop their reader are refused in words, in little time and memory, whatever the trick."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS
from bot.runtime.workers import Workers
from bot.workbooks.table import unpack
from bot.workbooks.workbook_errors import (
    BrokenError,
    LockedError,
    NoWorkbookError,
    OtherFormatError,
    RefusedWorkbookError,
    TooMuchError,
)
from bot.workbooks.worker_reading import LIMITS, read_packed
from tests.support.hostile_workbooks import (
    BOOK,
    FIRST_SHEET,
    PLAIN,
    SHARED,
    STYLES,
    broken_stream,
    in_book,
    locked_part,
    merged,
    one_text_in_many_cells,
    sheet,
    with_parts,
    zipped,
)
from tests.support.worker_tasks import peak

SECONDS, MEGABYTES = 15, 400
"""Far above what any of them takes on a busy machine; each of the tricks took minutes or gigabytes."""
ODD_CELL = b'<c t="s" r="%s"><v>0</v></c>'
LAST = b'<row r="1048576"><c r="%s1048576"><v>1</v></c></row>'


def nested() -> bytes:
    inner = zipped(a_dot_xml=b" " * 50_000_000)
    return with_parts(PLAIN, {f"xl/media/{number}.zip": inner for number in range(20)})


def twice_the_same_part() -> bytes:
    written = BytesIO(PLAIN)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("XL/Worksheets/Sheet1.xml", sheet(b""))
    return written.getvalue()


def many_parts() -> bytes:
    return with_parts(PLAIN, {f"xl/media/{number}.png": b"" for number in range(2_100)})


HOSTILE: dict[str, tuple[Callable[[], bytes], type[RefusedWorkbookError]]] = {
    "20,000 merged ranges of all rows": (lambda: merged(20_000, 1_048_576), TooMuchError),
    "a million merged ranges of one cell": (lambda: merged(1_000_001, 1), TooMuchError),
    "one text in many cells": (lambda: one_text_in_many_cells(150_000, 32_000), TooMuchError),
    "the same, written in another way": (lambda: one_text_in_many_cells(50_000, 32_000, ODD_CELL), TooMuchError),
    "a table of more cells than are read": (
        lambda: with_parts(PLAIN, {FIRST_SHEET: sheet(LAST.replace(b"1048576", b"200000") % b"U")}),
        TooMuchError,
    ),
    "several sheets of what one may have": (
        lambda: with_parts(
            PLAIN, {f"xl/worksheets/sheet{n}.xml": sheet(LAST.replace(b"1048576", b"150000") % b"T") for n in (1, 2)}
        ),
        TooMuchError,
    ),
    "a lone cell in the last corner": (lambda: with_parts(PLAIN, {FIRST_SHEET: sheet(LAST % b"XFD")}), TooMuchError),
    "a column past the last": (lambda: with_parts(PLAIN, {FIRST_SHEET: sheet(LAST % b"ZZZZZZZZZZ")}), BrokenError),
    "a column without an end": (
        lambda: with_parts(PLAIN, {FIRST_SHEET: sheet(LAST % (b"Z" * 5_000_000))}),
        BrokenError,
    ),
    "a row without an end": (
        lambda: with_parts(PLAIN, {FIRST_SHEET: sheet(b'<row r="%s"><c><v>1</v></c></row>' % (b"9" * 1_000_000))}),
        BrokenError,
    ),
    "elements in elements": (
        lambda: with_parts(PLAIN, {SHARED: b"<a>" * 3_000_000 + b"</a>" * 3_000_000}),
        TooMuchError,
    ),
    "entities of entities": (
        lambda: with_parts(
            PLAIN,
            {
                SHARED: b"<!DOCTYPE a [<!ENTITY a 'haha'>%s]><sst><si><t>&z;</t></si></sst>"
                % b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(25))
            },
        ),
        BrokenError,
    ),
    "a part that unpacks to more than fits": (
        lambda: with_parts(PLAIN, {"xl/theme/theme1.xml": b"<a>" + b" " * 260_000_000 + b"</a>"}),
        TooMuchError,
    ),
    "thousands of parts": (many_parts, TooMuchError),
    "thousands of sheets": (
        lambda: with_parts(
            PLAIN,
            in_book(
                b"</sheets>",
                b"".join(b'<sheet name="a%d" sheetId="%d" r:id="x%d"/>' % (n, n, n) for n in range(9, 4_000))
                + b"</sheets>",
            ),
        ),
        TooMuchError,
    ),
    "one sheet under several names": (
        lambda: with_parts(PLAIN, in_book(b"</sheets>", b'<sheet name="b" sheetId="9" r:id="rId1"/></sheets>')),
        BrokenError,
    ),
    "one part under several names": (twice_the_same_part, BrokenError),
    "a list of names without an end": (
        lambda: with_parts(
            PLAIN, in_book(b"</workbook>", b'<definedName name="a">A1</definedName>' * 600_000 + b"</workbook>")
        ),
        TooMuchError,
    ),
    "styles without an end": (
        lambda: with_parts(PLAIN, {STYLES: b"<styleSheet>" + b'<numFmt numFmtId="1" formatCode="0"/>' * 600_000}),
        TooMuchError,
    ),
    "a stream that is damaged": (broken_stream, BrokenError),
    "a list of contents that is damaged": (lambda: PLAIN[:-30] + b"\xff" * 30, BrokenError),
    "a file that ends too early": (lambda: PLAIN[:-200], BrokenError),
    "parts with a password": (locked_part, LockedError),
    "Excel's binary format": (lambda: zipped(xl__workbook_dot_bin=b"\x83\x01"), OtherFormatError),
    "LibreOffice's format": (
        lambda: zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<a/>"),
        OtherFormatError,
    ),
    "a Word document": (lambda: zipped(word__document_dot_xml=b"<a/>"), NoWorkbookError),
    "no sheets part": (lambda: with_parts(PLAIN, {BOOK: b"<workbook/>"}), RefusedWorkbookError),
}


async def test_hostile_files_are_refused_in_words_within_time_and_memory() -> None:
    """The same processes read all of them, as they do for people: what one leaves behind counts with the next."""
    workers = Workers()
    accepted = [what for what, (make, refusal) in HOSTILE.items() if not await _refuses(workers, make(), refusal)]
    assert accepted == []


async def _refuses(workers: Workers, data: bytes, refusal: type[RefusedWorkbookError]) -> bool:
    assert len(data) < 5_000_000
    began = time.monotonic()
    try:
        await workers.run(LIMITS, read_packed, KNOWN_HEADINGS, data)
    except refusal:
        return time.monotonic() - began < SECONDS and await workers.run(LIMITS, peak) < MEGABYTES
    except RefusedWorkbookError:
        return False  # for another reason
    return False


async def test_archives_within_are_not_opened() -> None:
    data = nested()
    found = unpack(await Workers().run(LIMITS, read_packed, KNOWN_HEADINGS, data))
    assert [row.cells for row in found.rows] == [("Kari", "NHO")]


@pytest.mark.parametrize("written", [b'<c r="%s" t="s"><v>0</v></c>', ODD_CELL])
async def test_time_grows_with_the_size_alone(written: bytes) -> None:
    workers, took = Workers(), []
    for rows in (4_000, 32_000):
        data = one_text_in_many_cells(rows, 200, written)
        took.append(min([await _timed(workers, data) for _ in range(3)]))
    assert took[1] < 8 * 3 * max(took[0], 0.05)


async def _timed(workers: Workers, data: bytes) -> float:
    """Return the processor time of the worker: what else the machine does is left out."""
    began = await workers.run(LIMITS, time.process_time)
    await workers.run(LIMITS, read_packed, KNOWN_HEADINGS, data)
    return await workers.run(LIMITS, time.process_time) - began
