"""What was sent by e-mail: whose a message was, and what nobody knows whether it was sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.tables import Delivery, Destination, MailAddress
from models.workspace.outgoing import MAIL


class UndecidedMail(NamedTuple):
    """A message that may or may not have been sent: what kind, to which address, and when it was tried (aware)."""

    delivery_id: int
    kind: str
    address: str
    tried_at: datetime


def sent_as(session: Session, message_ref: str) -> Destination | None:
    """Return the destination of the message with that id; None if it is none of ours. Nobody can guess the id."""
    query = (
        select(Destination)
        .join(Delivery, Delivery.destination_id == Destination.id)
        .where(Delivery.message_ref == message_ref, Delivery.channel_ref == Destination.address)
        .where(Destination.kind == MAIL)
    )
    return session.scalars(query.limit(1)).first()


def undecided(session: Session, workspace_id: int) -> Sequence[UndecidedMail]:
    """Return the messages that somebody must decide about, the oldest first; without those whose address is deleted."""
    same = (MailAddress.workspace_id == Destination.workspace_id) & (MailAddress.reference == Destination.address)
    query = (
        select(Delivery.id, Delivery.kind, MailAddress.address, Delivery.tried_at, Delivery.due_at)
        .join(Destination, Destination.id == Delivery.destination_id)
        .join(MailAddress, same)
        .where(Delivery.workspace_id == workspace_id, Delivery.state == "unknown", Destination.kind == MAIL)
    )
    rows = session.execute(query.order_by(Delivery.id))
    return [
        UndecidedMail(number, kind, address, tried_at or due_at) for number, kind, address, tried_at, due_at in rows
    ]


def send_again(session: Session, workspace_id: int, delivery_id: int, now: datetime) -> bool:
    """Send a message that may have been sent, now; False if somebody has decided before."""
    fresh = {"state": "planned", "reason": None, "due_at": now, "next_try_at": now, "looked_since": None, "looks": 0}
    return _decided(session, workspace_id, delivery_id, fresh)


def call_sent(session: Session, workspace_id: int, delivery_id: int, now: datetime) -> bool:
    """Store that a message was sent, as somebody knows; False if somebody has decided before."""
    return _decided(session, workspace_id, delivery_id, {"state": "sent", "reason": None, "sent_at": now})


def _decided(session: Session, workspace_id: int, delivery_id: int, values: Mapping[str, object]) -> bool:
    mail = select(Destination.id).where(Destination.workspace_id == workspace_id, Destination.kind == MAIL)
    mine = (
        Delivery.workspace_id == workspace_id,
        Delivery.id == delivery_id,
        Delivery.state == "unknown",
        Delivery.destination_id.in_(mail),
    )
    found = session.scalars(select(Delivery.id).where(*mine).with_for_update()).first()
    if found is None:
        return False
    session.execute(update(Delivery).where(*mine).values(**values))
    return True
