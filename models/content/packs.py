"""The pack of a workspace: a shared one, with what its people changed on top."""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.overlay import EntryChange, Place, overlay
from content.schema.pack import Pack
from models.db.in_list import in_list
from models.tables import ContentEntry, Workspace
from models.workspace.workspaces import TEMPLATE

MOST_KEPT = 512
"""How many workspaces' packs are kept in memory: one with twenty changes takes 40 kB."""


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
    return packs_of(session, (workspace,), shared)[workspace.id]


def packs_of(session: Session, workspaces: Collection[Workspace], shared: Pack) -> dict[int, Pack]:
    """Return the content of each of some workspaces, by the workspace's id, in one query at the most.

    Texts that are not used any more are left out.
    """
    found: dict[int, Pack] = {}
    unread: dict[int, tuple[Pack, str]] = {}
    for each in workspaces:
        start = start_of(each, shared)
        if each.content_version is None:
            found[each.id] = start
        elif kept := _KEPT.get((start, each.content_version)):
            found[each.id] = kept
        else:
            unread[each.id] = (start, each.content_version)
    if unread:
        changes: dict[int, list[EntryChange]] = {each: [] for each in unread}
        versions: dict[int, str | None] = {}
        for row in session.execute(_CHANGES, {"workspaces": list(unread)}):
            changes[row.workspace_id] += _change(row)
            versions[row.workspace_id] = row.content_version
        for workspace_id, key in unread.items():
            found[workspace_id] = overlay(key[0], changes[workspace_id])
            # Somebody may have changed the content since the workspace was read: this is then not that version.
            if versions.get(workspace_id) == key[1]:
                _KEPT.put(key, found[workspace_id])
    return {each: pack.in_use for each, pack in found.items()}


def start_of(workspace: Workspace, shared: Pack) -> Pack:
    """Return the pack that a workspace starts from."""
    return shared.template or shared if workspace.pack == TEMPLATE else shared


def is_unnamed(workspace: Workspace, pack: Pack) -> bool:
    """Return True if a workspace began with the template, and nobody has written yet what the organisation is called."""
    return workspace.pack == TEMPLATE and pack.organisation.name == pack.start.organisation.name


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
