"""What a workbook holds, once it is read (`bot.workbooks.read`, which brings a library along)."""

from datetime import date

from content.frozen import frozen

Cell = str | int | float | bool | date | None
"""What a cell holds; empty is None. Text has no spaces around it, a moment is its date."""


@frozen
class Row:
    """A row by its number in the workbook (the first is 1), and what it holds by column."""

    number: int
    cells: tuple[Cell, ...]


@frozen
class Table:
    """A sheet from its headings down; rows without anything are left out.

    `columns` is what each column is known as, None where it is not known; a name stands once, at its first heading.
    """

    sheet: str
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()
    """The names of sheets that hold something and were not read."""
