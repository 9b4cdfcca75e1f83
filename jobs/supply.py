"""What is to be sent next: planned, claimed and looked at for the last time, many at once, in few short transactions."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from content.schema.pack import Pack
from jobs.alike import Alike
from jobs.claim import Parcel, Turn, claim_parcels
from jobs.outbox import Goods, Outbox
from jobs.plan import plan_next
from jobs.prepare import Ready, glance, look
from jobs.told import Told

log = structlog.get_logger(__name__)

PER_WORKSPACE = 2
"""How many messages of one workspace may be on their way at the same time."""
PLANNED_FIRST, PLANNED_AT_ONCE = 64, 250
"""How many workspaces are planned in one transaction: the first time fewer, since nothing is on its way until then."""


@dataclass
class Supply:
    """Where one round's messages come from. `now` gives the moment (aware). Its work blocks: run it in threads."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    _after: int = 0
    _most: int = PLANNED_FIRST
    _planned_until: datetime | None = None
    _alike: Alike = field(default_factory=Alike)

    def plan(self) -> list[Told] | None:
        """Plan some workspaces; None where none was to be planned."""
        now = self.now()
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, self._most)
        self._most = PLANNED_AT_ONCE
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def claim(self, most: int, busy: Collection[int]) -> Sequence[Parcel]:
        """Claim up to so many messages, in order and of none that is `busy`, from where the last claim ended.

        Where nothing is found there it begins anew.
        """
        now, after = self.now(), self._after
        is_anew = after == 0
        while True:
            taken = claim_parcels(self.outbox.database, self.outbox.owner, now, Turn(after, busy, PER_WORKSPACE), most)
            if taken.passed is None and is_anew:
                return ()
            # Where others took all there was, it is looked behind them.
            after, is_anew = taken.passed or 0, is_anew or taken.passed is None
            if taken.parcels:
                self._after = after
                return taken.parcels

    def look(self, parcels: Sequence[Parcel]) -> list[Goods]:
        """Look at what was claimed for the last time, and open its ways out.

        What may stand already is left to be looked for first.
        """
        sure = [each for each in parcels if not each.may_stand]
        try:
            ready = self._looked_at(sure)
            senders = [self.outbox.sender_for(each.workspace) for each in sure]
        except Exception:  # one of them has a fault: each is prepared by itself
            log.exception("preparing_broke")
            return [Goods(each) for each in parcels]
        looked_at = map(Goods, sure, ready, senders)
        return [Goods(each) if each.may_stand else next(looked_at) for each in parcels]

    def _looked_at(self, parcels: Sequence[Parcel]) -> Iterator[Ready]:
        """Look without writing, which holds up nobody; only what is held back is looked at again, and written down."""
        database, now = self.outbox.database, self.now()
        with database.reading() as session:
            found = glance(session, parcels, self.pack, now, self._alike)
        held = [parcel for parcel, ready in zip(parcels, found, strict=True) if ready is None]
        if not held:
            return (each for each in found if each)
        with database.session() as session:
            again = iter(look(session, held, self.pack, now, self._alike))
        return (each or next(again) for each in found)
