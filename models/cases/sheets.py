"""What people write of a case: the note's sheet, by field."""

from collections.abc import Mapping

from models.tables import PolicyCase

FIELDS: Mapping[str, str] = {
    "problem": "Problemet",
    "losning": "Løsningen",
    "bestemmer": "Hvem bestemmer",
    "drivere": "Drivere",
    "barrierer": "Barrierer",
    "allierte": "Allierte",
    "status": "Status",
    "plan": "Planen i år",
}
"""The texts by their stored names, with what people call them, in order."""
STRATEGY = "strategi"
"""The stored name of the list of strategies."""
STRATEGIES: Mapping[str, str] = {
    "dialog": "Direkte dialog",
    "allianser": "Alliansebygging",
    "media": "Mediearbeid",
    "horing": "Høringsinnspill",
    "mobilisering": "Mobilisering",
    "agenda": "Sette agenda selv",
}
"""The note's six kinds of work, by their stored names."""
LONGEST = 1_000
"""The most characters of a field."""


def text_of(case: PolicyCase, field: str) -> str:
    """Return what is written in a field; empty if nothing is."""
    value = case.sheet.get(field)
    return value if isinstance(value, str) else ""


def strategies_of(case: PolicyCase) -> tuple[str, ...]:
    """Return the chosen strategies by their stored names, in the note's order."""
    chosen = case.sheet.get(STRATEGY)
    return tuple(each for each in STRATEGIES if isinstance(chosen, list) and each in chosen)


def is_empty(case: PolicyCase) -> bool:
    """Return True if nothing is written."""
    return not strategies_of(case) and not any(text_of(case, each) for each in FIELDS)
