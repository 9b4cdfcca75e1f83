"""How much of what a question says an entry has words of: not how like it is, but what of it is explained."""

from collections.abc import Collection, Sequence

from rapidfuzz.distance import OSA

from bot.commands.plain.weighing import Asked, EntryCandidate
from models.search.asked_as import texts_of
from models.search.plain_words import SOFT, synonyms
from models.search.words import Word, stems

SAME, MISSPELT, MEANS, JOINED, PART = 1.0, 0.9, 0.8, 0.7, 0.5
"""How much a word is explained by itself, a slip of it, a synonym, a compound of it, and a part of it."""
SAYS_LITTLE = 0.4
"""How much a word counts that says little."""
SLIP, SHORTEST_SLIP, LONGEST_SLIP = 0.8, 5, 2
SHORTEST_PART, SHORTEST_WORD = 4, 2


def said_of(asked: Asked, entry: EntryCandidate) -> frozenset[str]:
    """Return the stems of all that is said of an entry: its texts, what it is about, and its questions."""
    questions = asked.likeness.questions(entry.number) if entry.place == 0 else ()
    texts = (*texts_of(entry.entry), entry.entry.document.about, *questions)
    return frozenset(stem for text in texts for stem in stems(text))


def support(asked: Asked, entry: EntryCandidate) -> float:
    """Return how much of what is asked an entry has words of, 0 to 1; the rare words count most."""
    said = said_of(asked, entry)
    words = [word for unit in asked.question.units for word in unit.words if len(word.folded) >= SHORTEST_WORD]
    weights = [asked.likeness.rarity(word) * (SAYS_LITTLE if word.stem in SOFT else 1.0) for word in words]
    explained = (weight * explained_by(word, said) for word, weight in zip(words, weights, strict=True))
    return sum(explained) / sum(weights) if words else 0.0


def explained_by(word: Word, said: Collection[str]) -> float:
    """Return how much a word is explained by some stems, 0 to 1."""
    if word.stem in said:
        return SAME
    if any(all(stem in said for stem in phrase) for phrase in synonyms().get((word.stem,), ())):
        return max(MEANS, _explained(word.stem, said))
    return _explained(word.stem, said)


def _explained(stem: str, said: Collection[str]) -> float:
    return max((_alike(stem, other) for other in said), default=0.0)


def _alike(stem: str, other: str) -> float:
    shortest = min(len(stem), len(other))
    if shortest < SHORTEST_PART:
        return 0.0
    is_near = shortest >= SHORTEST_SLIP and abs(len(stem) - len(other)) <= LONGEST_SLIP
    if is_near and OSA.normalized_similarity(stem, other) >= SLIP:
        return MISSPELT
    if other.startswith(stem) or other.endswith(stem):
        return JOINED
    return PART if stem.endswith(other) or stem.startswith(other) else 0.0


def all_explained(words: Sequence[Word], said: Collection[str]) -> bool:
    """Return True if every word is explained, if only in part."""
    return all(explained_by(word, said) for word in words)
