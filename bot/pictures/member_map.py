"""The members as equal tiles by sub-region: what each did with a message, by colour, by pattern and in a word."""

from collections.abc import Mapping
from dataclasses import dataclass

import drawsvg

from bot.pictures.charts import STATE_NAMES, CarrierState, MemberMap, MemberTile
from bot.pictures.paint import Style, text
from bot.pictures.shapes import fitted, text_lines, width

COLUMNS, MARGIN, GUTTER = 3, 16, 28
TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 150, 66, 6
ACROSS = 2
COLUMN = ACROSS * TILE_WIDTH + TILE_GAP
HEADING, GROUP_GAP = 32, 16
TOP, KEY_STEP = 20, 30
GROUP_NAME, NAME, WORD, KEY = Style(16, bold=True), Style(17, bold=True), Style(14), Style(17)
DARK, INK, SOFT = "#0b5394", "#1f2429", "#4b535d"


@dataclass(frozen=True)
class _Ground:
    fill: str
    ink: str
    pattern: str = ""
    dashes: str = ""


_GROUNDS: Mapping[CarrierState, _Ground] = {
    "brukt": _Ground(DARK, "#ffffff"),
    "sa ja": _Ground("#d9e8f7", INK, "M-3 3L3 -3M0 12L12 0M9 15L15 9"),
    "ikke nå": _Ground("#e4e8ed", INK, "M0 0L12 12M12 0L0 12"),
    "uten svar": _Ground("#fff6e5", INK, "M3 3h2v2h-2zM9 9h2v2h-2z"),
    "ikke spurt": _Ground("#ffffff", SOFT, dashes="6 5"),
    "medlem": _Ground("#ffffff", INK),
}
"""How a tile looks; its pattern is a path in a tile of 12 × 12."""


def member_map(shown: MemberMap) -> drawsvg.Drawing:
    """Return the drawing: sub-regions in columns of about the same height, and below them the key."""
    columns = _columns(shown)
    heights = [sum(_height(len(tiles)) for _, tiles in column) for column in columns]
    bottom = TOP + max(heights, default=0)
    drawing = drawsvg.Drawing(
        2 * MARGIN + COLUMNS * COLUMN + (COLUMNS - 1) * GUTTER,
        bottom + KEY_STEP * ((len(shown.states) + 1) // 2) + 16,
        class_="member-map",
    )
    for at, column in enumerate(columns):
        x, y = MARGIN + at * (COLUMN + GUTTER), float(TOP)
        for name, tiles in column:
            drawing.append(text(fitted(name, GROUP_NAME, COLUMN, 1)[0], x, y + 18, GROUP_NAME))
            for number, tile in enumerate(tiles):
                down, across = divmod(number, ACROSS)
                _tile(
                    drawing, tile, x + across * (TILE_WIDTH + TILE_GAP), y + HEADING + down * (TILE_HEIGHT + TILE_GAP)
                )
            y += _height(len(tiles))
    _key(drawing, shown.states, bottom + 20)
    return drawing


def _columns(shown: MemberMap) -> list[list[tuple[str, tuple[MemberTile, ...]]]]:
    """Return the sub-regions in columns: in their order, each in the column that is the shortest so far."""
    columns: list[list[tuple[str, tuple[MemberTile, ...]]]] = [[] for _ in range(COLUMNS)]
    heights = [0.0] * COLUMNS
    for region in shown.regions:
        shortest = heights.index(min(heights))
        columns[shortest].append(region)
        heights[shortest] += _height(len(region[1]))
    return columns


def _height(tiles: int) -> float:
    return HEADING + -(-tiles // ACROSS) * (TILE_HEIGHT + TILE_GAP) + GROUP_GAP


def _tile(drawing: drawsvg.Drawing, tile: MemberTile, x: float, y: float) -> None:
    ground = _GROUNDS[tile.state]
    _ground(drawing, ground, x, y, TILE_WIDTH, TILE_HEIGHT)
    has_word = tile.state != "medlem"
    lines = fitted(tile.name, NAME, TILE_WIDTH - 18, 1 if has_word else 2)
    first = y + 27 if has_word else y + TILE_HEIGHT / 2 + 6 - (len(lines) - 1) * 10
    if ground.pattern:
        # Letters are read on a plain ground.
        across = max(width(each, NAME) for each in lines)
        drawing.append(drawsvg.Rectangle(x + 5, y + 9, min(across + 8, TILE_WIDTH - 10), 24, fill=ground.fill))
        drawing.append(drawsvg.Rectangle(x + 5, y + 38, width(tile.state, WORD) + 8, 20, fill=ground.fill))
    for element in text_lines(lines, x + 9, first, Style(NAME.size, ground.ink, bold=True), 20):
        drawing.append(element)
    if has_word:
        word = f"✓ {tile.state}" if tile.state == "brukt" else tile.state
        drawing.append(text(word, x + 9, y + 53, Style(WORD.size, ground.ink)))


def _key(drawing: drawsvg.Drawing, states: tuple[CarrierState, ...], top: float) -> None:
    for number, state in enumerate(states):
        down, across = divmod(number, 2)
        x, y = MARGIN + across * 2 * (COLUMN + GUTTER), top + down * KEY_STEP
        _ground(drawing, _GROUNDS[state], x, y - 16, 34, 20)
        drawing.append(text(STATE_NAMES[state], x + 44, y, KEY))


def _ground(drawing: drawsvg.Drawing, ground: _Ground, x: float, y: float, across: float, down: float) -> None:
    fill: str | drawsvg.Pattern = ground.fill
    if ground.pattern:
        fill = drawsvg.Pattern(12, 12, pattern_units="userSpaceOnUse")
        fill.append(drawsvg.Rectangle(0, 0, 12, 12, fill=ground.fill))
        fill.append(drawsvg.Path(ground.pattern, stroke=SOFT, stroke_width=1.4, fill="none", stroke_opacity=0.6))
    dashes = {"stroke_dasharray": ground.dashes} if ground.dashes else {}
    drawing.append(drawsvg.Rectangle(x, y, across, down, rx=4, fill=fill, stroke=INK, stroke_width=1.5, **dashes))
