"""Planned talks: those whose day is past, logging or cancelling them, and moving one.

A planned talk has an occurrence of its own kind among the deadlines (`models.occurrences.queries.MEETING`), unless
the plan has another next step. It is never overdue: after its day the owner is asked how it went. It counts as a
dialogue, with a stance, only when it has been logged.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.occurrences import changes, moving
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.occurrences.queries import MEETING
from models.register import edits
from models.register.history import participants
from models.tables import Counterpart, Dialogue, Edit, EditedRow, Occurrence
from models.workspace.contacts import departed


@dataclass(frozen=True)
class PlannedTalk:
    """A planned talk, its local day, and the colleagues who will have it (the platform's user ids)."""

    dialogue: Dialogue
    day: date
    ours: tuple[str, ...]
    occurrence: Occurrence | None
    """Its occurrence among the deadlines; None if the plan has another next step."""


def plan_of(session: Session, workspace_id: int, dialogue_id: int) -> PlannedTalk | None:
    """Return a planned talk; None if it is not planned here (any more)."""
    return next(iter(_plans(session, workspace_id, Dialogue.id == dialogue_id)), None)


def plan_of_occurrence(session: Session, workspace_id: int, occurrence_id: int) -> PlannedTalk | None:
    """Return the planned talk of an occurrence; None if it has none."""
    is_meeting = and_(Occurrence.id == occurrence_id, Occurrence.kind == MEETING)
    return next(iter(_plans(session, workspace_id, is_meeting)), None)


def past_plans(session: Session, workspace_id: int, first: date, last: date) -> list[PlannedTalk]:
    """Return the planned talks whose day was one of those local days, the oldest first."""
    return _plans(session, workspace_id, _DAY.between(first, last))


def waiting_for(session: Session, workspace_id: int, user_id: str, today: date, limit: int) -> Sequence[Occurrence]:
    """Return the occurrences of a person's planned talks whose day is past, the oldest first."""
    query = (
        select(Occurrence)
        .join(Dialogue, Dialogue.occurrence_id == Occurrence.id)
        .where(Occurrence.workspace_id == workspace_id, Occurrence.kind == MEETING, Occurrence.owner == user_id)
        .where(Occurrence.archived_at.is_(None), Occurrence.done_at.is_(None), Occurrence.ends_on < today, *_PLANNED)
    )
    return session.scalars(query.order_by(Occurrence.ends_on, Occurrence.id).limit(limit)).all()


def with_plans(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return which of some workspaces have planned talks."""
    query = select(Dialogue.workspace_id).where(in_list(Dialogue.workspace_id, "workspaces"), *_PLANNED).distinct()
    return set(session.scalars(query, {"workspaces": list(workspaces)}))


def settle(session: Session, workspace_id: int, dialogue_id: int, edit: Edit) -> PlannedTalk:
    """Remove a plan as part of the edit that logs the talk, and mark its occurrence as done.

    Raises:
        GoneError: it is not planned here (any more).
    """
    plan = _locked(session, workspace_id, dialogue_id)
    edits.changed(session, edit, plan.dialogue, {"removed_at": edit.at})
    if plan.occurrence is not None and plan.occurrence.done_at is None:
        done = changes.mark_done(session, workspace_id, plan.occurrence.id, edit.user_id, edit.at)
        edits.noted(session, edit, done)
    return plan


def call_off(session: Session, workspace_id: int, dialogue_id: int, user_id: str, now: datetime) -> Edit:
    """Cancel a planned talk, and its occurrence.

    Raises:
        GoneError: it is not planned here (any more).
    """
    plan = _locked(session, workspace_id, dialogue_id)
    edit = edits.begin(session, workspace_id, user_id, "dialog fjernet", now)
    edits.changed(session, edit, plan.dialogue, {"removed_at": now})
    if plan.occurrence is not None:
        edits.noted(session, edit, changes.call_off(session, workspace_id, plan.occurrence.id, user_id, now))
    return edit


def move(session: Session, workspace_id: int, dialogue_id: int, to: date, user_id: str, now: datetime) -> Edit:
    """Move a planned talk to another local day.

    Raises:
        GoneError: it is not planned here (any more).
        AlreadyDoneError: its occurrence is done.
    """
    plan = _locked(session, workspace_id, dialogue_id)
    if plan.occurrence is not None and plan.occurrence.done_at is not None:
        raise AlreadyDoneError(plan.occurrence.done_by, plan.occurrence.done_at)
    edit = edits.begin(session, workspace_id, user_id, "dialog", now)
    edits.changed(session, edit, plan.dialogue, {"day": to})
    sides = select(Counterpart).where(
        Counterpart.workspace_id == workspace_id, Counterpart.dialogue_id == plan.dialogue.id
    )
    for each in session.scalars(sides):
        edits.changed(session, edit, each, {"day": to})
    if plan.occurrence is not None:
        edits.noted(session, edit, moving.move(session, workspace_id, plan.occurrence.id, user_id, to, now))
    return edit


def settled_by(session: Session, workspace_id: int, edit_id: int) -> int:
    """Return the id of the planned talk that an edit logged; 0 if there is none."""
    query = select(EditedRow.row_id).where(
        EditedRow.workspace_id == workspace_id,
        EditedRow.edit_id == edit_id,
        EditedRow.table == Dialogue.__tablename__,
        EditedRow.before.is_not(None),
    )
    return session.scalar(query.limit(1)) or 0


def _locked(session: Session, workspace_id: int, dialogue_id: int) -> PlannedTalk:
    row = edits.locked(session, Dialogue, workspace_id, dialogue_id)
    plan = plan_of(session, workspace_id, dialogue_id) if row is not None else None
    if plan is None:
        raise GoneError
    return plan


def _plans(session: Session, workspace_id: int, condition: ColumnElement[bool]) -> list[PlannedTalk]:
    query = (
        select(Dialogue, Occurrence, _DAY)
        .outerjoin(Occurrence, Occurrence.id == Dialogue.occurrence_id)
        .where(Dialogue.workspace_id == workspace_id, *_PLANNED, condition)
        .where(or_(Occurrence.id.is_(None), Occurrence.kind != MEETING, Occurrence.archived_at.is_(None)))
    )
    found = session.execute(query.order_by(_DAY, Dialogue.id)).all()
    ours = participants(session, workspace_id, [dialogue.id for dialogue, _, _ in found])
    owners = {row.owner for _, row, _ in found if row is not None and row.kind == MEETING}
    left = departed(session, workspace_id, owners)
    plans = list[PlannedTalk]()
    for dialogue, row, day in found:
        meeting = row if row is not None and row.kind == MEETING else None
        owner = meeting.owner if meeting is not None and meeting.owner not in left else None
        plans.append(PlannedTalk(dialogue, day, (owner,) if owner else ours.get(dialogue.id, ()), meeting))
    return plans


_PLANNED = (Dialogue.planned.is_(True), Dialogue.removed_at.is_(None))
_DAY: ColumnElement[date] = case(
    (and_(Occurrence.kind == MEETING, Occurrence.ends_on.is_not(None)), Occurrence.ends_on), else_=Dialogue.day
)
"""The day of a planned talk: that of its occurrence, which people can move, if there is one."""
