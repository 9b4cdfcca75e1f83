"""What to say of a text that is longer than what can be kept."""

from bot.cards.words import number


def length_error(label: str, text: str, longest: int) -> str | None:
    """Return what to mend where a text has more characters than that; None where it fits. `label` is the field's name."""
    if len(text) <= longest:
        return None
    return f"{label} har {number(len(text))} tegn. Kort ned til {number(longest)}."
