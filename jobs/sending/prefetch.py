"""What is to be sent next: planned, claimed and looked at for the last time, many at once, in few short transactions."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from content.schema.pack import Pack
from jobs.planning.plan import plan_next
from jobs.reporting import DeliveryReport
from jobs.sending.claim import ClaimedMessage, Turn, claim_messages
from jobs.sending.outbox import Outbox, PreparedMessage
from jobs.sending.prepare import CheckedMessage, check_messages, check_without_writing
from jobs.sending.shared_cards import SharedCards

log = structlog.get_logger(__name__)

PER_WORKSPACE = 2
"""How many messages of one workspace may be on their way at the same time."""
PLANNED_FIRST, PLANNED_AT_ONCE = 64, 250
"""How many workspaces are planned in one transaction: the first time fewer, since nothing is on its way until then."""


@dataclass
class Prefetch:
    """Where one round's messages come from. `now` gives the moment (aware). Its work blocks: run it in threads."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    _after: int = 0
    _most: int = PLANNED_FIRST
    _planned_until: datetime | None = None
    _alike: SharedCards = field(default_factory=SharedCards)

    def plan(self) -> list[DeliveryReport] | None:
        """Plan some workspaces; None where none was to be planned."""
        now = self.now()
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, self._most)
        self._most = PLANNED_AT_ONCE
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def claim(self, most: int, busy: Collection[int]) -> Sequence[ClaimedMessage]:
        """Claim up to so many messages, in order and of none that is `busy`, from where the last claim ended.

        Where nothing is found there it begins again.
        """
        now, after = self.now(), self._after
        is_anew = after == 0
        while True:
            taken = claim_messages(self.outbox.database, self.outbox.owner, now, Turn(after, busy, PER_WORKSPACE), most)
            if taken.passed is None and is_anew:
                return ()
            # Where others took all there was, it is looked behind them.
            after, is_anew = taken.passed or 0, is_anew or taken.passed is None
            if taken.messages:
                self._after = after
                return taken.messages

    def look(self, messages: Sequence[ClaimedMessage]) -> list[PreparedMessage]:
        """Look at what was claimed for the last time, and open its ways out.

        What may stand already is left to be looked for first.
        """
        sure = [each for each in messages if not each.may_be_posted]
        try:
            ready = self._looked_at(sure)
            senders = [self.outbox.sender_for(each.workspace) for each in sure]
        except Exception:  # one of them has a fault: each is prepared by itself
            log.exception("preparing_broke")
            return [PreparedMessage(each) for each in messages]
        looked_at = map(PreparedMessage, sure, ready, senders)
        return [PreparedMessage(each) if each.may_be_posted else next(looked_at) for each in messages]

    def _looked_at(self, messages: Sequence[ClaimedMessage]) -> Iterator[CheckedMessage]:
        """Look without writing, which holds up nobody; only what is held back is looked at again, and written down."""
        database, now = self.outbox.database, self.now()
        with database.reading() as session:
            found = check_without_writing(session, messages, self.pack, now, self._alike)
        held = [message for message, ready in zip(messages, found, strict=True) if ready is None]
        if not held:
            return (each for each in found if each)
        with database.session() as session:
            again = iter(check_messages(session, held, self.pack, now, self._alike))
        return (each or next(again) for each in found)


AHEAD_SECONDS, COUNTED_SECONDS = 0.75, 0.2
"""As many as arrive in so many seconds are claimed ahead; the shortest time that tells how many that is."""
AT_FIRST = 128
"""How many are claimed ahead before that is known."""
MOST_AHEAD = 960


@dataclass
class PrefetchSize:
    """What is known of that. Moments are seconds on the loop's clock."""

    since: float
    number: int = AT_FIRST
    """How many to claim beyond what there is room for."""
    answered: int = 0
    """How many were answered by `since`."""

    def reckon(self, now: float, answered: int, *, is_empty: bool) -> None:
        """Reckon again, with how many were answered so far; twice as many where the road ran empty meanwhile."""
        seconds = now - self.since
        if is_empty:
            self.number = min(MOST_AHEAD, 2 * self.number)
        elif seconds >= COUNTED_SECONDS:
            # Never none: that could not grow again.
            self.number = max(1, min(MOST_AHEAD, int((answered - self.answered) / seconds * AHEAD_SECONDS)))
        if is_empty or seconds >= COUNTED_SECONDS:  # what was not on its way could not arrive
            self.since, self.answered = now, answered
