"""What is forgotten of a round some time after it: what people wrote."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.official.round_uses import KIND as USE
from models.official.round_uses import number_of
from models.rounds.answers import KEPT_DAYS
from models.tables import Carrier, MessageRound, OfficialFind
from models.tables.rounds import WRITTEN

AT_ONCE = 500


def forget_written(session: Session, now: datetime) -> int:
    """Forget what was written in rounds that ended long enough ago; return in how many answers. In all workspaces alike."""
    long_ago = (now - timedelta(days=KEPT_DAYS)).date()
    over = select(MessageRound.id).where(MessageRound.until < long_ago)
    is_there = or_(*(getattr(Carrier, name).is_not(None) for name in WRITTEN))
    ids = session.scalars(select(Carrier.id).where(Carrier.round_id.in_(over), is_there).limit(AT_ONCE)).all()
    if ids:
        values = dict.fromkeys(WRITTEN) | {"wish": None}
        session.execute(update(Carrier).where(Carrier.id.in_(ids)).values(**values))
        uses = (OfficialFind.kind == USE, OfficialFind.number.in_([number_of(each) for each in ids]))
        session.execute(update(OfficialFind).where(*uses).values(place=""))
    return len(ids)
