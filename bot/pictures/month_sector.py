"""A month of the wheel as a picture: its sector with a band for each field, and the entries' titles beside it."""

from dataclasses import dataclass
from math import asin, pi

import drawsvg

from bot.pictures.paint import Style, text
from bot.pictures.shapes import TWELFTHS, at, edge_of, fitted, paint_of, pattern_of, sector, text_lines, tick
from bot.pictures.wheel import WheelCell, WheelMonth, WheelPoint

WIDTH = 1000
TOP = 108
LEFT, RIGHT = 286, 976
"""Where the titles begin and end; the sector is on their left."""
MOST_ROWS = 5
"""How many entries a field has space for."""
TITLE_LINES = 3
LEAST_BAND = 84
INK, SOFT, PAPER, GROUND = "#1f2429", "#4b535d", "#ffffff", ("#eef1f5", "#dfe5ec")
NAME, BODY, WHO = Style(27, SOFT, bold=True), Style(30, INK), Style(26, SOFT)
STEP, WHO_STEP, ROW_GAP, FOOT_STEP = 36, 32, 12, 44
HALF_WIDTH = 118
"""Half the sector's width at its outer edge."""
POINT = 620
"""How far below the picture the sector's point is."""


@dataclass(frozen=True)
class _Row:
    point: WheelPoint
    lines: list[str]
    who: list[str]

    @property
    def height(self) -> float:
        return len(self.lines) * STEP + len(self.who) * WHO_STEP + ROW_GAP


@dataclass(frozen=True)
class _Band:
    name: str
    rows: tuple[_Row, ...]
    left: int
    is_gap: bool

    @property
    def height(self) -> float:
        below = STEP if self.left or not self.rows else 0
        return max(LEAST_BAND, 50 + sum(row.height for row in self.rows) + below + 6)


def month_drawing(month: WheelMonth) -> drawsvg.Drawing:
    """Return the drawing, 1000 units wide; a field with more entries than it has space for counts the rest."""
    bands = [_band(name, cell) for name, cell in zip(month.fields, month.cells, strict=True)]
    keys = _keys(month)
    bottom = TOP + sum(band.height for band in bands)
    drawing = drawsvg.Drawing(WIDTH, bottom + 60 + FOOT_STEP * len(keys), class_="month-sector")
    drawing.append(text(month.title, 24, 66, Style(52, INK, bold=True)))
    drawing.append(
        text(fitted(month.owner, WHO, 420, 1)[0] if month.owner else "", RIGHT, 62, Style(26, SOFT, anchor="end"))
    )
    # The sector's bands are as high as the rows beside them; its point is below the picture.
    middle = (24 + HALF_WIDTH, bottom + POINT)
    half = TWELFTHS / (2 * pi) * asin(HALF_WIDTH / (middle[1] - TOP))
    y = float(TOP)
    for number, band in enumerate(bands):
        outer, inner = middle[1] - y, middle[1] - y - band.height
        _draw_band(drawing, number, band, y, sector(inner + 3, outer - 3, -half, half, middle))
        _marks(drawing, band, (inner + outer) / 2, half, middle)
        y += band.height
    _foot(drawing, bottom + 54, keys)
    return drawing


def _band(name: str, cell: WheelCell) -> _Band:
    shown = cell.points if len(cell.points) <= MOST_ROWS else cell.points[: MOST_ROWS - 1]
    rows = tuple(_row(point) for point in shown)
    return _Band(name, rows, len(cell.points) - len(shown), cell.is_gap)


def _row(point: WheelPoint) -> _Row:
    most = RIGHT - LEFT - 46
    about = fitted(point.about, WHO, most, 1) if point.about else []
    return _Row(point, fitted(point.title, BODY, most, TITLE_LINES), about)


def _draw_band(drawing: drawsvg.Drawing, number: int, band: _Band, y: float, ground: str) -> None:
    drawing.append(drawsvg.Rectangle(LEFT - 18, y + 3, WIDTH, band.height - 6, fill="#f6f8fa"))
    dashes = {"stroke": SOFT, "stroke_width": 2.4, "stroke_dasharray": "8 7"} if band.is_gap else {}
    kind = "field gap" if band.is_gap else "field"
    drawing.append(drawsvg.Path(ground, class_=kind, fill=PAPER if band.is_gap else GROUND[number % 2], **dashes))
    drawing.append(text(band.name, LEFT, y + 40, NAME))
    at_y = y + 50
    for row in band.rows:
        _mark(drawing, row.point, LEFT + 13, at_y + 22, 13)
        for element in text_lines(row.lines, LEFT + 42, at_y + 31, BODY, STEP):
            drawing.append(element)
        below = at_y + 31 + len(row.lines) * STEP - 4
        for element in text_lines(row.who, LEFT + 42, below, WHO, WHO_STEP):
            drawing.append(element)
        at_y += row.height
    if band.left:
        drawing.append(text(f"og {band.left} til", LEFT + 42, at_y + 27, WHO))
    elif not band.rows:
        drawing.append(text("Tomt felt" if band.is_gap else "Ingenting nå", LEFT, at_y + 22, WHO))


def _marks(drawing: drawsvg.Drawing, band: _Band, radius: float, half: float, middle: tuple[float, float]) -> None:
    """Draw the band's entries in the sector, beside each other."""
    for number, row in enumerate(band.rows):
        angle = (number - (len(band.rows) - 1) / 2) * 2 * half / MOST_ROWS
        x, y = at(angle, radius, middle)
        _mark(drawing, row.point, x, y, 0.64 * radius * half * pi / TWELFTHS / 2)


def _mark(drawing: drawsvg.Drawing, point: WheelPoint, x: float, y: float, size: float) -> None:
    paint = paint_of(point.theme)
    drawing.append(
        drawsvg.Rectangle(
            x - size,
            y - size,
            2 * size,
            2 * size,
            class_="point done" if point.is_done else "point open",
            fill=pattern_of(point.theme, is_done=point.is_done),
            stroke=paint.dark,
            stroke_width=2.4,
            rx=4,
            **edge_of(is_closed=point.is_closed),
        )
    )
    if point.is_done:
        drawing.append(drawsvg.Circle(x, y, size * 0.7, fill=paint.dark))
        drawing.append(tick(x, y, size, PAPER))


def _keys(month: WheelMonth) -> list[list[tuple[str, WheelPoint]]]:
    """Return what the marks mean, in rows: the states, and the themes that the month has."""
    states = [("Gjort", WheelPoint("", is_done=True)), ("Ikke gjort", WheelPoint(""))]
    has_closed = any(each.is_closed for cell in month.cells for each in cell.points)
    closed = [[("Ikke krysset av", WheelPoint("", is_closed=True))]] if has_closed else []
    themes = sorted({each.theme for cell in month.cells for each in cell.points if each.theme is not None})
    named = [(fitted(month.themes[theme], WHO, 300, 1)[0], WheelPoint("", theme=theme)) for theme in themes]
    return [states, *closed, *([named[first : first + 2] for first in range(0, len(named), 2)])]


def _foot(drawing: drawsvg.Drawing, y: float, keys: list[list[tuple[str, WheelPoint]]]) -> None:
    for number, row in enumerate(keys):
        for column, (words, point) in enumerate(row):
            x = LEFT + 13 + column * 340
            _mark(drawing, point, x, y + number * FOOT_STEP - 9, 13)
            drawing.append(text(words, x + 28, y + number * FOOT_STEP, WHO))
