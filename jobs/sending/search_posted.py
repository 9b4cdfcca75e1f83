"""Searches for what may have been posted already: after a crash, or if the platform's answer was lost.

Some platforms let an app read once a minute. So a search continues where the last one stopped, in any process,
and what is behind it in the channel is sent meanwhile. A message that was broken off is composed again, so that its
rest can be posted.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from bot.cards.card import Card
from bot.cards.merged import merged
from content.schema.pack import Pack
from jobs.nudges.context import Skip
from jobs.nudges.registry import kind_of
from jobs.ports import PartlySent, PermanentSendError, Search, Sender, SendError, SentMessage, UncertainSendError
from jobs.sending.claim import LEASE, Claim, ClaimedMessage
from jobs.sending.compose import compose
from jobs.sending.outcomes import (
    NOT_IN_TIME,
    SEND_SECONDS,
    SETTLED_AFTER,
    Delivered,
    Outcome,
    OutcomeUnknown,
    RetryLater,
    backoff,
    no_sender,
)
from models.content.packs import pack_of
from models.db.database import Database
from models.tables import Delivery
from models.workspace.installations import REMOVED

log = structlog.get_logger(__name__)


MOST_LOOKS = 6
LOOKED_FOR = timedelta(hours=1)
"""How often, and at least how long, a message that may be posted is searched for without an answer before its kind
decides. A search that was refused (HTTP 429) counts, and one that did not reach the end. Crashed attempts do not."""


@dataclass(frozen=True)
class SearchContext:
    """What a search needs; `now` returns the moment (aware), `chance` numbers from 0 to 1."""

    database: Database
    sender: Sender | None
    pack: Pack
    now: Callable[[], datetime]
    chance: Callable[[], float]


async def find_posted(context: SearchContext, message: ClaimedMessage) -> tuple[list[Outcome], tuple[Claim, ...]]:
    """Search for what may be posted already. Return the outcomes of that, and the claims to send now."""
    search = _MessageSearch(context, message)
    await search.run()
    await search.settle()
    left = tuple(each for each in message.claims if not each.may_be_posted or each.delivery_id in search.absent)
    return search.settled, left


@dataclass
class _MessageSearch:
    """One search for all deliveries of a message that may be posted: they share what is read."""

    context: SearchContext
    message: ClaimedMessage
    settled: list[Outcome] = field(default_factory=list)
    absent: set[int] = field(default_factory=set)
    """Deliveries that are not posted, or that are rather posted twice than never."""
    _found: dict[int, SentMessage | PartlySent] = field(default_factory=dict)
    _cursors: dict[int, str] = field(default_factory=dict)
    """Where the search for each continues; for those found, where they were read."""
    _error: SendError | None = None
    _unread: set[int] = field(default_factory=set)
    _again: datetime | None = None

    def __post_init__(self) -> None:
        """Continue where the last search stopped."""
        self._wanted = {each.delivery_id: each for each in self.message.claims if each.may_be_posted}
        self._cursors = {number: claim.cursor for number, claim in self._wanted.items()}
        self._chance = self.context.chance()

    async def run(self) -> None:
        """Read as much as the platform allows. What was searched for the fewest times goes first."""
        for claims in _tried_together(self._wanted.values()):
            if self._error is None:
                await self._search_for(claims)
            if self._error is not None:
                self._unread |= {each.delivery_id for each in claims}

    async def settle(self) -> None:
        """Decide the outcome of each."""
        for sent, claims in self._by_message():
            await self._stands(sent, claims)
        for claim in self._wanted.values():
            if claim.delivery_id in self._found:
                continue
            if claim.delivery_id not in self._unread or self._error is None:
                self.absent.add(claim.delivery_id)
            elif not isinstance(self._error, PermanentSendError) and self._is_looked_for(claim):
                self.settled.append(self._later([claim], self._error))
            elif kind_of(claim.kind).twice_rather_than_never:
                self.absent.add(claim.delivery_id)
            else:
                self.settled.append(OutcomeUnknown(self.message, [claim], self._error.reason))

    async def _search_for(self, claims: Sequence[Claim]) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._read_on(claims)
        except SendError as raised:
            self._error = raised
        except TimeoutError:
            self._error = UncertainSendError(NOT_IN_TIME)
        except Exception as raised:
            log.exception("looking_broke", deliveries=[each.delivery_id for each in claims])
            self._error = UncertainSendError(f"intern feil ({type(raised).__name__})")

    async def _read_on(self, claims: Sequence[Claim]) -> None:
        """Read on until all of them are found, or there is nothing left to read. Raises `SendError`."""
        if self.message.workspace.removed_at is not None:
            raise PermanentSendError(REMOVED)
        sender = self.context.sender
        if sender is None:
            raise UncertainSendError(no_sender(self.message.place))
        since, until = _window(claims[0])
        while missing := [each for each in claims if each.delivery_id not in self._found]:
            cursor = self._cursors[missing[0].delivery_id]
            search = Search(self.message.place.address, frozenset(self._wanted), since, until, cursor)
            page = await sender.find(search)
            self._found |= page.found
            for each in missing:
                if each.delivery_id not in page.found:
                    self._cursors[each.delivery_id] = page.cursor
            if not page.cursor:
                return

    def _by_message(self) -> Iterator[tuple[SentMessage | PartlySent, list[Claim]]]:
        messages: dict[str, tuple[SentMessage | PartlySent, list[Claim]]] = {}
        for number, found in self._found.items():
            sent = found.sent if isinstance(found, PartlySent) else found
            if number in self._wanted:
                messages.setdefault(sent.message_ref, (found, []))[1].append(self._wanted[number])
        yield from messages.values()

    async def _stands(self, found: SentMessage | PartlySent, claims: list[Claim]) -> None:
        sent = await self._gone_on(found) if isinstance(found, PartlySent) else found
        if isinstance(sent, SentMessage):
            self.settled.append(Delivered(self.message, claims, sent, self.context.now()))
        elif all(map(self._is_looked_for, claims)):
            self.settled.append(self._later(claims, sent))
        elif isinstance(found, PartlySent):
            log.warning("left_half", deliveries=[each.delivery_id for each in claims], reason=sent.reason)
            self.settled.append(Delivered(self.message, claims, found.sent, self.context.now()))

    async def _gone_on(self, half: PartlySent) -> SentMessage | SendError:
        """Post the rest of a message that may have been broken off; return why it must be tried again later."""
        sender = self.context.sender
        if sender is None:
            return UncertainSendError(no_sender(self.message.place))
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await compose_continuation(self.context.database, sender, self.message, half, self.context.pack)
        except SendError as error:
            return error
        except TimeoutError:
            return UncertainSendError(NOT_IN_TIME)
        except Exception:  # what is posted is reported, even if the rest fails
            log.exception("going_on_broke", deliveries=half.carries)
            return half.sent

    def _is_looked_for(self, claim: Claim) -> bool:
        now = self.context.now()
        return claim.looks + 1 < MOST_LOOKS or now - (claim.looked_since or now) < LOOKED_FOR

    def _later(self, claims: Sequence[Claim], error: SendError) -> RetryLater:
        """Search again later, for the whole message at once: what was tried together is searched for by the same calls.

        A platform that asks for a pause answers after it; the workspace's posting does not wait for that.
        """
        now = self.context.now()
        if error.retry_after is None:
            wait = backoff(max(each.looks for each in self._wanted.values()) + 1, self._chance)
        else:
            wait = timedelta(seconds=error.retry_after + self._chance)
        self._again = self._again or now + max(wait, SETTLED_AFTER)
        cursor = self._cursors[claims[0].delivery_id]
        return RetryLater(self.message, claims, error.reason, self._again, "sending", looked_at=now, cursor=cursor)


def _tried_together(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims of each attempt, and of one cursor, as a group; those searched for the fewest times first."""

    def attempt(claim: Claim) -> tuple[bool, datetime, str]:
        return claim.tried_at is None, claim.tried_at or claim.due_at, claim.cursor

    grouped = [list(each) for _, each in groupby(sorted(claims, key=attempt), attempt)]
    return sorted(grouped, key=lambda each: max(claim.looks for claim in each))


def _window(claim: Claim) -> tuple[datetime, datetime | None]:
    """Return between which moments it may have been posted, by our clock: a lease, and a call that outlived it."""
    if claim.tried_at is None:
        return claim.due_at, None
    return claim.tried_at, claim.tried_at + LEASE + SETTLED_AFTER


async def compose_continuation(
    database: Database, sender: Sender, message: ClaimedMessage, half: PartlySent, pack: Pack
) -> SentMessage:
    """Post the rest of a message, composed as of when it was begun, and return the message. Raises `SendError`."""
    card = await asyncio.to_thread(_recomposed, database, message, half, pack)
    sent = await sender.go_on(half, card) if card is not None else half.sent
    log.info("gone_on", deliveries=half.carries)
    return sent


def _recomposed(database: Database, message: ClaimedMessage, half: PartlySent, pack: Pack) -> Card | None:
    workspace, address = message.workspace, message.place.address
    external = message.place.is_external is True
    with database.reading() as session:
        own = pack_of(session, workspace, pack)
        rows = [session.get(Delivery, delivery_id) for delivery_id in half.carries]
        cards = [
            compose(session, workspace, own, row.kind, row.period_key, address, half.at, half.at, external)
            for row in rows
            if row is not None and row.workspace_id == workspace.id
        ]
    items = [card for card in cards if not isinstance(card, Skip)]
    return merged(items) if items else None
