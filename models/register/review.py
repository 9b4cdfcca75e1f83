"""Who to review: 24 months of silence, or an election since anyone said that they are still needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.register import edits
from models.register.kinds import WITH_PARTY
from models.register.saving import local_day
from models.tables import Edit, Person, Role, Workspace

SILENT = relativedelta(months=24)
Reason = Literal["stillhet", "valg"]


@dataclass(frozen=True)
class Doubtful:
    """A person who may no longer be needed, and the reason to ask."""

    row: Person
    reason: Reason


@dataclass(frozen=True)
class Numbers:
    """How many there are to review, by the reason."""

    silent: int
    election: int

    @property
    def all(self) -> int:
        """Return how many there are."""
        return self.silent + self.election


def to_review(
    session: Session,
    workspace: Workspace,
    today: date,
    last_election: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Doubtful]:
    """Return who to review, the longest silent first; `today` and the day of the election are local.

    After an election, everybody in an elected or a party role is reviewed once, if they were known before it.
    """
    wanted = _wanted(workspace, today, last_election)
    ordered = select(Person).where(*wanted).order_by(Person.quiet_since, Person.id)
    rows = session.scalars(ordered.limit(limit).offset(offset)).all()
    return [Doubtful(row, "stillhet" if _is_silent(row, today - SILENT) else "valg") for row in rows]


def review_numbers(session: Session, workspace: Workspace, today: date, last_election: date | None = None) -> Numbers:
    """Return how many there are to review."""
    silent = _silent(today - SILENT)
    query = select(func.count(), func.coalesce(func.sum(case((silent, 1), else_=0)), 0))
    total, quiet = session.execute(query.where(*_wanted(workspace, today, last_election))).one()
    return Numbers(quiet, total - quiet)


def keep(session: Session, workspace_id: int, person_id: int, user_id: str, now: datetime) -> Edit:
    """Record that a person is still needed: they are asked about again after 24 more months, or the next election.

    Return the edit, to undo it by.

    Raises:
        GoneError: the person is not here (any more).
    """
    row = edits.locked(session, Person, workspace_id, person_id)
    if row is None:
        raise GoneError
    edit = edits.begin(session, workspace_id, user_id, "sett på", now)
    edits.changed(session, edit, row, {"reviewed_on": local_day(session, workspace_id, now)})
    return edit


def asked_again(today: date) -> date:
    """Return the first local day on which somebody kept `today` is asked about again for their silence."""
    return today + SILENT + timedelta(days=1)


def _wanted(workspace: Workspace, today: date, last_election: date | None) -> Sequence[ColumnElement[bool]]:
    wanted = [_silent(today - SILENT)]
    if last_election is not None and last_election <= today:
        mine = (Role.workspace_id == workspace.id, Role.person_id == Person.id, Role.kind.in_(sorted(WITH_PARTY)))
        day_after = datetime.combine(last_election + timedelta(days=1), time.min, workspace.zone)
        known = and_(Person.reviewed_on.is_(None), Person.created_at < day_after)
        known_before = or_(Person.reviewed_on <= last_election, known)
        wanted.append(and_(exists().where(*mine, or_(Role.to_on.is_(None), Role.to_on > last_election)), known_before))
    return Person.workspace_id == workspace.id, Person.removed_at.is_(None), or_(*wanted)


def _silent(latest: date) -> ColumnElement[bool]:
    return and_(Person.quiet_since < latest, or_(Person.reviewed_on.is_(None), Person.reviewed_on < latest))


def _is_silent(row: Person, latest: date) -> bool:
    return row.quiet_since < latest and (row.reviewed_on is None or row.reviewed_on < latest)
