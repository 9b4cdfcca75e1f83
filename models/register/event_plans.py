"""What is planned for an event: arrangements, meetings, people to talk with, and posts before, during and after it.

Who attends is in `models.occurrences.attendance`. People to talk with are references to the register, so that erasing a
person takes them off the list.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, get_args

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from content.folding import storable
from models.db.bulk import insert_new
from models.occurrences.attendance import EVENT
from models.occurrences.changes import GoneError
from models.register.meetings import PlannedTalk, past_plans
from models.tables import Counterpart, Dialogue, EventItem, Occurrence, Person

ItemKind = Literal["eget", "felles", "møte", "person", "før", "under", "etter"]
KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
POSTS: tuple[ItemKind, ...] = ("før", "under", "etter")
PERSON: ItemKind = "person"
MOST_ITEMS = 60


class FullError(Exception):
    """The plan has no room for so many more: `left` is how many it has room for."""

    def __init__(self, left: int) -> None:
        super().__init__(f"room for {left} more")
        self.left = left


@dataclass(frozen=True)
class NewItem:
    """A line to add. The day and the time of day are local; None if not known."""

    kind: ItemKind
    text: str = ""
    day: date | None = None
    start: time | None = None
    minutes: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class PlannedItem:
    """A line of the plan, and the person of the register it is about, if it is about one."""

    item: EventItem
    person: Person | None = None


def event_of(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence | None:
    """Return an event that is in the calendar; None if there is none with that id."""
    return session.scalar(_event(workspace_id, occurrence_id))


def plan_items(session: Session, workspace_id: int, occurrence_id: int) -> Sequence[PlannedItem]:
    """Return what is planned for an event, by day and time of day; what has no day comes last."""
    query = (
        select(EventItem, Person)
        .outerjoin(Person, Person.id == EventItem.person_id)
        .where(EventItem.workspace_id == workspace_id, EventItem.occurrence_id == occurrence_id)
        .where(EventItem.removed_at.is_(None), or_(Person.id.is_(None), Person.removed_at.is_(None)))
    )
    order = (EventItem.day.is_(None), EventItem.day, EventItem.start_time, EventItem.id)
    return [PlannedItem(item, person) for item, person in session.execute(query.order_by(*order))]


def add_items(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime, new: Sequence[NewItem]
) -> list[int]:
    """Add lines to an event's plan, and return their ids; people who are on it already are left out.

    Raises:
        GoneError: there is no such event here (any more).
        FullError: there is no room for all of them. Nothing is added.
    """
    if session.scalar(_event(workspace_id, occurrence_id).with_for_update()) is None:
        raise GoneError
    left = MOST_ITEMS - len(plan_items(session, workspace_id, occurrence_id))
    if len(new) > left:
        raise FullError(max(0, left))
    added: list[int] = []
    for each in new:
        values: dict[str, Any] = {
            "workspace_id": workspace_id,
            "occurrence_id": occurrence_id,
            "kind": each.kind,
            "text": storable(each.text),
            "day": each.day,
            "start_time": each.start,
            "minutes": each.minutes,
            "person_id": each.person_id,
            "created_by": user_id,
            "created_at": now,
        }
        if each.person_id is None:
            row = EventItem(**values)
            session.add(row)
            session.flush()
            added.append(row.id)
        else:
            added += _put_on(session, values)
    return added


def set_removed(session: Session, workspace_id: int, ids: Collection[int], now: datetime, *, removed: bool) -> int:
    """Take lines off the plan, or put them back; return how many were not so already."""
    rows = [row for row in _locked(session, workspace_id, ids) if removed is (row.removed_at is None)]
    for row in rows:
        row.removed_at = now if removed else None
    session.flush()
    return len(rows)


def set_done(session: Session, workspace_id: int, item_id: int, now: datetime, *, done: bool) -> None:
    """Tick off a post as published, or open it again; one that is so already stays as it is.

    Raises:
        GoneError: there is no such post here (any more).
    """
    row = next((each for each in _locked(session, workspace_id, (item_id,)) if each.kind in POSTS), None)
    if row is None or row.removed_at is not None:
        raise GoneError
    if done is (row.done_at is None):
        row.done_at = now if done else None
    session.flush()


def spoken_with(session: Session, workspace_id: int, occurrence_id: int) -> frozenset[int]:
    """Return the ids of the people who somebody talked with at the event."""
    query = (
        select(Counterpart.person_id)
        .join(Dialogue, Dialogue.id == Counterpart.dialogue_id)
        .where(Dialogue.workspace_id == workspace_id, Dialogue.event_id == occurrence_id)
        .where(Dialogue.removed_at.is_(None), Dialogue.planned.is_(False), Counterpart.person_id.is_not(None))
    )
    return frozenset(each for each in session.scalars(query) if each is not None)


def booked_talks(session: Session, event: Occurrence, goers: Collection[str]) -> list[PlannedTalk]:
    """Return the planned talks of the register on the days of an event, of those who attend, the earliest first."""
    if event.starts_on is None or event.ends_on is None:
        return []
    found = past_plans(session, event.workspace_id, event.starts_on, event.ends_on)
    return [each for each in found if each.dialogue.event_id == event.id or set(each.ours) & set(goers)]


def _event(workspace_id: int, occurrence_id: int) -> Select[Occurrence]:
    mine = (Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
    return select(Occurrence).where(*mine, Occurrence.kind == EVENT, Occurrence.archived_at.is_(None))


def _put_on(session: Session, values: dict[str, Any]) -> list[int]:
    """Put a person on the list, again if they were taken off; nothing if they are on it."""
    key = {name: values[name] for name in ("workspace_id", "occurrence_id", "person_id")}
    is_new = insert_new(session, EventItem, [values]) == 1
    row = session.scalars(select(EventItem).filter_by(**key).with_for_update()).one()
    was_off, row.removed_at = row.removed_at is not None, None
    session.flush()
    return [row.id] if is_new or was_off else []


def _locked(session: Session, workspace_id: int, ids: Collection[int]) -> Sequence[EventItem]:
    query = select(EventItem).where(EventItem.workspace_id == workspace_id, EventItem.id.in_(ids))
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
