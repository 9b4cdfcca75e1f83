"""Ranking documents by how much of a whole question they cover, over several indexes at once.

`Index.search` asks for the most words, which suits a few words that narrow a list. A question has words that matter
and words that do not: here each word counts by how rare it is, and a document needs no particular one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from models.search.documents import Hit, Tier, Unit
from models.search.index import Index

TIERS: Mapping[Tier, float] = {
    Tier.NAMED: 1.0,
    Tier.SAID: 0.95,
    Tier.COMPOUND: 0.75,
    Tier.ABOUT: 0.55,
    Tier.MEANT: 0.7,
    Tier.RESEMBLES: 0.65,
}
"""How much a match counts by how it matches."""
NAMED_MORE = 1.25
"""How much more a word counts in a document whose name it is."""


class Ranked(NamedTuple):
    """A document by the place of its index and its number there, its score, and how much of the question it covers (0 to 1)."""

    place: int
    number: int
    score: float
    coverage: float


def rank(indexes: Sequence[Index], units: Sequence[Unit]) -> list[Ranked]:
    """Return the documents that match any unit of a question, the best first, then in their order."""
    total = sum(map(len, indexes))
    scores: dict[tuple[int, int], float] = defaultdict(float)
    covered: dict[tuple[int, int], float] = defaultdict(float)
    whole = 0.0
    for unit in units:
        found = [index.match(unit) for index in indexes]
        best = min((hit.tier for each in found for hit in each.values()), default=Tier.RESEMBLES)
        having = sum(len(each) for each in found)
        rarity = log(1 + (total - having + 0.5) / (having + 0.5))
        whole += rarity
        for place, each in enumerate(found):
            for number, hit in each.items():
                if hit.tier is Tier.RESEMBLES and best < Tier.COMPOUND:
                    continue  # The word is known elsewhere, so it is not misspelt.
                scores[place, number] += rarity * _weight(hit, rarity)
                covered[place, number] += rarity * min(1.0, TIERS[hit.tier])
    ranked = (
        Ranked(place, number, score, covered[place, number] / whole if whole else 0.0)
        for (place, number), score in scores.items()
    )
    return sorted(ranked, key=lambda each: (-each.score, each.place, each.number))


def _weight(hit: Hit, rarity: float) -> float:
    often = min(1.0, hit.score / max(rarity, 0.1) / 2)
    named = NAMED_MORE if hit.tier is Tier.NAMED else 1.0
    return TIERS[hit.tier] * named * (0.6 + 0.4 * often)
