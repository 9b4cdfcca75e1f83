"""What a workbook must be before it is opened: an Excel file of a size that fits in memory.

The reader makes a table from the first to the furthest cell with a value, copies a shared text for each cell
that shows it, and a file of a few kilobytes may unpack to gigabytes. All of it is counted first, in time that grows
with the file's bytes and the unpacked ones alone. For the rest there are the worker's limits (`bot.runtime.workers`).
"""

import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import zip_longest
from typing import Protocol

from bot.workbooks.byte_counter import ByteCounter
from bot.workbooks.extent import Budget, Elements, Extent, SharedTexts, SheetNames
from bot.workbooks.workbook_errors import (
    MOST_MEGABYTES,
    BrokenError,
    EmptyError,
    LockedError,
    MacrosError,
    NoWorkbookError,
    OldError,
    OtherFormatError,
    RefusedWorkbookError,
    TooLargeError,
    TooMuchError,
)

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
_RELATIONS = "_rels/.rels"
_BOOK, _STYLES, _SHARED = "workbook.xml", "styles.xml", "sharedstrings.xml"
"""The names that the reader finds parts by, in the folder that the relations of the whole say, which is `xl` as a rule."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ERROR = b' t="e"'
"""The attribute of a cell that shows an error."""


@dataclass(frozen=True)
class WorkbookContents:
    """What is known of a workbook that was measured."""

    is_1904: bool = False
    """Whether it counts days from 1904."""
    errors: int = 0
    """How many cells show an error."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Parts that the reader would not find, with the names it finds them by; empty nearly always."""


class Measure(Protocol):
    """Looks at a part of a workbook piece by piece."""

    def see(self, chunk: bytes) -> None:
        """Measure the next piece. May raise `RefusedWorkbookError`, if the part contains too much."""


def guard(data: bytes) -> WorkbookContents:
    """Measure a workbook before it is opened.

    Raises `RefusedWorkbookError` if the bytes are not a workbook that can be read in reasonable memory.
    """
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
            return _Parts(archive).measure()
    except (RefusedWorkbookError, MemoryError):
        raise
    except Exception as error:
        # `zipfile`, `zlib`, `struct`, `lzma` and `expat` have their own errors for damaged files, and more besides.
        raise BrokenError from error


def with_names(data: bytes, renamed: Mapping[str, str]) -> bytes:
    """Return a workbook with its parts under the names that the reader finds them by. Only for one that was measured."""
    book = next(name for name in renamed.values() if name.endswith(_BOOK))
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="/{book}"/>'
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        new.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>')
        for part in old.infolist():
            name = _plain_name(part.filename)
            if name != _RELATIONS:
                new.writestr(renamed.get(name, part.filename), old.read(part))
    return written.getvalue()


class _Parts:
    """The parts of a workbook, by the names that the reader finds them by: in any case, with either slash, in any folder."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = archive.infolist()
        self._parts = {_plain_name(part.filename): part for part in infos}
        self._unpacked = 0
        self._errors = 0
        self._elements = Elements()
        _check_kind(set(self._parts), archive)
        if any(part.flag_bits & 1 for part in infos):
            raise LockedError
        if len(self._parts) < len(infos):
            raise BrokenError
        self._book = self._find_book()
        self._folder = self._book.rpartition("/")[0]
        self._relations = self._beside(f"_rels/{self._book.rpartition('/')[2]}.rels")

    def measure(self) -> WorkbookContents:
        """Unpack all of it, and return what was measured. Raises `RefusedWorkbookError` if it is too much."""
        book, relations = (SheetNames(self._elements) for _ in range(2))
        self._read(self._book, book)
        if book.root != "workbook":
            raise NoWorkbookError
        self._read(self._relations, relations)
        for name, part in self._parts.items():
            is_about = name in {_RELATIONS, self._book, self._relations} or name.endswith((_BOOK, _STYLES))
            if is_about and part.file_size > MOST_ABOUT:
                raise TooMuchError
        named = [self._beside(target) for target in relations.shared]
        lengths = self._lengths({*named, *(name for name in self._parts if name.endswith(_SHARED))})
        budget = Budget()
        for name in self._parts:
            if name.endswith(_XML):
                self._sheet(name, lengths, budget)
            else:
                self._other(name)
        return WorkbookContents(book.is_1904, self._errors, self._renamed(named))

    def _find_book(self) -> str:
        """Return the part that the workbook is: as the relations of the whole say, or by its name."""
        relations = SheetNames(self._elements)
        if _RELATIONS in self._parts and self._parts[_RELATIONS].file_size <= MOST_ABOUT:
            self._read(_RELATIONS, relations)
        named = _plain_name(relations.book).lstrip("/")
        found = named if named in self._parts else next((name for name in self._parts if name.endswith(_BOOK)), None)
        if found is None:
            raise NoWorkbookError
        return found

    def _beside(self, target: str) -> str:
        """Return the part that something in the workbook's folder points to."""
        name = _plain_name(target)
        return name.lstrip("/") if name.startswith("/") or not self._folder else f"{self._folder}/{name}"

    def _lengths(self, names: Collection[str]) -> Sequence[int]:
        """Return the lengths of the shared texts; if several parts have some, the longest at each index."""
        found = []
        for name in sorted(names):
            shared = SharedTexts(self._elements)
            self._read(name, shared)
            found.append(shared.lengths)
        return found[0] if len(found) == 1 else [max(each) for each in zip_longest(*found, fillvalue=0)]

    def _renamed(self, shared: Sequence[str]) -> Mapping[str, str]:
        wanted = {self._book: _BOOK, self._relations: f"_rels/{_BOOK}.rels"}
        wanted |= dict.fromkeys(shared[:1], "sharedStrings.xml")
        names = {name: f"{self._folder}/{new}".lstrip("/") for name, new in wanted.items() if name in self._parts}
        return names if any(name != new.lower() for name, new in names.items()) else {}

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
        counts = plain.rows, plain.columns, plain.characters, plain.merged
        # Empty cells with a colour count here, so what seems too much is measured without them.
        if not plain.is_plain or (plain.is_sheet and not budget.has_room(*counts)):
            extent = Extent(lengths, self._elements)
            self._read(name, extent)
            budget.add(extent.rows, extent.columns, extent.characters, extent.merged)
        elif plain.is_sheet:
            budget.add(*counts)

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
        self._errors += chunk.count(_ERROR)
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
    is_open_document = "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100)
    if is_open_document or any(name.endswith("workbook.bin") for name in names):
        raise OtherFormatError


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lower()
