"""How far a sheet's cells can reach at most, told from its bytes: reading it as XML takes five times as long.

Only of a sheet in which every cell plainly says where it is, as all programs write them, can that be told. In UTF-8
nothing but an element begins with «<» and a name, so that a cell that is written in another way is seen, and counts
against the sheet; so does whatever may stand for something else (a declaration, another encoding).
"""

import re

from bot.workbooks.extent import LONGEST_LETTERS, column_of, too_far

MOST_KEPT = 1 << 16
_CELL = re.compile(rb'<(?:[^\s<>/:]*:)?c(?: r="([A-Z]{1,%d})([0-9]{1,7})")?[\s/>]' % LONGEST_LETTERS)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?<(?:\?xml(?![^<>]*encoding(?!=[\"']utf-8[\"']))|[A-Za-z])", re.IGNORECASE)


class Plain:
    """Sees the bytes of a part of a workbook, piece by piece."""

    def __init__(self) -> None:
        self._kept = b""
        self._begun = False
        self._is_plain = True
        self._letters: set[bytes] = set()
        self._row = 0

    def see(self, chunk: bytes) -> None:
        """Look at the next piece."""
        if self._is_plain:
            text = self._kept + chunk
            # What may go on in the next piece is looked at together with it.
            cut = max(text.rfind(b"<"), 0)
            self._kept = text[cut:]
            self._look(text[:cut])
            self._is_plain = self._is_plain and len(self._kept) <= MOST_KEPT

    def is_small(self) -> bool:
        """Tell, when all was seen, whether no cell can be out of bounds; False where that cannot be told."""
        self._look(self._kept)
        columns = max((column_of(letters.decode()) for letters in self._letters), default=0)
        return self._is_plain and not too_far(self._row, columns)

    def _look(self, text: bytes) -> None:
        if not text:
            return
        begins = self._begun or _BEGINS.match(text)
        self._begun = True
        cells = _CELL.findall(text)
        letters, rows = map(set, zip(*cells, strict=True)) if cells else (set(), set())
        if not begins or b"<!" in text or b"\0" in text or b"" in letters:
            self._is_plain = False
        elif cells:
            self._letters |= letters
            self._row = max(self._row, *map(int, rows))
