"""Where a case in the media is in the chat: the card about it, and the message that is followed up.

They are the same message if the case comes from a feed. If another app posted it, the card is in that message's
thread, and the message itself is followed up.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.tables import Delivery, Destination
from models.workspace.nudge_kinds import ALERT
from models.workspace.outgoing import THREAD, thread_address

ONE, MANY = "sak:", "saker:"


@dataclass(frozen=True)
class Case:
    """A case in the chat. `card` and `message` are the platform's message ids, in that `channel`."""

    alert_id: int
    channel: str
    card: str
    message: str


def key_of(alert_id: int) -> str:
    """Return the logical key of the message about one case."""
    return f"{ONE}{alert_id}"


def key_of_many(feed_id: int, found_at: datetime) -> str:
    """Return the logical key of the message about everything that came from a feed at that moment (aware)."""
    return f"{MANY}{feed_id}:{found_at.isoformat()}"


def alert_of(period_key: str) -> int | None:
    """Return the id of the case a key is about; None if it is about many."""
    return int(period_key.removeprefix(ONE)) if period_key.startswith(ONE) else None


def many_of(period_key: str) -> tuple[int, datetime]:
    """Return the feed's id, and when the cases came from it."""
    feed, _, moment = period_key.removeprefix(MANY).partition(":")
    return int(feed), datetime.fromisoformat(moment)


def case_at(session: Session, workspace_id: int, channel: str, message: str) -> Case | None:
    """Return the case that a message is the card of, or that has its card in its thread; None if there is none."""
    is_card = (Delivery.channel_ref == channel) & (Delivery.message_ref == message)
    is_posted = (Destination.kind == THREAD) & (Destination.address == thread_address(channel, message))
    return _found(session, workspace_id, is_card) or _found(session, workspace_id, is_posted)


def case_of(session: Session, workspace_id: int, alert_id: int) -> Case | None:
    """Return where a case is in the chat; None if it is not there (yet)."""
    return _found(session, workspace_id, Delivery.period_key == key_of(alert_id))


def _found(session: Session, workspace_id: int, where: ColumnElement[bool]) -> Case | None:
    query = (
        select(Delivery.period_key, Delivery.channel_ref, Delivery.message_ref, Destination.kind, Destination.address)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(
            Delivery.workspace_id == workspace_id,
            Destination.workspace_id == workspace_id,
            Delivery.kind == ALERT,
            Delivery.message_ref.is_not(None),
            where,
        )
    )
    row = session.execute(query.order_by(Delivery.id)).first()
    if row is None:
        return None
    key, channel, card, kind, address = row
    alert_id = alert_of(key)
    if alert_id is None:
        return None
    message = address.partition(":")[2] if kind == THREAD else card
    return Case(alert_id, channel or "", card or "", message or "")
