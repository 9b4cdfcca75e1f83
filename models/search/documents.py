"""The documents, queries and results of the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from models.search.words import Word

RELEVANT = 0.6
"""Matches by synonyms are left out if they score less than this share of the best one."""


class Document(NamedTuple):
    """A document: a title, its text, and words for its subject that it does not contain itself (`about`).

    `names` are its own names, one on each line. `tags` are marks such as `tema:jernbane`.
    """

    title: str
    text: str = ""
    about: str = ""
    names: str = ""
    tags: tuple[str, ...] = ()


class Tier(IntEnum):
    """How a document matches, the best first."""

    NAMED = 0
    SAID = 1
    COMPOUND = 2
    ABOUT = 3
    MEANT = 4
    RESEMBLES = 5


@dataclass(frozen=True)
class Unit:
    """A part of a query: a word, or words that belong together, with its synonyms.

    `meanings` are synonyms as stems, `tags` those of documents about it, and `marks` those of documents that count as
    containing it. With `is_phrase` the words must be adjacent, and without `may_resemble` similar words do not match.
    """

    written: str
    words: tuple[Word, ...]
    is_phrase: bool = False
    may_resemble: bool = True
    meanings: frozenset[tuple[str, ...]] = frozenset()
    tags: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    instead: "Unit | None" = None
    """The unit to search for if no document matches: the nearest word in the content."""


class Hit(NamedTuple):
    """A document that was found, by its number in the index."""

    number: int
    tier: Tier
    score: float


@dataclass(frozen=True)
class Hits:
    """The results, the best first. `unknown` are the units that no document matches, as written.

    `apart` are those that no document matches together with the others. `resembling` is how unknown units were read:
    similar words, as written in the documents.
    """

    hits: tuple[Hit, ...] = ()
    unknown: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    resembling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def together(found: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Return the documents in all of these, with the sums of their scores."""
    if not found:
        return {}
    first, *others = found
    return {
        number: score + sum(other[number] for other in others)
        for number, score in first.items()
        if all(number in other for other in others)
    }


def relevant(scores: Mapping[int, float]) -> dict[int, float]:
    """Return the documents that score near the best one."""
    least = RELEVANT * max(scores.values(), default=0.0)
    return {number: score for number, score in scores.items() if score >= least}
