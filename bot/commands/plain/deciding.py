"""Whether the best that was found is an answer, and whether its date is the date that is asked for."""

from collections.abc import Sequence

from bot.commands.plain.support import all_explained, said_of, support
from bot.commands.plain.weighing import NEAR, Asked, EntryCandidate, Scored
from content.municipalities import municipalities
from content.parties import PARTIES
from models.search.pack_entry import Aspect
from models.search.plain_words import synonyms
from models.search.words import Word, stems, words

ENOUGH, UNKNOWN = 0.4, 0.35
"""The least score of an answer, and how much more is needed if all words of the question are in nothing we have."""
OF_NAME, OF_SOMEBODY = 2, 2
"""How many other unknown words an unknown name counts as, and a word that is asked about somebody: the question is about it."""
SURELY, NAMED = 0.5, 0.6
"""How like the question an entry is, or how much of it it explains, that is named by it."""
SOMEBODY = frozenset({"organisasjon", "interessent", "allianse", "delregion", "målgruppe"})
"""The kinds of those that things are asked about."""
EXPLAINED, BARELY_EXPLAINED, LIKE_ENOUGH = 0.5, 0.25, 1.15
"""How much of what asks when an entry explains, or explains if its score is high."""
PARTY_STEMS = frozenset(stem for short, names in PARTIES.items() for each in (short, *names) for stem in stems(each))
SHORTEST = 3
"""A shorter word says nothing of what is known."""


def may_answer(asked: Asked, best: EntryCandidate, score: float) -> bool:
    """Return False if the best cannot answer, however like the question it is.

    Nothing says who holds a post, nothing is done as a favour, and a price is only of what has the word. What asks when
    is answered by what has a time, or by advice, and by nothing that lacks a name in the question: a party's meeting is
    not another party's.
    """
    question, entry = asked.question, best.entry
    if question.is_beyond:
        return entry.kind == "oversikt"
    said = said_of(asked, best)
    if not question.attributes <= said:
        return False
    if question.topic and not all_explained(words(" ".join(question.topic)), said):
        return False
    return Aspect.WHEN not in question.aspects or _may_say_when(asked, best, score)


def _may_say_when(asked: Asked, best: EntryCandidate, score: float) -> bool:
    question, entry = asked.question, best.entry
    said = said_of(asked, best)
    names = [word for unit in question.units for word in unit.words if _is_of_one(word)]
    of_time = {Aspect.WHEN} if question.asks_for_date else {Aspect.WHEN, Aspect.HOW}
    is_of_time = len(question.aspects) > 1 or bool(entry.aspects & of_time)
    if not is_of_time or any(word.stem not in said for word in names):
        return False
    explained = support(asked, best)
    is_enough = explained >= EXPLAINED or (explained >= BARELY_EXPLAINED and score >= LIKE_ENOUGH)
    return is_enough or entry.kind == "oversikt" or question.aspects[0] is not Aspect.WHEN


def _is_of_one(word: Word) -> bool:
    """Return True for the name of a party or a municipality."""
    return word.stem in PARTY_STEMS or (word.written[:1].isupper() and bool(municipalities(word.written)))


def needed(asked: Asked, best: EntryCandidate) -> float:
    """Return the least score of an answer: more if the question has words that are in nothing we have, most for names.

    Such a word counts as a name does if the best is somebody: it is what is asked about them.
    """
    said = [word for unit in asked.question.units for word in unit.words if len(word.folded) >= SHORTEST]
    lacking = [word for word in said if not asked.likeness.knows(word) and (word.stem,) not in synonyms()]
    other = OF_SOMEBODY if best.entry.kind in SOMEBODY else 1
    unknown = sum(OF_NAME if word.written[:1].isupper() else other for word in lacking)
    return ENOUGH + UNKNOWN * unknown / max(1, len(said))


def is_named(asked: Asked, scored: Sequence[Scored]) -> bool:
    """Return True if the question names the best that was found, so that its date is the date that is asked for.

    The best is like the question as a whole, or explains most of it; and nothing near it that is at another time has
    more of the words.
    """
    score, best = scored[0]
    explained = support(asked, best)
    if best.alike.best >= SURELY and explained >= BARELY_EXPLAINED:
        return True
    if explained < NAMED:
        return False
    covered = best.words.coverage if best.words else 0.0
    return not any(
        other.words is not None and other.words.coverage > covered
        for near, other in scored[1:]
        if near >= NEAR * score and other.when and best.when and other.when.first != best.when.first
    )
