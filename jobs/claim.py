"""Claiming a delivery: by one process at a time, in order within a destination."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from models.database import Database
from models.tables import Delivery, Destination, Workspace

LEASE = timedelta(minutes=5)
"""How long a claim holds: far longer than any sending takes."""


@dataclass(frozen=True)
class Claim:
    """A delivery that this process holds. `attempt` counts from 1; `workspace` is detached."""

    delivery_id: int
    kind: str
    workspace: Workspace
    address: str
    owner: str
    attempt: int
    may_stand: bool
    """True where it was being sent before and nobody knows whether it stands there."""


def claim_next(database: Database, owner: str, now: datetime) -> Claim | None:
    """Claim the delivery that has waited longest, or one whose lease ran out; None where nothing is due."""
    with database.session() as session:
        delivery = session.scalar(_next(now))
        if delivery is None:
            return None
        may_stand = delivery.state == "sending"
        delivery.state = "sending"
        delivery.attempt += 1
        delivery.lease_owner = owner
        delivery.lease_until = now + LEASE
        return Claim(
            delivery.id,
            delivery.kind,
            session.get_one(Workspace, delivery.workspace_id),
            session.get_one(Destination, delivery.destination_id).address,
            owner,
            delivery.attempt,
            may_stand,
        )


def _next(now: datetime) -> Select[Delivery]:
    earlier = aliased(Delivery)
    in_the_way = (
        select(earlier.id)
        .where(
            earlier.workspace_id == Delivery.workspace_id,  # the index begins with it
            earlier.destination_id == Delivery.destination_id,
            earlier.state.in_(("planned", "sending")),
            or_(
                earlier.due_at < Delivery.due_at,
                and_(earlier.due_at == Delivery.due_at, earlier.id < Delivery.id),
            ),
        )
        .exists()
    )
    waits = and_(Delivery.state == "planned", Delivery.next_try_at <= now)
    abandoned = and_(Delivery.state == "sending", Delivery.lease_until <= now)
    return (
        select(Delivery)
        .where(or_(waits, abandoned), ~in_the_way)
        .order_by(Delivery.next_try_at, Delivery.due_at, Delivery.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Delivery)
    )
