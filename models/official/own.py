"""What a workspace makes of an official item: a deadline of its own, which follows the source.

The key of the `Occurrence` names the item, so that one added by hand is the same row when a source has the item later.
A date or a title that somebody in the workspace has changed is left alone.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.official.items import ItemKind, Status, as_day
from models.official.records import deadline_of
from models.official.sources import name_of as source_name
from models.tables import Occurrence, OfficialRecord

PREFIX = "egen:offentlig:"
BY_HAND = "lagt inn for hånd"
"""The way a date came, until a source has it (`Occurrence.kilde`)."""
CALLED_OFF = "Kilden har avlyst den."
"""The note of a row that a source closed, and so may open again."""
OFF = frozenset({Status.CANCELLED.value, Status.WITHDRAWN.value, Status.LAPSED.value})
WHEN = frozenset({"starts_on", "ends_on", "certainty"})


def note_of(way: str) -> str:
    """Return what is shown under a row: which way its date came (a source's key, or `BY_HAND`)."""
    return f"Datoen er {way}." if way == BY_HAND else f"Datoen er fra {source_name(way)}."


def key_of(kind: ItemKind | str, number: str) -> str:
    """Return the key of a workspace's row for an official item."""
    return f"{PREFIX}{kind}:{number}"


def workspaces_with(session: Session, keys: Collection[str]) -> list[int]:
    """Return the ids of the workspaces that have a row for any of some official items."""
    if not keys:
        return []
    query = select(Occurrence.workspace_id).where(in_list(Occurrence.key, "keys")).distinct()
    return sorted(session.scalars(query, {"keys": list(keys)}))


def follow_source(session: Session, workspace_id: int, records: Sequence[OfficialRecord], now: datetime) -> int:
    """Bring a workspace's rows into agreement with what the sources say now, and return how many changed.

    A cancelled hearing closes its row; one that is reopened opens it again, unless somebody had closed it.
    """
    by_key = {key_of(each.kind, each.number): each for each in records}
    query = select(Occurrence).where(Occurrence.workspace_id == workspace_id, in_list(Occurrence.key, "keys"))
    changed = 0
    for row in session.scalars(query.with_for_update(), {"keys": list(by_key)}):
        record = by_key[row.key]
        wanted = {"title": record.title, "link": record.link or row.link} | _when(record)
        if "starts_on" in row.kept:
            wanted = {
                name: value for name, value in wanted.items() if name not in {*WHEN, "start_time", "kilde", "note"}
            }
        if row.note == CALLED_OFF:
            wanted.pop("note", None)
        differing = {
            name: value for name, value in wanted.items() if name not in row.kept and getattr(row, name) != value
        }
        for name, value in differing.items():
            setattr(row, name, value)
        changed += bool(differing) | _close(row, record, now)
    return changed


def _when(record: OfficialRecord) -> dict[str, object]:
    deadline = deadline_of(record)
    if deadline is None:
        return {}
    day = as_day(deadline)
    time = deadline.time().replace(tzinfo=None) if isinstance(deadline, datetime) else None
    way = record.deadline_from or ""
    when = {"starts_on": day, "ends_on": day, "certainty": "fast", "start_time": time}
    return {**when, "kilde": way, "note": note_of(way)}


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
