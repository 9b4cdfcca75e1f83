"""Reads an SVG on standard input and writes it as PNG: a program of its own, since resvg holds Python's lock as it draws.

`rasterise.py ZOOM WIDTH HEIGHT FONT…`; of the first three, those that are 0 are left to the drawing.
"""

import sys

import resvg_py


def main(zoom: str, width: str, height: str, *fonts: str) -> None:
    """Write the picture."""
    picture = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        skip_system_fonts=True,
        font_files=list(fonts),
        zoom=int(zoom) or None,
        width=int(width) or None,
        height=int(height) or None,
        background="#ffffff",
    )
    sys.stdout.buffer.write(bytes(picture))


if __name__ == "__main__":
    main(*sys.argv[1:])
