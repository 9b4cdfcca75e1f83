"""What a workbook contains, once it is read (`bot.workbooks.read`, which imports a library)."""

import json
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from content.frozen import frozen

Cell = str | int | float | bool | date | None
"""What a cell holds; empty is None. Text has no spaces around it, a moment is its date."""


@frozen
class Row:
    """A row by its number in the workbook (the first is 1), and its cells by column."""

    number: int
    cells: tuple[Cell, ...]


@frozen
class Table:
    """A sheet from its headings down; empty rows are left out.

    `columns` is the known name of each column, None if there is none; a name occurs once, at its first heading.
    """

    sheet: str
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()
    """The names of sheets with content that were not read."""


def pack(table: Table) -> bytes:
    """Return a table as bytes: compressed lines of JSON, the first about the sheet, each of the others a row."""
    about = {"sheet": table.sheet, "headings": table.headings, "columns": table.columns, "others": table.others}
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
    return Table(about["sheet"], tuple(about["headings"]), tuple(about["columns"]), rows, tuple(about["others"]))


def _rows(lines: list[bytes]) -> Iterator[Row]:
    for line in lines:
        number, *cells = json.loads(line, object_hook=_read_day)
        yield Row(number, tuple(cells))


def _day(cell: date) -> dict[str, int]:
    return {"day": cell.toordinal()}


def _read_day(written: dict[str, Any]) -> date:
    return date.fromordinal(written["day"])
