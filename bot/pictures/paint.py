"""Renders a drawing as a picture, with the fonts in `fonts/`, so that it looks the same on every machine."""

from dataclasses import dataclass
from importlib.resources import as_file, files

import drawsvg
import resvg_py

FONT = "Source Sans Pro"
SHARPNESS = 2
"""Pixels for each unit of a drawing: what a good screen shows."""


@dataclass(frozen=True)
class Style:
    """How text looks: its size in units of the drawing, its colour, and its anchor."""

    size: float
    colour: str = "#1f2429"
    bold: bool = False
    anchor: str = "start"


def text(words: str, x: float, y: float, style: Style, turned: bool = False) -> drawsvg.Text:
    """Return text at a place; turned, it runs upwards."""
    extra = {"transform": f"rotate(-90 {x} {y})"} if turned else {}
    weight = 600 if style.bold else 400
    return drawsvg.Text(
        words,
        style.size,
        x,
        y,
        fill=style.colour,
        font_family=FONT,
        font_weight=weight,
        text_anchor=style.anchor,
        **extra,
    )


def png(drawing: drawsvg.Drawing, most_pixels: int | None = None) -> bytes:
    """Return a drawing as PNG, `SHARPNESS` pixels for each unit; with `most_pixels` neither side is longer than that."""
    longest = max(drawing.width, drawing.height)
    most = most_pixels if most_pixels and SHARPNESS * longest > most_pixels else None
    folder = files("bot.pictures") / "fonts"
    with (
        as_file(folder / "SourceSansPro-Regular.ttf") as regular,
        as_file(folder / "SourceSansPro-Semibold.ttf") as bold,
    ):
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing.as_svg(),
                skip_system_fonts=True,
                font_files=[str(regular), str(bold)],
                zoom=None if most else SHARPNESS,
                width=most if drawing.width == longest else None,
                height=most if drawing.width < longest else None,
                background="#ffffff",
            )
        )
