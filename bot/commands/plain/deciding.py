"""Whether the best that was found is an answer, and whether its date is the date that is asked for."""

from collections.abc import Sequence

from bot.commands.plain.weighing import NEAR, Asked, EntryCandidate, Scored
from content.municipalities import municipalities
from content.parties import PARTIES
from models.search.asked_as import texts_of
from models.search.pack_entry import Aspect
from models.search.plain_words import synonyms
from models.search.words import Word, stems

ENOUGH, UNKNOWN = 0.3, 0.6
"""The least score of an answer, and how much more is needed if all words of the question are in nothing we have."""
OF_NAME = 2
"""How many other unknown words an unknown name counts as: what is asked is about it."""
SURELY, DATED = 0.6, 0.4
"""How like the question an entry is that is surely, or perhaps, named by it."""
PARTY_STEMS = frozenset(stem for short, names in PARTIES.items() for each in (short, *names) for stem in stems(each))
SHORTEST = 3
"""A shorter word says nothing of what is known."""


def may_answer(asked: Asked, best: EntryCandidate) -> bool:
    """Return False if the best cannot answer, however like the question it is.

    Nothing says who holds a post. What asks when is answered by what has a time, or by advice, and by nothing that lacks
    a name in the question: a party's meeting is not another party's.
    """
    question, entry = asked.question, best.entry
    if question.asks_for_holder:
        return entry.kind == "oversikt"
    if Aspect.WHEN not in question.aspects:
        return True
    texts = (*texts_of(entry), *(asked.likeness.questions(best.number) if best.place == 0 else ()))
    said = {stem for text in texts for stem in stems(text)}
    names = [word for unit in question.units for word in unit.words if _is_of_one(word)]
    is_of_time = len(question.aspects) > 1 or bool(entry.aspects & {Aspect.WHEN, Aspect.HOW})
    return is_of_time and all(word.stem in said for word in names)


def _is_of_one(word: Word) -> bool:
    """Return True for the name of a party or a municipality."""
    return word.stem in PARTY_STEMS or (word.written[:1].isupper() and bool(municipalities(word.written)))


def needed(asked: Asked) -> float:
    """Return the least score of an answer: more if the question has words that are in nothing we have, most for names."""
    words = [word for unit in asked.question.units for word in unit.words if len(word.folded) >= SHORTEST]
    lacking = [word for word in words if not asked.likeness.knows(word) and (word.stem,) not in synonyms()]
    unknown = sum(OF_NAME if word.written[:1].isupper() else 1 for word in lacking)
    return ENOUGH + UNKNOWN * unknown / max(1, len(words))


def is_named(scored: Sequence[Scored]) -> bool:
    """Return True if the question names the best that was found, so that its date is the date that is asked for.

    The best has all the words that say something, or is like the question as a whole; and nothing near it that is at
    another time has more of the words.
    """
    score, best = scored[0]
    if best.alike.best >= SURELY:
        return True
    if (best.words is None or best.words.lacks) and best.alike.best < DATED:
        return False
    covered = best.words.coverage if best.words else 0.0
    return not any(
        other.words is not None and other.words.coverage > covered
        for near, other in scored[1:]
        if near >= NEAR * score and other.when and best.when and other.when.first != best.when.first
    )
