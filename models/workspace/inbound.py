"""Requests from the platform: each is done once, and what was acknowledged before it was done is done all the same.

A request is stored under its unique key in the transaction that does it (`first_received`). If the platform
must have its acknowledgement before that, the whole request is stored first (`keep`), until the work is done
(`release`); what a dead process left is taken up again (`recover`) and done under the same key: once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import Contact, Destination, Inbound, Workspace

LATER = "senere:"
"""The prefix of the keys of stored requests."""
UNDER_WAY = timedelta(minutes=2)
"""How long stored work is left to its process before that is considered dead; far longer than any work takes."""
MOST_ATTEMPTS = 5
REMEMBERED = timedelta(days=7)
"""How long a key is remembered; Slack sends the same request again within minutes."""
WAITS = timedelta(days=30)
"""How long a request waits if its platform has been turned off since; it contains what people wrote."""
AT_ONCE = 20


@dataclass(frozen=True)
class KeptRequest:
    """A request that was acknowledged and not done. `payload` is what the platform sent, as JSON."""

    workspace_id: int
    key: str
    kind: str
    payload: str = field(repr=False)
    was_done: bool
    """True if the work was done, and only its answer may be missing."""


def keep(session: Session, workspace_id: int, key: str, kind: str, payload: str, now: datetime) -> None:
    """Store a request that is acknowledged before it is done. `kind` is `command`, `press`, `submit` or `event`."""
    row = {
        "workspace_id": workspace_id,
        "key": LATER + key,
        "received_at": now,
        "kind": kind,
        "state": "waiting",
        "payload": payload,
        "next_try_at": now + UNDER_WAY,
    }
    insert_new(session, Inbound, [row])


def release(session: Session, workspace_id: int, key: str) -> None:
    """Delete a stored request: it is done."""
    session.execute(delete(Inbound).where(Inbound.workspace_id == workspace_id, Inbound.key == LATER + key))


def recover(session: Session, platform: str, now: datetime) -> Sequence[KeptRequest]:
    """Take some requests that dead processes left, of all workspaces of a platform. No other process gets them for now.

    A request that has been taken up too often without being finished is deleted.
    """
    # A moment farther ahead than any that is set was set by a clock that was ahead.
    is_due = or_(Inbound.next_try_at <= now, Inbound.next_try_at > now + 2 * UNDER_WAY)
    waiting = (Inbound.state == "waiting", is_due)
    query = select(Inbound).join(Workspace).where(*waiting, Workspace.platform == platform)
    line = query.order_by(Inbound.next_try_at).limit(AT_ONCE)
    found = session.scalars(line.with_for_update(of=Inbound, skip_locked=True)).all()
    for row in found:
        row.attempt += 1
        row.next_try_at = now + UNDER_WAY
        if row.attempt > MOST_ATTEMPTS:
            session.delete(row)
    return [_kept(session, row) for row in found if row.attempt <= MOST_ATTEMPTS]


def _kept(session: Session, row: Inbound) -> KeptRequest:
    key = row.key.removeprefix(LATER)
    done = select(Inbound.id).where(Inbound.workspace_id == row.workspace_id, Inbound.key == key)
    return KeptRequest(row.workspace_id, key, row.kind, row.payload or "", session.scalar(done) is not None)


@dataclass(frozen=True)
class Caller:
    """The workspace of a request, and what is stored about its person and place."""

    workspace: Workspace
    role: str | None = None
    """A value of `models.workspace.contacts.ContactRole`; None if nothing is stored."""
    has_left: bool = False
    """Whether the platform says that the account was deactivated."""
    is_external: bool | None = None
    """Whether people of other organisations read the place; None if the platform has not said."""


CALLER = (
    select(Workspace, Contact.role, Contact.left_at, Destination.is_external)
    .outerjoin(Contact, and_(Contact.workspace_id == Workspace.id, Contact.address == bindparam("person")))
    .outerjoin(Destination, and_(Destination.workspace_id == Workspace.id, Destination.address == bindparam("place")))
    .where(Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("external_id"))
)


def first_received(
    session: Session, platform: str, external_id: str, key: str, now: datetime, person: str = "", place: str = ""
) -> Caller | None:
    """Store the key of a request, and return its caller; None if it came before, or the workspace is unknown.

    `external_id`, `person` and `place` are the platform's ids of the workspace, the asker and the conversation.
    """
    ids = {"platform": platform, "external_id": external_id, "person": person, "place": place}
    found = session.execute(CALLER, ids).first()
    if found is None:
        return None
    workspace, role, left_at, is_external = found
    if not insert_new(session, Inbound, [{"workspace_id": workspace.id, "key": key, "received_at": now}]):
        return None
    return Caller(workspace, role, left_at is not None, is_external)
