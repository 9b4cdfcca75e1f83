"""The outbox: one message at a time, from claimed to settled. No transaction spans a network call."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.cards.merged import merged
from content.schema.pack import Pack
from jobs.ports import (
    AccessLostError,
    PermanentSendError,
    RefusedSendError,
    Sender,
    SendError,
    TransientSendError,
    UncertainSendError,
)
from jobs.reporting import DeliveryReport
from jobs.sending.claim import Claim, ClaimedMessage, claim_next
from jobs.sending.outcomes import (
    NOT_IN_TIME,
    SEND_SECONDS,
    SETTLED_AFTER,
    Delivered,
    DestinationRefused,
    Handled,
    MessageRefused,
    Outcome,
    RetryLater,
    backoff,
    no_sender,
    reports_of,
)
from jobs.sending.prepare import CheckedMessage, prepare
from jobs.sending.search_posted import SearchContext, find_posted
from jobs.sending.settle import try_again, write_settlements
from models.db.database import Database
from models.tables import Workspace
from models.workspace.outgoing import MAIL

log = structlog.get_logger(__name__)

SenderFor = Callable[[Workspace, str], Sender | None]
"""Returns the sender of a workspace to a kind of destination; None if it has none now (no token, e-mail is off)."""
Clock = Callable[[], datetime]
SENDING = timedelta(seconds=SEND_SECONDS)
HELD_TOO_LONG = "prosessen sto stille for lenge"
"""A process that was stopped, or slept, past its lease sends nothing: another may have sent it."""


@dataclass(frozen=True)
class Outbox:
    """What sending needs: the database, the senders, and a source of random numbers from 0 to 1."""

    database: Database
    sender_for: SenderFor
    chance: Callable[[], float]
    owner: str
    """The name of this process in the leases."""


@dataclass(frozen=True)
class PreparedMessage:
    """A message claimed for one destination; `ready` and `sender` are set if it was checked and has a sender."""

    message: ClaimedMessage
    ready: CheckedMessage | None = None
    sender: Sender | None = field(default=None, repr=False)


async def handle_one(outbox: Outbox, pack: Pack, now: datetime) -> list[DeliveryReport]:
    """Claim what waits for one destination and process it; empty if nothing is due.

    A delivery whose lease ran out, or whose sending broke half-way, is searched for before it is sent again.
    """
    message = await asyncio.to_thread(claim_next, outbox.database, outbox.owner, now)
    if message is None:
        return []
    handled = await handle(outbox, PreparedMessage(message), pack, lambda: now)
    await write_settlements(outbox.database, handled.outcomes)
    return list(handled.reports)


async def handle(outbox: Outbox, goods: PreparedMessage, pack: Pack, now: Clock) -> Handled:
    """Process a message: search for it if it may be posted, check it, and send it.

    The outcomes are not stored yet: until they are, the message is searched for when its lease runs out.
    """
    message = goods.message
    sender = goods.sender or outbox.sender_for(message.workspace, message.place.kind)
    settled: list[Outcome] = []
    left = message.claims
    if message.may_be_posted:
        settled, left = await find_posted(SearchContext(outbox.database, sender, pack, now, outbox.chance), message)
    delivery_reports: list[DeliveryReport] = []
    if left:
        found = goods.ready or await _prepared(outbox, replace(message, claims=left), pack, now)
        if isinstance(found, RetryLater):
            settled.append(found)
        else:
            delivery_reports += found.reports
            settled += await _sent(outbox, sender, found, now)
    return Handled(
        message, [*delivery_reports, *(each for outcome in settled for each in reports_of(outcome))], settled
    )


async def _prepared(outbox: Outbox, message: ClaimedMessage, pack: Pack, now: Clock) -> CheckedMessage | RetryLater:
    try:
        return await asyncio.to_thread(prepare, outbox.database, message, pack, now())
    except Exception as error:  # one message's fault must not stop the others
        log.exception("composing_broke", deliveries=[each.delivery_id for each in message.claims])
        reason = f"intern feil ({type(error).__name__})"
        return _later(outbox, message, message.claims, TransientSendError(reason), now)


async def _sent(outbox: Outbox, sender: Sender | None, ready: CheckedMessage, now: Clock) -> list[Outcome]:
    if not ready.cards:
        return []
    claims = [claim for claim, _ in ready.cards]
    message = ready.message
    try:
        if now() > message.until - SENDING:
            raise TransientSendError(HELD_TOO_LONG)  # noqa: TRY301 - one way to fail
        if sender is None:
            raise TransientSendError(no_sender(message.place))  # noqa: TRY301 - the same
        await _begun_again(outbox, message, claims if message.may_be_posted else [], now)
        card = merged([card for _, card in ready.cards])
        first, *also = [claim.delivery_id for claim in claims]
        async with asyncio.timeout(SEND_SECONDS):
            sent = await sender.post(message.place.address, card, first, also)
    except SendError as error:
        return [_failed(outbox, message, claims, error, now)]
    except TimeoutError:
        return [_failed(outbox, message, claims, UncertainSendError(NOT_IN_TIME), now)]
    except Exception as error:  # one message's fault must not stop the others
        log.exception("delivery_broke", deliveries=[each.delivery_id for each in claims])
        return [_failed(outbox, message, claims, UncertainSendError(f"intern feil ({type(error).__name__})"), now)]
    return [Delivered(message, claims, sent, now())]


async def _begun_again(outbox: Outbox, message: ClaimedMessage, claims: Sequence[Claim], now: Clock) -> None:
    """Record that what was searched for is posted now. Raises `TransientSendError` if another process has it by now."""
    if claims and not await asyncio.to_thread(_try_again, outbox.database, message, claims, now()):
        raise TransientSendError(HELD_TOO_LONG)


def _try_again(database: Database, message: ClaimedMessage, claims: Sequence[Claim], now: datetime) -> bool:
    with database.session() as session:
        return try_again(session, message, claims, now)


def _failed(outbox: Outbox, message: ClaimedMessage, claims: Sequence[Claim], error: SendError, now: Clock) -> Outcome:
    match error:
        case PermanentSendError():
            return DestinationRefused(message, claims, error.reason, now())
        case RefusedSendError():
            return MessageRefused(message, claims, error.reason)
        case UncertainSendError():
            return _later(outbox, message, claims, error, now, "sending")
        case _:
            return _later(outbox, message, claims, error, now)


def _later(
    outbox: Outbox,
    message: ClaimedMessage,
    claims: Sequence[Claim],
    error: SendError,
    now: Clock,
    state: str = "planned",
) -> RetryLater:
    wait = backoff(max(each.attempt for each in claims), outbox.chance(), error.retry_after)
    if state == "sending":
        wait = max(wait, SETTLED_AFTER)
    # A mail server that refuses us, or asks for a pause, says nothing about the chat.
    pause = message.place.kind != MAIL and (error.retry_after is not None or isinstance(error, AccessLostError))
    return RetryLater(message, claims, error.reason, now() + wait, state, pause)
