"""What the jobs need of a platform: a way to send, and errors that know whether they are permanent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.cards.card import Card
from content.frozen import frozen


@frozen
class Sent:
    """Where a message stands: the platform's channel id and message id."""

    channel_ref: str
    message_ref: str


@frozen
class Half:
    """A message that was broken off: it stands, but not all that was to go on below it."""

    sent: Sent
    carries: tuple[int, ...]
    """The ids of the deliveries it tells, in order."""
    at: datetime
    """When it was posted (aware)."""


class SendError(Exception):
    """A message could not be sent. `reason` is the platform's own word for why."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        """In seconds, where the platform said how long to wait."""


class PermanentSendError(SendError):
    """Sending there will not work until a person mends it: archived, not a member, no such user."""


class AccessLostError(SendError):
    """The workspace does not let the bot in any more, wherever it writes: token revoked, app turned off."""


class TransientSendError(SendError):
    """Sending may work later."""


class UncertainSendError(SendError):
    """The connection broke after the request was on its way: the message may or may not stand there."""


class Sender(Protocol):
    """One workspace's way out. Every method may raise `SendError`."""

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> Sent:
        """Post a card to a channel or a person, with the delivery id, and those it carries `also`, as hidden metadata."""

    async def update(self, sent: Sent, card: Card) -> None:
        """Replace a posted message."""

    async def find(self, address: str, delivery_id: int, since: datetime) -> Sent | Half | None:
        """Return the message that carries that delivery id; None where none posted `since` then (aware) does."""

    async def go_on(self, half: Half, card: Card) -> None:
        """Post what is missing of a card that was broken off."""
