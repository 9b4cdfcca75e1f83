"""Writing down what became of a delivery. Each is one short transaction, and holds only while the claim does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.cards.card import Card
from jobs.claim import Claim
from jobs.ports import Sent
from jobs.told import Told, told
from models.database import Database
from models.tables import Delivery, Destination, Workspace

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
MOST_DOUBLINGS = 10
LONGEST_REASON = 200


def settle_sent(database: Database, claim: Claim, sent: Sent, card: Card | None, now: datetime) -> Told:
    """Record that the message stands; that is true whoever holds the claim by now."""
    with _held(database, claim) as (delivery, workspace, place, _):
        delivery.state, delivery.sent_at, delivery.reason = "sent", now, None
        delivery.channel_ref, delivery.message_ref = sent.channel_ref, sent.message_ref
        delivery.lease_until = None
        return told(delivery, workspace, place, card=card)


def settle_off(database: Database, claim: Claim, reason: str, now: datetime) -> Told:
    """Record that sending there will not work, and turn the destination off."""
    with _held(database, claim) as (delivery, workspace, place, ours):
        place.off_since, place.off_reason = now, reason[:LONGEST_REASON]
        if ours:
            delivery.state, delivery.reason, delivery.lease_until = "failed", reason[:LONGEST_REASON], None
        return told(delivery, workspace, place)


def settle_unknown(database: Database, claim: Claim, reason: str) -> Told:
    """Record that nobody can tell whether the message stands."""
    with _held(database, claim) as (delivery, workspace, place, ours):
        if ours:
            delivery.state, delivery.reason, delivery.lease_until = "unknown", reason[:LONGEST_REASON], None
        return told(delivery, workspace, place)


def settle_later(database: Database, claim: Claim, reason: str, again: datetime, *, may_stand: bool) -> Told:
    """Record that it is to be tried again. What may stand keeps its lease until then: the next to claim it looks first."""
    with _held(database, claim) as (delivery, workspace, place, ours):
        if ours:
            delivery.state = "sending" if may_stand else "planned"
            delivery.lease_until = again if may_stand else None
            delivery.next_try_at, delivery.reason = again, reason[:LONGEST_REASON]
        return told(delivery, workspace, place)


def backoff(attempt: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Return how long to wait after that many attempts: doubling, spread by chance, never less than was asked for."""
    doublings = min(attempt - 1, MOST_DOUBLINGS)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) * (0.5 + chance / 2)
    return max(wait, timedelta(seconds=retry_after or 0))


@contextmanager
def _held(database: Database, claim: Claim) -> Iterator[tuple[Delivery, Workspace, Destination, bool]]:
    """Give the rows of a claim, and whether the claim still holds: another may have taken over a lease that ran out."""
    with database.session() as session:
        delivery = session.scalars(select(Delivery).where(Delivery.id == claim.delivery_id).with_for_update()).one()
        workspace = session.get_one(Workspace, delivery.workspace_id)
        place = session.get_one(Destination, delivery.destination_id)
        ours = (delivery.state, delivery.lease_owner, delivery.attempt) == ("sending", claim.owner, claim.attempt)
        yield delivery, workspace, place, ours
