"""The version of each occurrence in the calendar feeds: SEQUENCE and DTSTAMP of RFC 5545.

Calendars keep what they have of an event until one with the same UID and a higher SEQUENCE comes. What an occurrence
says is changed by people, by a sync, by undoing and by erasing a name, so the version is not counted where it changes
but where it is read: each feed compares the fingerprint of what it says with the one that was stored last.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.tables import CalendarEntry, Occurrence


class EntryVersion(NamedTuple):
    """How often an occurrence has changed since a feed first had it, and when it did last."""

    sequence: int
    changed_at: datetime


def versions(session: Session, workspace_id: int, fingerprints: Mapping[int, str]) -> dict[int, EntryVersion] | None:
    """Return the version of each occurrence (by its id) as stored; None if one is new or has changed."""
    stored = _stored(session, workspace_id, fingerprints)
    if any(stored.get(each, (None,))[0] != said for each, said in fingerprints.items()):
        return None
    return {each: version for each, (_, version) in stored.items()}


def renewed_versions(
    session: Session, workspace_id: int, fingerprints: Mapping[int, str], now: datetime
) -> dict[int, EntryVersion]:
    """Store what is new or has changed, and return the version of each occurrence (by its id)."""
    stored = _stored(session, workspace_id, fingerprints)
    mine = (Occurrence.workspace_id == workspace_id, in_list(Occurrence.id, "occurrences"))
    missing = [each for each in fingerprints if each not in stored]
    new = [
        {
            "workspace_id": workspace_id,
            "occurrence_id": each,
            "fingerprint": fingerprints[each],
            "sequence": 0,
            "changed_at": now,
        }
        for each in session.scalars(select(Occurrence.id).where(*mine), {"occurrences": missing})
    ]
    insert_new(session, CalendarEntry, new)
    for each, said in fingerprints.items():
        if each in stored and stored[each][0] != said:
            # Of two that find the same change, one counts it.
            entry = (CalendarEntry.workspace_id == workspace_id, CalendarEntry.occurrence_id == each)
            values = {"fingerprint": said, "sequence": CalendarEntry.sequence + 1, "changed_at": now}
            session.execute(update(CalendarEntry).where(*entry, CalendarEntry.fingerprint != said).values(values))
    return {each: version for each, (_, version) in _stored(session, workspace_id, fingerprints).items()}


def _stored(session: Session, workspace_id: int, wanted: Mapping[int, str]) -> dict[int, tuple[str, EntryVersion]]:
    columns = (CalendarEntry.occurrence_id, CalendarEntry.fingerprint, CalendarEntry.sequence, CalendarEntry.changed_at)
    mine = (CalendarEntry.workspace_id == workspace_id, in_list(CalendarEntry.occurrence_id, "occurrences"))
    found = session.execute(select(*columns).where(*mine), {"occurrences": list(wanted)})
    return {row[0]: (row[1], EntryVersion(row[2], row[3])) for row in found}
