"""How like short texts are: by their four-letter sequences (4-grams), the rare ones counting most.

Misspelt words, compounds, dialect and nynorsk share most of their sequences with the word that was meant, so no rules
are needed for them. Each text counts by itself: a question is like an entry if it is like one of its texts as a whole.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from content.folding import fold
from models.search.words import grams

Vector = Mapping[str, float]
"""The weight of each sequence of a text, of length 1 in all."""


class Alike(NamedTuple):
    """How like the most like text of an entry is, 0 to 1, and how like all of them are together.

    Together, texts count as the root of how many they are: an entry is not more like for having many, and not less.
    """

    best: float
    together: float


class Likeness:
    """Texts with the number of the entry each is of. It does not change once made."""

    def __init__(self, texts: Sequence[tuple[int, str]], like: "Likeness | None" = None) -> None:
        """With `like`, sequences are as rare as in the texts of that one.

        Texts are counted twice rather than kept counted, which takes 15 MB for 5,000.
        """
        texts = [(number, text) for number, text in texts if _words(text)]
        known: dict[str, Sequence[str]] = {}
        self._numbers = [number for number, _ in texts]
        self._roots = {number: sqrt(often) for number, often in Counter(self._numbers).items()}
        self.rarity: Mapping[str, float] = like.rarity if like else _rarity([text for _, text in texts], known)
        self.unknown: float = like.unknown if like else log(1 + len(texts))
        self._having: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("f")))
        for place, (_, text) in enumerate(texts):
            for gram, weight in self._weighed(_counted(text, known)).items():
                places, weights = self._having[gram]
                places.append(place)
                weights.append(weight)

    def vector(self, text: str) -> Vector:
        """Return the sequences of a text."""
        return self._weighed(_counted(text, {}))

    def most_like(self, vector: Vector) -> dict[int, Alike]:
        """Return how like the texts of each entry are, by its number, if they share anything."""
        sums = [0.0] * len(self._numbers)
        for gram, weight in vector.items():
            if gram in self._having:
                for place, other in zip(*self._having[gram], strict=True):
                    sums[place] += weight * other
        best: dict[int, float] = defaultdict(float)
        whole: dict[int, float] = defaultdict(float)
        for number, like in zip(self._numbers, sums, strict=True):
            if like:
                best[number] = max(best[number], like)
                whole[number] += like
        return {number: Alike(like, whole[number] / self._roots[number]) for number, like in best.items()}

    def between(self, vector: Vector, text: str) -> Alike:
        """Return how like another text is."""
        like = sum(weight * vector.get(gram, 0.0) for gram, weight in self.vector(text).items())
        return Alike(like, like)

    def _weighed(self, counted: Mapping[str, int]) -> Vector:
        weights = {gram: (1 + log(often)) * self.rarity.get(gram, self.unknown) for gram, often in counted.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}


NOTHING = Alike(0.0, 0.0)


def _counted(text: str, known: dict[str, Sequence[str]]) -> Mapping[str, int]:
    """Return how often each sequence is in a text; those of each word are kept in `known`."""
    counted: dict[str, int] = {}
    for word in _words(text):
        if word not in known:
            known[word] = tuple(grams(word))
        for gram in known[word]:
            counted[gram] = counted.get(gram, 0) + 1
    return counted


def _words(text: str) -> Sequence[str]:
    return "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()


def _rarity(texts: Sequence[str], known: dict[str, Sequence[str]]) -> Mapping[str, float]:
    having = Counter(gram for text in texts for gram in _counted(text, known))
    return {gram: log(1 + len(texts) / number) for gram, number in having.items()}
