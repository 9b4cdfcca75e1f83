"""Who changed what of an entry of the content, the newest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.content.content_edits import CLEARING, WHAT
from models.tables import ContentEntry, Edit, EditedRow

FRESH: Mapping[str, Any] = {"fields": {}, "place": None, "is_removed": False}
"""An entry of which nothing has been changed."""


@dataclass(frozen=True)
class EntryEdit:
    """One edit of an entry. `before` and `after` hold the changed fields by name (absent: as in the file).

    `at` is aware. `is_first` is True if nothing of it had been changed before: a new entry was added then.
    """

    edit_id: int
    user_id: str
    at: datetime
    is_undone: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_moved: bool
    was_removed: bool
    is_removed: bool
    is_first: bool

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the names of the fields that have other values after it."""
        names = dict.fromkeys((*self.before, *self.after))
        return tuple(each for each in names if self.before.get(each, ...) != self.after.get(each, ...))


def history(session: Session, workspace_id: int, file: str, entry: str, limit: int) -> tuple[EntryEdit, ...]:
    """Return the edits of an entry, the newest first; what undid an edit is one too."""
    row = session.scalar(
        select(ContentEntry).where(
            ContentEntry.workspace_id == workspace_id, ContentEntry.file == file, ContentEntry.entry == entry
        )
    )
    if row is None:
        return ()
    query = (
        select(EditedRow.before, Edit)
        .join(Edit, Edit.id == EditedRow.edit_id)
        .where(EditedRow.workspace_id == workspace_id, EditedRow.table == ContentEntry.__tablename__)
        .where(EditedRow.row_id == row.id)
        .order_by(EditedRow.id.desc())
        .limit(limit)
    )
    found = []
    after: dict[str, Any] = {"fields": row.fields, "place": row.place, "is_removed": row.is_removed}
    for before, edit in session.execute(query):
        earlier: dict[str, Any] = (
            dict(FRESH) if before is None else after | {name: before[name] for name in FRESH if name in before}
        )
        found.append(
            EntryEdit(
                edit.id,
                edit.user_id,
                edit.at,
                edit.undone_at is not None,
                earlier["fields"],
                after["fields"],
                earlier["place"] != after["place"] and before is not None,
                bool(earlier["is_removed"]),
                bool(after["is_removed"]),
                before is None,
            )
        )
        after = earlier
    return tuple(found)


def undoable(session: Session, workspace_id: int, moments: Collection[datetime]) -> Mapping[tuple[str, datetime], int]:
    """Return the edits of the content at some moments (aware) that have not been undone, by who made them and when."""
    if not moments:
        return {}
    query = select(Edit.user_id, Edit.at, Edit.id).where(
        Edit.workspace_id == workspace_id, Edit.what == WHAT, Edit.undone_at.is_(None), Edit.at.in_(moments)
    )
    return {(row.user_id, row.at): row.id for row in session.execute(query.order_by(Edit.id))}


def title_of(session: Session, workspace_id: int, edit_id: int) -> tuple[str, str] | None:
    """Return the file and the entry of the first row that an edit of the content changed, if it is still there."""
    query = (
        select(ContentEntry.file, ContentEntry.entry)
        .join(EditedRow, EditedRow.row_id == ContentEntry.id)
        .where(ContentEntry.workspace_id == workspace_id, EditedRow.workspace_id == workspace_id)
        .where(EditedRow.edit_id == edit_id, EditedRow.table == ContentEntry.__tablename__)
        .order_by(EditedRow.id)
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.file, row.entry) if row else None


def only_clears(session: Session, workspace_id: int, edit_id: int) -> bool:
    """Return True if an edit changed whether a text is cleared, and not its words: it did so by itself."""
    query = (
        select(EditedRow.before, EditedRow.after, ContentEntry.fields)
        .join(ContentEntry, ContentEntry.id == EditedRow.row_id)
        .where(EditedRow.workspace_id == workspace_id, ContentEntry.workspace_id == workspace_id)
        .where(EditedRow.edit_id == edit_id, EditedRow.table == ContentEntry.__tablename__)
    )
    return any(_changed_names(*row) == {CLEARING} for row in session.execute(query))


def _changed_names(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, now: Mapping[str, Any]
) -> set[str]:
    earlier = (before or {}).get("fields", {})
    later = now if before is None else (after or {}).get("fields", earlier)
    return {name for name in {*earlier, *later} if earlier.get(name) != later.get(name)}
