"""Writes a workbook, row by row, so that a large one takes no more memory than a small one.

What people wrote is always text: a cell that begins with `=`, `+`, `-` or `@` must never be evaluated
by the program that opens it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.workbooks.sheet import Cell, Sheet

Page = Any
"""A write-only sheet: its types lack what its first row needs."""
HEADINGS = Font(bold=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
TOP = Alignment(vertical="top")
DAY, WHOLE = "dd.mm.yyyy", "#,##0"
LONGEST = 32_767
"""Characters in a cell: Excel's most."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as the bytes of an Excel file, with headings that stay in view and have filters."""
    book = Workbook(write_only=True)
    for each in sheets:
        _fill(book.create_sheet(each.name), each)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(page: Page, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.columns))
    page.freeze_panes = "A2"  # a write-only sheet accepts this and the widths before its first row
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    page.append([_heading(page, column.heading) for column in sheet.columns])
    for row in sheet.rows:
        page.append(list(_cells(page, row)))


def _heading(page: Page, text: str) -> Written:
    cell = _text(page, text)
    cell.font = HEADINGS
    return cell


def _cells(page: Page, row: Sequence[Cell]) -> Iterator[Written]:
    for value in row:
        if isinstance(value, str):
            yield _text(page, value)
            continue
        cell = WriteOnlyCell(page)
        cell.value, cell.alignment = value, TOP
        if value is not None and not isinstance(value, float):
            cell.number_format = DAY if isinstance(value, date) else WHOLE
        yield cell


def _text(page: Page, text: str) -> Written:
    storable = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode()[:LONGEST]
    cell = WriteOnlyCell(page)
    cell.alignment = WRAPPED
    if storable:
        cell.value, cell.data_type = storable, "s"
    if storable.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # it stays text when somebody edits it
    return cell
