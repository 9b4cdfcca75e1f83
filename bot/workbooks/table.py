"""What a workbook contains, once it is read (`bot.workbooks.read`, which imports a library)."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

Cell = str | int | float | bool | date | None
"""What a cell holds; empty is None. Text has no spaces around it, a moment is its date."""


@dataclass(frozen=True)
class SheetRow:
    """A row by its number in the workbook (the first is 1), and its cells by column."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A sheet from its headings down; rows without anything are left out. `sheet` is empty if the file is CSV.

    `columns` is the known name of each column, None if there is none; a name occurs once, at its first heading.
    """

    sheet: str
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]
    rows: tuple[SheetRow, ...]
    others: tuple[str, ...] = ()
    """The names of sheets that hold something and were not read."""
    is_1904: bool = False
    """Whether days that are numbers are counted from 1904."""
    errors: int = 0
    """How many cells of the file show an error of Excel's; they are read as empty."""


def pack(table: Table) -> bytes:
    """Return a table as bytes: packed lines of JSON, the first about the sheet, each of the others a row."""
    names = ("sheet", "headings", "columns", "others", "is_1904", "errors")
    about = {name: getattr(table, name) for name in names}
    packer = zlib.compressobj(1)
    lines = (
        json.dumps(each, default=_day) + "\n" for each in (about, *([row.number, *row.cells] for row in table.rows))
    )
    return b"".join([*(packer.compress(line.encode()) for line in lines), packer.flush()])


def unpack(packed: bytes) -> Table:
    """Return a table that was packed. Raises `ValueError` if the bytes are something else.

    One row at a time, so that other threads of the process can run in between.
    """
    try:
        lines = zlib.decompress(packed).splitlines()
    except zlib.error as error:
        message = "no packed table"
        raise ValueError(message) from error
    about = json.loads(lines[0])
    rows = tuple(_rows(lines[1:]))
    texts = {name: tuple(about[name]) for name in ("headings", "columns", "others")}
    # What an older version has kept lacks these.
    return Table(about["sheet"], rows=rows, **texts, is_1904=about.get("is_1904", False), errors=about.get("errors", 0))


def _rows(lines: list[bytes]) -> Iterator[SheetRow]:
    for line in lines:
        number, *cells = json.loads(line, object_hook=_read_day)
        yield SheetRow(number, tuple(cells))


def _day(cell: date) -> dict[str, int]:
    return {"day": cell.toordinal()}


def _read_day(written: dict[str, Any]) -> date:
    return date.fromordinal(written["day"])
