"""The words somebody is found by, and the grams of a word that a misspelt one is found by."""

import re
from collections.abc import Iterable
from functools import lru_cache

from content.folding import fold
from models.register.kinds import MOST, TIERS

LONGEST = 64
SHORTEST_GRAM = 3
EDGE = "."
"""Marks the start and the end of a word, so that beginnings and ends weigh more."""
NOISE = frozenset({"og", "i", "pa", "for", "fra", "til", "av", "med", "hos", "den", "det", "om", "the", "of"})
"""Folded words that distinguish nobody."""
_APOSTROPHES = str.maketrans(dict.fromkeys("ʼʻˈꞌ", "'"))
"""Letters that look like an apostrophe, by the names of their signs, and are typed as one."""
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text that it may be found by, each once, in order."""
    found = (word[:LONGEST] for word in _WORD.findall(fold(text)))
    return tuple(dict.fromkeys(word for word in found if word not in NOISE))


def grams(word: str) -> frozenset[str]:
    """Return every three characters in a row of a word with `EDGE` at its ends; one for a shorter word."""
    if len(word) < SHORTEST_GRAM:
        return frozenset({f"{EDGE}{word}{EDGE}"[:3]})
    edged = f"{EDGE}{word}{EDGE}"
    return frozenset(edged[start : start + 3] for start in range(len(edged) - 2))


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """Return a name in the form in which it is compared and looked up whole."""
    return folded_words(name)[:200]


def folded_words(text: str) -> str:
    """Return the words of a text in the form in which names are compared, with a space between."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=4096)
def same_name_key(name: str) -> str:
    """Return what two typographies of one name share: «O'Brien», «O’Brien» and «OBrien», «Anne-Lise» and «Annelise»."""
    return folded_name(name.translate(_APOSTROPHES)).replace(" ", "")


def rank(tier: str, influence: int | None, interest: int | None) -> int:
    """Return how important somebody is, the lowest number first: the tier, then influence, then interest (1–5)."""
    return (TIERS.index(tier) * (MOST + 1) + MOST - (influence or 0)) * (MOST + 1) + MOST - (interest or 0)


def theme_word(theme: str) -> str:
    """Return the word that all who care about a theme are found by."""
    return f"tema:{theme}"[:LONGEST]


def committee_words(bodies: Iterable[str]) -> set[str]:
    """Return the words that members of these committees and councils are found by."""
    return {f"komite:{word}"[:LONGEST] for body in bodies for word in words(body)}
