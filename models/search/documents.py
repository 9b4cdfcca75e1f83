"""What is searched, what is looked for, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from models.search.words import Word


class Document(NamedTuple):
    """What can be found: a title, the text that goes with it, and what it is about without saying so.

    `names` is what the thing itself is called, one a line. `tags` are marks such as `tema:jernbane`.
    """

    title: str
    text: str = ""
    about: str = ""
    names: str = ""
    tags: tuple[str, ...] = ()


class Tier(IntEnum):
    """How a document was found, the best first."""

    NAMED = 0
    SAID = 1
    COMPOUND = 2
    ABOUT = 3
    MEANT = 4
    RESEMBLES = 5


@dataclass(frozen=True)
class Unit:
    """What is looked for as one: a word, or words that belong together, and what else means the same.

    `meanings` are phrases as stems, `tags` those of documents that are about it, and `marks` those of documents that say
    it by having them. `is_phrase` asks for the words side by side, and with `may_resemble` False nothing else will do.
    """

    written: str
    words: tuple[Word, ...]
    is_phrase: bool = False
    may_resemble: bool = True
    meanings: frozenset[tuple[str, ...]] = frozenset()
    tags: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    instead: "Unit | None" = None
    """What is looked for where nothing has it: the word of the content that is nearly the same."""


class Hit(NamedTuple):
    """A document that was found, by its number in the index."""

    number: int
    tier: Tier
    score: float


@dataclass(frozen=True)
class Hits:
    """What was found, the best first. `unknown` are the units that nothing has, as they were written.

    `apart` are those that nothing has together with the others. `resembling` is what each unit that nothing has was read as: words as they are in the documents.
    """

    hits: tuple[Hit, ...] = ()
    unknown: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    resembling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
