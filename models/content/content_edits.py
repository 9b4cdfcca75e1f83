"""Changing the content in the chat: each change is checked, kept with who made it, and can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.difference import ordered
from content.faults import ContentError, Fault
from content.load import checked
from content.overlay import EntryChange, Place, changed_data, data_of, find, overlay, plain_file
from content.schema.pack import Pack
from models.content.packs import changes_of, note_marks, pack_of, start_of
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.sync import sync
from models.register import edits
from models.register import undo as undoing
from models.tables import ContentEntry, Edit, EditedRow, Workspace
from models.workspace.workspaces import lock

WHAT = "innhold"
"""`Edit.what` of a change of the content."""
CALENDAR = ("arshjul.yaml", "statsbudsjett.yaml", "ntp.yaml", "kampanjer/")
"""The files that dates come from."""
CLEARING = "klarering"
"""The field with whether a text is cleared."""
WORDING = frozenset(
    {
        *("budskap", "hvorfor", "krav", "gevinst", "tekst", "innledning_prioriteringer", "slagord", "fortelling"),
        *("budskap_nynorsk", "krav_nynorsk", "tekst_nynorsk"),
    }
)
"""The fields whose text may be said outwards: what was cleared is a draft again when one of them is changed."""
OUTWARD = WORDING | {CLEARING}


@dataclass(frozen=True)
class WantedEdit:
    """What somebody wants changed of one entry.

    `seen` has a fingerprint (`fingerprint`) of each field as it was when they opened the form; fields that are not in
    it are written as they are. `place`, `is_new` and `is_removed` are as in `content.overlay.EntryChange`; False for
    `is_removed` brings an entry back.
    """

    file: str
    entry: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    is_new: bool = False
    is_removed: bool | None = None
    seen: Mapping[str, str] = field(default_factory=dict)


class FieldConflictError(Exception):
    """Somebody else has changed the same fields since the form was opened: `theirs` is what they wrote, by field."""

    def __init__(self, theirs: Mapping[str, Any], by: str) -> None:
        super().__init__(f"changed by {by}: {', '.join(sorted(theirs))}")
        self.theirs = theirs
        self.by = by


class RefusedChangeError(Exception):
    """The content would have faults with the change; each of them is a sentence (bokmål)."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def fingerprint(value: Any) -> str:
    """Return a short fingerprint of a field's value, for a form that is sent later."""
    return sha256(repr(value).encode()).hexdigest()[:8]


def change(
    session: Session, workspace: Workspace, shared: Pack, user_id: str, wanted: Iterable[WantedEdit], now: datetime
) -> Edit:
    """Make changes of the content, all of them or none, as one edit that can be undone.

    The calendar follows at once. The workspace is locked, so of two at once the second sees what the first wrote.

    Raises:
        FieldConflictError: somebody else has changed the same fields since; nothing is changed.
        RefusedChangeError: the content would have faults; nothing is changed.
    """
    with session.begin_nested():
        lock(session, workspace.id)
        start = start_of(workspace, shared)
        edit = edits.begin(session, workspace.id, user_id, WHAT, now)
        files = {_write(session, edit, start, each) for each in wanted}
        _check(session, workspace.id, start, files)
        _renew(session, workspace, shared, now, files)
    return edit


def replace(
    session: Session, workspace: Workspace, shared: Pack, user_id: str, wanted: Sequence[EntryChange], now: datetime
) -> Edit | None:
    """Make these all that people have changed, as one edit that can be undone; None if they are so already.

    Raises:
        RefusedChangeError: the content would have faults; nothing is changed.
    """
    with session.begin_nested():
        lock(session, workspace.id)
        query = select(ContentEntry).where(ContentEntry.workspace_id == workspace.id).order_by(ContentEntry.id)
        rows = {(row.file, row.entry): row for row in session.scalars(query)}
        start = start_of(workspace, shared)
        stored = _as_stored(start, list(rows), wanted)
        if {(each.file, each.entry): each for each in changes_of(session, workspace.id)} == stored:
            return None
        edit = edits.begin(session, workspace.id, user_id, WHAT, now)
        for key, each in stored.items():
            _put(session, edit, rows.get(key), each)
        for key in sorted(rows.keys() - stored.keys()):
            edits.deleted(session, edit, rows[key])
        _check(session, workspace.id, start, {file for file, _ in stored})
        _renew(session, workspace, shared, now, CALENDAR)
    return edit


def undo(session: Session, workspace: Workspace, shared: Pack, edit_id: int, user_id: str, now: datetime) -> Edit:
    """Undo an edit of the content.

    Raises:
        GoneError: there is no such edit here, or it is too old.
        AlreadyUndoneError: it has been undone before.
        ChangedError: somebody has changed the same since; nothing is undone.
        RefusedChangeError: the content would have faults without it; nothing is undone.
    """
    with session.begin_nested():
        lock(session, workspace.id)
        _refuse_others(session, workspace.id, edit_id)
        _refuse_uncleared(session, workspace.id, edit_id)
        try:
            edit = undoing.undo(session, workspace.id, edit_id, user_id, now)
        except IntegrityError as error:  # a row it would restore has another in its place
            raise ChangedError from error
        files = set(session.scalars(select(ContentEntry.file).where(ContentEntry.workspace_id == workspace.id)))
        _check(session, workspace.id, start_of(workspace, shared), files)
        _renew(session, workspace, shared, now, CALENDAR)
    return edit


def _refuse_others(session: Session, workspace_id: int, edit_id: int) -> None:
    """Raise `GoneError` if it is an edit of something else than the content."""
    mine = (Edit.workspace_id == workspace_id, Edit.id == edit_id, Edit.what == WHAT)
    if session.scalar(select(Edit.id).where(*mine)) is None:
        raise GoneError


def _refuse_uncleared(session: Session, workspace_id: int, edit_id: int) -> None:
    """Raise `ChangedError` if undoing would leave a text cleared whose wording is another than what was cleared."""
    query = (
        select(EditedRow.before, EditedRow.after, ContentEntry.fields)
        .join(ContentEntry, ContentEntry.id == EditedRow.row_id)
        .where(EditedRow.workspace_id == workspace_id, ContentEntry.workspace_id == workspace_id)
        .where(EditedRow.edit_id == edit_id, EditedRow.table == ContentEntry.__tablename__)
        .join(Edit, Edit.id == EditedRow.edit_id)
        .where(Edit.undone_at.is_(None))
    )
    for before, after, now in session.execute(query):
        if before is None or after is None or "fields" not in before:
            continue
        sides = [before["fields"], after["fields"], now]
        earlier, written, current = ({name: each[name] for name in each.keys() & OUTWARD} for each in sides)
        if earlier != written != current and any(CLEARING in each for each in (earlier, written, current)):
            raise ChangedError


def _as_stored(
    start: Pack, rows: Sequence[tuple[str, str]], wanted: Sequence[EntryChange]
) -> dict[tuple[str, str], EntryChange]:
    """Return changes as they are stored: rows keep their places, so entries that go last are in the rows' order."""
    places = {key: number for number, key in enumerate(rows)}
    by_file: dict[str, list[EntryChange]] = {}
    for each in wanted:
        by_file.setdefault(each.file, []).append(each)
    stored: dict[tuple[str, str], EntryChange] = {}
    for file, of_file in by_file.items():
        old = data_of(start, file)
        new = changed_data(old, of_file)
        if new is not None and old is not None:
            in_rows = sorted(of_file, key=lambda each: places.get((each.file, each.entry), len(places)))
            of_file = ordered(file, old, in_rows, new)  # noqa: PLW2901 - the same changes
        stored |= {(each.file, each.entry): each for each in of_file}
    return stored


def _put(session: Session, edit: Edit, row: ContentEntry | None, wanted: EntryChange) -> None:
    values: dict[str, Any] = {
        "fields": dict(wanted.fields),
        "place": None if wanted.place is None else list(wanted.place),
        "after": wanted.after,
        "is_new": wanted.is_new,
        "is_removed": wanted.is_removed,
    }
    by = {"changed_by": edit.user_id, "changed_at": edit.at}
    if row is None:
        new = {"workspace_id": edit.workspace_id, "file": wanted.file, "entry": wanted.entry, "version": 1} | by
        if wanted.is_new:
            edits.added(session, edit, ContentEntry(**new, **values))
            return
        # A row that changes nothing, and then what the edit changes: undoing puts back the fields of that edit alone.
        row = ContentEntry(**new, fields={}, is_new=False, is_removed=False)
        session.add(row)
        session.flush()
    if any(getattr(row, name) != value for name, value in values.items()):
        edits.changed(session, edit, row, values | by)


def _write(session: Session, edit: Edit, start: Pack, wanted: WantedEdit) -> str:
    row = session.scalar(
        select(ContentEntry).where(
            ContentEntry.workspace_id == edit.workspace_id,
            ContentEntry.file == wanted.file,
            ContentEntry.entry == wanted.entry,
        )
    )
    current = _current(session, edit.workspace_id, start, wanted)
    fields = _mine(current, wanted, row)
    if row is None:
        new = EntryChange(
            wanted.file, wanted.entry, fields, wanted.place, wanted.is_new, is_removed=bool(wanted.is_removed)
        )
        _put(session, edit, None, new)
        return wanted.file
    values: dict[str, Any] = {"fields": row.fields | fields, "changed_by": edit.user_id, "changed_at": edit.at}
    if wanted.place is not None:
        values["place"] = list(wanted.place)
    if wanted.is_removed is not None:
        values["is_removed"] = wanted.is_removed
    edits.changed(session, edit, row, values)
    return wanted.file


def _current(session: Session, workspace_id: int, start: Pack, wanted: WantedEdit) -> Mapping[str, Any]:
    changes = [each for each in changes_of(session, workspace_id) if each.file == wanted.file]
    return find(changed_data(data_of(start, wanted.file), changes), wanted.entry) or {}


def _mine(current: Mapping[str, Any], wanted: WantedEdit, row: ContentEntry | None) -> dict[str, Any]:
    """Return the fields that this person changed. Raises `FieldConflictError` if somebody else has changed them too."""
    mine = {}
    crossed = {}
    for name, value in wanted.fields.items():
        now = current.get(name)
        if value == now:
            continue
        seen = wanted.seen.get(name)
        if seen is None or seen == fingerprint(now):
            mine[name] = value
        elif seen != fingerprint(value):
            crossed[name] = now
    if crossed:
        raise FieldConflictError(crossed, row.changed_by if row else "")
    if CLEARING in current and CLEARING not in wanted.fields and not WORDING.isdisjoint(mine):
        mine[CLEARING] = None
    return mine


def _check(session: Session, workspace_id: int, start: Pack, files: Iterable[str]) -> None:
    """Raise `RefusedChangeError` if the content has faults with the changes of some files as they are written now.

    Of the other files, what does not fit any more is left out, as it is for everybody.
    """
    changes = changes_of(session, workspace_id)
    fitting = overlay(start, changes).files
    changed = {each.file: plain_file(fitting[each.file]) if each.file in fitting else None for each in changes}
    changed |= {
        name: changed_data(data_of(start, name), [each for each in changes if each.file == name]) for name in files
    }
    try:
        checked(start, changed)
    except ContentError as error:
        raise RefusedChangeError(error.faults) from error


def _renew(session: Session, workspace: Workspace, shared: Pack, now: datetime, files: Iterable[str]) -> None:
    changes = changes_of(session, workspace.id)
    for row in {session.get_one(Workspace, workspace.id), workspace}:
        row.content_version = sha256(repr(changes).encode()).hexdigest()[:32] if changes else None
        note_marks(row, changes)
    session.flush()
    if any(name.startswith(CALENDAR) for name in files):
        sync(session, workspace, pack_of(session, workspace, shared), now)
