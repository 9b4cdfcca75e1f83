"""A bar chart of two years: a group of two bars for each name, with the numbers written at their ends."""

import drawsvg

from bot.pictures.charts import BarChart
from bot.pictures.paint import Style, text
from bot.pictures.shapes import PAINTS, fitted, text_lines

WIDTH, LEFT, RIGHT = 900, 290, 90
TOP, GROUP, BAR, GAP = 64, 62, 22, 3
NAME, NUMBER, KEY = Style(19, anchor="end"), Style(18, bold=True), Style(18)
NAME_LINES, NAME_STEP = 2, 21
AXIS = "#8a939d"


def bar_chart(chart: BarChart) -> drawsvg.Drawing:
    """Return the drawing: this year plain and dark, the year before light with stripes, so that colour is not needed."""
    height = TOP + GROUP * len(chart.groups) + 12
    drawing = drawsvg.Drawing(WIDTH, height, class_="bar-chart")
    _key(drawing, chart)
    most = max((number for _, *numbers in chart.groups for number in numbers), default=0) or 1
    for at, (name, now, before) in enumerate(chart.groups):
        y = TOP + at * GROUP
        lines = fitted(name, NAME, LEFT - 24, NAME_LINES)
        first = y + GROUP / 2 + 1 - (len(lines) - 1) * NAME_STEP / 2
        for element in text_lines(lines, LEFT - 12, first, NAME, NAME_STEP):
            drawing.append(element)
        for place, number in enumerate((now, before)):
            _bar(drawing, y + 4 + place * (BAR + GAP), number, (WIDTH - LEFT - RIGHT) * number / most, is_now=not place)
    drawing.append(drawsvg.Line(LEFT, TOP - 4, LEFT, height - 8, stroke=AXIS, stroke_width=1.5))
    return drawing


def _key(drawing: drawsvg.Drawing, chart: BarChart) -> None:
    x = float(LEFT)
    for name, is_now in ((chart.now, True), (chart.before, False)):
        drawing.append(drawsvg.Rectangle(x, 18, 26, 20, **_fill(is_now=is_now)))
        drawing.append(text(name, x + 34, 34, KEY))
        x += 60 + 10.5 * len(name)


def _bar(drawing: drawsvg.Drawing, y: float, number: int, width: float, *, is_now: bool) -> None:
    if number:
        drawing.append(drawsvg.Rectangle(LEFT, y, max(width, 2), BAR, **_fill(is_now=is_now)))
    shown = f"{number:,}".replace(",", "\u00a0")
    drawing.append(text(shown, LEFT + width + 8, y + BAR - 5, NUMBER if is_now else KEY))


def _fill(*, is_now: bool) -> dict[str, object]:
    paint = PAINTS[0]
    if is_now:
        return {"fill": paint.dark, "stroke": paint.dark, "stroke_width": 1.5}
    tile = drawsvg.Pattern(12, 12, pattern_units="userSpaceOnUse")
    tile.append(drawsvg.Rectangle(0, 0, 12, 12, fill=paint.light))
    tile.append(drawsvg.Path(paint.pattern, stroke=paint.dark, stroke_width=1.6, fill="none", stroke_opacity=0.55))
    return {"fill": tile, "stroke": paint.dark, "stroke_width": 1.5}
