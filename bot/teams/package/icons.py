"""The app's icons, drawn: a wheel with a hand that points forward. Colour 192 × 192, outline 32 × 32 (Teams' sizes)."""

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from math import hypot

COLOR_SIZE, OUTLINE_SIZE = 192, 32
GROUND = (0x12, 0x3C, 0x4A)
INNER, OUTER = 0.30, 0.40
"""The wheel's radii."""
FOOT, TIP = 0.40, 0.64
"""Where the hand begins and ends."""
SAMPLES = 4
"""Each pixel is sampled at so many places each way, so that edges are smooth."""

Shape = Callable[[float, float], bool]
"""Returns whether a point (0 to 1 from the top left) belongs to the sign."""


@cache
def color_icon() -> bytes:
    """Return the colour icon as PNG: the sign in white on the app's colour."""
    return _png(COLOR_SIZE, lambda cover: (*(round(each + (255 - each) * cover) for each in GROUND), 255))


@cache
def outline_icon() -> bytes:
    """Return the outline icon as PNG: the sign in white on nothing."""
    return _png(OUTLINE_SIZE, lambda cover: (255, 255, 255, round(255 * cover)))


def sign(x: float, y: float) -> bool:
    """Return True if a point belongs to the wheel, or to the hand that points forward."""
    wheel = INNER <= hypot(x - 0.5, y - 0.5) <= OUTER
    hand = FOOT <= x <= TIP and abs(y - 0.5) <= (TIP - x) * 0.75
    return wheel or hand


def _png(size: int, paint: Callable[[float], tuple[int, ...]]) -> bytes:
    rows = b"".join(b"\0" + b"".join(bytes(paint(each)) for each in _row(size, row)) for row in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body) for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def _row(size: int, row: int) -> Iterator[float]:
    """Yield how much of each pixel of a row the sign covers, from 0 to 1."""
    steps = [(each + 0.5) / SAMPLES for each in range(SAMPLES)]
    for column in range(size):
        hits = sum(sign((column + dx) / size, (row + dy) / size) for dx in steps for dy in steps)
        yield hits / SAMPLES**2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
