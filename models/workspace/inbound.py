"""What the platform told us: each thing once, and what was acknowledged before it was done is done all the same.

A thing is written down under its unique key in the transaction that does it (`models.workspace.arriving`). Where the platform must have its
acknowledgement before that, the whole of what it told is kept first (`keep`), until the work is done (`release`); what
a dead process left is taken up again (`recover`) and done under the same key: once.
"""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from content.frozen import frozen
from models.db.upsert import insert_new
from models.tables import Inbound, Workspace

LATER = "senere:"
"""Begins the key of what is kept."""
UNDER_WAY = timedelta(minutes=2)
"""How long kept work is left to the process that has it, before it is believed dead; far longer than any work takes."""
MOST_ATTEMPTS = 5
REMEMBERED = timedelta(days=7)
"""How long a key is remembered; Slack tells the same thing again within minutes."""
WAITS = timedelta(days=30)
"""How long something waits to be done where the platform it came from has been turned off since; it holds what people wrote."""
AT_ONCE = 20


@frozen
class Kept:
    """Something that was acknowledged and not done. `payload` is what the platform told, as JSON."""

    workspace_id: int
    key: str
    kind: str
    payload: str = field(repr=False)
    was_done: bool
    """True where the work was done, and only its answer may be missing."""


def keep(session: Session, workspace_id: int, key: str, kind: str, payload: str, now: datetime) -> None:
    """Keep what is acknowledged before it is done. `kind` is `command`, `press`, `submit` or `event`."""
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
    """Let go of what was kept: it is done."""
    session.execute(delete(Inbound).where(Inbound.workspace_id == workspace_id, Inbound.key == LATER + key))


def recover(session: Session, platform: str, now: datetime) -> Sequence[Kept]:
    """Take some of what a dead process of that platform left, of all its workspaces. It is not given to another process for a while.

    What has been taken up too often without coming to its end is let go.
    """
    # A moment farther ahead than it is ever set was set by a clock that was ahead.
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


def _kept(session: Session, row: Inbound) -> Kept:
    key = row.key.removeprefix(LATER)
    done = select(Inbound.id).where(Inbound.workspace_id == row.workspace_id, Inbound.key == key)
    return Kept(row.workspace_id, key, row.kind, row.payload or "", session.scalar(done) is not None)
