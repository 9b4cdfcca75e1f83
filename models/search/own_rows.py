"""A workspace's own deadlines as an index that is kept from question to question."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.occurrences.filtering import Filter
from models.occurrences.queries import Searched, searched
from models.search.index import Index
from models.search.rows import index_of
from models.tables import Change, Occurrence

OWN = "egen"
MOST_KEPT = 50_000
"""The most rows that are kept together."""
Fingerprint = tuple[object, ...]
"""What changes when a row is added, removed or renamed: their number, keys and lengths, and the last change."""


@dataclass(frozen=True, eq=False)
class OwnRows:
    """The rows of a workspace, in the order of their numbers in the index."""

    index: Index
    rows: Sequence[Searched]


class _Cache:
    """What was read of each workspace, with what it was read at. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[int, tuple[Pack, Fingerprint, OwnRows]] = OrderedDict()

    def get(self, workspace_id: int, pack: Pack, now: Fingerprint) -> OwnRows | None:
        """Return the rows of a workspace, if nothing has changed since they were read."""
        with self._lock:
            kept = self._kept.get(workspace_id)
            if kept is None or kept[0] is not pack or kept[1] != now:
                return None
            self._kept.move_to_end(workspace_id)
            return kept[2]

    def put(self, workspace_id: int, pack: Pack, now: Fingerprint, rows: OwnRows) -> None:
        """Keep the rows of a workspace, and forget those that were used longest ago."""
        with self._lock:
            self._kept[workspace_id] = pack, now, rows
            self._kept.move_to_end(workspace_id)
            while len(self._kept) > 1 and sum(len(each[2].rows) for each in self._kept.values()) > MOST_KEPT:
                self._kept.popitem(last=False)


_CACHE = _Cache()


def own_rows(session: Session, workspace_id: int, pack: Pack, register_owner: str | None, today: date) -> OwnRows:
    """Return the workspace's own rows, done ones too; `register_owner` is as in `Filter`.

    Reading thousands of rows takes longer than searching them, so they are kept until their number, their texts' lengths
    or the last change is another. What is found is always read again.
    """
    session.flush()
    now = _fingerprint(session, workspace_id)
    if register_owner is None and (kept := _CACHE.get(workspace_id, pack, now)):
        return kept
    rows = searched(
        session, workspace_id, Filter(sources=(OWN,), include_done=True, register_owner=register_owner), today
    )
    found = OwnRows(index_of(rows, pack), rows)
    if register_owner is None:
        _CACHE.put(workspace_id, pack, now, found)
    return found


def _fingerprint(session: Session, workspace_id: int) -> Fingerprint:
    title, note = (func.coalesce(func.sum(func.length(each)), 0) for each in (Occurrence.title, Occurrence.note))
    mine = (Occurrence.workspace_id == workspace_id, Occurrence.source == OWN, Occurrence.archived_at.is_(None))
    newest, first, last = func.max(Occurrence.id), func.min(Occurrence.key), func.max(Occurrence.key)
    rows = session.execute(select(func.count(), newest, first, last, title, note).where(*mine)).one()
    changed = session.scalar(select(func.max(Change.id)).where(Change.workspace_id == workspace_id))
    return *rows, changed
