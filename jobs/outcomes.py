"""What may become of messages, and how long to wait before one is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from content.frozen import frozen
from jobs.claim import Claim, Parcel
from jobs.ports import Sent
from jobs.told import Told

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
MOST_DOUBLINGS = 10
LONGEST_PAUSE = timedelta(hours=2)
"""However long a platform asks to be left alone, it is asked again after so long."""
SEND_SECONDS = 30.0
"""How long one message, or one search for it, may take in all: a sender that hangs holds its place no longer."""
NOT_IN_TIME = "svarte ikke i tide"
NO_ACCESS = "mangler tilgang til arbeidsområdet"
OVER_AFTER = timedelta(seconds=30)
"""A call that was given up may still be carried out for so long: who looks sooner may not see what comes to stand."""


@frozen
class Stands:
    """The message stands; that is true whoever holds the claims by now."""

    parcel: Parcel
    claims: Sequence[Claim]
    sent: Sent
    at: datetime
    state: str = "sent"
    reason: str = ""


@frozen
class Refused:
    """Sending there will not work: the destination is turned off."""

    parcel: Parcel
    claims: Sequence[Claim]
    reason: str
    at: datetime
    state: str = "failed"


@frozen
class Unknown:
    """Nobody can tell whether the message stands."""

    parcel: Parcel
    claims: Sequence[Claim]
    reason: str
    state: str = "unknown"


@frozen
class Later:
    """It is to be tried `again`; what may stand (`sending`) is looked for first. With `pause` the workspace waits too.

    Where it was looked for (`looked_at`), and no answer came, nobody holds it until then: what is behind it is sent.
    """

    parcel: Parcel
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

    parcel: Parcel
    claims: Sequence[Claim]
    reason: str
    state: str = "skipped"


@frozen
class Postponed:
    """It is to be sent when people are awake `again`. The reason is told, and not kept."""

    parcel: Parcel
    claims: Sequence[Claim]
    reason: str
    again: datetime
    state: str = "planned"


Outcome = Stands | Refused | Unknown | Later | Skipped | Postponed


@frozen
class Handled:
    """What there is to tell of a parcel, and what is still to be written down of it."""

    parcel: Parcel
    told: Sequence[Told]
    outcomes: Sequence[Outcome]


def told_of(outcome: Outcome) -> list[Told]:
    """Return what there is to tell of an outcome, one for each delivery."""
    team, place = outcome.parcel.workspace.external_id, outcome.parcel.place.address
    retried = isinstance(outcome, Later)
    return [
        Told(outcome.state, each.kind, each.key, team, place, each.due_at, outcome.reason, retried=retried)
        for each in outcome.claims
    ]


def backoff(attempt: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Return how long to wait after that many attempts: doubling, spread by chance, never less than was asked for."""
    doublings = min(attempt - 1, MOST_DOUBLINGS)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) * (0.5 + chance / 2)
    asked = retry_after if retry_after and retry_after > 0 else 0  # it may be no number at all
    return max(wait, timedelta(seconds=min(asked, LONGEST_PAUSE.total_seconds())))
