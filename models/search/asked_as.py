"""How like a question is to what a pack's entries say, and to the questions that the pack says they answer.

This is worked out once for a shared pack. A workspace whose people changed entries has only those worked out for itself:
what an entry said before, and the questions that were written for it, find nothing any more.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from content.schema.asked_as import VIEW
from content.schema.pack import Pack
from models.search.entries import PackEntry, entries_of
from models.search.likeness import Alike, Likeness, Vector

Key = tuple[str, str]
"""The kind and id of an entry."""
Texts = tuple[str, ...]
OF_PARTS = frozenset({"håndverk"})
"""The kinds whose text is that of the entries in them: the questions are asked of their name."""


class PackLikeness:
    """The texts of a pack's entries; a text is found by the place of its entry in `entries_of(pack)`."""

    def __init__(self, pack: Pack) -> None:
        """Compare the pack with the shared one it comes from."""
        self._shared = _likeness_of_shared(pack.start)
        before = {_key(each): (place, each) for place, each in enumerate(entries_of(pack.start))}
        asked, asked_before = _questions(pack), _questions(pack.start)
        self._places: dict[int, int] = {}
        """The place in this pack of each entry of the shared one that is the same here."""
        own: list[tuple[int, str]] = []
        for place, entry in enumerate(entries_of(pack)):
            there, old = before.get(_key(entry), (-1, None))
            questions = _of(entry, asked)
            is_asked_alike = old is not None and questions == _of(old, asked_before)
            if old is not None and is_asked_alike and _texts(entry) == _texts(old):
                self._places[there] = place
                continue
            holds = not is_asked_alike or (old is not None and _says(entry) == _says(old))
            own += ((place, text) for text in (*_texts(entry), *(questions if holds else ())))
        self._own = Likeness(own, self._shared)

    def vector(self, text: str) -> Vector:
        """Return a text as it is compared."""
        return self._shared.vector(text)

    def most_like(self, vector: Vector) -> dict[int, Alike]:
        """Return how like each entry is, by its place, if it is at all."""
        shared = self._shared.most_like(vector).items()
        found = {self._places[number]: alike for number, alike in shared if number in self._places}
        return found | self._own.most_like(vector)

    def between(self, vector: Vector, text: str) -> Alike:
        """Return how like a text is that is in no pack."""
        return self._shared.between(vector, text)


@lru_cache(4)
def likeness_of(pack: Pack) -> PackLikeness:
    """Return the likeness of a pack's entries."""
    return PackLikeness(pack)


@lru_cache(4)
def _likeness_of_shared(pack: Pack) -> Likeness:
    asked = _questions(pack)
    entries = enumerate(entries_of(pack))
    return Likeness([(place, text) for place, entry in entries for text in (*_texts(entry), *_of(entry, asked))])


def _key(entry: PackEntry) -> Key:
    return entry.kind, entry.id


def _questions(pack: Pack) -> Mapping[Key, Texts]:
    """Return the questions of each entry; those that name no kind are of every entry with the id (kind «»)."""
    found: dict[Key, Texts] = defaultdict(tuple)
    for each in pack.asked_as:
        id_ = f"view:{each.entry}" if each.kind == VIEW else each.entry
        found[each.kind or "", id_] += each.questions
    return found


def _of(entry: PackEntry, asked: Mapping[Key, Texts]) -> Texts:
    return asked.get(_key(entry)) or asked.get(("", entry.id), ())


def _says(entry: PackEntry) -> Sequence[str]:
    return (entry.title, entry.parent, "" if entry.kind in OF_PARTS else entry.document.text)


def _texts(entry: PackEntry) -> Texts:
    """Return what an entry says itself, each text to be compared as a whole."""
    return tuple(_texts_of(entry))


def _texts_of(entry: PackEntry) -> Iterator[str]:
    yield entry.title
    if entry.parent:
        yield f"{entry.parent} {entry.title}"
    yield from filter(None, (entry.document.text, entry.document.names.replace("\n", " ")))
