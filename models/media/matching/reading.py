"""A text prepared for looking up words: in small letters, with the positions in the original text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

ODD = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff\u0130]")
"""Soft hyphens, combining accents, marks without width, and the one letter that grows when made small."""
SPELLINGS = {"æ": ("æ", "ä", "ae", "a"), "ø": ("ø", "ö", "oe", "o"), "å": ("å", "aa", "a")}
"""How a letter is written, with and without a Norwegian keyboard."""
WORDS_KEPT = 8_192
"""The spellings of how many words are shared by all who look for them."""


@dataclass(frozen=True)
class NormalizedText:
    """A text in small letters. `places` are their positions in the text (None: the same positions)."""

    text: str
    small: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the position in the text of a stretch of `small`."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def read(text: str) -> NormalizedText:
    """Return the text prepared for looking up words. Never raises."""
    if text.isascii() or not ODD.search(text):
        small = text.lower()
        if len(small) == len(text):
            return NormalizedText(text, small)
    return _read_slowly(text)


def _read_slowly(text: str) -> NormalizedText:
    """Combine accents with their letters, and leave out what has no width."""
    small: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if unicodedata.combining(sign) and small:
            composed = unicodedata.normalize("NFC", small[-1] + sign)
            small[-1] = composed if len(composed) == 1 else small[-1]
        elif not ODD.match(sign) or sign == "\u0130":
            small.append(sign.lower()[0])
            places.append(place)
    return NormalizedText(text, "".join(small), (*places, len(text)))


@lru_cache(maxsize=WORDS_KEPT)
def spellings(word: str) -> tuple[str, ...]:
    """Return every way to write a word: «strøm», «ström», «stroem» and «strom»."""
    return tuple(map("".join, product(*(SPELLINGS.get(letter, (letter,)) for letter in word.lower()))))
