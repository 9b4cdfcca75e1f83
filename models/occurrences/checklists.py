"""The checklist of a deadline: what there is to do for it, ticked off one by one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.folding import storable
from models.db.in_list import in_list
from models.occurrences.changes import GoneError
from models.occurrences.queries import by_id
from models.tables import ChecklistItem, Milestone

MOST_ITEMS = 20


class Progress(NamedTuple):
    """How many items of a checklist are done, of how many."""

    done: int
    total: int

    def __str__(self) -> str:
        """Return «2 av 5»."""
        return f"{self.done} av {self.total}"


def items_of(session: Session, workspace_id: int, occurrence_id: int) -> Sequence[ChecklistItem]:
    """Return the items of a row's checklist, in the order they were added."""
    query = select(ChecklistItem).where(
        ChecklistItem.workspace_id == workspace_id,
        ChecklistItem.occurrence_id == occurrence_id,
        ChecklistItem.removed_at.is_(None),
    )
    return session.scalars(query.order_by(ChecklistItem.id)).all()


def progress(session: Session, workspace_id: int, ids: Collection[int]) -> Mapping[int, Progress]:
    """Return how far the checklists of some rows are, by the row's id; rows without one are left out."""
    if not ids:
        return {}
    query = (
        select(ChecklistItem.occurrence_id, func.count(ChecklistItem.done_at), func.count())
        .where(
            ChecklistItem.workspace_id == workspace_id,
            in_list(ChecklistItem.occurrence_id, "ids"),
            ChecklistItem.removed_at.is_(None),
        )
        .group_by(ChecklistItem.occurrence_id)
    )
    return {row: Progress(done, total) for row, done, total in session.execute(query, {"ids": list(ids)})}


def add_items(
    session: Session, workspace_id: int, occurrence_id: int, texts: Sequence[str], now: datetime
) -> Sequence[ChecklistItem]:
    """Add items at the end, as many as there is room for (`MOST_ITEMS` in all); return those that were added.

    Raises:
        GoneError: the row is not here.
    """
    row = by_id(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None:
        raise GoneError
    left = MOST_ITEMS - len(items_of(session, workspace_id, occurrence_id))
    added = [
        ChecklistItem(workspace_id=workspace_id, occurrence_id=occurrence_id, text=storable(text), created_at=now)
        for text in texts[: max(0, left)]
    ]
    session.add_all(added)
    session.flush()
    return added


def tick(
    session: Session, workspace_id: int, item_id: int, user_id: str, now: datetime, *, done: bool
) -> ChecklistItem:
    """Tick an item off, or open it again; one that is so already stays as it is.

    Raises:
        GoneError: there is no such item here.
    """
    item = _item(session, workspace_id, item_id)
    mark_done(item, user_id, now, done=done)
    session.flush()
    return item


def mark_done(row: ChecklistItem | Milestone, user_id: str, now: datetime, *, done: bool) -> None:
    """Mark an item or a date on the way done, or open it again; one that is so already stays as it is."""
    if done != (row.done_at is not None):
        row.done_at, row.done_by = (now, user_id) if done else (None, None)


def remove(session: Session, workspace_id: int, item_id: int, now: datetime, *, removed: bool) -> ChecklistItem:
    """Remove an item, or bring it back.

    Raises:
        GoneError: there is no such item here.
    """
    item = _item(session, workspace_id, item_id, with_removed=True)
    item.removed_at = now if removed else None
    session.flush()
    return item


def _item(session: Session, workspace_id: int, item_id: int, *, with_removed: bool = False) -> ChecklistItem:
    query = select(ChecklistItem).where(ChecklistItem.workspace_id == workspace_id, ChecklistItem.id == item_id)
    item = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if item is None or (item.removed_at is not None and not with_removed):
        raise GoneError
    return item
