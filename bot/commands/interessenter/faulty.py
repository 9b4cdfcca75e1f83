"""The rows of a workbook that could not be used, given back with a column that says why."""

from collections.abc import Sequence

from bot.commands.interessenter.lines import Line
from bot.workbooks.sheet import Cell, Column, Sheet, Workbook
from bot.workbooks.table import Cell as Read
from bot.workbooks.table import Table

WHY = Column("Hva må rettes", 60)
USUAL = 20


def faulty(table: Table, unclear: Sequence[Line]) -> Workbook:
    """Return a workbook with those rows as they were written, under the same headings; it may be mended and sent again."""
    why = {line.number: " ".join(line.wrong) for line in unclear}
    rows = [(why[row.number], *map(_cell, row.cells)) for row in table.rows if row.number in why]
    headings = tuple(Column(heading or f"Kolonne {number}", USUAL) for number, heading in enumerate(table.headings, 1))
    return Workbook((Sheet("Rettes", (WHY, *headings), rows),))


def _cell(read: Read) -> Cell:
    return ("ja" if read else "nei") if isinstance(read, bool) else read
