"""One message to one place, planned for a moment: what the calendar does not bring, but something that happened."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.upsert import insert_new
from models.tables import Delivery
from models.workspace.workspaces import destination

THREAD = "tråd"
"""The kind of a destination that is the thread of a message."""


def thread_address(channel: str, message: str) -> str:
    """Return a thread as an address: the platform's ids of its channel and of its first message."""
    return f"{channel}:{message}"


def plan(
    session: Session, workspace_id: int, to: str, address: str, kind: str, period_key: str, due_at: datetime
) -> bool:
    """Plan a message (`to`: `kanal`, `person` or `tråd`) for a moment (aware); False where it was planned before."""
    place = destination(session, workspace_id, to, address)
    row = {
        "workspace_id": workspace_id,
        "destination_id": place.id,
        "kind": kind,
        "period_key": period_key,
        "due_at": due_at,
        "next_try_at": due_at,
    }
    return insert_new(session, Delivery, [row]) == 1


def call_off(session: Session, workspace_id: int, kinds: tuple[str, ...], key_begins: str, reason: str) -> None:
    """Send none of what is planned and not yet on its way, of some kinds whose key begins so."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.kind.in_(kinds),
            Delivery.period_key.startswith(key_begins, autoescape=True),
            Delivery.state == "planned",
        )
        .values(state="skipped", reason=reason)
    )


def posted_at(session: Session, workspace_id: int, kind: str, period_key: str) -> tuple[str, str] | None:
    """Return where a message stands, as the platform's ids of its channel and of itself; None where it does not."""
    found = session.execute(
        select(Delivery.channel_ref, Delivery.message_ref).where(
            Delivery.workspace_id == workspace_id,
            Delivery.kind == kind,
            Delivery.period_key == period_key,
            Delivery.message_ref.is_not(None),
        )
    ).first()
    return (found[0] or "", found[1] or "") if found else None


def reported_at(session: Session, workspace_id: int, channel: str, message: str) -> datetime | None:
    """Return when a message was sent, by the platform's ids of its channel and of itself; None where it is none of ours."""
    return session.scalar(
        select(Delivery.sent_at).where(
            Delivery.workspace_id == workspace_id, Delivery.channel_ref == channel, Delivery.message_ref == message
        )
    )


def due_at(session: Session, workspace_id: int, kind: str, period_key: str) -> datetime | None:
    """Return when something was planned for, wherever it goes; None where it was not planned."""
    theirs = (Delivery.workspace_id == workspace_id, Delivery.kind == kind, Delivery.period_key == period_key)
    return session.scalar(select(Delivery.due_at).where(*theirs).order_by(Delivery.id).limit(1))
