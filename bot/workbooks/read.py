"""A workbook or a CSV file as a table: the sheet whose headings are known, row by row."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from bot.workbooks.guard import guard, with_names
from bot.workbooks.headed import headed
from bot.workbooks.table import Cell, SheetRow, Table
from bot.workbooks.text import is_text, text_rows
from bot.workbooks.workbook_errors import BrokenError, EmptyError, LockedError, NoHeadingsError

_Raw = int | float | str | bool | time | date | datetime | timedelta

ENOUGH = 2
"""How many headings have to be known."""
PANIC = "PanicException"
"""What the reader's library raises when it panics; it is no `Exception`."""


def read(data: bytes, known: Callable[[str], str | None], names: Collection[str] = ()) -> Table:
    """Return the sheet with the most known headings and rows below; `known` returns the column of a heading, if it is known.

    `names` are the columns that are enough alone.

    Raises `RefusedWorkbookError` if the file is neither, or has no sheet with two known headings or one that is enough.
    Only for a worker (`bot.runtime.workers`): it may take long, and all available memory.
    """
    if is_text(data):
        return _best([("", text_rows(data))], known, names)
    contents = guard(data)
    try:
        if contents.renamed:
            data = with_names(data, contents.renamed)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            hidden = [name for name in _hidden(book) if _holds_anything(book, name)]
            found = _best(((sheet.name, _rows(sheet)) for sheet in _sheets(book)), known, names)
            others = (*found.others, *(f"{name} (skjult)" for name in hidden))
            return replace(found, others=others, is_1904=contents.is_1904, errors=contents.errors)
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


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: list[SheetRow]
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]
    at: int
    """The index of the row of headings, the lower one if there are two."""

    @property
    def score(self) -> int:
        """Return how many headings are known."""
        return sum(name is not None for name in self.columns)

    @property
    def worth(self) -> tuple[bool, int, int]:
        """Return what the sheet that is read is chosen by: a template with headings only comes after one with rows."""
        rows = len(self.rows) - self.at - 1
        return rows > 0 and self.score >= ENOUGH, self.score, rows


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            yield book.get_sheet_by_name(sheet.name)


def _hidden(book: CalamineWorkbook) -> Iterator[str]:
    """Yield the names of the hidden sheets, which are not read."""
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.Visible:
            yield sheet.name


def _holds_anything(book: CalamineWorkbook, name: str) -> bool:
    return book.get_sheet_by_name(name).height > 0


def _best(
    sheets: Iterable[tuple[str, list[SheetRow]]], known: Callable[[str], str | None], names: Collection[str]
) -> Table:
    """Return the sheet with the most known headings, of equal ones the longest. Only the best so far is in memory."""
    best: _Sheet | None = None
    held: list[str] = []
    for name, rows in sheets:
        if rows:
            held.append(name)
            sheet_read = _Sheet(name, rows, *headed(rows, known))
            best = sheet_read if best is None or sheet_read.worth > best.worth else best
    if best is None:
        raise EmptyError
    if best.score < ENOUGH and not any(name in names for name in best.columns):
        raise NoHeadingsError(best.headings)
    held.remove(best.name)
    top = best.rows[best.at].cells
    # A sheet for printing may repeat its headings on each page.
    below = tuple(row for row in best.rows[best.at + 1 :] if row.cells != top)
    return Table(best.name, best.headings, best.columns, below, tuple(held))


def _rows(sheet: CalamineSheet) -> list[SheetRow]:
    texts: dict[str, str] = {}
    cells = [[_cell(raw, texts) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[number]):
                cells[number][left] = cells[top][left]
    return [
        SheetRow(number, tuple(row)) for number, row in enumerate(cells, 1) if any(cell is not None for cell in row)
    ]


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
