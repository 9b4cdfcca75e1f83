"""What is to be sent next: planned, claimed and looked at for the last time, many at once, in few short transactions."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from content.schema.pack import Pack
from jobs.alike import Alike
from jobs.claim import Parcel, Turn, claim_parcels, take
from jobs.outbox import Outbox
from jobs.plan import plan_next
from jobs.prepare import Ready, look
from jobs.told import Told
from models.database import Unavailable

log = structlog.get_logger(__name__)

PER_WORKSPACE = 2
"""How many messages of one workspace may be on their way at the same time."""
PLANNED_AT_ONCE = 250
"""How many workspaces are planned in one transaction."""

Goods = Parcel | Ready
"""What is claimed: `Ready` where it was looked at for the last time, and is to be sent as it is."""


@dataclass
class Supply:
    """Where one round's messages come from. `now` gives the moment (aware). Its work blocks: run it in threads."""

    outbox: Outbox
    pack: Pack
    now: Callable[[], datetime]
    _after: int = 0
    _planned_until: datetime | None = None
    _alike: Alike = field(default_factory=Alike)

    def plan_and_claim(self, most: int, busy: Collection[int]) -> tuple[list[Told] | None, list[Goods]]:
        """Do the one, and then the other."""
        return self.plan(), self.claim(most, busy)

    def plan(self) -> list[Told] | None:
        """Plan some workspaces; None where none was to be planned."""
        now = self.now()
        if self._planned_until is not None and now < self._planned_until:
            return None
        planned = plan_next(self.outbox.database, self.pack, now, PLANNED_AT_ONCE)
        self._planned_until = now + timedelta(seconds=1) if planned is None else None
        return planned

    def claim(self, most: int, busy: Collection[int]) -> list[Goods]:
        """Claim up to so many messages, in order and of none that is `busy`, from where the last claim ended.

        Where nothing is found there it begins anew.
        """
        now, after = self.now(), self._after
        is_anew = after == 0
        while True:
            found, passed = self._taken(now, Turn(after, busy, PER_WORKSPACE), most)
            if passed is None and is_anew:
                return []
            # Where others took all there was, it is looked behind them.
            after, is_anew = passed or 0, is_anew or passed is None
            if found:
                self._after = after
                return found

    def _taken(self, now: datetime, turn: Turn, most: int) -> tuple[list[Goods], int | None]:
        database, owner = self.outbox.database, self.outbox.owner
        try:
            with database.session() as session:
                taken = take(session, owner, now, turn, most)
                sure = [each for each in taken.parcels if not each.may_stand]
                looked_at = iter(look(session, sure, self.pack, now, self._alike))
                return [each if each.may_stand else next(looked_at) for each in taken.parcels], taken.passed
        except Unavailable:
            raise
        except Exception:  # one of them has a fault: each is prepared by itself
            log.exception("preparing_broke")
            taken = claim_parcels(database, owner, now, turn, most)
            return [*taken.parcels], taken.passed


def parcel_of(goods: Goods) -> Parcel:
    """Return what is claimed, looked at or not."""
    return goods.parcel if isinstance(goods, Ready) else goods
