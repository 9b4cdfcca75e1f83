"""The pack of a workspace: a shared one, with what its people changed on top."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.changed import ChangedPack, same
from content.overlay import EntryChange, Place, overlay
from content.reads import marks_of
from content.schema.pack import Pack
from models.db.in_list import in_list
from models.tables import ContentEntry, Workspace
from models.workspace.workspaces import TEMPLATE

MOST_KEPT = 128
"""How many workspaces' packs are kept in memory: one with twenty changes takes 40 kB."""
MOST_MARKED = 200
"""Of how many changes it is stored what they are of: a workspace is read in every round, and a change takes 30 bytes."""


class _Kept:
    """The packs that were used last, by the shared pack and `Workspace.content_version`. Thread-safe."""

    def __init__(self) -> None:
        self._packs: OrderedDict[tuple[Pack, str], Pack] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Pack, str]) -> Pack | None:
        with self._lock:
            if key in self._packs:
                self._packs.move_to_end(key)
            return self._packs.get(key)

    def put(self, key: tuple[Pack, str], pack: Pack) -> None:
        with self._lock:
            self._packs[key] = pack
            while len(self._packs) > MOST_KEPT:
                self._packs.popitem(last=False)


_KEPT = _Kept()


def pack_of(session: Session, workspace: Workspace, shared: Pack) -> Pack:
    """Return the content of a workspace; `shared` is the pack in `PADRIVER_CONTENT`."""
    found = packs_of(session, (workspace,), shared)[workspace.id]
    return found.itself if isinstance(found, ChangedPack) else found


def packs_of(session: Session, workspaces: Collection[Workspace], shared: Pack) -> dict[int, Pack]:
    """Return the content of each of some workspaces, by the workspace's id, for use as long as the session.

    Texts that are not used any more are left out.
    """
    return {each.id: _of(session, each, start_of(each, shared)) for each in workspaces}


def _of(session: Session, workspace: Workspace, start: Pack) -> Pack:
    if workspace.content_version is None:
        return start.in_use
    key = (start, workspace.content_version)
    return ChangedPack(start.in_use, _marks(workspace), partial(_read, session, workspace.id, key))


def _read(session: Session, workspace_id: int, key: tuple[Pack, str]) -> Pack:
    """Return the content of a workspace with what its people changed."""
    found = _KEPT.get(key)
    if found is None:
        rows = session.execute(_CHANGES, {"workspaces": [workspace_id]}).all()
        found = overlay(key[0], [each for row in rows for each in _change(row)])
        # Somebody may have changed the content since the workspace was read: this is then not that version.
        if rows and rows[-1].content_version == key[1]:
            _KEPT.put(key, found)
    return found.in_use


def note_marks(workspace: Workspace, changes: Sequence[EntryChange]) -> None:
    """Store what the changes are of, beside their version; not if they are very many."""
    marks = sorted(marks_of(changes)) if len(changes) <= MOST_MARKED else []
    workspace.content_marks = " ".join((workspace.content_version, *marks)) if workspace.content_version else None


def note_missing_marks(session: Session, workspaces: Iterable[Workspace]) -> None:
    """Store what the changes are of where a process that knows nothing of it, or a deletion, has changed the version.

    The workspaces must be locked.
    """
    for each in workspaces:
        if each.content_version is not None and not (each.content_marks or "").startswith(each.content_version):
            note_marks(each, changes_of(session, each.id))


def _marks(workspace: Workspace) -> frozenset[str] | None:
    """Return what the changes of a workspace are of; None if that is not stored, or of another version."""
    version, *marks = (workspace.content_marks or "").split(" ")
    return frozenset(marks) if marks and version == workspace.content_version else None


def start_of(workspace: Workspace, shared: Pack) -> Pack:
    """Return the pack that a workspace starts from."""
    return shared.template or shared if workspace.pack == TEMPLATE else shared


def is_unnamed(workspace: Workspace, pack: Pack) -> bool:
    """Return True if a workspace began with the template, and nobody has written yet what the organisation is called."""
    return workspace.pack == TEMPLATE and _name(same(pack, _name)) == _name(pack.start)


def _name(pack: Pack) -> str:
    return pack.organisation.name


def changes_of(session: Session, workspace_id: int) -> list[EntryChange]:
    """Return what the people of a workspace changed, the oldest entry first."""
    return [each for row in session.execute(_CHANGES, {"workspaces": [workspace_id]}) for each in _change(row)]


# Read in every round, so it is built once.
_CHANGES = (
    select(
        ContentEntry.workspace_id,
        ContentEntry.file,
        ContentEntry.entry,
        ContentEntry.fields,
        ContentEntry.place,
        ContentEntry.is_new,
        ContentEntry.is_removed,
        ContentEntry.after,
        Workspace.content_version,
    )
    .join(Workspace, Workspace.id == ContentEntry.workspace_id)
    .where(in_list(ContentEntry.workspace_id, "workspaces"))
    .order_by(ContentEntry.id)
)


def _change(row: object) -> tuple[EntryChange, ...]:
    """Return what a row changes; empty if all that it changed was undone."""
    read: ContentEntry = row  # type: ignore[assignment]  # a row with those columns
    where = place(read.place)
    found = EntryChange(read.file, read.entry, read.fields, where, read.is_new, read.is_removed, read.after)
    return () if found == EntryChange(read.file, read.entry, {}) else (found,)


def place(stored: list[str | int] | None) -> Place | None:
    """Return a place as stored in `ContentEntry.place`."""
    return None if stored is None else tuple(stored)
