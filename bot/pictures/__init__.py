"""Pictures, drawn if the extra `images` is installed, and posters if `poster` is too. Each has a text that replaces it."""

from importlib.util import find_spec


def can_draw() -> bool:
    """Return True if pictures can be drawn here."""
    return all(find_spec(name) is not None for name in ("drawsvg", "resvg_py"))


def can_print() -> bool:
    """Return True if posters can be made here."""
    return can_draw() and find_spec("typst") is not None
