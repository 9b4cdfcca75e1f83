"""The documents, queries and results of the search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from models.search.words import Word


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
