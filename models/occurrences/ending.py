"""How things end that nobody ticks off.

What others do passes by itself. 30 days after its time, people are asked once what became of the rest: on the next
`is_question_day`, together with all else that waits for an answer. What has no answer 60 days later is closed as
`NOT_TICKED`, which does not say that it was not done. It can be opened again, and is never overdue then. The next
occurrence of the same entry, about a year later, closes it as well.

Entries that are linked in the content (`Occurrence.together`) end together, when the time of the last one is over.

A workspace that was upgraded with things that are over is asked about all of them at once, and nothing is closed until
60 days after `Workspace.endings_from`: a month later, or the day somebody opens that list. What was not delivered, since
the bot was down, is asked about again (`models.occurrences.undelivered`), and closed 60 days after that. Days are local.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple, Protocol

from dateutil.relativedelta import relativedelta
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.calendar.certainty import SLACK, last_possible
from models.calendar.workdays import is_working_day
from models.db.in_list import in_list, one_of
from models.occurrences.filtering import is_overdue
from models.occurrences.queries import MEETING
from models.occurrences.undelivered import undelivered
from models.tables import Occurrence, Snooze, Workspace
from models.workspace.preferences import ALL, preferences
from models.workspace.workspaces import lock

NOT_TICKED = "ikke_krysset_av"
"""The value of `Occurrence.closed_as`."""
PASSING = ("milepæl", "arrangement", "fase")
"""The kinds that pass by themselves, unless the content says that we do them."""
ASKED_AFTER = timedelta(days=30)
CLOSED_AFTER = timedelta(days=60)
GRACE = relativedelta(months=1)
"""How long after an upgrade nothing is closed, unless somebody opens the list of what is over."""
ALMOST_A_YEAR = timedelta(days=300)
"""How much later the next occurrence of an entry begins at the least: dates move a little from year to year."""
THURSDAY = 3
LONGEST_PAUSE = timedelta(days=370)


class Ending(Protocol):
    """What is needed of a row to know how it ends."""

    @property
    def kind(self) -> str:
        """Return its kind, as in `Occurrence.kind`."""

    @property
    def by_others(self) -> bool | None:
        """Return whether others do it, as in `Occurrence.by_others`."""

    @property
    def done_at(self) -> datetime | None:
        """Return when it ended."""

    @property
    def closed_as(self) -> str | None:
        """Return how it was closed, as in `Occurrence.closed_as`."""


def passes(row: Ending) -> bool:
    """Return True if others do it, so that there is nothing to tick off."""
    return row.kind in PASSING if row.by_others is None else row.by_others


def is_done(row: Ending) -> bool:
    """Return True if somebody has said that it was done; not if it was closed."""
    return row.done_at is not None and row.closed_as is None


def is_question_day(day: date) -> bool:
    """Return True if people are asked on that day: a Thursday that is a working day."""
    return day.weekday() == THURSDAY and is_working_day(day)


def settle_endings(session: Session, workspace: Workspace, today: date, now: datetime, *, is_new: bool) -> None:
    """Set when people are asked about what is over, and close what has had no answer. It is done every night.

    `is_new` is True for a workspace that had no calendar before: nothing in it is over unseen.
    """
    _let_pass(session, workspace.id, today)
    rows, begins = _over(session, workspace.id, today), workspace.endings_from
    if begins is None:
        begins = today if is_new else today + GRACE
        _set_clock(session, workspace, begins)
        _ask(session, workspace, _askable(session, workspace.id, rows, today), today)
        rows = _over(session, workspace.id, today)
    missed = undelivered(session, workspace, rows, today)
    if missed:
        _ask(session, workspace, missed, today)
        rows = _over(session, workspace.id, today)
    ready = _ready(session, workspace.id, rows, today - ASKED_AFTER)
    _ask(session, workspace, _askable(session, workspace.id, ready, today), today)
    if begins <= today:
        _close(session, workspace.id, _repeated(session, workspace.id, rows, today), now)
    if begins <= today - CLOSED_AFTER:
        _close(session, workspace.id, _unanswered_since(ready, today - CLOSED_AFTER), now)
    session.flush()


def start_clock(session: Session, workspace: Workspace, today: date) -> None:
    """Let the time until things are closed begin, since somebody has opened the list of what is over."""
    if workspace.endings_from is None or workspace.endings_from > today:
        lock(session, workspace.id)
        _set_clock(session, workspace, today)
        session.flush()


def _set_clock(session: Session, workspace: Workspace, begins: date) -> None:
    # The workspace that is handed in may be of another session.
    for row in (session.get_one(Workspace, workspace.id), workspace):
        row.endings_from = begins


def unanswered(session: Session, workspace_id: int, day: date, shown_at: datetime | None = None) -> list[Occurrence]:
    """Return what people are asked about on a day or were before it, the earliest first; linked entries as one.

    With `shown_at`, when a message was sent, what has ended since is included.
    """
    query = (
        select(Occurrence)
        .where(
            Occurrence.workspace_id == workspace_id,
            Occurrence.archived_at.is_(None),
            Occurrence.asked_on <= day,
            or_(Occurrence.done_at.is_(None), Occurrence.done_at >= shown_at) if shown_at else IS_OPEN,
            Occurrence.passed_unseen.is_(False),
        )
        .order_by(Occurrence.ends_on, Occurrence.starts_on, Occurrence.id)
    )
    return _once(session.scalars(query))


def with_unanswered(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, where people are asked about something that is open."""
    query = select(Occurrence.workspace_id).where(
        in_list(Occurrence.workspace_id, "workspaces"), Occurrence.asked_on.is_not(None), IS_OPEN
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


IS_OPEN = and_(Occurrence.done_at.is_(None), Occurrence.archived_at.is_(None))


class _Over(NamedTuple):
    """What is needed of a row whose time is over: read in a fraction of the time of the whole row."""

    id: int
    key: str
    source: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    certainty: str
    series_id: int | None
    owner: str | None
    co_owners: list[str] | None
    asked_on: date | None
    by_others: bool | None
    together: str | None

    @property
    def last(self) -> date:
        """Return the last day it may be."""
        return last_possible(self.starts_on, self.ends_on, self.certainty) or date.max


def _over(session: Session, workspace_id: int, today: date) -> list[_Over]:
    """Return what is open after its last day and does not pass by itself, the earliest first."""
    columns = Occurrence.metadata.tables[Occurrence.__tablename__].columns
    query = select(*(columns[name] for name in _Over._fields)).where(
        Occurrence.workspace_id == workspace_id,
        IS_OPEN,
        Occurrence.ends_on < today,
        Occurrence.passed_unseen.is_(False),
        Occurrence.kind != MEETING,
        func.coalesce(Occurrence.by_others, Occurrence.kind.in_(PASSING)).is_(False),
    )
    session.flush()
    found = session.connection().execute(query.order_by(Occurrence.ends_on, Occurrence.id))
    return [row for row in map(_Over._make, found) if row.last < today]


def _ready(session: Session, workspace_id: int, rows: Sequence[_Over], until: date) -> list[_Over]:
    """Return the rows whose time was over by a day, and the time of all that is linked to them."""
    found = [row for row in rows if row.last <= until]
    names = {row.together for row in found if row.together}
    if not names:
        return found
    query = select(Occurrence.together, Occurrence.ends_on).where(
        Occurrence.workspace_id == workspace_id, IS_OPEN, in_list(Occurrence.together, "names")
    )
    linked = session.execute(query, {"names": sorted(names)})
    waiting = {name for name, ends_on in linked if ends_on is not None and ends_on > until}
    return [row for row in found if row.together not in waiting]


def _askable(session: Session, workspace_id: int, rows: Iterable[_Over], today: date) -> list[int]:
    """Return the ids of the rows that people are asked about: deadlines, and tasks that somebody has taken or added.

    What is on hold for everybody is asked about when it no longer is.
    """
    of_all = (Snooze.workspace_id == workspace_id, Snooze.user_id == ALL)
    until = or_(Snooze.until.is_(None), Snooze.until > today)
    held = set(session.scalars(select(Snooze.occurrence_id).where(*of_all, until)))
    return [
        row.id
        for row in rows
        if row.asked_on is None
        and row.id not in held
        and (row.kind != "oppgave" or row.owner is not None or row.source == "egen")
    ]


def _ask(session: Session, workspace: Workspace, ids: Sequence[int], today: date) -> None:
    if not ids:
        return
    rest = preferences(session, workspace).rest()
    days = (today + timedelta(days=number) for number in range(LONGEST_PAUSE.days))
    first = next((day for day in days if is_question_day(day) and rest.speaks_on(day)), today)
    these = (Occurrence.workspace_id == workspace.id, one_of(Occurrence.id, ids))
    session.execute(update(Occurrence).where(*these).values(asked_on=first))


def _let_pass(session: Session, workspace_id: int, today: date) -> None:
    """Mark the deadlines of others that are over, so that they are never overdue."""
    passed = (
        Occurrence.workspace_id == workspace_id,
        Occurrence.archived_at.is_(None),
        is_overdue(today, today - SLACK),
        Occurrence.by_others.is_(True),
    )
    # A sync has read every row, and few change: asking the database which takes less than looking at each.
    over = update(Occurrence).where(*passed).values(passed_unseen=True)
    session.execute(over.execution_options(synchronize_session="fetch"))


def _unanswered_since(ready: Sequence[_Over], day: date) -> list[int]:
    """Return the ids of what people were asked about by a day, and of all that is linked to it."""
    asked = [row for row in ready if row.asked_on is not None and row.asked_on <= day]
    names = {row.together for row in asked if row.together}
    return [row.id for row in ready if row in asked or row.together in names]


def _repeated(session: Session, workspace_id: int, rows: Sequence[_Over], today: date) -> list[int]:
    """Return the ids of the rows whose entry has another occurrence that has begun, about a year later or more."""
    old = [row for row in rows if row.last + ALMOST_A_YEAR <= today]
    if not old:
        return []
    query = select(Occurrence.key, Occurrence.series_id, Occurrence.starts_on).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.starts_on <= today,
        Occurrence.starts_on >= min(row.last for row in old) + ALMOST_A_YEAR,
        or_(Occurrence.source != "egen", Occurrence.series_id.is_not(None)),
    )
    latest: dict[str, date] = {}
    for key, series_id, starts_on in session.execute(query):
        if starts_on is not None:
            entry = _entry(key, series_id)
            latest[entry] = max(starts_on, latest.get(entry, starts_on))
    return [row.id for row in old if latest.get(_entry(row.key, row.series_id), date.min) >= row.last + ALMOST_A_YEAR]


def _entry(key: str, series_id: int | None) -> str:
    """Return what the occurrences of an entry have in common: `statsbudsjett:2027:x` and `arshjul:2027-01:x` by year."""
    if series_id is not None:
        return f"serie:{series_id}"
    source, _, rest = key.partition(":")
    _, _, entry = rest.partition(":")
    return f"{source}:{entry}"


def _close(session: Session, workspace_id: int, ids: Sequence[int], now: datetime) -> None:
    if ids:
        these = (Occurrence.workspace_id == workspace_id, IS_OPEN, one_of(Occurrence.id, ids))
        ended = update(Occurrence).where(*these).values(done_at=now, done_by=None, closed_as=NOT_TICKED)
        session.execute(ended.execution_options(synchronize_session="fetch"))


def _once(rows: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the rows with only one of those that are linked: the one somebody is responsible for, else a deadline."""
    in_order = list(rows)
    groups = groupby(sorted(in_order, key=_group), key=_group)
    kept = {min(same, key=lambda row: (row.owner is None, row.kind != "frist", row.id)).id for _, same in groups}
    return [row for row in in_order if row.id in kept]


def _group(row: Occurrence) -> str:
    return row.together or f"#{row.id}"


def linked_rows(session: Session, workspace_id: int, row: Occurrence) -> list[Occurrence]:
    """Return the rows that are linked to one and not taken out, locked; without itself."""
    if row.together is None or row.workspace_id != workspace_id:
        return []
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.together == row.together,
        Occurrence.id != row.id,
        Occurrence.archived_at.is_(None),
    )
    found = query.order_by(Occurrence.id).with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(found))


def ask_later(session: Session, workspace_id: int, row: Occurrence) -> None:
    """Take a row and those linked to it out of the question, since its time has been moved."""
    ids = [row.id, *(each.id for each in linked_rows(session, workspace_id, row))]
    these = (Occurrence.workspace_id == workspace_id, one_of(Occurrence.id, ids))
    session.execute(update(Occurrence).where(*these).values(asked_on=None))
    session.expire(row, ["asked_on"])
