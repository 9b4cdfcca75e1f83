"""A table for a workbook, and the function that writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how wide it is (in characters)."""

    heading: str
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. `name` is letters and spaces, 31 at most; each row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
