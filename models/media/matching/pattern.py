"""One thing to search for, as written in the content pack, and the regular expressions made from it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from threading import Lock
from typing import Any, Literal

from content.names import is_given
from models.media.matching.reading import spellings

# snowballstemmer is imported where it is used: it imports every language's stemmer, 3 MB that only headlines need.

Kind = Literal["word", "exact", "prefix", "suffix", "part", "phrase"]
LETTER = r"[^\W_]"
GIVEN = "(fornavn)"
"""A part of a phrase that is any common given name."""
NOT_GIVEN = frozenset({"dag", "else", "even", "live", "liv", "sol", "vår"})
"""Given names that are usual words too: «hver dag strøm» names nobody."""
BETWEEN = r"[\s\-&\u2010-\u2015/'’\"«»“”]+"
"""What may be between the words of a phrase; a full stop or comma may not."""
ENDING = 6
"""The most letters that an inflected word («togenes») has more than the word itself."""
LONGEST_WORD = 60
MOST_SHARED = 16_384
"""How many words are kept prepared: workspaces that add a word to a theme share the others, a third of the time and memory."""
RARE = 5
"""A word with so many letters is rarely met by chance."""
_ONE_AT_A_TIME = Lock()
"""The stemmer stores the word it works on in itself, so it is not thread-safe."""


@dataclass(frozen=True)
class Pattern:
    """What to search for. `parts` are its words as written, with their `*`."""

    written: str
    kind: Kind
    parts: tuple[str, ...]

    @cached_property
    def key(self) -> str:
        """Return the word that makes a closer look worthwhile: the first, or the longest if the first is short."""
        return self._key_part.strip("*.")

    @cached_property
    def key_is_open(self) -> bool:
        """Return True if a longer word than the key matches too."""
        return self._key_part.endswith("*")

    @cached_property
    def key_is_first(self) -> bool:
        """Return True if no word of the pattern goes before the key."""
        return self._key_part is self.parts[0]

    @cached_property
    def key_is_last(self) -> bool:
        """Return True if no word of the pattern comes after the key."""
        return self._key_part is self.parts[-1]

    @cached_property
    def _key_part(self) -> str:
        first = self.parts[0]
        if first == GIVEN:
            return max(self.parts[1:], key=len)
        return first if len(first) >= RARE else max(self.parts, key=lambda part: len(part.rstrip("*.")))


def stem(word: str) -> str:
    """Return the stem of a Norwegian word in small letters (Snowball); what is longer than any word is unchanged."""
    return _stem(word) if len(word) <= LONGEST_WORD else word


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415

    return snowballstemmer.stemmer("norwegian")


@lru_cache(maxsize=MOST_SHARED)
def pattern(written: str) -> Pattern:
    """Read `tog`, `=toga`, `jernbane*`, `*tog`, `*fiske*` or `bane nor` (see `content.schema.media.Word`)."""
    parts = tuple(written.lower().removeprefix("=").split())
    if len(parts) > 1:
        return Pattern(written, "phrase", parts)
    if parts[0].startswith("*"):
        return Pattern(written, "part" if parts[0].endswith("*") else "suffix", parts)
    if parts[0].endswith("*"):
        return Pattern(written, "prefix", parts)
    return Pattern(written, "exact" if written.startswith("=") else "word", parts)


def is_form_of(token: str, word: str) -> bool:
    """Return True if a word is inflected: «togene» of «tog», «Vys» of «Vy», but not «ban» of «bane»."""
    return token in (word, f"{word}s") or (len(word) <= len(token) <= len(word) + ENDING and stem(token) == stem(word))


def is_phrase(match: re.Match[str]) -> bool:
    """Return True if what stands for a given name in a phrase's match is one."""
    given = match.groupdict().get("given")
    return given is None or (given not in NOT_GIVEN and is_given(given))


@lru_cache(maxsize=MOST_SHARED)
def phrase_expression(found: Pattern) -> re.Pattern[str]:
    """Return the expression that finds a phrase, in every spelling; its last word may be a genitive («Bane NORs»)."""
    *first, last = found.parts
    parts = [*map(_part, first), _part(last, genitive="s?")]
    return re.compile(rf"(?<!{LETTER}){BETWEEN.join(parts)}")


def _part(written: str, genitive: str = "") -> str:
    if written == GIVEN:
        return f"(?P<given>{LETTER}+)"
    alike = "|".join(map(re.escape, spellings(written.rstrip("*."))))
    ending = {"*": rf"{LETTER}*", ".": rf"(?!{LETTER})\.?"}.get(written[-1], rf"{genitive}(?!{LETTER})")
    return rf"(?:{alike}){ending}"


def beginnings_expression(beginnings: Iterable[str]) -> re.Pattern[str]:
    """Return the expression that finds every word with one of those beginnings; it matches whole words.

    It branches letter by letter, so that matching a word stops at the first letter that no beginning has there.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg] # a tree of trees
    for beginning in sorted(set(beginnings), key=len):
        node = tree
        for at, letter in enumerate(beginning):
            if at and "" in node:
                break
            node = node.setdefault(letter, {})
        else:
            node.clear()
            node[""] = {}
    return re.compile(rf"(?<!{LETTER}){_branches(tree)}{LETTER}*" if tree else r"(?!)")


def _branches(node: dict[str, dict]) -> str:  # type: ignore[type-arg] # a tree of trees
    if "" in node:
        return ""
    rows = list(_alternatives(node))
    return rows[0] if len(rows) == 1 else f"(?:{'|'.join(rows)})"


def _alternatives(node: dict[str, dict]) -> Iterator[str]:  # type: ignore[type-arg] # a tree of trees
    for letter, below in sorted(node.items()):
        yield re.escape(letter) + _branches(below)
