"""A table for a workbook, and the way to have it written."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module

from content.frozen import frozen

Cell = str | int | float | date | None


@frozen
class Column:
    """A column: its heading, and how wide it is (in characters)."""

    heading: str
    width: int = 16


@frozen
class Sheet:
    """A sheet of a workbook. `name` is letters and spaces, 31 at most; each row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


@frozen
class Workbook:
    """Sheets that become the bytes of an Excel file (.xlsx) when they are asked for."""

    sheets: tuple[Sheet, ...]

    def __call__(self) -> bytes:
        """Return the bytes."""
        # openpyxl takes 13 MB and a seventh of a second: it is read in when somebody asks for a workbook.
        content: bytes = import_module("bot.workbooks.write").write(self.sheets)
        return content
