"""What a workspace makes of an official item: a deadline of its own, which follows the source.

The key of the `Occurrence` names the item, so that one added by hand is the same row when a source has the item later.
A date or a title that somebody in the workspace has changed is left alone.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.official.dates import day_of, plan_of, replan
from models.official.items import Status, as_day
from models.official.keys import is_of_official_item
from models.official.keys import key_of as key_of  # noqa: PLC0414 - callers know it by this module
from models.official.plan import FOLLOWS, last_day
from models.official.records import OSLO
from models.official.sources import name_of as source_name
from models.official.telling import CLOSED, MOVED, OPENED, ask_about_date, plan_source_change
from models.tables import Occurrence, OfficialRecord

BY_HAND = "lagt inn for hånd"
"""The way a date came, until a source has it (`Occurrence.kilde`)."""
CALLED_OFF = "Kilden har avlyst den."
"""The note of a row that a source closed, and so may open again."""
OFF = frozenset({Status.CANCELLED.value, Status.WITHDRAWN.value, Status.LAPSED.value})
WHEN = frozenset({"starts_on", "ends_on", "certainty"})


def note_of(way: str) -> str:
    """Return what is shown under a row: which way its date came (a source's key, or `BY_HAND`)."""
    return f"Datoen er {way}." if way == BY_HAND else f"Datoen er fra {source_name(way)}."


def workspaces_with(session: Session, keys: Collection[str]) -> list[int]:
    """Return the ids of the workspaces that have a row for any of some official items."""
    if not keys:
        return []
    query = select(Occurrence.workspace_id).where(in_list(Occurrence.key, "keys")).distinct()
    return sorted(session.scalars(query, {"keys": list(keys)}))


def of_official_items(session: Session, workspace_id: int, ids: Collection[int]) -> set[int]:
    """Return those of a workspace's rows, by their ids, that were made of an official item: others wrote their titles."""
    query = select(Occurrence.id, Occurrence.key).where(
        Occurrence.workspace_id == workspace_id, in_list(Occurrence.id, "ids")
    )
    return {row_id for row_id, key in session.execute(query, {"ids": list(ids)}) if is_of_official_item(key)}


def follow_source(session: Session, workspace_id: int, records: Sequence[OfficialRecord], now: datetime) -> int:
    """Bring a workspace's rows into agreement with what the sources say now, and return how many changed.

    A cancelled hearing closes its row; one that is reopened opens it again, unless somebody had closed it. Those
    responsible get a message about that and about a moved date, once for each change at the source. A date that people
    have moved is left alone, and they are asked about it.
    """
    by_key = {key_of(each.kind, each.number): each for each in records}
    query = select(Occurrence).where(Occurrence.workspace_id == workspace_id, in_list(Occurrence.key, "keys"))
    today = now.astimezone(OSLO).date()
    changed = 0
    for row in session.scalars(query.with_for_update(), {"keys": list(by_key)}).all():
        record = by_key[row.key]
        plan = plan_of(session, workspace_id, row.id)
        when = _when(record, plan.plan if plan else FOLLOWS, today)
        wanted = {"title": record.title, "link": record.link or row.link} | when
        before = day_of(row)
        if "starts_on" in row.kept:
            wanted = {
                name: value for name, value in wanted.items() if name not in {*WHEN, "start_time", "kilde", "note"}
            }
            if when and when["ends_on"] != row.ends_on and not (plan and plan.left_on == when["ends_on"]):
                ask_about_date(session, row, when["ends_on"], now)
        if row.note == CALLED_OFF:
            wanted.pop("note", None)
        differing = {
            name: value for name, value in wanted.items() if name not in row.kept and getattr(row, name) != value
        }
        for name, value in differing.items():
            setattr(row, name, value)
        if day_of(row) != before and row.done_at is None:
            replan(session, workspace_id, row, today)
            has_passed = before is not None and before.isoformat() in _days(record)
            if row.archived_at is None and record.status not in OFF and not has_passed:
                # One that has passed, where the next one counts, was not moved.
                plan_source_change(session, row, MOVED, record, now, before)
        closed = _close(row, record, now)
        if closed:
            plan_source_change(session, row, CLOSED if row.archived_at else OPENED, record, now)
        changed += bool(differing) | closed
    return changed


def _when(record: OfficialRecord, plan: str, today: date) -> dict[str, Any]:
    last = last_day(record, plan, today)
    if last is None:
        return {}
    day = as_day(last)
    time = last.time().replace(tzinfo=None) if isinstance(last, datetime) else None
    way = record.deadline_from or record.source
    when = {"starts_on": day, "ends_on": day, "certainty": "fast", "start_time": time}
    return {**when, "kilde": way, "note": note_of(way)}


def _days(record: OfficialRecord) -> set[str]:
    """Return the days (ISO) that a source has for an item: its deadlines, and the days of a hearing."""
    return {each["on"][:10] for each in record.events if each.get("on")}


def _close(row: Occurrence, record: OfficialRecord, now: datetime) -> bool:
    """Close the row of what is called off, and open it again if it is on after all; what people closed stays closed."""
    is_off = record.status in OFF
    if is_off and row.done_at is None and row.archived_at is None:
        row.archived_at, row.note = now, CALLED_OFF
        return True
    if not is_off and row.archived_at is not None and row.note == CALLED_OFF:
        row.archived_at, row.note = None, note_of(row.kilde)
        return True
    return False
