"""Items that are hidden for a while, or for ever; their dates do not change.

A snooze applies to one person's messages or, under `ALL`, to those in the shared channel.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.occurrences.changes import GoneError
from models.occurrences.ending import ask_later
from models.occurrences.queries import by_id
from models.tables import Occurrence, Snooze
from models.workspace.preferences import ALL

FOREVER = date.max
"""Until when something is snoozed that should never return."""


class OnHold(NamedTuple):
    """An item on hold until a local day; `is_shown` if the message shows it all the same, as on hold."""

    until: date
    is_shown: bool


def set_snooze(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, until: date | None, now: datetime
) -> date | None:
    """Snooze an item until a local day (`FOREVER` for good, None lifts it); return until when it was snoozed before.

    Raises:
        GoneError: it is not here.
    """
    snoozed = by_id(session, workspace_id, occurrence_id)
    if snoozed is None:
        raise GoneError
    if until is not None and user_id == ALL:
        ask_later(session, workspace_id, snoozed)
    key = {"workspace_id": workspace_id, "occurrence_id": occurrence_id, "user_id": user_id}
    if until is not None and insert_new(session, Snooze, [{**key, "until": _kept(until), "at": now}]):
        return None
    query = select(Snooze).filter_by(**key).with_for_update()
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        return None
    before = row.until or FOREVER
    if until is None:
        session.delete(row)
    else:
        row.until, row.at = _kept(until), now
    session.flush()
    return before


def resting(
    session: Session, workspace_id: int, user_id: str, day: date, shown_at: datetime | None = None
) -> dict[int, OnHold]:
    """Return what is on hold on a local day, by the item's id.

    What was snoozed since `shown_at`, when a message was sent, is still shown in that message.
    """
    found = session.execute(RESTING, {"workspace": workspace_id, "user": user_id, "day": day})
    return {
        occurrence_id: OnHold(until or FOREVER, shown_at is not None and at >= shown_at)
        for occurrence_id, until, at in found
    }


RESTING = select(Snooze.occurrence_id, Snooze.until, Snooze.at).where(
    Snooze.workspace_id == bindparam("workspace"),
    Snooze.user_id == bindparam("user"),
    or_(Snooze.until.is_(None), Snooze.until > bindparam("day")),
)

RESTING_IN = (
    select(Snooze.workspace_id)
    .where(
        in_list(Snooze.workspace_id, "workspaces"),
        Snooze.user_id == ALL,
        or_(Snooze.until.is_(None), Snooze.until > bindparam("today")),
    )
    .distinct()
)
"""The workspaces where something is on hold in the shared channel."""


def returning(session: Session, workspace_id: int, user_id: str, after: date, day: date) -> list[Occurrence]:
    """Return the items, done or not, whose snooze ends after one local day and no later than another, by their time."""
    query = (
        select(Occurrence)
        .join(Snooze, Snooze.occurrence_id == Occurrence.id)
        .where(Snooze.workspace_id == workspace_id, Snooze.user_id == user_id, Snooze.until > after)
        .where(Snooze.until <= day, Occurrence.workspace_id == workspace_id, Occurrence.archived_at.is_(None))
    )
    return list(session.scalars(query.order_by(Occurrence.ends_on, Occurrence.id)))


def people_with_returning(session: Session, workspace_id: int, after: date, day: date) -> set[str]:
    """Return the people with a snooze that ends in that period."""
    query = select(Snooze.user_id).where(
        Snooze.workspace_id == workspace_id, Snooze.user_id != ALL, Snooze.until > after, Snooze.until <= day
    )
    return set(session.scalars(query.distinct()))


def snoozed(
    session: Session, workspace_id: int, user_ids: Sequence[str], today: date
) -> list[tuple[Snooze, Occurrence]]:
    """Return the open items that those people have snoozed, the first to return first."""
    query = (
        select(Snooze, Occurrence)
        .join(Occurrence, Occurrence.id == Snooze.occurrence_id)
        .where(Snooze.workspace_id == workspace_id, Snooze.user_id.in_(user_ids))
        .where(or_(Snooze.until.is_(None), Snooze.until > today))
        .where(Occurrence.workspace_id == workspace_id, Occurrence.done_at.is_(None), Occurrence.archived_at.is_(None))
        .order_by(Snooze.until.is_(None), Snooze.until, Snooze.id)
    )
    return [(snooze, row) for snooze, row in session.execute(query)]


def _kept(until: date) -> date | None:
    return None if until == FOREVER else until
