"""Whom somebody should look at again: 24 months of silence, or an election since anyone said that they are needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta
from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from models.changes import Gone
from models.register import edits
from models.register.kinds import WITH_PARTY
from models.register.standing import local_day
from models.tables import Person, Role, Workspace

SILENT = relativedelta(months=24)
Reason = Literal["stillhet", "valg"]


@dataclass(frozen=True)
class Doubtful:
    """A person who may no longer be needed, and why somebody should say so."""

    row: Person
    reason: Reason


def to_review(
    session: Session, workspace: Workspace, today: date, last_election: date | None = None, limit: int = 50
) -> Sequence[Doubtful]:
    """Return whom to look at again, the longest silent first; `today` and the day of the election are local.

    After an election that was, everybody in an elected or a party role is looked at once, if they were known before it.
    """
    latest = today - SILENT
    silent = and_(Person.quiet_since < latest, or_(Person.reviewed_on.is_(None), Person.reviewed_on < latest))
    wanted = [silent]
    if last_election is not None and last_election <= today:
        mine = (Role.workspace_id == workspace.id, Role.person_id == Person.id, Role.kind.in_(sorted(WITH_PARTY)))
        day_after = datetime.combine(last_election + timedelta(days=1), time.min, workspace.zone)
        known = and_(Person.reviewed_on.is_(None), Person.created_at < day_after)
        known_before = or_(Person.reviewed_on <= last_election, known)
        wanted.append(and_(exists().where(*mine, or_(Role.to_on.is_(None), Role.to_on > last_election)), known_before))
    here = (Person.workspace_id == workspace.id, Person.removed_at.is_(None))
    rows = session.scalars(
        select(Person).where(*here, or_(*wanted)).order_by(Person.quiet_since, Person.id).limit(limit)
    ).all()
    return [Doubtful(row, "stillhet" if _is_silent(row, latest) else "valg") for row in rows]


def keep(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Person:
    """Say that a person is still needed: they are asked about again after 24 more months, or the next election.

    Raises:
        Gone: the person is not here (any more).
    """
    row = edits.locked(session, Person, workspace_id, person_id)
    if row is None:
        raise Gone
    edit = edits.begin(session, workspace_id, user_id, "sett på", now)
    edits.changed(session, edit, row, {"reviewed_on": local_day(session, workspace_id, now)})
    return row


def _is_silent(row: Person, latest: date) -> bool:
    return row.quiet_since < latest and (row.reviewed_on is None or row.reviewed_on < latest)
