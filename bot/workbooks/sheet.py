"""A table for a workbook, and the function that writes it."""

from collections.abc import Sequence
from datetime import date

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
