"""The annual wheel on one A3 page for the wall: a tagged PDF, by Typst (the extra `poster`)."""

import json
from importlib.resources import as_file, files
from typing import Literal

from bot.pictures.wheel import WheelCell, WheelYear
from bot.pictures.year_wheel import wheel_drawing

NOTHING = "Ingenting ennå."


def poster(wheel: WheelYear, title: str, alt: str) -> bytes:
    """Return the year as PDF; entries that the page has no space for are counted, month by month.

    `alt` describes the picture. The list beside it is text, with headings. The same year gives the same bytes.
    """
    import typst  # noqa: PLC0415 - the library is large, and an extra

    months = [
        {"name": name[:1].upper() + name[1:], "entries": _entries(cells)}
        for name, cells in zip(wheel.months, wheel.cells, strict=True)
    ]
    data = {"title": title, "owner": wheel.owner, "alt": alt, "nothing": NOTHING, "months": months}
    inputs = {"data": json.dumps(data), "svg": wheel_drawing(wheel).as_svg()}
    try:
        return _compiled(inputs, "ua-1")
    except typst.TypstError:  # a letter that no font has: still tagged, but not all that PDF/UA asks for
        return _compiled(inputs, None)


def _compiled(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - the same

    with as_file(files("bot.pictures")) as folder:
        return typst.compile(
            str(folder / "poster.typ"),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=standard,
            timestamp=0,
        )


def _entries(cells: tuple[WheelCell, ...]) -> list[dict[str, object]]:
    """Return the entries of a month, each with the number of its ring."""
    return [
        {
            "field": str(number),
            "done": point.is_done,
            "title": point.title,
            "about": f"({point.about})" if point.about else "",
        }
        for number, cell in enumerate(cells, start=1)
        for point in cell.points
    ]
