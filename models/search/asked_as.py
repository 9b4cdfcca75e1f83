"""How like a question is to what a pack's entries say, and to the questions that the pack says they answer.

This is worked out once for a shared pack. A workspace whose people changed entries has only those worked out for itself:
what an entry said before, and the questions that were written for it, find nothing any more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.schema.asked_as import VIEW
from content.schema.pack import Pack
from models.search.entries import entries_of
from models.search.likeness import Alike, Likeness, Vector
from models.search.pack_entry import PackEntry
from models.search.words import Word, stems, words

Key = tuple[str, str]
"""The kind and id of an entry."""
Texts = tuple[str, ...]
OF_PARTS = frozenset({"håndverk"})
"""The kinds whose text is that of the entries in them: the questions are asked of their name."""
SLIP = 0.8
"""The least similarity of a misspelt word and what it should be."""
HARDLY_ANY = 0.5
"""How many texts a word counts as being in that is in none."""
SHORTEST_MISSPELT = 5
"""Nearly every shorter word is a letter from another."""


class PackLikeness:
    """The texts of a pack's entries; a text is found by the place of its entry in `entries_of(pack)`."""

    def __init__(self, pack: Pack) -> None:
        """Compare the pack with the shared one it comes from."""
        self._shared = _shared(pack.start)
        self._places: dict[int, int] = {}
        """The place in this pack of each entry of the shared one that is the same here."""
        self._asked: list[Texts] = []
        asked, own = _questions(pack), list[tuple[int, str]]()
        for place, entry in enumerate(entries_of(pack)):
            there, old = self._shared.entries.get(_key(entry), (-1, None))
            questions, before = _of(entry, asked), _of(entry, self._shared.asked)
            if old is not None and questions == before and texts_of(entry) == texts_of(old):
                self._places[there] = place
            else:
                if questions == before and (old is None or _says(entry) != _says(old)):
                    questions = ()
                own += ((place, text) for text in (*texts_of(entry), *questions))
            self._asked.append(questions)
        self._own = Likeness(own, self._shared.likeness)
        self._own_words = {stem for _, text in own for stem in stems(text)}

    def vector(self, text: str) -> Vector:
        """Return a text as it is compared."""
        return self._shared.likeness.vector(text)

    def most_like(self, vector: Vector) -> dict[int, Alike]:
        """Return how like each entry is, by its place, if it is at all."""
        shared = self._shared.likeness.most_like(vector).items()
        found = {self._places[number]: alike for number, alike in shared if number in self._places}
        return found | self._own.most_like(vector)

    def between(self, vector: Vector, text: str) -> Alike:
        """Return how like a text is that is in no pack."""
        return self._shared.likeness.between(vector, text)

    def questions(self, place: int) -> Texts:
        """Return the questions that an entry answers."""
        return self._asked[place]

    def rarity(self, word: Word) -> float:
        """Return how much a word says: more if few texts have it."""
        return log(1 + self._shared.number / max(HARDLY_ANY, self._shared.words[word.stem]))

    def knows(self, word: Word) -> bool:
        """Return True if a text has a word, or one that it may be a misspelling of."""
        known = self._shared.words
        if word.stem in known or word.stem in self._own_words:
            return True
        if len(word.stem) < SHORTEST_MISSPELT:
            return False
        return (
            process.extractOne(word.stem, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=SLIP) is not None
        )


class _SharedPack:
    """What is worked out for a shared pack: its entries by their keys, with their places, and all their texts."""

    def __init__(self, pack: Pack) -> None:
        self.entries = {_key(each): (place, each) for place, each in enumerate(entries_of(pack))}
        self.asked = _questions(pack)
        texts = [(place, text) for place, each in self.entries.values() for text in _all_texts(each, self.asked)]
        self.likeness = Likeness(texts)
        self.number = len(texts)
        self.words = Counter(stem for _, text in texts for stem in {word.stem for word in words(text)})
        """In how many texts each stem is."""


@lru_cache(4)
def likeness_of(pack: Pack) -> PackLikeness:
    """Return the likeness of a pack's entries."""
    return PackLikeness(pack)


@lru_cache(4)
def _shared(pack: Pack) -> _SharedPack:
    return _SharedPack(pack)


def _key(entry: PackEntry) -> Key:
    return entry.kind, entry.id


def _questions(pack: Pack) -> Mapping[Key, Texts]:
    """Return the questions of each entry; those that name no kind are of every entry with the id (kind «»)."""
    found: dict[Key, Texts] = defaultdict(tuple)
    for each in pack.asked_as:
        id_ = f"view:{each.entry}" if each.kind == VIEW else each.entry
        found[each.kind or "", id_] += each.questions
    return dict(found)


def _of(entry: PackEntry, asked: Mapping[Key, Texts]) -> Texts:
    """Return the questions that name an entry with its kind, and those that name its id alone."""
    return asked.get(_key(entry), ()) + asked.get(("", entry.id), ())


def _says(entry: PackEntry) -> Texts:
    return (entry.title, entry.parent, "" if entry.kind in OF_PARTS else entry.document.text)


def _all_texts(entry: PackEntry, asked: Mapping[Key, Texts]) -> Texts:
    return (*texts_of(entry), *_of(entry, asked))


def texts_of(entry: PackEntry) -> Texts:
    """Return what an entry says itself, each text to be compared as a whole."""
    return tuple(_texts(entry))


def _texts(entry: PackEntry) -> Iterator[str]:
    yield entry.title
    if entry.parent:
        yield f"{entry.parent} {entry.title}"
    yield from filter(None, (entry.document.text, entry.document.names.replace("\n", " ")))
