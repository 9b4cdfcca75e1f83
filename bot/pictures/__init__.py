"""Pictures, drawn if the extra `images` is installed. Each has a text that replaces it elsewhere."""

from importlib.util import find_spec


def can_draw() -> bool:
    """Return True if pictures can be drawn here."""
    return all(find_spec(name) is not None for name in ("drawsvg", "resvg_py"))
