"""Tables as text: CSV as saved by Excel and others, with any separator and encoding.

A Norwegian Excel separates with semicolons, in Windows-1252, UTF-8 with or without a byte order mark, or UTF-16 with tabs
(«Unicode-tekst»); a first line `sep=;` says which separator follows (Excel hides it). An older Excel for Mac writes Mac Roman.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

SEPARATORS = (";", "\t", ",", "|")
STRONG = frozenset({";", "\t"})
"""Separators that are rare within a cell."""
WITHIN = 20
"""How many of the first lines the separator is found from."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEVERAL = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?[;,\t]*\r?\n", re.IGNORECASE)
_MAC_LETTERS, _WINDOWS_LETTERS = b"\xbe\xbf\x8c\x81\xae\xaf", b"\xe6\xf8\xe5\xc6\xd8\xc5"
"""«æøåÅÆØ» in Mac Roman, and «æøåÆØÅ» in Windows-1252."""
STRAY = "stray-windows-1252"


def text_of(data: bytes) -> str:
    """Return the text of a file; a stray byte in what is UTF-8 otherwise is read as Windows-1252."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        several = sum(map(len, _SEVERAL.findall(data)))
    if several * 2 > len(_NOT_ASCII.findall(data)):
        return data.decode("utf-8-sig", STRAY)
    mac, windows = (sum(map(data.count, map(_byte, letters))) for letters in (_MAC_LETTERS, _WINDOWS_LETTERS))
    return data.decode("mac_roman" if mac > windows else "cp1252", "replace")


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with their numbers, from 1 as in Excel; empty ones too.

    Raises `csv.Error` if a cell is too long.
    """
    said = _SEP.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else separator_of(body)
    reader = csv.reader(StringIO(body, newline=""), delimiter=separator)
    yield from ((number, [_unquoted(cell) for cell in row]) for number, row in enumerate(reader, 1))


def separator_of(text: str) -> str:
    """Return the separator: the one in most of the first lines.

    A comma is accepted only if the first line has it too: in a file of one column it is part of the names.
    """
    lines = [line for line in text[: 1 << 16].splitlines() if line.strip()][:WITHIN]
    possible = [each for each in SEPARATORS if each in STRONG or (lines and each in lines[0])]
    # The first of equals is what a Norwegian Excel writes.
    return max(possible, key=lambda separator: sum(separator in line for line in lines))


def _unquoted(cell: str) -> str:
    """Return a cell that was written as a formula, to keep a zero in front: `="0301"`."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell


def _byte(number: int) -> bytes:
    return bytes((number,))


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(STRAY, _stray)
