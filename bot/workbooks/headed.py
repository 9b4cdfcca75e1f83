"""The headings of a sheet: in one row somewhere at its top, or in two that are read together."""

from collections.abc import Callable, Sequence

from bot.workbooks.table import Cell, SheetRow

WITHIN = 20
"""How many of the first rows are tried as headings."""
Known = Callable[[str], str | None]
Headed = tuple[tuple[str, ...], tuple[str | None, ...], int]
"""The headings, the known name of each, and the index of their row."""


def headed(rows: Sequence[SheetRow], known: Known) -> Headed:
    """Return the headings of the best of the first rows; if none is known, those of the row with the most cells."""
    tried = [_headings(rows, at, known) for at in range(min(len(rows), WITHIN))]
    best = max(tried, key=lambda each: (_count(each[1]), -each[2]))
    return best if _count(best[1]) else max(tried, key=lambda each: (sum(map(bool, each[0])), -each[2]))


def _headings(rows: Sequence[SheetRow], at: int, known: Known) -> Headed:
    above = rows[at - 1].cells if at else ()
    over = ""
    headings: list[str] = []
    columns: list[str | None] = []
    for place, cell in enumerate(rows[at].cells):
        higher = above[place] if place < len(above) else None
        over = higher if isinstance(higher, str) else over
        heading = _text(cell)
        if isinstance(cell, str) and over and known(f"{over} {cell}"):
            # «Ordfører» over «Navn» and «Parti», or «Sist» over «kontakt».
            heading = f"{over} {cell}"
        elif cell is None and isinstance(higher, str) and known(higher):
            heading = higher
        name = known(heading) if heading and not _is_number(cell) else None
        columns.append(None if name in columns else name)
        headings.append(heading)
    return tuple(headings), tuple(columns), at


def _is_number(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, str)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _count(columns: Sequence[str | None]) -> int:
    return sum(name is not None for name in columns)
