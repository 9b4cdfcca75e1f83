"""A table as text (CSV), read within the same bounds as a workbook."""

import csv

from bot.workbooks.extent import MOST_CELLS, too_far
from bot.workbooks.table import SheetRow
from bot.workbooks.workbook_errors import MOST_MEGABYTES, BrokenError, NoWorkbookError, TooLargeError, TooMuchError
from content.delimited import SEPARATORS, rows_of, text_of

_BEGINS_OTHERWISE = (b"PK", b"%PDF", b"{\\rtf", b"<", b"\xef\xbb\xbf<", bytes.fromhex("d0cf11e0a1b11ae1"))
_MARKED = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
_NO_TEXT = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"


def is_text(data: bytes) -> bool:
    """Return True if bytes are text in any encoding, and not another format such as HTML."""
    if not data.strip() or data.lstrip().startswith(_BEGINS_OTHERWISE):
        return False
    return data.startswith(_MARKED) or data.translate(None, _NO_TEXT) == data


def text_rows(data: bytes) -> list[SheetRow]:
    """Return the rows that are not empty. Raises `RefusedWorkbookError` if it is not a table, or too large."""
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise TooLargeError
    text = text_of(data)
    if not any(separator in text for separator in SEPARATORS) and len(text.splitlines()) < 2:  # noqa: PLR2004 - a heading and a row
        raise NoWorkbookError
    rows: list[SheetRow] = []
    texts: dict[str, str] = {}
    cells = width = 0
    try:
        for number, row in rows_of(text):
            cells, width = cells + len(row), max(width, len(row))
            if too_far(number, width) or cells > MOST_CELLS:
                raise TooMuchError
            held = tuple(texts.setdefault(said, said) or None for cell in row for said in (cell.strip(),))
            if any(held):
                rows.append(SheetRow(number, held))
    except csv.Error as error:
        raise BrokenError from error
    return rows
