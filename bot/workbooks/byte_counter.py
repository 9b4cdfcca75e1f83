"""The most that a sheet can contain, counted from its bytes: reading it as XML takes three times as long.

That can be counted only in a sheet in which every cell and merged range is written as all programs write them. In UTF-8
nothing but an element begins with «<» and a name, so that a cell that is written in another way is seen, and the sheet
is read as XML instead, as is one with anything that may mean something else (a declaration, another encoding).
"""

import re
from collections.abc import Sequence

from bot.workbooks.extent import LONGEST_LETTERS, column_of, merged_rows

MOST_KEPT = 1 << 16
LONGEST_CELL = 128
"""Bytes of the longest cell that is counted here, up to its value."""
_NAME = rb"(?:[^\s<>/:]*:)?"
_PLACE = rb"([A-Z]{1,%d})([0-9]{1,7})" % LONGEST_LETTERS
_CELL = re.compile(
    rb'<%(name)sc(?: r="%(place)s"(?: s="[0-9]{1,7}")?(?: cm="[0-9]{1,7}")?'
    rb'(?:(?: t="(?:n|str|b|e|d|inlineStr)")?[/>]| t="s"><%(name)sv>([0-9]{1,7})</)|[\s/>])'
    % {b"name": _NAME, b"place": _PLACE}
)
_MERGED = re.compile(
    rb'<%(name)smergeCell(?: ref="[A-Z]{1,3}([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"/>|[\s/>])' % {b"name": _NAME}
)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?<(?:\?xml(?![^<>]*encoding(?!=[\"']utf-8[\"']))|[A-Za-z])", re.IGNORECASE)


class ByteCounter:
    """Counts in the bytes of a part of a workbook, piece by piece. `lengths` are those of the shared texts."""

    def __init__(self, lengths: Sequence[int] = ()) -> None:
        self._lengths = lengths
        self._kept = b""
        self._begun = False
        self._letters: set[bytes] = set()
        self.is_plain = True
        """False if the part has to be read as XML."""
        self.is_sheet = False
        self.rows = 0
        self.characters = 0
        self.merged = 0

    @property
    def columns(self) -> int:
        """Return the furthest column, from 1."""
        return max((column_of(letters.decode()) for letters in self._letters), default=0)

    def see(self, chunk: bytes) -> None:
        """Count in the next piece."""
        if self.is_plain:
            text = self._kept + chunk
            # What may continue in the next piece is counted together with it.
            cell = max(text.rfind(b"<c ", -LONGEST_CELL), text.rfind(b":c ", -LONGEST_CELL))
            cut = max(text.rfind(b"<", 0, cell + 1) if cell >= 0 else text.rfind(b"<"), 0)
            self._kept = text[cut:]
            self._look(text[:cut])
            self.is_plain = self.is_plain and len(self._kept) <= MOST_KEPT

    def end(self) -> None:
        """Count in the rest, after the last piece."""
        if self.is_plain:
            self._look(self._kept)
        self._kept = b""

    def _look(self, text: bytes) -> None:
        if not text:
            return
        begins = self._begun or _BEGINS.match(text)
        self._begun = True
        self.is_sheet = self.is_sheet or b"sheetData" in text
        is_usual = bool(begins) and b"<!" not in text and b"\0" not in text
        if not is_usual or not self._cells(text) or (b"mergeCell" in text and not self._ranges(text)):
            self.is_plain = False

    def _cells(self, text: bytes) -> bool:
        """Count the cells; return False if one is written in another way."""
        cells = _CELL.findall(text)
        if not cells:
            return True
        letters, rows, shared = zip(*cells, strict=True)
        different = set(letters)
        if b"" in different:
            return False
        self._letters |= different
        self.rows = max(self.rows, *map(int, set(rows)))
        many = len(self._lengths)
        self.characters += sum(self._lengths[at] for at in map(int, filter(None, shared)) if at < many)
        return True

    def _ranges(self, text: bytes) -> bool:
        """Count the merged ranges; return False if one is written in another way."""
        ranges = _MERGED.findall(text)
        self.merged += sum(merged_rows(int(top), int(bottom)) for top, bottom in ranges if top)
        return all(top for top, _ in ranges)
