"""The outbox: one message at a time, from claimed to settled. No transaction spans a network call."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

import structlog

from bot.cards.merged import merged
from content.frozen import frozen
from content.schema.pack import Pack
from jobs.again import go_on
from jobs.claim import Claim, Parcel, claim_next
from jobs.ledger import write_down
from jobs.outcomes import OVER_AFTER, Handled, Later, Outcome, Refused, Stands, Unknown, backoff, told_of
from jobs.ports import (
    AccessLostError,
    Half,
    PermanentSendError,
    Sender,
    SendError,
    Sent,
    TransientSendError,
    UncertainSendError,
)
from jobs.prepare import Ready, prepare
from jobs.told import Told
from models.database import Database
from models.installations import REMOVED
from models.nudges.kinds import KINDS
from models.tables import Workspace

log = structlog.get_logger(__name__)

SenderFor = Callable[[Workspace], Sender | None]
"""Gives a workspace's way out; None where it has none now (no token)."""
Now = Callable[[], datetime]
MOST_LOOKS = 6
LOOKED_FOR = timedelta(hours=1)
"""How often, and at least how long after it was due, a message that may stand is looked for where the platform does not
answer, before the kind decides. Only what was asked for and not answered counts: attempts that died have not looked."""
SEND_SECONDS = 30.0
"""How long one message may take in all: a sender that hangs holds its place no longer."""
SENDING = timedelta(seconds=SEND_SECONDS)
NO_ACCESS = "mangler tilgang til arbeidsområdet"
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
    settled, left = await _look(outbox, sender, parcel, pack, now) if parcel.may_stand else ([], parcel.claims)
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
        card = merged([card for _, card in ready.cards])
        first, *also = [claim.delivery_id for claim in claims]
        async with asyncio.timeout(SEND_SECONDS):
            sent = await sender.post(parcel.place.address, card, first, also)
    except SendError as error:
        return [_failed(outbox, parcel, claims, error, now)]
    except TimeoutError:
        return [_failed(outbox, parcel, claims, UncertainSendError("svarte ikke i tide"), now)]
    except Exception as error:  # one message's fault must not hold up the others
        log.exception("delivery_broke", deliveries=[each.delivery_id for each in claims])
        return [_failed(outbox, parcel, claims, UncertainSendError(f"intern feil ({type(error).__name__})"), now)]
    return [Stands(parcel, claims, sent, now())]


async def _look(
    outbox: Outbox, sender: Sender | None, parcel: Parcel, pack: Pack, now: Now
) -> tuple[list[Outcome], tuple[Claim, ...]]:
    """Look for what may stand already. Return what is settled by that, and what is still to be sent."""
    settled: list[Outcome] = []
    left: list[Claim] = []
    for number, claim in enumerate(parcel.claims):
        if not claim.may_stand:
            left.append(claim)
            continue
        try:
            found = await _find(sender, parcel, claim, now)
            if isinstance(found, Half):
                found = await _whole(outbox, sender, parcel, claim, found, pack, now)
        except UncertainSendError as error:
            # The rest waits with it, or it would come out of turn.
            waiting = [*left, *parcel.claims[number + 1 :]]
            looked = replace(_later(outbox, parcel, [claim], error, now, "sending"), looked=error.retry_after is None)
            return [*settled, looked, *_waiting(outbox, parcel, waiting, error, now)], ()
        except SendError as error:
            settled.append(Unknown(parcel, [claim], error.reason))
            continue
        if found:
            settled.append(Stands(parcel, [claim], found, now()))
        else:
            left.append(claim)
    return settled, tuple(left)


async def _whole(
    outbox: Outbox, sender: Sender | None, parcel: Parcel, claim: Claim, half: Half, pack: Pack, now: Now
) -> Sent:
    """Tell the rest of a message that was broken off. Raises `UncertainSendError` to try that again later."""
    if sender is None:
        raise UncertainSendError(NO_ACCESS)
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await go_on(outbox.database, sender, parcel, half, pack)
    except (SendError, TimeoutError) as error:
        reason = error.reason if isinstance(error, SendError) else "svarte ikke i tide"
        if _is_looked_for(claim, now):
            raise UncertainSendError(reason, getattr(error, "retry_after", None)) from error
        log.warning("left_half", deliveries=half.carries, reason=reason)
    except Exception:  # what stands is told, whatever is wrong with the rest
        log.exception("going_on_broke", deliveries=half.carries)
    return half.sent


async def _find(sender: Sender | None, parcel: Parcel, claim: Claim, now: Now) -> Sent | Half | None:
    """Return where a delivery stands. Raises `UncertainSendError` to look again later, `SendError` where nobody knows."""
    if parcel.workspace.removed_at is not None:
        raise PermanentSendError(REMOVED)
    if sender is None:
        raise UncertainSendError(NO_ACCESS)
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await sender.find(parcel.place.address, claim.delivery_id, claim.due_at)
    except TimeoutError:
        error: SendError = UncertainSendError("svarte ikke i tide")
    except SendError as raised:
        error = raised
    except Exception as raised:
        log.exception("looking_broke", delivery=claim.delivery_id)
        error = UncertainSendError(f"intern feil ({type(raised).__name__})")
    # Who asks for a pause will answer after it, however often that is asked for.
    if error.retry_after is not None or (not isinstance(error, PermanentSendError) and _is_looked_for(claim, now)):
        raise UncertainSendError(error.reason, error.retry_after) from error
    if KINDS[claim.kind].twice_rather_than_never:
        return None
    raise PermanentSendError(error.reason) from error


def _is_looked_for(claim: Claim, now: Now) -> bool:
    return claim.looks + 1 < MOST_LOOKS or now() - claim.due_at < LOOKED_FOR


def _waiting(outbox: Outbox, parcel: Parcel, claims: Sequence[Claim], error: SendError, now: Now) -> list[Outcome]:
    parts = ([each for each in claims if each.may_stand], [each for each in claims if not each.may_stand])
    return [
        _later(outbox, parcel, part, error, now, state)
        for part, state in zip(parts, ("sending", "planned"), strict=True)
        if part
    ]


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
