"""The interest × influence map of stakeholders, five steps each way."""

from collections.abc import Sequence
from dataclasses import dataclass

import drawsvg

from bot.pictures.paint import Style, png, text

STEPS = 5
CELL_WIDTH, CELL_HEIGHT = 176, 112
LEFT, TOP, RIGHT, BOTTOM = 56, 64, 16, 56
SHOWN = 5
"""How many names a field has space for."""
LONGEST = 24
ROW = 18
COLOURS = {"A": "#9b1c31", "B": "#1d4f91", "C": "#5b6470"}
SOFT, LINES = "#5b6470", "#d5dae0"
SMALL, NUMBER = Style(12, SOFT), Style(13, SOFT, anchor="middle")
AXIS = Style(14, bold=True, anchor="middle")
FIELDS = {(4, 4): "#fdecef", (1, 4): "#eef3fb", (4, 1): "#eef3fb", (1, 1): "#f7f8f9"}
"""The colour of the quarter a field is in, by its nearest corner."""
QUARTERS = (
    (3, 5, "Ha tett dialog"),
    (1, 5, "Hold fornøyd"),
    (3, 1, "Hold informert"),
    (1, 1, "Følg med"),
)


@dataclass(frozen=True)
class Placed:
    """Someone on the map: interest and influence are 1–5, `tier` is A, B, C or empty."""

    name: str
    tier: str
    interest: int
    influence: int


def influence_map(title: str, placed: Sequence[Placed]) -> bytes:
    """Return the map as PNG. A full field says how many more there are; the order within it is as given."""
    drawing = drawsvg.Drawing(LEFT + STEPS * CELL_WIDTH + RIGHT, TOP + STEPS * CELL_HEIGHT + BOTTOM)
    drawing.append(text(title, LEFT, 36, Style(20, bold=True)))
    for interest in range(1, STEPS + 1):
        for influence in range(1, STEPS + 1):
            _field(
                drawing, interest, influence, [p for p in placed if (p.interest, p.influence) == (interest, influence)]
            )
    for interest, influence, words in QUARTERS:
        x, y = _corner(interest, influence)
        drawing.append(text(words, x + 10, y + CELL_HEIGHT - 8, SMALL))
    _axes(drawing)
    return png(drawing)


def _field(drawing: drawsvg.Drawing, interest: int, influence: int, inside: Sequence[Placed]) -> None:
    x, y = _corner(interest, influence)
    colour = FIELDS[4 if interest > 2 else 1, 4 if influence > 2 else 1]  # noqa: PLR2004 - the middle goes with the upper
    drawing.append(drawsvg.Rectangle(x, y, CELL_WIDTH, CELL_HEIGHT, fill=colour, stroke=LINES))
    shown = inside if len(inside) <= SHOWN else inside[: SHOWN - 1]
    for number, person in enumerate(shown):
        _person(drawing, person, x + 8, y + 18 + number * ROW)
    if len(inside) > len(shown):
        drawing.append(text(f"og {len(inside) - len(shown)} til", x + 26, y + 18 + len(shown) * ROW, SMALL))


def _person(drawing: drawsvg.Drawing, person: Placed, x: float, y: float) -> None:
    colour = COLOURS.get(person.tier, SOFT)
    drawing.append(drawsvg.Circle(x + 7, y - 4, 7, fill=colour))
    drawing.append(text(person.tier, x + 7, y - 0.5, Style(10, "#ffffff", bold=True, anchor="middle")))
    drawing.append(text(_short(person.name), x + 18, y, Style(13)))


def _axes(drawing: drawsvg.Drawing) -> None:
    bottom, middle = TOP + STEPS * CELL_HEIGHT, TOP + STEPS * CELL_HEIGHT / 2
    for step in range(1, STEPS + 1):
        x, y = _corner(step, step)
        drawing.append(text(str(step), x + CELL_WIDTH / 2, bottom + 18, NUMBER))
        drawing.append(text(str(step), LEFT - 14, y + CELL_HEIGHT / 2, NUMBER))
    drawing.append(text("Interesse →", LEFT + STEPS * CELL_WIDTH / 2, bottom + 42, AXIS))
    drawing.append(text("Innflytelse →", 20, middle, AXIS, turned=True))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _corner(interest: int, influence: int) -> tuple[int, int]:
    return LEFT + (interest - 1) * CELL_WIDTH, TOP + (STEPS - influence) * CELL_HEIGHT
