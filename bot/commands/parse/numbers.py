"""Numbers that a control carries."""

LONGEST = 9
"""As many digits as a column's id surely holds."""


def row_id(text: str) -> int:
    """Return the id that a control carries; 0, which no row has, where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
