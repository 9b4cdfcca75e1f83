"""A nudge that is posted in a channel, as it would be written now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.merged import merged
from bot.commands.ask import Ask
from jobs.nudges.context import Skip
from jobs.nudges.registry import KINDS
from jobs.ports import SentMessage
from jobs.sending.claim import questions_last
from jobs.sending.compose import compose
from models.tables import Delivery, Destination


@dataclass(frozen=True)
class PostedMessage:
    """Where the nudge is posted, and what it says now."""

    sent: SentMessage
    card: Card


def posted_messages(ask: Ask, session: Session, messages: Iterable[tuple[str, str]]) -> tuple[PostedMessage, ...]:
    """Return what messages say now, each given by its channel and its id; messages that are no nudges are left out."""
    result = (posted_message(ask, session, message, channel) for channel, message in dict.fromkeys(messages))
    return tuple(each for each in result if each is not None)


def posted_message(
    ask: Ask, session: Session, message_id: str, channel_id: str = "", since: datetime | None = None
) -> PostedMessage | None:
    """Return what the message with that id says now; None if it is no nudge, or has nothing to say.

    It is in the channel where the person asked, unless another is given. With `since` (aware) a message that was
    sent before is left out. So is one with a kind that only a newer version knows: that part of it would be lost.
    """
    channel = channel_id or ask.channel_id
    result = session.execute(
        select(Delivery, Destination)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(
            Delivery.workspace_id == ask.workspace.id,
            Delivery.message_ref == message_id,
            Delivery.channel_ref == channel,
            *([Delivery.sent_at >= since] if since else []),
        )
        .order_by(Delivery.due_at, Delivery.id)
    )
    rows = sorted(result.all(), key=lambda row: questions_last(row[0].kind))
    if any(delivery.kind not in KINDS for delivery, _ in rows):
        return None
    cards = [card for delivery, place in rows if isinstance(card := _current_card(ask, session, delivery, place), Card)]
    parts = next((delivery.message_parts for delivery, _ in rows if delivery.message_parts), None) or ""
    return PostedMessage(SentMessage(channel, message_id, tuple(parts.split())), merged(cards)) if cards else None


def _current_card(ask: Ask, session: Session, delivery: Delivery, place: Destination) -> Card | Skip:
    return compose(
        session,
        ask.workspace,
        ask.pack,
        delivery.kind,
        delivery.period_key,
        place.address,
        ask.now,
        shown_at=delivery.sent_at,
        is_external=place.is_external is True,
    )
