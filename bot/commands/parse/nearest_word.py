"""«Mente du …?»: the known word that is nearest to what was written."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.commands.parse.clean import fold

NEAR = 0.7
"""The least similarity of two words: one error in four letters, two in seven."""
LONGEST = 40


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to the one written (letters missing, doubled or swapped), if it is near enough."""
    if not 3 <= len(word) <= LONGEST:  # noqa: PLR2004 - a word of two letters is near everything
        return None
    best = process.extractOne(word, list(known), scorer=OSA.normalized_similarity, processor=fold, score_cutoff=NEAR)
    return best[0] if best else None
