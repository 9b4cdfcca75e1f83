"""What the jobs need of a platform: a way to send, and errors that know whether they are permanent."""

from dataclasses import dataclass
from typing import Protocol

from bot.cards.card import Card


@dataclass(frozen=True)
class Sent:
    """Where a message stands: the platform's channel id and message id."""

    channel_ref: str
    message_ref: str


class SendError(Exception):
    """A message could not be sent. `reason` is the platform's own word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PermanentSendError(SendError):
    """Sending there will not work until a person mends it: archived, not a member, token revoked."""


class TransientSendError(SendError):
    """Sending may work later; `retry_after` is in seconds where the platform said."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class UncertainSendError(SendError):
    """The connection broke after the request was on its way: the message may or may not stand there."""


class Sender(Protocol):
    """One workspace's way out. Every method may raise `SendError`."""

    async def post(self, address: str, card: Card, delivery_id: int) -> Sent:
        """Post a card to a channel or a person, with the delivery id as hidden metadata."""

    async def update(self, sent: Sent, card: Card) -> None:
        """Replace a posted message."""

    async def find(self, address: str, delivery_id: int) -> Sent | None:
        """Return the message that carries that delivery id, if it stands in the channel's recent history."""
