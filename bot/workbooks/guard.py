"""What a workbook must be before it is opened: an Excel file of a size that fits in memory.

The reader makes a table from the first to the furthest cell with a value, copies a shared text for each cell
that shows it, and a file of a few kilobytes may unpack to gigabytes. All of it is counted first, in time that grows
with the file's bytes and the unpacked ones alone. For the rest there are the worker's limits (`bot.runtime.workers`).
"""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Protocol

from bot.workbooks.byte_counter import ByteCounter
from bot.workbooks.errors import (
    MOST_MEGABYTES,
    BrokenError,
    EmptyError,
    LockedError,
    MacrosError,
    NoWorkbookError,
    OldError,
    OtherFormatError,
    RefusedError,
    TooLargeError,
    TooMuchError,
)
from bot.workbooks.extent import Budget, Elements, Extent, Names, SharedTexts

MOST_UNPACKED = 250_000_000
MOST_PARTS = 2_000
MOST_ABOUT = 20_000_000
"""Bytes of what describes the sheets: their names, defined names and styles."""
CHUNK = 1 << 18

_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
"""Begins each entry of a zip file's list of contents."""
_XML = (".xml", ".rels", ".vml")
_SHEET = b"sheetData"
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHARED = "xl/sharedstrings.xml"


class Measure(Protocol):
    """Looks at a part of a workbook piece by piece."""

    def see(self, chunk: bytes) -> None:
        """Measure the next piece."""


def guard(data: bytes) -> None:
    """Raise `RefusedError` if the bytes are not a workbook that can be read in reasonable memory."""
    if not data:
        raise EmptyError
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise TooLargeError
    if data.startswith(_OLD):
        raise LockedError if _LOCKED in data else OldError
    if not data.startswith(b"PK"):
        raise NoWorkbookError
    if data.count(_ENTRY) > MOST_PARTS:
        raise TooMuchError
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _Parts(archive).measure()
    except (RefusedError, MemoryError):
        raise
    except Exception as error:
        # `zipfile`, `zlib`, `struct`, `lzma` and `expat` have their own errors for damaged files, and more besides.
        raise BrokenError from error


class _Parts:
    """The parts of a workbook, by the names that the reader finds them by: in any case, with either slash."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = archive.infolist()
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in infos}
        self._unpacked = 0
        self._elements = Elements()
        _check_kind(set(self._parts), archive)
        if any(part.flag_bits & 1 for part in infos):
            raise LockedError
        if len(self._parts) < len(infos):
            raise BrokenError

    def measure(self) -> None:
        """Unpack all of it, and raise `RefusedError` if it contains too much."""
        for name in (_BOOK, _RELATIONS):
            self._read(name, Names(self._elements))
        for name in (_BOOK, _RELATIONS, _STYLES):
            if name in self._parts and self._parts[name].file_size > MOST_ABOUT:
                raise TooMuchError
        shared = SharedTexts(self._elements)
        self._read(_SHARED, shared)
        budget = Budget()
        for name in self._parts:
            if name.endswith(_XML):
                self._sheet(name, shared.lengths, budget)
            else:
                self._other(name)

    def _read(self, name: str, measure: Measure) -> None:
        if name in self._parts:
            for chunk in self._chunks(name):
                measure.see(chunk)

    def _sheet(self, name: str, lengths: Sequence[int], budget: Budget) -> None:
        plain = ByteCounter(lengths)
        for chunk in self._chunks(name):
            self._count(chunk)
            plain.see(chunk)
        plain.end()
        if not plain.is_plain:
            extent = Extent(lengths, self._elements)
            self._read(name, extent)
            budget.add(extent.rows, extent.columns, extent.characters, extent.merged)
        elif plain.is_sheet:
            budget.add(plain.rows, plain.columns, plain.characters, plain.merged)

    def _other(self, name: str) -> None:
        before = b""
        for chunk in self._chunks(name):
            self._count(chunk)
            if _SHEET in before + chunk:
                # A sheet whose name is not a sheet's would not be measured.
                raise NoWorkbookError
            before = chunk[-len(_SHEET) :]

    def _count(self, chunk: bytes) -> None:
        self._unpacked += len(chunk)
        if self._unpacked > MOST_UNPACKED:
            raise TooMuchError

    def _chunks(self, name: str) -> Iterator[bytes]:
        size = 0
        with self._archive.open(self._parts[name]) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > MOST_UNPACKED:
                    raise TooMuchError
                yield chunk


def _check_kind(names: set[str], archive: zipfile.ZipFile) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise MacrosError
    if _BOOK in names:
        return
    is_open_document = "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100)
    raise OtherFormatError if is_open_document or "xl/workbook.bin" in names else NoWorkbookError
