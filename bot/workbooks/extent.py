"""How much a workbook contains, counted part by part before it is opened."""

from collections.abc import Callable, Sequence
from xml.parsers import expat

from bot.workbooks.workbook_errors import BrokenError, TooMuchError

MOST_ROWS, MOST_COLUMNS = 200_000, 200
MOST_CELLS = 4_000_000
"""In all sheets together: the reader makes a table from the first to the furthest cell of each, empty ones included."""
MOST_CHARACTERS = 50_000_000
"""In all cells together. A text that many cells share is once in the file, and the reader copies it for each."""
MOST_MERGED = 1_000_000
"""Rows of all merged ranges together."""
MOST_SHARED = 1_000_000
"""Different texts."""
MOST_SHEETS = 200
MOST_ELEMENTS = 6_000_000
"""In all parts that are read as XML."""
MOST_DEPTH = 100
LETTERS = 26
LONGEST_LETTERS = 3
"""How many letters Excel's last column has: `XFD`."""
LONGEST_REFERENCE = 12
"""`$XFD$1048576`."""


class Budget:
    """What the sheets of a workbook contain so far."""

    def __init__(self) -> None:
        self._cells = 0
        self._characters = 0
        self._merged = 0

    def has_room(self, rows: int, columns: int, characters: int, merged: int) -> bool:
        """Return True if a sheet with these numbers can be read too."""
        total = self._cells + rows * columns, self._characters + characters, self._merged + merged
        return not (too_far(rows, columns) or over(*total))

    def add(self, rows: int, columns: int, characters: int, merged: int) -> None:
        """Add a sheet's numbers. Raises `TooMuchError` if the total is more than is read."""
        is_room = self.has_room(rows, columns, characters, merged)
        self._cells += rows * columns
        self._characters += characters
        self._merged += merged
        if not is_room:
            raise TooMuchError


class Elements:
    """How many elements were read."""

    def __init__(self) -> None:
        self._count = 0

    def add(self) -> None:
        """Count one more. Raises `TooMuchError`."""
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise TooMuchError


class Extent:
    """Measures a sheet while it is unpacked, in any notation.

    Empty cells with a colour or a border do not count. `lengths` are those of the shared texts.
    """

    def __init__(self, lengths: Sequence[int], elements: Elements) -> None:
        self._lengths = lengths
        self._row = 0
        self._column = 0
        self._is_shared = False
        self._index: list[str] = []
        self.rows = 0
        self.columns = 0
        self.characters = 0
        self.merged = 0
        self._reader = ElementReader(self._start, self._end, elements)

    def see(self, chunk: bytes) -> None:
        """Measure the next piece. Raises `RefusedWorkbookError` if it contains too much, `ExpatError` if it is no XML."""
        self._reader.see(chunk)
        if too_far(self.rows, self.columns) or over(0, self.characters, self.merged):
            raise TooMuchError

    def _start(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
        elif kind == "c":
            self._column, self._row = _place(attributes.get("r")) or (self._column + 1, self._row)
            self._is_shared = attributes.get("t") == "s"
        elif kind in {"v", "is", "f"}:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            if kind == "v" and self._is_shared:
                self._reader.hear(self._index)
        elif kind == "mergeCell":
            self.merged += _height(attributes.get("ref", ""))

    def _end(self, kind: str) -> None:
        if kind == "v" and self._is_shared:
            self._reader.hear(None)
            index = _number("".join(self._index).strip())
            self._index.clear()
            self.characters += self._lengths[index] if index < len(self._lengths) else 0


class SharedTexts:
    """Measures the texts that cells share, in their order."""

    def __init__(self, elements: Elements) -> None:
        self.lengths: list[int] = []
        self._heard: list[str] = []
        self._reader = ElementReader(self._start, self._end, elements)

    def see(self, chunk: bytes) -> None:
        """Measure the next piece. Raises as `Extent.see` does."""
        self._reader.see(chunk)

    def _start(self, kind: str, _: dict[str, str]) -> None:
        if kind == "t":
            self._reader.hear(self._heard)

    def _end(self, kind: str) -> None:
        if kind == "t":
            self._reader.hear(None)
        elif kind == "si":
            self.lengths.append(sum(map(len, self._heard)))
            self._heard.clear()
            if len(self.lengths) > MOST_SHARED:
                raise TooMuchError


class SheetNames:
    """Which sheets a workbook has, and which parts they are, so that no part is read twice."""

    def __init__(self, elements: Elements) -> None:
        self._sheets: list[str] = []
        self._parts: list[str] = []
        self.root = ""
        """The first element's local name."""
        self.book = ""
        """The part with the workbook itself, if a list of relations names it."""
        self.shared: list[str] = []
        """The parts of texts that cells share, from the workbook's folder."""
        self.is_1904 = False
        """Whether the workbook counts days from 1904."""
        self._reader = ElementReader(self._start, lambda _: None, elements)

    def see(self, chunk: bytes) -> None:
        """Read the next piece. Raises as `Extent.see` does."""
        self._reader.see(chunk)
        if max(len(self._sheets), len(self._parts)) > MOST_SHEETS:
            raise TooMuchError
        if len(set(self._sheets)) < len(self._sheets) or len(set(self._parts)) < len(self._parts):
            raise BrokenError

    def _start(self, kind: str, attributes: dict[str, str]) -> None:
        self.root = self.root or kind
        if kind == "sheet":
            self._sheets += [value for name, value in attributes.items() if name.rpartition(":")[2] == "id"]
        elif kind == "workbookPr":
            self.is_1904 = attributes.get("date1904", "").lower() in {"1", "true"}
        elif kind == "Relationship":
            self._relation(attributes.get("Type", ""), attributes.get("Target", ""))

    def _relation(self, kind: str, target: str) -> None:
        if kind.endswith("/worksheet"):
            self._parts.append(target.lstrip("/").removeprefix("xl/").lower())
        elif kind.endswith("/officeDocument"):
            self.book = target
        elif kind.endswith("/sharedStrings"):
            self.shared.append(target)


class ElementReader:
    """Reads XML by its elements' local names: no document type, a limited number of elements, a limited depth."""

    def __init__(
        self, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], elements: Elements
    ) -> None:
        self._on_start = start
        self._on_end = end
        self._elements = elements
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse

    def see(self, chunk: bytes) -> None:
        """Read the next piece. Raises `RefusedWorkbookError`, and `ExpatError` if it is no XML."""
        self._parser.Parse(chunk)

    def hear(self, into: list[str] | None) -> None:
        """Append the text that follows to a list; None stops it."""
        self._parser.CharacterDataHandler = into.append if into is not None else None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements.add()
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise TooMuchError
        self._on_start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._on_end(name.rpartition(":")[2])


def column_of(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    column = 0
    for letter in letters:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column


def too_far(rows: int, columns: int) -> bool:
    """Return True if a table of that size is more than is read."""
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def over(cells: int, characters: int, merged: int) -> bool:
    """Return True if that is more than all sheets may contain."""
    return cells > MOST_CELLS or characters > MOST_CHARACTERS or merged > MOST_MERGED


def merged_rows(top: int, bottom: int) -> int:
    """Return how much a merged range from one row to another counts."""
    return max(min(bottom, MOST_ROWS) - top, 0) + 1


def _place(reference: str | None) -> tuple[int, int] | None:
    """Return the column and row of a reference such as `AB12`, both from 1."""
    if not reference:
        return None
    if len(reference) > LONGEST_REFERENCE:
        raise BrokenError
    plain = reference.replace("$", "")
    letters = plain.rstrip("0123456789")
    return column_of(letters.upper()), int(plain[len(letters) :] or 0)


def _height(reference: str) -> int:
    first, _, last = reference.partition(":")
    top, bottom = _place(first), _place(last)
    return merged_rows(top[1] if top else 0, bottom[1]) if bottom else 1


def _number(text: str | None) -> int:
    """Return a number as it is written; 0 if there is none. Raises `BrokenError` if it is too long to be one."""
    if text and len(text) > LONGEST_REFERENCE:
        raise BrokenError
    return int(text or 0)


def _refuse(*_: object) -> None:
    """Refuse a document type: a workbook has none, and its entities can expand to huge texts."""
    raise BrokenError
