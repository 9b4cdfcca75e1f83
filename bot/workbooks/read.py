"""A workbook as a table: the sheet whose headings are known, row by row."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from bot.workbooks.guard import guard
from bot.workbooks.refused import BrokenError, EmptyError, LockedError, NoHeadingsError
from bot.workbooks.table import Cell, Row, Table

_Raw = int | float | str | bool | time | date | datetime | timedelta

WITHIN = 20
"""How far down the headings are looked for."""
ENOUGH = 2
"""How many headings have to be known."""


def read(data: bytes, known: Callable[[str], str | None]) -> Table:
    """Return the sheet with the most known headings; `known` returns what a heading stands for, if anything.

    Raises `RefusedError` where it is no workbook, or has no sheet with at least two known headings.
    """
    guard(data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            sheets = [(sheet, _rows(sheet)) for sheet in _sheets(book)]
    except PasswordError as error:
        raise LockedError from error
    except (CalamineError, ValueError, OSError) as error:
        raise BrokenError from error
    return _best([(sheet, rows) for sheet, rows in sheets if rows], known)


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield book.get_sheet_by_name(sheet.name)


def _rows(sheet: CalamineSheet) -> list[Row]:
    cells = [[_cell(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[number]):
                cells[number][left] = cells[top][left]
    return [Row(number, tuple(row)) for number, row in enumerate(cells, 1) if any(cell is not None for cell in row)]


def _cell(raw: _Raw) -> Cell:
    if isinstance(raw, str):
        return raw.strip() or None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return str(raw) if isinstance(raw, time | timedelta) else raw


def _best(sheets: Sequence[tuple[CalamineSheet, list[Row]]], known: Callable[[str], str | None]) -> Table:
    if not sheets:
        raise EmptyError
    found = [(_headings(rows, known), sheet, rows) for sheet, rows in sheets]
    (columns, at), sheet, rows = max(found, key=lambda each: sum(name is not None for name in each[0][0]))
    if sum(name is not None for name in columns) < ENOUGH:
        raise NoHeadingsError
    headings = tuple("" if cell is None else str(cell) for cell in rows[at].cells)
    others = tuple(each.name for _, each, _ in found if each is not sheet)
    return Table(sheet.name, headings, columns, tuple(rows[at + 1 :]), others)


def _headings(rows: Sequence[Row], known: Callable[[str], str | None]) -> tuple[tuple[str | None, ...], int]:
    """Return what the columns are known as by the best of the first rows, and which row that is."""
    tried = [(_columns(row, known), at) for at, row in enumerate(rows[:WITHIN])]
    return max(tried, key=lambda each: (sum(name is not None for name in each[0]), -each[1]))


def _columns(row: Row, known: Callable[[str], str | None]) -> tuple[str | None, ...]:
    seen: set[str] = set()
    columns: list[str | None] = []
    for cell in row.cells:
        name = known(cell) if isinstance(cell, str) else None
        columns.append(None if name in seen else name)
        seen.update((name,) if name else ())
    return tuple(columns)
