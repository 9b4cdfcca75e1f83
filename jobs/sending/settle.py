"""Stores the outcomes of messages: many in one short transaction, each only while its claim is valid.

What arrives while one group is being written is in the next.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Table, bindparam, func, literal, update
from sqlalchemy.orm import Session

from jobs.nudges.notice import plan_notice
from jobs.sending.claim import Claim, ClaimedMessage
from jobs.sending.outcomes import (
    Delivered,
    DestinationRefused,
    Handled,
    MessageRefused,
    Outcome,
    OutcomeUnknown,
    Postponed,
    RetryLater,
    Skipped,
)
from models.db.base import UtcDateTime
from models.db.bulk import Bulk, bulk_update
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Delivery, Destination, Workspace
from models.workspace.outgoing import MAIL
from models.workspace.workspaces import lock

log = structlog.get_logger(__name__)

LONGEST_REASON = 200
BETWEEN_MESSAGES = timedelta(seconds=1)
"""Slack takes about one message a second in a channel (https://docs.slack.dev/apis/web-api/rate-limits)."""
TRY_AGAIN_AFTER = timedelta(days=1)
"""How long a destination that was turned off is left alone, before a nudge that is due tries it."""
MOST_TRIES = 30
SECONDS_BETWEEN = 1.0
"""A database that is unavailable is waited for: what is posted but not stored has to be searched for."""
GATHER_SECONDS = 0.05
"""How long a group may wait to grow: each costs a transaction, and on a disk the wait for it."""
ENOUGH = 96

Written = Callable[[Sequence[Handled], Exception | None], None]
"""Called with a group when it is stored, or with why it could not be."""


def settle(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Store the outcomes of some messages."""
    stand = [each for each in outcomes if isinstance(each, Delivered)]
    if stand:
        _sent(session, stand)
    for each in outcomes:
        match each:
            case DestinationRefused():
                _turn_off(session, each)
                _held(session, each, state="failed", reason=each.reason, lease_until=None)
            case MessageRefused() | OutcomeUnknown():
                _held(session, each, state=each.state, reason=each.reason, lease_until=None)
            case RetryLater():
                lease = each.again if each.state == "sending" and not each.looked_at else None
                data = {"state": each.state, "reason": each.reason, **_looks(each)}
                _held(session, each, **data, lease_until=lease, next_try_at=each.again)
                if each.pause:
                    _pause(session, each)
            case Skipped():
                _held(session, each, state="skipped", reason=each.reason, lease_until=None)
            case Postponed():
                # The reason is when it will be sent; by it, it waits for that morning's message.
                values = {"state": "planned", "reason": each.reason, "lease_until": None, "next_try_at": each.again}
                _change(session, each.message, each.claims, values)


def _sent(session: Session, outcomes: Sequence[Delivered]) -> None:
    bulk_update(session, SENT, [_message(each, claim) for each in outcomes for claim in each.claims])
    bulk_update(
        session, NEXT, [{"id": each.message.place.id, "next_at": each.at + BETWEEN_MESSAGES} for each in outcomes]
    )
    mended = [each.message.place.id for each in outcomes if each.message.place.off_since is not None]
    if mended:
        session.connection().execute(ON, [{"place": each} for each in mended])


def _message(outcome: Delivered, claim: Claim) -> dict[str, Any]:
    sent = outcome.sent
    parts = " ".join(sent.parts) or None
    where = {"channel_ref": sent.channel_ref, "message_ref": sent.message_ref, "message_parts": parts}
    return {"id": claim.delivery_id, "sent_at": outcome.at, **where}


def try_again(session: Session, message: ClaimedMessage, claims: Sequence[Claim], now: datetime) -> bool:
    """Record that what was searched for will be posted now, so that after a crash it is searched for from here on.

    False if another process has some of it by now.
    """
    fresh = {"tried_at": now, "looks": 0, "looked_since": None, "look_cursor": None}
    return _change(session, message, claims, fresh) == len(claims)


def _looks(outcome: RetryLater) -> dict[str, Any]:
    if outcome.looked_at is None:
        return {}
    return {
        "looks": Delivery.looks + 1,
        "looked_since": func.coalesce(Delivery.looked_since, literal(outcome.looked_at, UtcDateTime())),
        "look_cursor": outcome.cursor or None,
    }


def _held(session: Session, outcome: Outcome, **values: Any) -> None:
    if "reason" in values:
        values["reason"] = values["reason"][:LONGEST_REASON]
    _change(session, outcome.message, outcome.claims, values)


def _change(session: Session, message: ClaimedMessage, claims: Sequence[Claim], values: dict[str, Any]) -> int:
    """Change the rows that are still claimed as they were, and return how many those are."""
    changed = 0
    for claim in claims:
        ours = (
            Delivery.id == claim.delivery_id,
            Delivery.state == "sending",
            Delivery.lease_owner == message.owner,
            Delivery.attempt == claim.attempt,
        )
        change = update(Delivery).where(*ours).values(**values).execution_options(synchronize_session=False)
        changed += cast("CursorResult[Any]", session.execute(change)).rowcount
    return changed


def _turn_off(session: Session, outcome: DestinationRefused) -> None:
    place = session.get_one(Destination, outcome.message.place.id, with_for_update=True)
    is_news = place.off_since is None
    place.off_since = place.off_since or outcome.at
    # An e-mail address that was refused is not tried again by itself: a person gives another one, or says that it works.
    place.off_until = None if place.kind == MAIL else outcome.at + TRY_AGAIN_AFTER
    place.off_reason = outcome.reason[:LONGEST_REASON]
    if is_news:
        session.flush()
        plan_notice(session, session.get_one(Workspace, place.workspace_id), place, outcome.at)


def _pause(session: Session, outcome: RetryLater) -> None:
    lock(session, outcome.message.workspace.id)
    workspace = session.get_one(Workspace, outcome.message.workspace.id)
    workspace.send_after = max(filter(None, (workspace.send_after, outcome.again)))


_delivery, _destination = cast("Table", Delivery.__table__), cast("Table", Destination.__table__)
SENT = Bulk(
    _delivery,
    ("sent_at", "channel_ref", "message_ref", "message_parts"),
    {"state": "sent", "reason": None, "lease_until": None},
)
NEXT = Bulk(_destination, ("next_at",))
ON = (
    update(_destination)
    .where(_destination.c.id == bindparam("place"))
    .values(off_since=None, off_reason=None, off_until=None)
)


class SettlementWriter:
    """Stores the outcomes of messages a group at a time, and then calls `written` with the group on the event loop.

    A group is written at once if `expecting` returns False: nothing more is likely to come just now.
    """

    def __init__(self, database: Database, written: Written, expecting: Callable[[], bool]) -> None:
        self._database = database
        self._written = written
        self._expecting = expecting
        self._waiting: list[Handled] = []
        self._writing: asyncio.Task[None] | None = None
        self._go = asyncio.Event()

    def hand_in(self, handled: Handled) -> None:
        """Add outcomes to the next group."""
        self._waiting.append(handled)
        if self._is_enough():
            self._go.set()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def written(self) -> None:
        """Wait until everything that was handed in is written."""
        if self._writing is not None:
            await self._writing

    def _is_enough(self) -> bool:
        return len(self._waiting) >= ENOUGH or not self._expecting()

    async def _write(self) -> None:
        while self._waiting:
            await self._gathered()
            group, self._waiting = self._waiting, []
            await self._write_group(group)
        self._writing = None

    async def _gathered(self) -> None:
        if self._is_enough():
            return
        self._go.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                await self._go.wait()

    async def _write_group(self, group: Sequence[Handled]) -> None:
        try:
            await write_settlements(self._database, [each for handled in group for each in handled.outcomes])
        except Exception as error:  # noqa: BLE001 - passed on to `written`
            if len(group) == 1 or isinstance(error, DatabaseUnavailableError):
                self._written(group, error)
                return
            for each in group:  # one that cannot be written must not stop the others
                await self._write_group([each])
        else:
            self._written(group, None)


async def write_settlements(database: Database, outcomes: Sequence[Outcome]) -> None:
    """Store outcomes in one transaction. Raises `DatabaseUnavailableError` if the database stays unavailable."""
    for tried in range(1, MOST_TRIES + 1):
        try:
            return await asyncio.to_thread(_settle, database, outcomes)
        except DatabaseUnavailableError:
            if tried == MOST_TRIES:
                raise
            log.warning("database_away", tried=tried, waiting=len(outcomes))
            await asyncio.sleep(SECONDS_BETWEEN)
    return None


def _settle(database: Database, outcomes: Sequence[Outcome]) -> None:
    with database.session() as session:
        settle(session, outcomes)
