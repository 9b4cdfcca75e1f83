"""Ranking documents by how much of a whole question they cover, over several indexes at once.

`Index.search` asks for the most words, which suits a few words that narrow a list. A question has words that matter
and words that do not: here each word counts by how rare it is, and a document needs no particular one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import NamedTuple

from rapidfuzz.distance import OSA

from models.search.documents import Tier, Unit
from models.search.index import Index
from models.search.words import words

TIERS: Mapping[Tier, float] = {
    Tier.NAMED: 1.0,
    Tier.SAID: 0.95,
    Tier.COMPOUND: 0.75,
    Tier.ABOUT: 0.55,
    Tier.MEANT: 0.7,
    Tier.RESEMBLES: 0.75,
}
"""How much a match counts by how it matches."""
PART = 0.3
"""How much it counts that only a part of a longer word matches: «vindkraft» is not «kraft»."""
SOFT = 0.4
"""How much a word that says little counts, of what its rarity says."""
UNKNOWN, EACH_LETTER, NAME = 1.0, 0.45, 8.0
"""How much a word that no document has counts: more if it is long, and most if it is written as a name."""
MOST_UNKNOWN = 6.0
SLIP = 0.8
"""The least similarity of a misspelt word: higher than where people search a list, since nothing else may be known."""
LONGEST_SLIP = 2
"""How much longer or shorter a misspelt word may be."""


class Ranked(NamedTuple):
    """A document by the place of its index and its number there, and how much of the question it covers, 0 to 1."""

    place: int
    number: int
    coverage: float
    lacks: bool
    """True if it lacks a word that says something."""


def rank(indexes: Sequence[Index], units: Sequence[Unit], soft: Collection[str] = ()) -> list[Ranked]:
    """Return the documents that match any unit of a question, the best first, then in their order.

    `soft` are the stems of words that say little by themselves.
    """
    covered: dict[tuple[int, int], float] = defaultdict(float)
    strong: dict[tuple[int, int], int] = defaultdict(int)
    whole, strongest = 0.0, 0
    for unit in units:
        read_as: list[dict[str, tuple[str, ...]]] = [{} for _ in indexes]
        found = [index.match(unit, each) for index, each in zip(indexes, read_as, strict=True)]
        resembling = next((each for each, hits in zip(read_as, found, strict=True) if hits), {})
        best = min((hit.tier for each in found for hit in each.values()), default=Tier.RESEMBLES)
        rarity = _rarity(unit, indexes, found)
        is_part = unit.written in resembling and not _is_slip(unit, resembling[unit.written])
        rarity = max(rarity, _unknown(unit)) if is_part else rarity
        says_little = all(word.stem in soft for word in unit.words)
        weight = rarity * (SOFT if says_little else 1.0)
        whole += weight
        strongest += not says_little
        for place, each in enumerate(found):
            for number, hit in each.items():
                if hit.tier is Tier.RESEMBLES and best < Tier.COMPOUND:
                    continue  # The word is known elsewhere, so it is not misspelt.
                tier = PART if is_part else TIERS[hit.tier]
                covered[place, number] += weight * tier
                strong[place, number] += not says_little and not is_part
    if not strongest:
        whole /= SOFT
    ranked = (
        Ranked(*key, weight / whole if whole else 0.0, not strongest or strong[key] < strongest)
        for key, weight in covered.items()
    )
    return sorted(ranked, key=lambda each: (-each.coverage, each.place, each.number))


def _rarity(unit: Unit, indexes: Sequence[Index], found: Sequence[Collection[int]]) -> float:
    """Return how rare a unit is in the first index that has it: thousands of rows do not make the content's words rare.

    An index smaller than the first counts as large as that: what the only case is called is rare all the same.
    """
    for index, each in zip(indexes, found, strict=True):
        if each:
            size = max(len(index), len(indexes[0]))
            return log(1 + (size - len(each) + 0.5) / (len(each) + 0.5))
    return _unknown(unit)


def _unknown(unit: Unit) -> float:
    if any(word.written[:1].isupper() and not word.is_short for word in unit.words):
        return NAME
    return min(MOST_UNKNOWN, UNKNOWN + EACH_LETTER * max((len(word.folded) for word in unit.words), default=0))


def _is_slip(unit: Unit, read_as: Sequence[str]) -> bool:
    """Return True if the words it was read as are spelt nearly as it is, and are no mere parts of it."""
    pairs = [
        pair
        for each in read_as
        for read, said in zip(words(each), unit.words, strict=False)
        for pair in ((said.folded, read.folded), (said.stem, read.stem))
    ]
    return any(
        abs(len(said) - len(read)) <= LONGEST_SLIP and OSA.normalized_similarity(said, read) >= SLIP
        for said, read in pairs
    )
