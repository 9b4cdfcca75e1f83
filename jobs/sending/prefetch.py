"""Prefetches what to send next: planned, claimed and checked, many at once, in few short transactions."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from content.schema.pack import Pack
from jobs.planning.plan import plan_next
from jobs.reporting import DeliveryReport
from jobs.sending.claim import ClaimedMessage, Turn, claim_messages
from jobs.sending.compose import SharedCards
from jobs.sending.outbox import Outbox, PreparedMessage
from jobs.sending.prepare import CheckedMessage, check_messages, check_without_writing

log = structlog.get_logger(__name__)

PER_WORKSPACE = 2
"""How many messages of one workspace may be in flight at the same time."""
PLANNED_FIRST, PLANNED_AT_ONCE = 64, 250
"""How many workspaces are planned in one transaction: fewer the first time, since nothing is in flight until then."""


@dataclass
class Prefetch:
    """Provides one round's messages. `now` returns the moment (aware). Its methods block: run them in threads."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    _after: int = 0
    _most: int = PLANNED_FIRST
    _planned_until: datetime | None = None
    _alike: SharedCards = field(default_factory=SharedCards)

    def plan(self) -> list[DeliveryReport] | None:
        """Plan some workspaces; None if there were none to plan."""
        now = self.now()
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, self._most)
        self._most = PLANNED_AT_ONCE
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def claim(self, most: int, busy: Collection[int]) -> Sequence[ClaimedMessage]:
        """Claim up to so many messages, in order and from no workspace that is `busy`, continuing after the last claim.

        If nothing is found there it starts from the beginning.
        """
        now, after = self.now(), self._after
        from_start = after == 0
        while True:
            taken = claim_messages(self.outbox.database, self.outbox.owner, now, Turn(after, busy, PER_WORKSPACE), most)
            if taken.passed is None and from_start:
                return ()
            # If other processes took everything there, look behind it.
            after, from_start = taken.passed or 0, from_start or taken.passed is None
            if taken.messages:
                self._after = after
                return taken.messages

    def look(self, messages: Sequence[ClaimedMessage]) -> list[PreparedMessage]:
        """Check what was claimed one last time, and get its senders.

        Messages that may be posted already are left unchecked: they are searched for first.
        """
        sure = [each for each in messages if not each.may_be_posted]
        try:
            ready = self._looked_at(sure)
            senders = [self.outbox.sender_for(each.workspace, each.place.kind) for each in sure]
        except Exception:  # one of them has a fault: each is prepared separately
            log.exception("preparing_broke")
            return [PreparedMessage(each) for each in messages]
        looked_at = map(PreparedMessage, sure, ready, senders)
        return [PreparedMessage(each) if each.may_be_posted else next(looked_at) for each in messages]

    def _looked_at(self, messages: Sequence[ClaimedMessage]) -> Iterator[CheckedMessage]:
        """Check without writing, which blocks nobody; only what is held back is checked again and stored."""
        database, now = self.outbox.database, self.now()
        with database.reading() as session:
            found = check_without_writing(session, messages, self.pack, now, self._alike)
        held = [message for message, ready in zip(messages, found, strict=True) if ready is None]
        if not held:
            return (each for each in found if each)
        with database.session() as session:
            again = iter(check_messages(session, held, self.pack, now, self._alike))
        return (each or next(again) for each in found)
