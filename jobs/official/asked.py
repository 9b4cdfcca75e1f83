"""How many questions and announced bills are posted to a workspace: a few a week, each in the message of a morning."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.calendar.workdays import next_working_day
from models.official import matches
from models.tables import Workspace

MOST_ASKED = 5
"""The most questions and announced bills that are posted to a workspace in a week; the rest are in `/sak alle`."""


def next_morning(workspace: Workspace, now: datetime) -> date:
    """Return the local day of the next morning's message."""
    return next_working_day(now.astimezone(workspace.zone).date() + timedelta(days=1))


def room_this_week(session: Session, workspaces: Sequence[Workspace], now: datetime) -> dict[int, int]:
    """Return how many more may be posted to each workspace, by its id, in the week of its next morning."""
    by_monday: dict[date, list[int]] = defaultdict(list)
    for each in workspaces:
        morning = next_morning(each, now)
        by_monday[morning - timedelta(days=morning.weekday())].append(each.id)
    posted: dict[int, int] = {}
    for monday, ids in by_monday.items():
        posted |= matches.asked_in(session, ids, monday, monday + timedelta(days=6))
    return {each.id: max(MOST_ASKED - posted.get(each.id, 0), 0) for each in workspaces}
