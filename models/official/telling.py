"""Plans the messages about what a source has changed, to those responsible for its row: once for each change.

The key of a message is the row, what changed and when the source did, so that the same change is never sent twice.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.occurrences.filtering import owners_of
from models.tables import Occurrence, OfficialRecord, Workspace
from models.workspace import outgoing
from models.workspace.nudge_kinds import HEARING_CHANGED, HEARING_CHANGED_IN_CHANNEL, HEARING_DATE
from models.workspace.preferences import preferences

MOVED, CLOSED, OPENED = "flyttet", "avlyst", "likevel"
GROUP = "frister"
"""The group whose channel gets what nobody is responsible for."""
WITH_DEADLINE = "frist"


def message_key(match_id: int, *, has_deadline: bool) -> str:
    """Return the key of an item's own message: one that gets a deadline later has another message then."""
    return f"{match_id}:{WITH_DEADLINE}" if has_deadline else str(match_id)


def plan_source_change(
    session: Session, row: Occurrence, what: str, record: OfficialRecord, now: datetime, before: date | None = None
) -> None:
    """Plan the message that a source has moved, cancelled or reopened a hearing."""
    days = f"{before or ''}:{row.ends_on or ''}"
    key = f"{row.id}:{what}:{days}:{record.changed_at:%Y%m%dT%H%M%S}"
    for owner in owners_of(row):
        outgoing.plan(session, row.workspace_id, "person", owner, HEARING_CHANGED, key, now)
    channel = None if row.owner else _channel(session, row.workspace_id)
    if channel:
        outgoing.plan(session, row.workspace_id, "kanal", channel, HEARING_CHANGED_IN_CHANNEL, key, now)


def ask_about_date(session: Session, row: Occurrence, on: date, now: datetime) -> None:
    """Plan the question whether to use the date at the source, where people have moved the row's own."""
    if row.done_at is None and row.archived_at is None:
        for owner in owners_of(row):
            outgoing.plan(session, row.workspace_id, "person", owner, HEARING_DATE, f"{row.id}:{on}", now)


def _channel(session: Session, workspace_id: int) -> str | None:
    workspace = session.get(Workspace, workspace_id)
    return preferences(session, workspace).channel(GROUP) if workspace else None
