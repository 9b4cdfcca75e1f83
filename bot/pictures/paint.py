"""Renders a drawing as a picture, with the fonts in `fonts/`, so that it looks the same on every machine."""

import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import as_file, files

import drawsvg

FONT = "Source Sans Pro"
FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
DRAWING_SECONDS = 60
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
    """Return a drawing as PNG, `SHARPNESS` pixels for each unit; with `most_pixels` neither side is longer than that.

    It is drawn in a process of its own: in this one nothing else would go on meanwhile, for up to a second. Raises
    `subprocess.SubprocessError` if that fails.
    """
    longest = max(drawing.width, drawing.height)
    most = most_pixels if most_pixels and SHARPNESS * longest > most_pixels else 0
    zoom = 0 if most else SHARPNESS
    width, height = (most, 0) if drawing.width == longest else (0, most)
    with as_file(files("bot.pictures")) as folder:
        fonts = [folder / "fonts" / name for name in FONTS]
        program = str(folder / "rasterise.py")
        command = [sys.executable, "-P", program, *map(str, (zoom, width, height, *fonts))]
        done = subprocess.run(  # noqa: S603 - our own program; the drawing is on its standard input
            command, input=drawing.as_svg().encode(), capture_output=True, timeout=DRAWING_SECONDS, check=True
        )
    return bytes(done.stdout)
