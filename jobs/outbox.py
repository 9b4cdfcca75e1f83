"""The outbox: one message at a time, from claimed to settled. No transaction spans a network call."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

import structlog

from bot.cards.merged import merged
from content.frozen import frozen
from content.schema.pack import Pack
from jobs.claim import Claim, Parcel, claim_next
from jobs.ledger import write_down
from jobs.outcomes import (
    NO_ACCESS,
    NOT_IN_TIME,
    OVER_AFTER,
    SEND_SECONDS,
    Handled,
    Later,
    Outcome,
    Refused,
    Stands,
    backoff,
    told_of,
)
from jobs.ports import (
    AccessLostError,
    PermanentSendError,
    Sender,
    SendError,
    TransientSendError,
    UncertainSendError,
)
from jobs.prepare import Ready, prepare
from jobs.searching import SearchContext, find_posted
from jobs.settle import try_again
from jobs.told import Told
from models.database import Database
from models.tables import Workspace

log = structlog.get_logger(__name__)

SenderFor = Callable[[Workspace], Sender | None]
"""Gives a workspace's way out; None where it has none now (no token)."""
Now = Callable[[], datetime]
SENDING = timedelta(seconds=SEND_SECONDS)
HELD_TOO_LONG = "prosessen sto stille for lenge"
"""A process that was stopped, or slept, past its lease sends nothing: another may have sent it."""


@frozen
class Outbox:
    """What sending needs: the database, the ways out, and where chance comes from (numbers from 0 to 1)."""

    database: Database
    sender_for: SenderFor
    chance: Callable[[], float]
    owner: str
    """The name of this process in the leases."""


@frozen
class Goods:
    """What is claimed for one destination; `ready` and `sender` where it was looked at, and its way out is open."""

    parcel: Parcel
    ready: Ready | None = None
    sender: Sender | None = field(default=None, repr=False)


async def handle_one(outbox: Outbox, pack: Pack, now: datetime) -> list[Told]:
    """Claim what waits for one destination and bring it as far as it comes; empty where nothing is due.

    A delivery whose lease ran out, or whose sending broke half-way, is looked for before it is sent again.
    """
    parcel = await asyncio.to_thread(claim_next, outbox.database, outbox.owner, now)
    if parcel is None:
        return []
    handled = await handle(outbox, Goods(parcel), pack, lambda: now)
    await write_down(outbox.database, handled.outcomes)
    return list(handled.told)


async def handle(outbox: Outbox, goods: Goods, pack: Pack, now: Now) -> Handled:
    """Bring a parcel as far as it comes.

    What became of it is not written down yet: until it is, it is looked for when its lease runs out.
    """
    parcel = goods.parcel
    sender = goods.sender or outbox.sender_for(parcel.workspace)
    settled: list[Outcome] = []
    left = parcel.claims
    if parcel.may_stand:
        settled, left = await find_posted(SearchContext(outbox.database, sender, pack, now, outbox.chance), parcel)
    told: list[Told] = []
    if left:
        found = goods.ready or await _prepared(outbox, replace(parcel, claims=left), pack, now)
        if isinstance(found, Later):
            settled.append(found)
        else:
            told += found.told
            settled += await _sent(outbox, sender, found, now)
    return Handled(parcel, [*told, *(each for outcome in settled for each in told_of(outcome))], settled)


async def _prepared(outbox: Outbox, parcel: Parcel, pack: Pack, now: Now) -> Ready | Later:
    try:
        return await asyncio.to_thread(prepare, outbox.database, parcel, pack, now())
    except Exception as error:  # one message's fault must not hold up the others
        log.exception("composing_broke", deliveries=[each.delivery_id for each in parcel.claims])
        reason = f"intern feil ({type(error).__name__})"
        return _later(outbox, parcel, parcel.claims, TransientSendError(reason), now)


async def _sent(outbox: Outbox, sender: Sender | None, ready: Ready, now: Now) -> list[Outcome]:
    if not ready.cards:
        return []
    claims = [claim for claim, _ in ready.cards]
    parcel = ready.parcel
    try:
        if now() > parcel.until - SENDING:
            raise TransientSendError(HELD_TOO_LONG)  # noqa: TRY301 - one way to fail
        if sender is None:
            raise TransientSendError(NO_ACCESS)  # noqa: TRY301 - the same
        await _begun_again(outbox, parcel, claims if parcel.may_stand else [], now)
        card = merged([card for _, card in ready.cards])
        first, *also = [claim.delivery_id for claim in claims]
        async with asyncio.timeout(SEND_SECONDS):
            sent = await sender.post(parcel.place.address, card, first, also)
    except SendError as error:
        return [_failed(outbox, parcel, claims, error, now)]
    except TimeoutError:
        return [_failed(outbox, parcel, claims, UncertainSendError(NOT_IN_TIME), now)]
    except Exception as error:  # one message's fault must not hold up the others
        log.exception("delivery_broke", deliveries=[each.delivery_id for each in claims])
        return [_failed(outbox, parcel, claims, UncertainSendError(f"intern feil ({type(error).__name__})"), now)]
    return [Stands(parcel, claims, sent, now())]


async def _begun_again(outbox: Outbox, parcel: Parcel, claims: Sequence[Claim], now: Now) -> None:
    """Write down that what was looked for is posted now. Raises `TransientSendError` where it is another's by now."""
    if claims and not await asyncio.to_thread(_try_again, outbox.database, parcel, claims, now()):
        raise TransientSendError(HELD_TOO_LONG)


def _try_again(database: Database, parcel: Parcel, claims: Sequence[Claim], now: datetime) -> bool:
    with database.session() as session:
        return try_again(session, parcel, claims, now)


def _failed(outbox: Outbox, parcel: Parcel, claims: Sequence[Claim], error: SendError, now: Now) -> Outcome:
    match error:
        case PermanentSendError():
            return Refused(parcel, claims, error.reason, now())
        case UncertainSendError():
            return _later(outbox, parcel, claims, error, now, "sending")
        case _:
            return _later(outbox, parcel, claims, error, now)


def _later(
    outbox: Outbox, parcel: Parcel, claims: Sequence[Claim], error: SendError, now: Now, state: str = "planned"
) -> Later:
    wait = backoff(max(each.attempt for each in claims), outbox.chance(), error.retry_after)
    if state == "sending":
        wait = max(wait, OVER_AFTER)
    pause = error.retry_after is not None or isinstance(error, AccessLostError)
    return Later(parcel, claims, error.reason, now() + wait, state, pause)
