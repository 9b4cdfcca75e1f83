"""Taking a message to follow it up. Moments are aware; days local."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from content.folding import make_storable
from models.calendar.quiet import moment
from models.db.bulk import insert_new
from models.followups.queries import CANCELLED, OPEN, is_newer, on
from models.tables import Follower, FollowUp, Workspace
from models.workspace.contacts import outsiders

BY, EARLY_ENOUGH, LATEST = time(16), time(14), time(21)
AT_LEAST = timedelta(hours=2)
"""Due at 16 the same day, or two hours later if it is taken after 14, never after 21."""
NEXT_MORNING = time(10)


@dataclass(frozen=True)
class MediaMessage:
    """The message that is followed up: where it is, and what it said then."""

    channel: str
    message: str
    text: str
    link: str | None = None
    theme: str | None = None
    thread: str | None = None
    """The message whose thread it is in, if any."""
    said_at: datetime | None = None
    """When people could first see it, if that is known."""
    text_due_at: datetime | None = None
    """When its text should be read, if it could not be read yet."""

    def __post_init__(self) -> None:
        """Remove what databases refuse."""
        make_storable(self, "channel", "message", "text", "link", "thread")


class Followed(Enum):
    """The outcome of a request to follow up."""

    TAKEN = "taken"
    JOINED = "joined"
    NOTHING_NEW = "nothing new"


def follow(
    session: Session, workspace: Workspace, message: MediaMessage, user_id: str, now: datetime, told_at: datetime
) -> tuple[FollowUp, Followed]:
    """Log that a person follows up a message; the first is its owner, later ones join.

    There is one for each message and day. One that was called off can be taken again, and one whose owner no longer works
    here is taken over. `told_at` is when it happened by the platform's clock: an event that is no newer than the last that
    counted is a duplicate and changes nothing.
    """
    day = now.astimezone(workspace.zone).date()
    new = insert_new(session, FollowUp, [_new(workspace, message, user_id, day, now, told_at)]) == 1
    row = _locked(session, workspace.id, message, day)
    if new:
        return row, Followed.TAKEN
    if row.state == CANCELLED and is_newer(row, told_at):
        row.state, row.owner, row.told_at, row.handed_at = OPEN, user_id, told_at, None
        row.due_at, row.closed_at, row.closed_by = due_of(now, workspace.zone), None, None
        session.flush()
        return row, Followed.TAKEN
    if row.state != OPEN or row.owner == user_id:
        return row, Followed.NOTHING_NEW
    if row.owner is None or row.owner in outsiders(session, workspace.id):
        row.owner, row.told_at = user_id, told_at
        if row.due_at <= now:
            row.due_at, row.handed_at = due_of(now, workspace.zone), now
        session.flush()
        return row, Followed.TAKEN
    follower = {"workspace_id": workspace.id, "followup_id": row.id, "user_id": user_id}
    return row, Followed.JOINED if insert_new(session, Follower, [follower]) else Followed.NOTHING_NEW


def _new(
    workspace: Workspace, message: MediaMessage, user_id: str, day: date, now: datetime, told_at: datetime
) -> dict[str, object]:
    return {
        "workspace_id": workspace.id,
        "channel": message.channel,
        "message": message.message,
        "thread": message.thread,
        "day": day,
        "text": message.text,
        "link": message.link,
        "theme": message.theme,
        "owner": user_id,
        "due_at": due_of(now, workspace.zone),
        "created_at": now,
        "alerted_at": message.said_at,
        "text_due_at": message.text_due_at,
        "told_at": told_at,
    }


def _locked(session: Session, workspace_id: int, message: MediaMessage, day: date) -> FollowUp:
    query = on(workspace_id, message.channel, message.message).where(FollowUp.day == day)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def due_of(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when something taken now should be followed up (the source: «samme dag»); after 21, the next morning."""
    local = now.astimezone(zone)
    day = local.date()
    if local.time() < EARLY_ENOUGH:
        return moment(day, BY, zone)
    if local.time() < LATEST:
        return min(now + AT_LEAST, moment(day, LATEST, zone))
    return moment(day + timedelta(days=1), NEXT_MORNING, zone)
