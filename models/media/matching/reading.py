"""A text made ready for looking up words: small letters in place, with the way back to the text as it was written."""

import re
import unicodedata
from itertools import product

from content.frozen import frozen

ODD = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff\u0130]")
"""Soft hyphens, loose accents, marks without width, and the one letter that grows when made small."""
SPELLINGS = {"æ": ("æ", "ä", "ae", "a"), "ø": ("ø", "ö", "oe", "o"), "å": ("å", "aa", "a")}
"""How a letter is written, with and without a Norwegian keyboard."""


@frozen
class NormalizedText:
    """A text in small letters. `places` holds where each of them stands in the text (None: in the same place)."""

    text: str
    small: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text a stretch of `small` stands."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def read(text: str) -> NormalizedText:
    """Return the text ready for looking up words. Never raises."""
    if text.isascii() or not ODD.search(text):
        small = text.lower()
        if len(small) == len(text):
            return NormalizedText(text, small)
    return _read_slowly(text)


def _read_slowly(text: str) -> NormalizedText:
    """Put loose accents on their letters, and leave out what has no width."""
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


def spellings(word: str) -> tuple[str, ...]:
    """Return every way to write a word: «strøm», «ström», «stroem» and «strom»."""
    return tuple(map("".join, product(*(SPELLINGS.get(letter, (letter,)) for letter in word.lower()))))
