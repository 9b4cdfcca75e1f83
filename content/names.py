"""Given names that are common in Norway, so that the halves of a name can be told apart."""

from functools import cache
from importlib.resources import files

from content.folding import fold


def is_given(name: str) -> bool:
    """Return True if a word, or each half of one with a hyphen, is a common given name, whatever the accents and case."""
    halves = fold(name).replace("‑", "-").split("-")
    return all(half in _given() for half in halves)


@cache
def _given() -> frozenset[str]:
    text = files("content").joinpath("fornavn.txt").read_text("utf-8")
    # The first lines say what the file is.
    return frozenset(fold(name) for line in text.splitlines()[2:] for name in line.split())
