"""The outbox: one delivery at a time, from claimed to settled. No transaction spans a network call."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from content.schema.pack import Pack
from jobs.claim import Claim, claim_next
from jobs.ports import PermanentSendError, Sender, SendError, Sent, TransientSendError, UncertainSendError
from jobs.prepare import prepare
from jobs.settle import backoff, settle_later, settle_off, settle_sent, settle_unknown
from jobs.told import Told
from models.database import Database
from models.nudges.kinds import KINDS
from models.tables import Workspace

log = structlog.get_logger(__name__)

SenderFor = Callable[[Workspace], Sender | None]
"""Gives a workspace's way out; None where it has none now (no token)."""
MOST_LOOKS = 6
"""How often a message that may stand is looked for where the platform does not answer, before the kind decides."""


@dataclass(frozen=True)
class Outbox:
    """What sending needs: the database, the ways out, and where chance comes from (numbers from 0 to 1)."""

    database: Database
    sender_for: SenderFor
    chance: Callable[[], float]
    owner: str
    """The name of this process in the leases."""


class _NobodyKnowsError(SendError):
    """The platform cannot tell whether the message stands, and its kind is better never told than told twice."""


async def handle_one(outbox: Outbox, pack: Pack, now: datetime) -> Told | None:
    """Claim one delivery that is due and bring it as far as it comes; None where none is due.

    A delivery whose lease ran out, or whose sending broke half-way, is looked for before it is sent again.
    """
    claim = await asyncio.to_thread(claim_next, outbox.database, outbox.owner, now)
    if claim is None:
        return None
    try:
        return await _handle(outbox, claim, pack, now)
    except SendError as error:
        return await asyncio.to_thread(_failed, outbox, claim, error, now)
    except Exception as error:  # one delivery's fault must not hold up the others
        log.exception("delivery_broke", delivery=claim.delivery_id, kind=claim.kind)
        unforeseen = UncertainSendError(f"intern feil ({type(error).__name__})")
        return await asyncio.to_thread(_failed, outbox, claim, unforeseen, now)


async def _handle(outbox: Outbox, claim: Claim, pack: Pack, now: datetime) -> Told:
    sender = outbox.sender_for(claim.workspace)
    if sender is None:
        reason = "mangler tilgang til arbeidsområdet"
        raise UncertainSendError(reason) if claim.may_stand else TransientSendError(reason)
    found = await _look(sender, claim) if claim.may_stand else None
    if found:
        return await asyncio.to_thread(settle_sent, outbox.database, claim, found, None, now)
    ready = await asyncio.to_thread(prepare, outbox.database, claim, pack, now)
    if isinstance(ready, Told):
        return ready
    sent = await sender.post(claim.address, ready, claim.delivery_id)
    return await asyncio.to_thread(settle_sent, outbox.database, claim, sent, ready, now)


async def _look(sender: Sender, claim: Claim) -> Sent | None:
    try:
        return await sender.find(claim.address, claim.delivery_id)
    except SendError as error:
        if not isinstance(error, PermanentSendError) and claim.attempt < MOST_LOOKS:
            raise UncertainSendError(error.reason) from error
        if KINDS[claim.kind].twice_rather_than_never:
            return None
        raise _NobodyKnowsError(error.reason) from error


def _failed(outbox: Outbox, claim: Claim, error: SendError, now: datetime) -> Told:
    match error:
        case _NobodyKnowsError():
            return settle_unknown(outbox.database, claim, error.reason)
        case PermanentSendError():
            return settle_off(outbox.database, claim, error.reason, now)
        case TransientSendError(retry_after=retry_after):
            again = now + backoff(claim.attempt, outbox.chance(), retry_after)
            return settle_later(outbox.database, claim, error.reason, again, may_stand=False)
        case _:
            again = now + backoff(claim.attempt, outbox.chance())
            return settle_later(outbox.database, claim, error.reason, again, may_stand=True)
