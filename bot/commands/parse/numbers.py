"""Numbers in the values of controls."""

LONGEST = 9
"""The most digits of an id that every database column holds."""


def row_id(text: str) -> int:
    """Return the id in a control's value; 0, which no row has, if it is not one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
