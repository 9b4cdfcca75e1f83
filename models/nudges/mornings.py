"""One morning's deadlines, read from the database."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.nudges.deadlines import Morning, morning, reach
from models.occurrences import Filter, find
from models.tables import Workspace

MOST = 500


def morning_of(
    session: Session,
    workspace: Workspace,
    day: date,
    owner: str | None = None,
    shown_at: datetime | None = None,
) -> Morning:
    """Return what a morning tells, to one owner where given.

    With `shown_at`, the moment the message was sent, what was done after it is told too, so that a message that
    is composed again keeps its rows.
    """
    first, last = reach(day)
    wanted = Filter(first=first, last=last, kinds=("frist",), owner=owner, include_done=shown_at is not None)
    found = find(session, workspace.id, wanted, day, limit=MOST, offset=0)
    return morning(day, [each for each in found if still_shown(each.done_at, shown_at)])


def still_shown(done_at: datetime | None, shown_at: datetime | None) -> bool:
    """Tell whether something belongs in a message shown since then: it is open, or was done while it stood there."""
    return done_at is None or (shown_at is not None and done_at >= shown_at)
