"""The dates on the way to a deadline. They are no rows of their own: a deadline has them. Days are local."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.occurrences.changes import GoneError
from models.occurrences.checklists import mark_done
from models.tables import Milestone, Occurrence


def milestones_of(session: Session, workspace_id: int, occurrence_id: int) -> list[Milestone]:
    """Return the dates of a row, the earliest first."""
    return milestones(session, workspace_id, [occurrence_id]).get(occurrence_id, [])


def milestones(session: Session, workspace_id: int, ids: Collection[int]) -> Mapping[int, list[Milestone]]:
    """Return the dates of some rows, by the row's id; rows without any are left out."""
    if not ids:
        return {}
    mine = (Milestone.workspace_id == workspace_id, in_list(Milestone.occurrence_id, "ids"))
    found = session.scalars(select(Milestone).where(*mine).order_by(Milestone.due_on, Milestone.id), {"ids": list(ids)})
    by_row = defaultdict[int, list[Milestone]](list)
    for each in found:
        by_row[each.occurrence_id].append(each)
    return by_row


def due_between(
    session: Session, workspace_id: int, first: date, last: date, shown_at: datetime | None = None
) -> Sequence[tuple[Milestone, Occurrence]]:
    """Return the dates from one local day to another, both included, with their rows: only what is open.

    With `shown_at`, when a message was sent, what was done after that is included.
    """
    asked = {"workspace": workspace_id, "first": first, "last": last}
    query = DUE
    if shown_at is None:
        query = query.where(Milestone.done_at.is_(None), Occurrence.done_at.is_(None))
    else:
        query = query.where(
            or_(Milestone.done_at.is_(None), Milestone.done_at >= shown_at),
            or_(Occurrence.done_at.is_(None), Occurrence.done_at >= shown_at),
        )
    return [(milestone, row) for milestone, row in session.execute(query, asked)]


def cleared_by(session: Session, workspace_id: int, user_id: str, first: date) -> Sequence[Occurrence]:
    """Return the rows whose input a person clears on a local day or later, where no board meeting does."""
    return session.scalars(CLEARED_BY, {"workspace": workspace_id, "who": user_id, "first": first}).all()


def with_milestones(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, that have an open date on the way."""
    query = select(Milestone.workspace_id).where(
        in_list(Milestone.workspace_id, "workspaces"), Milestone.done_at.is_(None)
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


def move_milestone(session: Session, workspace_id: int, milestone_id: int, to: date) -> Milestone:
    """Set the day of a date on the way; it then stays when the deadline moves.

    Raises:
        GoneError: there is no such date here.
    """
    row = _locked(session, workspace_id, milestone_id)
    row.due_on, row.is_moved, row.by_board = to, True, False
    session.flush()
    return row


def mark_milestone(
    session: Session, workspace_id: int, milestone_id: int, user_id: str, now: datetime, *, done: bool
) -> Milestone:
    """Mark a date on the way done, or open it again; one that is so already stays as it is.

    Raises:
        GoneError: there is no such date here.
    """
    row = _locked(session, workspace_id, milestone_id)
    mark_done(row, user_id, now, done=done)
    session.flush()
    return row


def let_clear(session: Session, workspace_id: int, milestone_id: int, who: str | None) -> Milestone:
    """Store who clears the input, where no board meeting does.

    Raises:
        GoneError: there is no such date here.
    """
    row = _locked(session, workspace_id, milestone_id)
    row.who = who
    session.flush()
    return row


def _locked(session: Session, workspace_id: int, milestone_id: int) -> Milestone:
    query = select(Milestone).where(Milestone.workspace_id == workspace_id, Milestone.id == milestone_id)
    row = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise GoneError
    return row


DUE = (
    select(Milestone, Occurrence)
    .join(Occurrence, Occurrence.id == Milestone.occurrence_id)
    .where(
        Milestone.workspace_id == bindparam("workspace"),
        Occurrence.workspace_id == bindparam("workspace"),
        Milestone.due_on >= bindparam("first"),
        Milestone.due_on <= bindparam("last"),
        Occurrence.archived_at.is_(None),
    )
    .order_by(Milestone.due_on, Milestone.id)
)
CLEARED_BY = (
    select(Occurrence)
    .where(
        Occurrence.workspace_id == bindparam("workspace"),
        Occurrence.archived_at.is_(None),
        Occurrence.id.in_(
            select(Milestone.occurrence_id).where(
                Milestone.workspace_id == bindparam("workspace"),
                Milestone.who == bindparam("who"),
                Milestone.due_on >= bindparam("first"),
            )
        ),
    )
    .order_by(Occurrence.id)
)
