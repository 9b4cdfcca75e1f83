"""Text from outside, made safe to store, to compare and to show."""

from content.folding import clean as clean  # noqa: PLC0414 - for those who ask here
from content.folding import fold as fold  # noqa: PLC0414 - the same


def leading_word(text: str) -> str:
    """Return the word that decides what a command does, folded; empty if there is none.

    What may be done by whom is decided by it before a handler reads the text, so a handler must see no other word there.
    """
    return fold(clean(text).strip(" ?!.").partition(" ")[0])


def short(text: str, length: int = 60) -> str:
    """Return at most that many characters, with «…» where something was cut."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
