"""Workbooks made to stop the program that reads them."""

import zipfile
from io import BytesIO

from openpyxl.utils import get_column_letter

from tests.support.workbooks import book

SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FIRST_SHEET, SHARED, BOOK, STYLES = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
)
HEADINGS = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c><c r="B1" t="inlineStr"><is><t>Virksomhet</t></is></c></row>'
PLAIN = book(("Navn", "Virksomhet"), ("Kari", "NHO"))


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a workbook with parts of it replaced or added."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def sheet(rows: bytes, after: bytes = b"") -> bytes:
    return b"<worksheet %s><sheetData>%s%s</sheetData>%s</worksheet>" % (SPACE, HEADINGS, rows, after)


def cells(rows: int, columns: int, cell: bytes = b'<c r="%s" t="s"><v>0</v></c>') -> bytes:
    """Return rows of alike cells, from row 2; `%s` in a cell is where it is."""
    letters = [get_column_letter(number).encode() for number in range(1, columns + 1)]
    return b"".join(
        b'<row r="%d">%s</row>' % (row, b"".join(cell % (b"%s%d" % (letter, row)) for letter in letters))
        for row in range(2, rows + 2)
    )


def shared(*texts: bytes) -> bytes:
    return b"<sst %s>%s</sst>" % (SPACE, b"".join(b"<si><t>%s</t></si>" % text for text in texts))


def merged(count: int, rows: int) -> bytes:
    ranges = b'<mergeCell ref="A1:XFD%d"/>' % rows
    return with_parts(
        PLAIN,
        {
            FIRST_SHEET: sheet(
                cells(2_000, 2, b'<c r="%s"><v>1</v></c>'), b"<mergeCells>%s</mergeCells>" % (ranges * count)
            )
        },
    )


def one_text_in_many_cells(count: int, length: int, written: bytes = b'<c r="%s" t="s"><v>0</v></c>') -> bytes:
    return with_parts(PLAIN, {FIRST_SHEET: sheet(cells(count, 1, written)), SHARED: shared(b"x" * length)})


def in_book(old: bytes, new: bytes) -> dict[str, bytes]:
    content = zipfile.ZipFile(BytesIO(PLAIN)).read(BOOK)
    assert old in content
    return {BOOK: content.replace(old, new)}


def broken_stream() -> bytes:
    """Return a workbook whose sheet is no packed stream, though its length and place are right."""
    whole = bytearray(PLAIN)
    with zipfile.ZipFile(BytesIO(PLAIN)) as archive:
        part = archive.getinfo(FIRST_SHEET)
    begins = part.header_offset + 30 + len(part.filename)
    whole[begins : begins + 20] = b"\xff" * 20
    return bytes(whole)


def locked_part() -> bytes:
    whole = bytearray(PLAIN)
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 8] |= 1
        at = whole.find(b"PK\x01\x02", at + 4)
    return bytes(whole)


def zipped(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()
