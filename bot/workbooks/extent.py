"""How far a sheet's cells reach."""

from xml.parsers import expat

from bot.workbooks.refused import BrokenError, TooMuchError

MOST_ROWS, MOST_COLUMNS = 200_000, 200
MOST_CELLS = 8_000_000
LETTERS = 26
LONGEST_LETTERS = 3
"""How many letters Excel's last column has: `XFD`."""


class Extent:
    """Measures a sheet while it is unpacked. Cells that hold nothing, but have a colour or a border, do not count."""

    def __init__(self) -> None:
        self._row = 0
        self._column = 0
        self._rows = 0
        self._columns = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse

    def see(self, chunk: bytes) -> None:
        """Look at the next piece. Raises `RefusedError` when it reaches too far, `ExpatError` where it is no XML."""
        self._parser.Parse(chunk)
        if too_far(self._rows, self._columns):
            raise TooMuchError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif kind == "c":
            self._column, self._row = _place(attributes.get("r")) or (self._column + 1, self._row)
        elif kind in {"v", "is", "f"}:
            self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)


def _place(reference: str | None) -> tuple[int, int] | None:
    """Return the column and row of a reference such as `AB12`, both from 1."""
    if not reference:
        return None
    letters = reference.rstrip("0123456789")
    return column_of(letters.upper()), int(reference[len(letters) :] or 0)


def column_of(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column


def too_far(rows: int, columns: int) -> bool:
    """Tell whether a table of that size is more than is read."""
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def _refuse(*_: object) -> None:
    """A workbook declares no document type; one that does wants to make much of little."""
    raise BrokenError
