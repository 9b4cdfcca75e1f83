"""The annual wheel of a year: rings for the fields, sectors for the months, and today's hand.

From the outside in: the months' names, the fields, then the budget years and the transport plan as arcs, and the year.
"""

from collections.abc import Sequence
from math import pi

import drawsvg

from bot.pictures.paint import Style, text
from bot.pictures.shapes import (
    NO_THEME,
    TWELFTHS,
    arc_text,
    at,
    edge_of,
    fitted,
    paint_of,
    pattern_of,
    sector,
    text_lines,
    tick,
    width,
)
from bot.pictures.wheel import WheelArc, WheelCell, WheelPoint, WheelYear

WIDTH = 1000
"""Units. On a phone 390 points wide, a text of 28 units is as high as one of 11 points."""
MIDDLE = (500.0, 512.0)
OUTER, NAMES = 488.0, 440.0
"""Where the ring of the months' names ends and begins."""
FIELDS_TO = 206.0
ARCS_TO = 112.0
MOST_MARKS = 6
"""How many entries a cell has space for."""
INK, SOFT, QUIET, PAPER = "#1f2429", "#4b535d", "#76808b", "#ffffff"
RED, OPEN = "#b3152f", "#f4c9a8"
BAND = ("#f6f8fa", "#eceff3")
MONTH = Style(33, INK, bold=True, anchor="middle")
MONTH_NOW = Style(33, PAPER, bold=True, anchor="middle")
BADGE = Style(24, INK, bold=True, anchor="middle")
MORE = Style(21, INK, bold=True, anchor="middle")
ARC = Style(20, INK, bold=True, anchor="middle")
OWNER = Style(25, SOFT, bold=True)
HEADING, BODY = Style(29, INK, bold=True), Style(28, INK)
ROW = 39
COLUMNS = (36, 520)


def wheel_drawing(wheel: WheelYear) -> drawsvg.Drawing:
    """Return the wheel with its legend below, 1000 units wide."""
    height = 1024 + _legend_height(wheel)
    drawing = drawsvg.Drawing(WIDTH, height, class_="wheel")
    now = int(wheel.today) if wheel.today is not None else None
    for month, name in enumerate(wheel.months):
        _month(drawing, month, name, is_now=month == now)
        for field, cell in enumerate(wheel.cells[month]):
            _cell(drawing, month, field, len(wheel.fields), cell)
    _badges(drawing, len(wheel.fields))
    for number, arc in enumerate(wheel.arcs):
        _arc(drawing, number, len(wheel.arcs), arc)
    _hand(drawing, wheel)
    for number, arc in enumerate(wheel.arcs):
        _arc_name(drawing, number, len(wheel.arcs), arc, wheel.today)
    _middle(drawing, wheel)
    for element in text_lines(fitted(wheel.owner, OWNER, 190, 3), 16, 36, OWNER, 32):
        drawing.append(element)
    for element in _legend(wheel, 1060):
        drawing.append(element)
    return drawing


def _month(drawing: drawsvg.Drawing, month: int, name: str, *, is_now: bool) -> None:
    fill = INK if is_now else BAND[1]
    drawing.append(
        drawsvg.Path(
            sector(NAMES + 4, OUTER, month, month + 1, MIDDLE), class_="month", fill=fill, stroke=PAPER, stroke_width=4
        )
    )
    drawing.append(
        arc_text(name, (NAMES + 4 + OUTER) / 2, month + 0.5, MONTH_NOW if is_now else MONTH, MIDDLE),
    )


def _ring(field: int, fields: int) -> tuple[float, float]:
    """Return where a field's ring begins and ends; the first field is outermost."""
    thick = (NAMES - FIELDS_TO) / fields
    return NAMES - (field + 1) * thick + 2, NAMES - field * thick - 2


def _cell(drawing: drawsvg.Drawing, month: int, field: int, fields: int, cell: WheelCell) -> None:
    inner, outer = _ring(field, fields)
    ground = sector(inner, outer, month, month + 1, MIDDLE)
    drawing.append(
        drawsvg.Path(ground, class_="cell", fill=BAND[(month + field) % 2], stroke=PAPER, stroke_width=3),
    )
    # The angle that is one unit of length here. Where the year begins there is space for the ring's number.
    unit = TWELFTHS / (pi * (inner + outer))
    first = month + (24 if month == 0 else 8) * unit
    last = month + 1 - (24 if month == TWELFTHS - 1 else 8) * unit
    if cell.is_gap:
        within = sector(inner + 7, outer - 7, first, last, MIDDLE)
        drawing.append(
            drawsvg.Path(within, class_="gap", fill=PAPER, stroke=QUIET, stroke_width=1.8, stroke_dasharray="6 7")
        )
    if cell.points:
        _marks(drawing, cell.points, (inner + 5, outer - 5), (first, last), unit)


def _marks(
    drawing: drawsvg.Drawing,
    points: Sequence[WheelPoint],
    ring: tuple[float, float],
    between: tuple[float, float],
    unit: float,
) -> None:
    """Draw the entries beside each other; if there is no space for all, the last place counts the rest."""
    shown = points if len(points) <= MOST_MARKS else points[: MOST_MARKS - 2]
    left = len(points) - len(shown)
    places = max(len(shown) + (2 if left else 0), 3)
    step = (between[1] - between[0]) / places
    first = between[0] + (between[1] - between[0] - step * (len(shown) + (2 if left else 0))) / 2
    for number, point in enumerate(shown):
        _mark(drawing, point, ring, (first + number * step, first + (number + 1) * step - 4 * unit))
    if left:
        x, y = at(first + (len(shown) + 1) * step, (ring[0] + ring[1]) / 2, MIDDLE)
        drawing.append(text(f"+{left}", x, y + 7, MORE))


def _mark(drawing: drawsvg.Drawing, point: WheelPoint, ring: tuple[float, float], between: tuple[float, float]) -> None:
    drawing.append(
        drawsvg.Path(
            sector(*ring, *between, MIDDLE),
            class_="point done" if point.is_done else "point open",
            fill=pattern_of(point.theme, is_done=point.is_done),
            stroke=paint_of(point.theme).dark,
            stroke_width=2.4,
            **edge_of(is_closed=point.is_closed),
        )
    )
    if point.is_done:
        x, y = at(sum(between) / 2, sum(ring) / 2, MIDDLE)
        wide = (between[1] - between[0]) / TWELFTHS * pi * sum(ring)
        size = min(13.0, wide * 0.6)
        drawing.append(drawsvg.Circle(x, y, size * 0.75, fill=paint_of(point.theme).dark))
        drawing.append(tick(x, y, size, PAPER))


def _badges(drawing: drawsvg.Drawing, fields: int) -> None:
    """Draw each ring's number where the year begins; the legend has their names."""
    for field in range(fields):
        x, y = at(0, sum(_ring(field, fields)) / 2, MIDDLE)
        drawing.append(drawsvg.Circle(x, y, 16, class_="ring-number", fill=PAPER, stroke=INK, stroke_width=2))
        drawing.append(text(str(field + 1), x, y + 8, BADGE))


def _arc_ring(number: int, arcs: int) -> tuple[float, float]:
    thick = (FIELDS_TO - 6 - ARCS_TO) / max(arcs, 3)
    outer = FIELDS_TO - 6 - number * thick
    return outer - thick + 4, outer


def _arc(drawing: drawsvg.Drawing, number: int, arcs: int, arc: WheelArc) -> None:
    inner, outer = _arc_ring(number, arcs)
    drawing.append(
        drawsvg.Circle(*MIDDLE, (inner + outer) / 2, fill="none", stroke=BAND[0], stroke_width=outer - inner)
    )
    for phase in arc.phases:
        drawing.append(
            drawsvg.Path(
                sector(inner, outer, phase.first, min(phase.last, phase.first + TWELFTHS - 0.01), MIDDLE),
                class_="phase open" if phase.is_open else "phase",
                fill=OPEN if phase.is_open else "#d3dde8",
                stroke=INK if phase.is_open else PAPER,
                stroke_width=2.4,
            )
        )


def _arc_name(drawing: drawsvg.Drawing, number: int, arcs: int, arc: WheelArc, today: float | None) -> None:
    """Write an arc's name along it, where the hand is not."""
    if not arc.phases:
        return
    radius = sum(_arc_ring(number, arcs)) / 2
    half = (width(arc.name, ARC) / 2 + 10) * TWELFTHS / (2 * pi * radius)
    angle = _free_angle(_longest_run(arc), half, today)
    name = arc_text(arc.name, radius, angle, ARC, MIDDLE)
    name.args |= {"stroke": PAPER, "stroke-width": 5, "stroke-linejoin": "round", "paint-order": "stroke"}
    drawing.append(name)


def _longest_run(arc: WheelArc) -> tuple[float, float]:
    """Return where the arc's longest unbroken run begins and ends."""
    run = best = (arc.phases[0].first, arc.phases[0].last)
    for phase in arc.phases[1:]:
        joins = phase.first <= run[1] + 0.1
        run = (run[0], max(run[1], phase.last)) if joins else (phase.first, phase.last)
        best = max(best, run, key=lambda each: each[1] - each[0])
    return best


def _free_angle(run: tuple[float, float], half: float, today: float | None) -> float:
    """Return an angle within the run where a name of that half width is clear of the hand, nearest to the run's middle.

    At the sides, where names turn over, is the last choice.
    """
    middle = sum(run) / 2
    choices = [middle] + [middle + sign * step / 4 for step in range(1, 24) for sign in (1, -1)]
    within = [each for each in choices if run[0] + half <= each <= run[1] - half] or [middle]
    clear = [each for each in within if today is None or abs(each - today) > half] or within
    upright = [each for each in clear if min(abs(each % TWELFTHS - side) for side in (3, 9)) > half]
    return (upright or clear)[0]


def _hand(drawing: drawsvg.Drawing, wheel: WheelYear) -> None:
    if wheel.today is None:
        return
    (ax, ay), (bx, by) = at(wheel.today, ARCS_TO - 14, MIDDLE), at(wheel.today, OUTER + 6, MIDDLE)
    drawing.append(drawsvg.Line(ax, ay, bx, by, stroke=PAPER, stroke_width=11, stroke_linecap="round"))
    drawing.append(drawsvg.Line(ax, ay, bx, by, class_="today", stroke=RED, stroke_width=6, stroke_linecap="round"))
    drawing.append(drawsvg.Circle(bx, by, 11, fill=RED, stroke=PAPER, stroke_width=3))


def _middle(drawing: drawsvg.Drawing, wheel: WheelYear) -> None:
    x, y = MIDDLE
    drawing.append(drawsvg.Circle(x, y, ARCS_TO - 8, fill=PAPER, stroke=INK, stroke_width=3))
    drawing.append(text(str(wheel.year), x, y + (12 if wheel.today_text else 24), Style(74, INK, True, "middle")))
    if wheel.today_text:
        drawing.append(text(wheel.today_text, x, y + 50, Style(26, RED, True, "middle")))
    drawing.append(text("Årshjulet", x, y - 50, Style(26, SOFT, True, "middle")))


def _legend(wheel: WheelYear, top: float) -> list[drawsvg.DrawingElement]:
    """Return what the rings, marks, patterns and arcs mean, in two columns and then across."""
    left: list[drawsvg.DrawingElement] = [text("Ringene, utenfra", COLUMNS[0], top, HEADING)]
    for number, name in enumerate(wheel.fields):
        y = top + (number + 1) * ROW
        left.append(drawsvg.Circle(COLUMNS[0] + 16, y - 9, 16, fill=PAPER, stroke=INK, stroke_width=2))
        left.append(text(str(number + 1), COLUMNS[0] + 16, y - 1, BADGE))
        left.append(text(name, COLUMNS[0] + 48, y, BODY))
    right = [text("Merkene", COLUMNS[1], top, HEADING)]
    for elements in _keys(wheel, top):
        right += elements
    drawn = [*left, *right]
    y = top + (max(len(wheel.fields), _key_rows(wheel)) + 1) * ROW + 18
    if _arcs_now(wheel):
        drawn.append(text("Åpent nå", COLUMNS[0], y, HEADING))
        y += ROW
    for arc in _arcs_now(wheel):
        drawn.append(_chip(COLUMNS[0], y, OPEN, INK))
        lines = fitted(f"{arc.name}: {arc.now}", BODY, WIDTH - COLUMNS[0] - 72 - 24, 2)
        drawn += text_lines(lines, COLUMNS[0] + 72, y, BODY, ROW - 4)
        y += ROW + (len(lines) - 1) * (ROW - 4)
    return drawn


def _keys(wheel: WheelYear, top: float) -> list[list[drawsvg.DrawingElement]]:
    rows: list[list[drawsvg.DrawingElement]] = []

    def row(words: str, *chips: drawsvg.DrawingElement) -> None:
        y = top + (len(rows) + 1) * ROW
        rows.append([*chips, text(words, COLUMNS[1] + 72, y, BODY)])

    y = top + ROW
    row(
        "Gjort",
        _chip(COLUMNS[1], y, NO_THEME.dark, NO_THEME.dark),
        tick(COLUMNS[1] + 28, y - 9, 15, PAPER),
    )
    row("Ikke gjort", _chip(COLUMNS[1], y + ROW, NO_THEME.light, NO_THEME.dark))
    if _has_closed(wheel):
        row("Ikke krysset av", _chip(COLUMNS[1], y + 2 * ROW, NO_THEME.light, NO_THEME.dark, dashed=True))
    row("Tomt felt", _chip(COLUMNS[1], y + len(rows) * ROW, PAPER, QUIET, dashed=True))
    for number, name in enumerate(wheel.themes):
        fill = pattern_of(number, is_done=False)
        row(
            fitted(name, BODY, WIDTH - COLUMNS[1] - 90, 1)[0],
            _chip(COLUMNS[1], y + len(rows) * ROW, fill, paint_of(number).dark),
        )
    return rows


def _has_closed(wheel: WheelYear) -> bool:
    return any(point.is_closed for month in wheel.cells for cell in month for point in cell.points)


def _key_rows(wheel: WheelYear) -> int:
    return (4 if _has_closed(wheel) else 3) + len(wheel.themes)


def _arcs_now(wheel: WheelYear) -> list[WheelArc]:
    return [arc for arc in wheel.arcs if arc.now]


def _legend_height(wheel: WheelYear) -> float:
    rows = max(len(wheel.fields), _key_rows(wheel)) + 1
    lines = sum(len(fitted(f"{arc.name}: {arc.now}", BODY, WIDTH - COLUMNS[0] - 96, 2)) for arc in _arcs_now(wheel))
    return 36 + rows * ROW + 18 + (lines + (1 if lines else 0)) * ROW


def _chip(x: float, y: float, fill: drawsvg.Pattern | str, edge: str, *, dashed: bool = False) -> drawsvg.Rectangle:
    dashes = {"stroke_dasharray": "7 6"} if dashed else {}
    return drawsvg.Rectangle(x, y - 24, 56, 30, class_="key", fill=fill, stroke=edge, stroke_width=2.4, **dashes)
