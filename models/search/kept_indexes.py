"""Indexes of a workspace's own documents that are kept from question to question: making one takes longer than asking it."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from models.search.documents import Document
from models.search.index import Index

MOST_KEPT = 50
"""The most indexes that are kept, of some hundred documents each."""


class KeptIndexes:
    """The last index of each key, as long as its documents are the same. Safe to use from several threads.

    What was deleted is not found, since the documents are read for each question; its words go from memory with the
    next question with that key.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[tuple[Document, ...], Index]] = OrderedDict()

    def of(self, key: Hashable, documents: tuple[Document, ...]) -> Index:
        """Return the index of some documents, whose numbers are their places."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] == documents:
                self._kept.move_to_end(key)
                return kept[1]
        made = Index(documents)
        with self._lock:
            self._kept[key] = documents, made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


OWN_WORK = KeptIndexes()
"""Those of what workspaces work with."""
