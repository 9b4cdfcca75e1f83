"""What may become of messages, and how long to wait before one is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from content.frozen import frozen
from jobs.ports import SentMessage
from jobs.reporting import DeliveryReport
from jobs.sending.claim import Claim, ClaimedMessage

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
MOST_DOUBLINGS = 10
SEND_SECONDS = 30.0
"""How long one message, or one search for it, may take in all: a sender that hangs holds its place no longer."""
NOT_IN_TIME = "svarte ikke i tide"
NO_ACCESS = "mangler tilgang til arbeidsområdet"
SETTLED_AFTER = timedelta(seconds=30)
"""A call that was given up may still be carried out for so long: who looks sooner may not see what comes to stand."""


@frozen
class Delivered:
    """The message stands; that is true whoever holds the claims by now."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    sent: SentMessage
    at: datetime
    state: str = "sent"
    reason: str = ""


@frozen
class DestinationRefused:
    """Sending there will not work: the destination is turned off."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    at: datetime
    state: str = "failed"


@frozen
class OutcomeUnknown:
    """Nobody can return True if the message stands."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    state: str = "unknown"


@frozen
class RetryLater:
    """It is to be tried `again`; what may stand (`sending`) is looked for first. With `pause` the workspace waits too.

    Where it was looked for (`looked_at`), and no answer came, nobody holds it until then: what is behind it is sent.
    """

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    again: datetime
    state: str
    pause: bool = False
    looked_at: datetime | None = None
    cursor: str = ""
    """Where the search goes on."""


@frozen
class Skipped:
    """It is not to be sent."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    state: str = "skipped"


@frozen
class Postponed:
    """It is to be sent when people are awake `again`. The reason is told, and not kept."""

    message: ClaimedMessage
    claims: Sequence[Claim]
    reason: str
    again: datetime
    state: str = "planned"


Outcome = Delivered | DestinationRefused | OutcomeUnknown | RetryLater | Skipped | Postponed


@frozen
class Handled:
    """What there is to tell of a parcel, and what is still to be written down of it."""

    message: ClaimedMessage
    told: Sequence[DeliveryReport]
    outcomes: Sequence[Outcome]


def reports_of(outcome: Outcome) -> list[DeliveryReport]:
    """Return what there is to tell of an outcome, one for each delivery."""
    team, place = outcome.message.workspace.external_id, outcome.message.place.address
    retried = isinstance(outcome, RetryLater)
    return [
        DeliveryReport(outcome.state, each.kind, each.key, team, place, each.due_at, outcome.reason, retried=retried)
        for each in outcome.claims
    ]


def backoff(attempt: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Return how long to wait after that many attempts: doubling, spread by chance, never less than was asked for."""
    doublings = min(attempt - 1, MOST_DOUBLINGS)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) * (0.5 + chance / 2)
    return max(wait, timedelta(seconds=retry_after or 0))
