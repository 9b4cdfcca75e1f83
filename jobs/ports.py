"""What the jobs need of a platform: a way to send, and errors that know whether they are permanent."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from math import isnan
from typing import Protocol

from bot.cards.card import Card
from content.frozen import frozen


@frozen
class SentMessage:
    """Where a message stands: the platform's channel id and message id."""

    channel_ref: str
    message_ref: str
    parts: tuple[str, ...] = ()
    """The ids of the messages below it that it goes on in, in order, where they are known."""


@frozen
class PartlySent:
    """A message that was to go on below itself: it stands, and nobody has looked yet whether all of the rest does."""

    sent: SentMessage
    carries: tuple[int, ...]
    """The ids of the deliveries it tells, in order."""
    at: datetime
    """When it was posted (aware)."""


@frozen
class Search:
    """What to look for at an address: messages that carry some of these deliveries, posted between two moments (aware).

    The moments are by our clock; the sender allows for the platform's. Without `until`, up to now.
    """

    address: str
    deliveries: frozenset[int]
    since: datetime
    until: datetime | None
    cursor: str = ""
    """Where the search goes on: the `cursor` of the page before, in this process or another; empty: at the beginning."""


@frozen
class SearchPage:
    """What one step of a search found, by delivery. Where `cursor` is empty, all of it has been read."""

    found: Mapping[int, SentMessage | PartlySent] = field(default_factory=dict)
    cursor: str = ""


LONGEST_PAUSE = timedelta(hours=2)
"""As long as any platform is let to have us wait, whatever it asks for."""


class SendError(Exception):
    """A message could not be sent. `reason` is the platform's own word for why."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = _bounded(retry_after)
        """In seconds, where the platform said how long to wait; no longer than `LONGEST_PAUSE`."""


class PermanentSendError(SendError):
    """Sending there will not work until a person mends it: archived, not a member, no such user."""


class AccessLostError(SendError):
    """The workspace does not let the bot in any more, wherever it writes: token revoked, app turned off."""


class TransientSendError(SendError):
    """Sending may work later."""


class UncertainSendError(SendError):
    """The connection broke after the request was on its way: the message may or may not stand there."""


def _bounded(seconds: float | None) -> float | None:
    """Return a time that was asked for as one that can be waited; None where it is no number (`nan` is a float)."""
    if seconds is None or isnan(seconds):
        return None
    return min(max(seconds, 0), LONGEST_PAUSE.total_seconds())


class Sender(Protocol):
    """One workspace's way out. Every method may raise `SendError`."""

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a channel or a person, with the delivery id, and those it carries `also`, as hidden metadata."""

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace a posted message."""

    async def find(self, search: Search) -> SearchPage:
        """Read one page of what was posted, as few calls as can be: some workspaces may read once a minute."""

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Post what is missing of a card that was to go on below its first message, if anything is; return where it stands."""
