"""The possible outcomes of messages, and how long to wait before one is tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.ports import SentMessage
from jobs.reporting import DeliveryReport
from jobs.sending.claim import Claim, ClaimedMessage
from models.tables import Destination
from models.workspace.outgoing import MAIL

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
MOST_DOUBLINGS = 10
SEND_SECONDS = 30.0
"""How long one message, or one search for it, may take in total: a sender that hangs is stopped then."""
NOT_IN_TIME = "svarte ikke i tide"
NO_ACCESS = "mangler tilgang til arbeidsområdet"
NO_MAIL = "e-post er ikke satt opp"
SETTLED_AFTER = timedelta(seconds=30)
"""A call that was given up may still be carried out for this long: a search before that may miss its message."""


@dataclass(frozen=True)
class Delivered:
    """The message is posted; that is true even if another process has the claims by now."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    sent: SentMessage
    at: datetime
    state: str = "sent"
    reason: str = ""


@dataclass(frozen=True)
class DestinationRefused:
    """Sending there will not work: the destination is turned off."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    at: datetime
    state: str = "failed"


@dataclass(frozen=True)
class MessageRefused:
    """This message is not taken there; the destination stays on."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    state: str = "failed"


@dataclass(frozen=True)
class OutcomeUnknown:
    """Nobody can find out whether the message was posted."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    state: str = "unknown"


@dataclass(frozen=True)
class RetryLater:
    """Try `again` then; what may be posted (`sending`) is searched for first. With `pause` the workspace waits too.

    If it was searched for (`looked_at`) without an answer, it is not leased until then: what is behind it is sent.
    """

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    again: datetime
    state: str
    pause: bool = False
    looked_at: datetime | None = None
    cursor: str = ""
    """Where the search continues."""


@dataclass(frozen=True)
class Skipped:
    """It will not be sent."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    state: str = "skipped"


@dataclass(frozen=True)
class Postponed:
    """It will be sent `again` when people are awake. It then comes with the morning's message."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    again: datetime
    state: str = "planned"


Outcome = Delivered | DestinationRefused | MessageRefused | OutcomeUnknown | RetryLater | Skipped | Postponed


@dataclass(frozen=True)
class Handled:
    """The reports of a message, and the outcomes that are still to be stored."""

    message: ClaimedMessage
    reports: Sequence[DeliveryReport]
    outcomes: Sequence[Outcome]


def reports_of(outcome: Outcome) -> list[DeliveryReport]:
    """Return the reports of an outcome, one for each delivery."""
    team, place = outcome.message.workspace.external_id, outcome.message.place.address
    retried = isinstance(outcome, RetryLater)
    return [
        DeliveryReport(outcome.state, each.kind, each.key, team, place, each.due_at, outcome.reason, retried=retried)
        for each in outcome.claims
    ]


def no_sender(place: Destination) -> str:
    """Return why nothing can be sent to a destination now, if there is no sender for it (bokmål)."""
    return NO_MAIL if place.kind == MAIL else NO_ACCESS


def backoff(attempt: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Return how long to wait after that many attempts: doubling, with random spread, never less than `retry_after`."""
    doublings = min(attempt - 1, MOST_DOUBLINGS)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) * (0.5 + chance / 2)
    return max(wait, timedelta(seconds=retry_after or 0))
