"""Rows that are not data: sums, sources and notes below a table."""

import re
from collections.abc import Sequence

from bot.commands.parse.clean import fold
from bot.workbooks.table import Cell, SheetRow, Table

_SUMS = frozenset(
    {"sum", "totalt", "total", "i alt", "antall", "antal", "til sammen", "tilsammen", "gjennomsnitt", "snitt"}
)
_NOTES = re.compile(
    r"(?:kilder?|kjelder?|sources?|merk|note|fotnote|obs|oppdatert|sist oppdatert|sist endret|hentet|data) ?[:;]|"
    r"(?:sist )?oppdatert (?:per |den )?\d|\* ?\w|©|utskrift(?:sdato)?\b.*\d|side \d+ (?:av|/)|sum:? ?\d*$|total(?:t|sum)?:? ?\d*$|antall:? \d"
)
_NUMBERS = re.compile(r"[\d\s.,%–-]*")
LONGEST_NOTE = 40
"""How many characters of a remark are read."""
LONGEST_SUM = len("til sammen") + 2


def is_footer(row: SheetRow) -> bool:
    """Return True if a row is a sum («Sum», and numbers), or a remark on its own («Kilde: stortinget.no»)."""
    held = [cell for cell in row.cells if cell is not None]
    first = held[0] if held else None
    if not isinstance(first, str) or (len(held) > 1 and len(first) > LONGEST_SUM):
        return False
    said = fold(first[:LONGEST_NOTE])
    rest = held[1:]
    if said.strip(" :") in _SUMS:
        return all(map(_is_number, rest))
    return not rest and bool(_NOTES.match(said))


def left_out(table: Table) -> Sequence[SheetRow]:
    """Return the rows of a table that are not data."""
    return [row for row in table.rows if is_footer(row)]


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(_NUMBERS.fullmatch(cell))
