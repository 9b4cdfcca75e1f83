"""How like short texts are: by their four-letter sequences (4-grams), stems and pairs of words, the rare ones counting most.

Misspelt words, compounds, dialect and nynorsk share most of their sequences with the word that was meant, so no rules
are needed for them. Pairs say how something is asked: «hvem bygger», «hvordan får». Each text counts by itself: a
question is like an entry if it is like one of its texts as a whole.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from math import log, sqrt
from typing import NamedTuple

from content.folding import fold
from models.search.words import grams, stems

Vector = Mapping[str, float]
"""The weight of each sequence, stem and pair of a text, of length 1 in all."""
STEM, JOINT = "#", " "
"""What a stem begins with, and what is between the words of a pair, so that they are no sequences."""
_WORD = re.compile(r"[^\W_]+")
PAIR = 0.7
"""How much a pair of words counts, of what its rarity says."""


class Alike(NamedTuple):
    """How like the most like text of an entry is, 0 to 1, and how like all of them are together.

    Together, texts count as the root of how many they are: an entry is not more like for having many, and not less.
    """

    best: float
    together: float


class Likeness:
    """Texts with the number of the entry each is of. It does not change once made."""

    def __init__(self, texts: Sequence[tuple[int, str]], like: "Likeness | None" = None) -> None:
        """With `like`, sequences are as rare as in the texts of that one."""
        known: dict[str, Sequence[str]] = {}
        read = [(number, pieces) for number, text in texts if (pieces := _pieces(text, known))]
        self._numbers = [number for number, _ in read]
        self._roots = {number: sqrt(often) for number, often in Counter(self._numbers).items()}
        self.rarity: Mapping[str, float] = like.rarity if like else _rarity([pieces for _, pieces in read])
        self.unknown: float = like.unknown if like else log(1 + len(read))
        self._having: dict[str, array[float]] = defaultdict(lambda: array("f"))
        """The place of each text that has a piece, and its weight there, in turns."""
        for place, (_, pieces) in enumerate(read):
            for piece, weight in self._weighed(pieces).items():
                self._having[piece].extend((place, weight))

    def vector(self, text: str) -> Vector:
        """Return the pieces of a text."""
        return self._weighed(_pieces(text, {}))

    def most_like(self, vector: Vector) -> dict[int, Alike]:
        """Return how like the texts of each entry are, by its number, if they share anything."""
        sums = [0.0] * len(self._numbers)
        for piece, weight in vector.items():
            if piece in self._having:
                having = self._having[piece]
                for place, other in zip(having[::2], having[1::2], strict=True):
                    sums[int(place)] += weight * other
        best: dict[int, float] = defaultdict(float)
        whole: dict[int, float] = defaultdict(float)
        for number, like in zip(self._numbers, sums, strict=True):
            if like:
                best[number] = max(best[number], like)
                whole[number] += like
        return {number: Alike(like, whole[number] / self._roots[number]) for number, like in best.items()}

    def between(self, vector: Vector, text: str) -> Alike:
        """Return how like another text is."""
        like = sum(weight * vector.get(piece, 0.0) for piece, weight in self.vector(text).items())
        return Alike(like, like)

    def _weighed(self, pieces: Sequence[str]) -> Vector:
        weights = {piece: (1 + log(often)) * self._rare(piece) for piece, often in Counter(pieces).items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}

    def _rare(self, piece: str) -> float:
        return self.rarity.get(piece, self.unknown) * (PAIR if JOINT in piece else 1.0)


NOTHING = Alike(0.0, 0.0)


def _pieces(text: str, known: dict[str, Sequence[str]]) -> Sequence[str]:
    """Return the sequences, stems and pairs of a text, as often as they are in it; those of each word are kept in `known`."""
    said = _WORD.findall(fold(text))
    for word in said:
        if word not in known:
            known[word] = (*grams(word), *(STEM + stem for stem in stems(word)))
    pairs = (f"{first}{JOINT}{second}" for first, second in pairwise(said))
    return (*chain.from_iterable(map(known.__getitem__, said)), *pairs)


def _rarity(texts: Sequence[Sequence[str]]) -> Mapping[str, float]:
    having = Counter(chain.from_iterable(map(frozenset, texts)))
    return {piece: log(1 + len(texts) / number) for piece, number in having.items()}
