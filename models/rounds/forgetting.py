"""What is forgotten of a round: what people wrote, some time after it, and everything of somebody who is deleted."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.rounds.answers import KEPT_DAYS
from models.tables import Carrier, MessageRound

AT_ONCE = 500
WRITTEN = ("meaning", "said_by", "wish_about")
"""What people wrote that is no use when the round is over; whether it was used, where and with which link stays."""


def forget_written(session: Session, now: datetime) -> int:
    """Forget what was written in rounds that ended long enough ago; return in how many answers. In all workspaces alike."""
    long_ago = (now - timedelta(days=KEPT_DAYS)).date()
    over = select(MessageRound.id).where(MessageRound.until < long_ago)
    is_there = or_(*(getattr(Carrier, name).is_not(None) for name in WRITTEN))
    ids = session.scalars(select(Carrier.id).where(Carrier.round_id.in_(over), is_there).limit(AT_ONCE)).all()
    if ids:
        values = dict.fromkeys(WRITTEN) | {"wish": None}
        session.execute(update(Carrier).where(Carrier.id.in_(ids)).values(**values))
    return len(ids)


def forget_person(session: Session, workspace_id: int, person_ids: Collection[int], now: datetime) -> None:
    """Forget who somebody was in the rounds, and what they wrote: their links open nothing. That it was used stays."""
    mine = (Carrier.workspace_id == workspace_id, Carrier.person_id.in_(list(person_ids)))
    values = dict.fromkeys((*WRITTEN, "commits_as", "wish", "person_id")) | {"revoked_at": now}
    session.execute(update(Carrier).where(*mine).values(**values))
