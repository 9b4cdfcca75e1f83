"""Limits of text, for every command, form and platform. A longer text gets an error message, and is never cut."""

from collections.abc import Mapping

from bot.cards.words import number
from bot.commands.parse.fault import Fault

MOST_WORDS = 1_000
"""The most characters that are parsed: the text of a command, or the part before its first colon."""
MOST_TEXT = 3_000
"""The most characters of free text, after the colon or in a field of a form; it is stored as written."""
COLON = ": "


def too_long(text: str) -> Fault | None:
    """Return a fault if a command's text is too long; otherwise None."""
    if len(text) <= MOST_WORDS:
        return None
    words, colon, free = text.replace(":\n", COLON).partition(COLON)
    if not colon or len(words) > MOST_WORDS:
        shown, said = len(words if colon else text), "Teksten" if not colon else "Teksten foran kolon"
        return Fault(f"{said} er for lang: {shown} tegn. Skriv høyst {MOST_WORDS} tegn, så svarer jeg.")
    if len(free) > MOST_TEXT:
        return Fault(f"Teksten etter kolon er for lang: {len(free)} tegn. Skriv høyst {MOST_TEXT} tegn.")
    return None


def length_error(text: str, most: int = MOST_TEXT) -> str | None:
    """Return an error message if the text of a field is too long; otherwise None."""
    return f"Skriv høyst {most} tegn. Nå er det {len(text)}." if len(text) > most else None


def length_errors(values: Mapping[str, str], most: Mapping[str, int]) -> dict[str, str]:
    """Return the error messages of the fields that are too long, by name."""
    return {name: said for name, limit in most.items() if (said := length_error(values.get(name, ""), limit))}


def column_error(label: str, text: str, longest: int) -> str | None:
    """Return an error message if a text has more characters than its column holds; otherwise None."""
    if len(text) <= longest:
        return None
    return f"{label} har {number(len(text))} tegn. Kort ned til {number(longest)}."
