"""Reads a workbook as a table: the sheet whose headings are known, row by row."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from bot.workbooks.errors import BrokenError, EmptyError, LockedError, NoHeadingsError
from bot.workbooks.guard import guard
from bot.workbooks.table import Cell, Row, Table
from content.frozen import frozen

_Raw = int | float | str | bool | time | date | datetime | timedelta

WITHIN = 20
"""How far down to look for the headings."""
ENOUGH = 2
"""How many headings have to be known."""
PANIC = "PanicException"
"""What the reader's library raises when it panics; it is no `Exception`."""


def read(data: bytes, known: Callable[[str], str | None]) -> Table:
    """Return the sheet with the most known headings; `known` returns the column that a heading names, if any.

    Raises `RefusedError` if it is no workbook, or has no sheet with at least two known headings. Only for a worker
    (`bot.runtime.workers`): it may take long, and all available memory.
    """
    guard(data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _best(_sheets(book), known)
    except (EmptyError, NoHeadingsError, MemoryError):
        raise
    except PasswordError as error:
        raise LockedError from error
    except Exception as error:
        raise BrokenError from error
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise BrokenError from None
        raise


@frozen
class _Sheet:
    name: str
    rows: list[Row]
    columns: tuple[str | None, ...]
    at: int
    """Which of the rows has the headings."""

    @property
    def score(self) -> int:
        """Return how many headings are known."""
        return sum(name is not None for name in self.columns)


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield book.get_sheet_by_name(sheet.name)


def _best(sheets: Iterator[CalamineSheet], known: Callable[[str], str | None]) -> Table:
    """Return the sheet with the most known headings. Only that one is kept in memory while the others are read."""
    best: _Sheet | None = None
    names: list[str] = []
    for sheet in sheets:
        if rows := _rows(sheet):
            names.append(sheet.name)
            sheet_read = _Sheet(sheet.name, rows, *_headings(rows, known))
            best = sheet_read if best is None or sheet_read.score > best.score else best
    if best is None:
        raise EmptyError
    if best.score < ENOUGH:
        raise NoHeadingsError
    headings = tuple("" if cell is None else str(cell) for cell in best.rows[best.at].cells)
    names.remove(best.name)
    return Table(best.name, headings, best.columns, tuple(best.rows[best.at + 1 :]), tuple(names))


def _rows(sheet: CalamineSheet) -> list[Row]:
    texts: dict[str, str] = {}
    cells = [[_cell(raw, texts) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[number]):
                cells[number][left] = cells[top][left]
    return [Row(number, tuple(row)) for number, row in enumerate(cells, 1) if any(cell is not None for cell in row)]


def _cell(raw: _Raw, texts: dict[str, str]) -> Cell:
    """Return a cell's value; of equal texts the first object, so that each is in memory once."""
    if isinstance(raw, str):
        text = raw.strip()
        return texts.setdefault(text, text) or None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return str(raw) if isinstance(raw, time | timedelta) else raw


def _headings(rows: Sequence[Row], known: Callable[[str], str | None]) -> tuple[tuple[str | None, ...], int]:
    """Return the known names of the columns by the best of the first rows, and which row that is."""
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
