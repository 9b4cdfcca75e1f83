"""Given names that are common in Norway, for finding out which part of a name is the family name."""

from functools import cache
from importlib.resources import files

from content.folding import fold


def is_given(name: str) -> bool:
    """Return True if a word, or each half of one with a hyphen, is a common given name, ignoring accents and case."""
    halves = fold(name).replace("‑", "-").split("-")
    return all(half in _given() for half in halves)


@cache
def _given() -> frozenset[str]:
    text = files("content").joinpath("fornavn.txt").read_text("utf-8")
    # The first lines say what the file is.
    return frozenset(fold(name) for line in text.splitlines()[2:] for name in line.split())
