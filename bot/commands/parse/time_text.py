"""A line of text for the time grammar: folded words, with offsets that lead back to the words as written."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.commands.parse.clean import fold

OPENING, CLOSING = "([*«“\"'", ",;:!?)]*»”\"'"
OPAQUE = "\x00"
"""Replaces a word in quotation marks, which is never read as time."""
_DASHES = str.maketrans("–—−", "---")
_KEPT = {"før": "før", "foer": "før", "våren": "våren", "vår": "vår"}
"""Words that folding would turn into other words: «for», «varen»."""


@dataclass(frozen=True)
class TimeText:
    """The words of a line. `text` is their folded forms separated by single spaces; a comma replaces any punctuation.

    `starts` and `ends` are the offsets of each word in `text`, without the marks after it.
    """

    words: tuple[str, ...]
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def index(self, offset: int) -> int:
        """Return the first word that begins at an offset of `text` or after it."""
        return bisect_left(self.starts, offset)

    def folded(self, index: int) -> str:
        """Return the folded form of a word; empty outside the line."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""


def time_text(words: Sequence[str], hidden: AbstractSet[int] | None = None) -> TimeText:
    """Return the words of a line, without punctuation around them; quoted (or `hidden`) words are not read as time."""
    quoted = _quoted(words) if hidden is None else hidden
    parts, starts, ends, at = list[str](), list[int](), list[int](), 0
    for index, word in enumerate(words):
        bare = OPAQUE if index in quoted else _bare(word)
        mark = "," if index not in quoted and word[-1:] in CLOSING and bare else ""
        starts.append(at)
        ends.append(at + len(bare))
        parts.append(bare + mark)
        at += len(bare) + len(mark) + 1
    return TimeText(tuple(words), " ".join(parts), tuple(starts), tuple(ends))


def _bare(word: str) -> str:
    bare = word.lstrip(OPENING).rstrip(CLOSING).translate(_DASHES)
    return _KEPT.get(bare.casefold()) or fold(bare)


def _quoted(words: Sequence[str]) -> set[int]:
    """Return the indexes of the words within closed quotation marks."""
    found, opened = set[int](), -1
    for index, word in enumerate(words):
        if opened < 0 and word[:1] in '«“"':
            opened = index
        if opened >= 0 and word.rstrip(",.;:!?)")[-1:] in '»”"' and (opened < index or len(word) > 1):
            found.update(range(opened, index + 1))
            opened = -1
    return found
