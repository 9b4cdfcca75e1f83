"""Parts of round drawings: points, sectors and arcs by angle, themes' patterns, and text broken between words.

Angles are in twelfths of a turn, clockwise from the top: a month of the wheel is 1 wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import drawsvg

from bot.pictures.paint import FONT, Style, text

TWELFTHS = 12
_NARROW, _WIDE = frozenset("ijlftrI.,:;'’|!()[]/-– «»"), frozenset("mwMW%@—ÆæQO")
_WIDTHS = (0.30, 0.86, 0.62, 0.53)
"""The widths of narrow, wide, capital and other letters of Source Sans Pro, in parts of the size; rather too wide."""


@dataclass(frozen=True)
class Paint:
    """How a theme looks: the colours of what is done and of what is open, and its pattern (a path in a 12 × 12 tile)."""

    dark: str
    light: str
    pattern: str = ""


NO_THEME = Paint("#5b6470", "#e4e8ed")
PAINTS = (
    Paint("#0b5394", "#d9e8f7", "M-3 3L3 -3M0 12L12 0M9 15L15 9"),
    Paint("#9a4a06", "#fde8cf", "M3 3h2v2h-2zM9 9h2v2h-2z"),
    Paint("#0f6b64", "#d3efec", "M0 3H12M0 9H12"),
    Paint("#6b2fa8", "#ecdffa", "M3 0V12M9 0V12"),
    Paint("#8f1d4f", "#fadfea", "M-3 9L3 15M0 0L12 12M9 -3L15 3"),
    Paint("#4a5f12", "#e9f0cf", "M0 6H12M6 0V12"),
)
"""In the order of the themes; a seventh theme begins again."""


def paint_of(theme: int | None) -> Paint:
    """Return how a theme looks, by its number; None is no theme."""
    return NO_THEME if theme is None else PAINTS[theme % len(PAINTS)]


def pattern_of(theme: int | None, *, is_done: bool) -> drawsvg.Pattern | str:
    """Return what fills a mark: the theme's pattern, or a plain colour without a theme."""
    paint = paint_of(theme)
    ground, ink = (paint.dark, paint.light) if is_done else (paint.light, paint.dark)
    if not paint.pattern:
        return ground
    tile = drawsvg.Pattern(12, 12, pattern_units="userSpaceOnUse")
    tile.append(drawsvg.Rectangle(0, 0, 12, 12, fill=ground))
    tile.append(drawsvg.Path(paint.pattern, stroke=ink, stroke_width=1.6, fill="none", stroke_opacity=0.55))
    return tile


def edge_of(*, is_closed: bool) -> dict[str, str]:
    """Return the dashes of a mark's edge, for an entry that was closed."""
    return {"stroke_dasharray": "5 4"} if is_closed else {}


def at(angle: float, radius: float, middle: tuple[float, float]) -> tuple[float, float]:
    """Return the point at an angle and a distance from the middle."""
    turned = angle / TWELFTHS * 2 * pi
    return round(middle[0] + radius * sin(turned), 2), round(middle[1] - radius * cos(turned), 2)


def sector(inner: float, outer: float, first: float, last: float, middle: tuple[float, float]) -> str:
    """Return the path around a part of a ring, from one angle to a later one, less than a whole turn."""
    large = int(last - first > TWELFTHS / 2)
    (ax, ay), (bx, by) = at(first, outer, middle), at(last, outer, middle)
    (cx, cy), (dx, dy) = at(last, inner, middle), at(first, inner, middle)
    return f"M{ax} {ay}A{outer} {outer} 0 {large} 1 {bx} {by}L{cx} {cy}A{inner} {inner} 0 {large} 0 {dx} {dy}Z"


def arc_text(words: str, radius: float, around: float, style: Style, middle: tuple[float, float]) -> drawsvg.Text:
    """Return text along a circle, its middle at an angle; in the lower half it is turned so that it is not upside down."""
    half = min(5.9, TWELFTHS * (width(words, style) + 40) / (2 * pi * radius) / 2)
    is_low = TWELFTHS / 4 < around % TWELFTHS < TWELFTHS * 3 / 4
    # The letters' middle is on the circle: they are about two thirds of the size high.
    on = radius + style.size * (0.34 if is_low else -0.34)
    first, last, sweep = (around + half, around - half, 0) if is_low else (around - half, around + half, 1)
    (ax, ay), (bx, by) = at(first, on, middle), at(last, on, middle)
    large = int(2 * half > TWELFTHS / 2)
    line = drawsvg.Path(f"M{ax} {ay}A{on} {on} 0 {large} {sweep} {bx} {by}", fill="none")
    weight = 600 if style.bold else 400
    return drawsvg.Text(
        words,
        style.size,
        path=line,
        text_anchor="middle",
        start_offset="50%",
        fill=style.colour,
        font_family=FONT,
        font_weight=weight,
    )


def tick(x: float, y: float, size: float, colour: str) -> drawsvg.Path:
    """Return a check mark around a point."""
    return drawsvg.Path(
        f"M{x - size * 0.5:.2f} {y:.2f}l{size * 0.36:.2f} {size * 0.38:.2f}l{size * 0.64:.2f} {-size * 0.8:.2f}",
        class_="tick",
        fill="none",
        stroke=colour,
        stroke_width=round(size * 0.24, 2),
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def width(words: str, style: Style) -> float:
    """Return about how wide a text is, in units of the drawing: rather too wide than too narrow."""
    narrow, wide, capital, other = _WIDTHS
    size = style.size * (1.04 if style.bold else 1)
    return size * sum(
        narrow if each in _NARROW else wide if each in _WIDE else capital if each.isupper() else other for each in words
    )


def wrapped(words: str, style: Style, most: float) -> list[str]:
    """Return a text as lines no wider than `most`, broken between words; a longer word is broken where it must."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        for piece in _pieces(word, style, most):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, style) > most:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, style: Style, most: float) -> list[str]:
    """Return a word in parts that each fit on a line."""
    if width(word, style) <= most:
        return [word]
    size = max(1, int(most / (style.size * 0.9)))
    return [word[first : first + size] for first in range(0, len(word), size)]


def fitted(words: str, style: Style, most: float, lines: int) -> list[str]:
    """Return at most so many lines; one that is cut ends with «…» after a whole word."""
    whole = wrapped(words, style, most)
    if len(whole) <= lines:
        return whole
    kept = whole[: lines - 1]
    last = whole[lines - 1].split()
    while len(last) > 1 and width(f"{' '.join(last)} …", style) > most:
        last.pop()
    return [*kept, f"{' '.join(last).rstrip(',;:')} …"]


def text_lines(lines: Sequence[str], x: float, y: float, style: Style, step: float) -> list[drawsvg.Text]:
    """Return lines of text below each other, the first with its baseline at `y`."""
    return [text(line, x, y + number * step, style) for number, line in enumerate(lines)]
