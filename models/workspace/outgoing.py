"""Plans messages for a moment: nudges that come from an event, not from the calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.tables import Delivery, Destination
from models.workspace.workspaces import destination

CHANNEL = "kanal"
THREAD = "tråd"
"""The kind of a destination that is the thread of a message."""
MAIL = "epost"
"""The kind of a destination that is an e-mail address, by its reference (`models.mail.addresses`)."""


def thread_address(channel: str, message: str) -> str:
    """Return a thread as an address: the platform's ids of its channel and of its first message."""
    return f"{channel}:{message}"


def plan(
    session: Session, workspace_id: int, to: str, address: str, kind: str, period_key: str, due_at: datetime
) -> bool:
    """Plan a message (`to`: `kanal`, `person`, `tråd` or `epost`) for a moment (aware); False if it was planned before."""
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


class PlannedMessage(NamedTuple):
    """A message of a workspace to a channel or a person of its own (`to`: `kanal` or `person`)."""

    workspace_id: int
    to: str
    address: str
    period_key: str


def plan_all(session: Session, wanted: Sequence[PlannedMessage], kind: str, due_at: datetime) -> int:
    """Plan messages of one kind, of several workspaces, for a moment (aware); return how many were not planned before."""
    if not wanted:
        return 0
    places = [
        {"workspace_id": each.workspace_id, "kind": each.to, "address": each.address}
        for each in {(each.workspace_id, each.address): each for each in wanted}.values()
    ]
    insert_new(session, Destination, places)
    mine = (in_list(Destination.workspace_id, "workspaces"), in_list(Destination.address, "addresses"))
    found = session.execute(
        select(Destination.workspace_id, Destination.address, Destination.id).where(*mine),
        {name: sorted({each[at] for each in wanted}) for name, at in (("workspaces", 0), ("addresses", 2))},
    )
    ids = {(workspace_id, address): place for workspace_id, address, place in found}
    rows = [
        {
            "workspace_id": each.workspace_id,
            "destination_id": ids[each.workspace_id, each.address],
            "kind": kind,
            "period_key": each.period_key,
            "due_at": due_at,
            "next_try_at": due_at,
        }
        for each in wanted
    ]
    return insert_new(session, Delivery, rows)


def call_off(session: Session, workspace_id: int, kinds: tuple[str, ...], key_begins: str, reason: str) -> None:
    """Skip what is planned and not being sent yet, of some kinds whose key has that prefix."""
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
    """Return the platform's ids of the channel and of the message; None if it is not posted."""
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
    """Return when a message was sent; None if it is not ours. `channel` and `message` are the platform's ids."""
    return session.scalar(
        select(Delivery.sent_at).where(
            Delivery.workspace_id == workspace_id, Delivery.channel_ref == channel, Delivery.message_ref == message
        )
    )


def due_at(session: Session, workspace_id: int, kind: str, period_key: str) -> datetime | None:
    """Return when something was planned for, at any destination; None if it was not planned."""
    theirs = (Delivery.workspace_id == workspace_id, Delivery.kind == kind, Delivery.period_key == period_key)
    return session.scalar(select(Delivery.due_at).where(*theirs).order_by(Delivery.id).limit(1))
