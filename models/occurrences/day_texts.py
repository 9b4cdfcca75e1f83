"""The texts of a day: reactions as people have mended them, and what we say to each committee we have chosen.

Of two people at once the second finds what the first did: the workspace is locked first.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import storable
from models.db.bulk import insert_new
from models.occurrences.demands import DayEdit
from models.occurrences.presentations import Presentation
from models.tables import DayText, Occurrence
from models.workspace.workspaces import lock

REACTION, COMMITTEE = "reaksjon/", "komite/"
"""How the slot of a `DayText` begins."""


class WrittenMeanwhileError(Exception):
    """Somebody has written the same text since the form was opened: `row` is what they wrote."""

    def __init__(self, row: DayText) -> None:
        super().__init__("written meanwhile")
        self.row = row


def day_texts(session: Session, shown: Presentation, beginning: str) -> list[DayText]:
    """Return the texts of a day whose slot begins so, in the order they were first written."""
    query = select(DayText).where(
        DayText.workspace_id == shown.row.workspace_id,
        DayText.occurrence_id == shown.row.id,
        DayText.slot.startswith(beginning, autoescape=True),
        DayText.removed_at.is_(None),
    )
    return list(session.scalars(query.order_by(DayText.id)))


def last_message(session: Session, shown: Presentation, slot: str) -> str:
    """Return what was written in the same slot on the last day before this one; empty if nothing was."""
    query = (
        select(DayText.text)
        .join(Occurrence, Occurrence.id == DayText.occurrence_id)
        .where(
            DayText.workspace_id == shown.row.workspace_id,
            Occurrence.workspace_id == shown.row.workspace_id,
            DayText.slot == slot,
            DayText.text != "",
            Occurrence.starts_on < shown.about,
        )
    )
    return session.scalar(query.order_by(Occurrence.starts_on.desc()).limit(1)) or ""


def write_text(session: Session, day_edit: DayEdit, slot: str, text: str, seen: int) -> DayText:
    """Store a text of a day; `seen` is its `version` when the form was opened, 0 for a new one.

    Raises:
        WrittenMeanwhileError: somebody has written another text since then.
    """
    row = _text(session, day_edit, slot)
    if row.text == storable(text) and row.removed_at is None:
        return row
    if row.version != seen and row.removed_at is None:
        raise WrittenMeanwhileError(row)
    row.text, row.removed_at = storable(text), None
    row.user_id, row.changed_at = day_edit.user_id, day_edit.now
    row.version += 1
    session.flush()
    return row


def remove_text(session: Session, day_edit: DayEdit, slot: str) -> None:
    """Leave a text of a day; nothing if there is none."""
    lock(session, day_edit.shown.row.workspace_id)
    row = next((each for each in day_texts(session, day_edit.shown, slot) if each.slot == slot), None)
    if row is not None:
        row.removed_at = day_edit.now
        session.flush()


def choose_committees(session: Session, day_edit: DayEdit, wanted: Mapping[str, str]) -> None:
    """Store which committees we have chosen: their names by slot. What is written to one that is taken off is kept."""
    lock(session, day_edit.shown.row.workspace_id)
    here = {each.slot: each for each in day_texts(session, day_edit.shown, COMMITTEE)}
    for slot, row in here.items():
        if slot not in wanted:
            row.removed_at = day_edit.now
    session.flush()
    for slot, name in wanted.items():
        if slot not in here:
            _text(session, day_edit, slot, name).removed_at = None
    session.flush()


def _text(session: Session, day_edit: DayEdit, slot: str, name: str = "") -> DayText:
    """Return a text of a day, with the workspace locked; an empty one if there is none."""
    row = day_edit.shown.row
    lock(session, row.workspace_id)
    key = {"workspace_id": row.workspace_id, "occurrence_id": row.id, "slot": slot}
    whose = {"user_id": day_edit.user_id, "changed_at": day_edit.now}
    insert_new(session, DayText, [key | whose | {"name": storable(name), "text": "", "version": 0}])
    query = select(DayText).filter_by(**key)
    return session.scalars(query.execution_options(populate_existing=True)).one()
