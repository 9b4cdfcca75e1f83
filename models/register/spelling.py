"""Which words of a workspace's register somebody may mean: those with that prefix, and similar ones."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.register.words import SHORTEST_GRAM, grams
from models.tables import Gram

MOST_BEGUN, MOST_ALIKE, LOOKED_AT = 60, 12, 1_000
LIKENESS = 0.65
"""The least similarity of a misspelt word: one error in three letters, two in six. A swap is one error."""
INSIDE = 4
"""From this length on, a word is also searched for within longer ones: «tunnel» in «rikstunnelen»."""
COMPOUND = 0.7
"""The similarity of a longer word to the one it begins with: «transportkomite» to «transport»."""
LAST = "\U0010ffff"
"""Sorts after every letter in both databases' order of bytes."""


def begun(session: Session, workspace_id: int, word: str) -> Sequence[str]:
    """Return the words that begin with a folded word; only itself if it has one or two letters and is known."""
    query = select(Gram.word).where(Gram.workspace_id == workspace_id, Gram.word >= word, Gram.word < word + LAST)
    found = session.scalars(query.distinct().order_by(Gram.word).limit(MOST_BEGUN)).all()
    return (word,) if len(word) < SHORTEST_GRAM and word in found else found


def alike(session: Session, workspace_id: int, word: str, known: Sequence[str]) -> Sequence[str]:
    """Return `known` (those of `begun`), then words that contain a folded word or are similar, most similar first."""
    if len(word) < SHORTEST_GRAM:
        return known
    near = sorted(((_likeness(word, each), each) for each in _sharing(session, workspace_id, word)), reverse=True)
    return tuple(dict.fromkeys((*known, *(each for likeness, each in near[:MOST_ALIKE] if likeness >= LIKENESS))))


def _sharing(session: Session, workspace_id: int, word: str) -> Sequence[str]:
    """Return the words that share most grams with it, those of nearly its length first among equals."""
    query = (
        select(Gram.word)
        .where(Gram.workspace_id == workspace_id, Gram.gram.in_(sorted(grams(word))))
        .group_by(Gram.word)
        .order_by(func.count().desc(), func.abs(func.length(Gram.word) - len(word)), Gram.word)
    )
    return session.scalars(query.limit(LOOKED_AT)).all()


def _likeness(word: str, other: str) -> float:
    if len(word) >= INSIDE and word in other:
        return 1.0
    if len(other) > INSIDE and word.startswith(other):
        return COMPOUND
    return OSA.normalized_similarity(word, other)
