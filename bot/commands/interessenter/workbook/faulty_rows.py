"""The rows of a workbook that could not be used, returned with a column that says why."""

from collections.abc import Sequence
from typing import Protocol

from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.table import Cell as Read
from bot.workbooks.table import Table
from bot.workbooks.workbook import Workbook

WHY = Column("Hva må rettes", 60)
USUAL_WIDTH = 20


class FaultyRow(Protocol):
    """A row that could not be used, with the reasons."""

    @property
    def number(self) -> int:
        """Return its number in the workbook."""
        ...

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return what must be corrected, in sentences."""
        ...


def faulty_rows(table: Table, unclear: Sequence[FaultyRow]) -> Workbook:
    """Return a workbook with those rows as they were written, under the same headings, to correct and send again."""
    why = {line.number: " ".join(line.wrong) for line in unclear}
    rows = [(why[row.number], *map(_cell, row.cells)) for row in table.rows if row.number in why]
    headings = tuple(
        Column(heading or f"Kolonne {number}", USUAL_WIDTH) for number, heading in enumerate(table.headings, 1)
    )
    return Workbook((Sheet("Rettes", (WHY, *headings), rows),))


def _cell(read: Read) -> Cell:
    return ("ja" if read else "nei") if isinstance(read, bool) else read
