"""What the jobs need from a platform: a sender, and errors that say whether they are permanent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isnan
from typing import Protocol

from bot.cards.card import Card


@dataclass(frozen=True)
class SentMessage:
    """A posted message: the platform's channel id and message id."""

    channel_ref: str
    message_ref: str
    parts: tuple[str, ...] = ()
    """The ids of the messages below it in which it continues, in order, if they are known."""


@dataclass(frozen=True)
class PartlySent:
    """A message that continues below itself: its first part is posted, and nobody has checked whether the rest is."""

    sent: SentMessage
    carries: tuple[int, ...]
    """The ids of the deliveries it contains, in order."""
    at: datetime
    """When it was posted (aware)."""


@dataclass(frozen=True)
class Search:
    """What to look for at an address: messages with some of these deliveries, posted between two moments (aware).

    The moments are by our clock; the sender allows for the platform's. Without `until`, up to now.
    """

    address: str
    deliveries: frozenset[int]
    since: datetime
    until: datetime | None
    cursor: str = ""
    """Where the search continues: the `cursor` of the page before, from this process or another; empty: at first."""


@dataclass(frozen=True)
class SearchPage:
    """What one step of a search found, by delivery. If `cursor` is empty, everything has been read."""

    found: Mapping[int, SentMessage | PartlySent] = field(default_factory=dict)
    cursor: str = ""


LONGEST_PAUSE = timedelta(hours=2)
"""The longest that a platform may have us wait, even if it asks for more."""


class SendError(Exception):
    """A message could not be sent. `reason` is the platform's own word for why."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = _bounded(retry_after)
        """In seconds, if the platform said how long to wait; no longer than `LONGEST_PAUSE`."""


class PermanentSendError(SendError):
    """Sending there will not work until a person fixes it: archived, not a member, no such user."""


class RefusedSendError(SendError):
    """This message is not taken there, and never will be; another one may be."""


class AccessLostError(SendError):
    """The workspace no longer gives the bot access, at any address: token revoked, app turned off."""


class TransientSendError(SendError):
    """Sending failed for now, and may work later."""


class UncertainSendError(SendError):
    """The connection broke after the request was sent: the message may or may not be posted."""


def _bounded(seconds: float | None) -> float | None:
    """Return a requested wait as one that can be waited; None if it is not a number (`nan` is a float)."""
    if seconds is None or isnan(seconds):
        return None
    return min(max(seconds, 0), LONGEST_PAUSE.total_seconds())


class Sender(Protocol):
    """Sends and finds messages in one workspace. Every method may raise `SendError`."""

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a channel or a person, with the delivery id, and those in `also`, as hidden metadata."""

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace what a posted message says with a card."""

    async def find(self, search: Search) -> SearchPage:
        """Read one page of what was posted, with as few calls as possible: some workspaces may read once a minute."""

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Post what is missing of a card that continues below its first message, if anything is; return the message."""
