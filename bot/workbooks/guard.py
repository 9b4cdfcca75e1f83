"""What a workbook must be before it is opened: an Excel file of a size that fits in memory.

The reader makes a table from the first to the furthest cell that holds something, so that one lone cell in the last
corner would take all the memory there is; and a file of a few kilobytes may unpack to gigabytes. Both are measured first.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers.expat import ExpatError

from bot.workbooks.extent import Extent
from bot.workbooks.plain import Plain
from bot.workbooks.refused import (
    MOST_MEGABYTES,
    BrokenError,
    EmptyError,
    LockedError,
    MacrosError,
    NoWorkbookError,
    OldError,
    TooLargeError,
    TooMuchError,
)

MOST_UNPACKED = 400_000_000
MOST_PARTS = 2_000
CHUNK = 1 << 18

_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_SHEET = b"sheetData"


def guard(data: bytes) -> None:
    """Raise `RefusedError` where the bytes are not a workbook that can be read in reasonable memory."""
    if not data:
        raise EmptyError
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise TooLargeError
    if data.startswith(_OLD):
        raise LockedError if _LOCKED in data else OldError
    if not data.startswith(b"PK"):
        raise NoWorkbookError
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _parts(archive)
    except (
        ExpatError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise BrokenError from error


def _parts(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacrosError
    if "xl/workbook.xml" not in names:
        raise NoWorkbookError
    if len(names) > MOST_PARTS:
        raise TooMuchError
    unpacked = 0
    for part in archive.infolist():
        for size in _seen(archive, part):
            unpacked += size
            if unpacked > MOST_UNPACKED:
                raise TooMuchError


def _seen(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[int]:
    """Look at a part piece by piece, and yield how many bytes each has."""
    if part.filename.lower().endswith(_XML):
        plain = Plain()
        for chunk in _chunks(archive, part):
            plain.see(chunk)
            yield len(chunk)
        if not plain.is_small():
            _measured(archive, part)
        return
    before = b""
    for chunk in _chunks(archive, part):
        if _SHEET in before + chunk:
            # A sheet under a name that is not a sheet's would go unmeasured.
            raise NoWorkbookError
        before = chunk[-len(_SHEET) :]
        yield len(chunk)


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    extent = Extent()
    for chunk in _chunks(archive, part):
        extent.see(chunk)


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            yield chunk
