"""Recurring deadlines: a series creates its occurrences in advance, and all of them can be changed or ended at once.

Occurrences are created for the next half year, and always the next one, when the series is added and by every sync.
Each has a key by its planned day under a unique constraint, so that two at once create it once, and one that was moved
or removed does not come back. Changing all of them ends the series and begins another, so that what was done stays
unchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.calendar.recurring import next_planned, recurring_days
from models.db.bulk import insert_new
from models.occurrences.changes import GoneError, own_key
from models.occurrences.filtering import OF_REGISTER
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Change, Occurrence, Series
from models.workspace.contacts import has_departed

AHEAD = relativedelta(months=6)


@dataclass(frozen=True)
class NewSeries:
    """A recurring deadline that people add: an RRULE counted from `first`, with a local time of day if it has one."""

    title: str
    rule: str
    first: date
    until: date | None = None
    start: time | None = None
    minutes: int | None = None
    theme: str | None = None
    owner: str | None = None
    link: str | None = None
    of_register: bool = False
    """Whether it comes from the register, and so may contain the name of somebody in it."""


def add_series(
    session: Session, workspace_id: int, user_id: str, now: datetime, today: date, plan: NewSeries
) -> tuple[Series, Occurrence]:
    """Add a recurring deadline with its first occurrences; return it and the first of them.

    Raises:
        GoneError: the rule has no day.
    """
    planned = next_planned(plan.rule, plan.first, plan.first - timedelta(days=1))
    if planned is None or (plan.until is not None and planned > plan.until):
        raise GoneError
    row = Series(
        workspace_id=workspace_id,
        uid=own_key(of_register=plan.of_register),
        title=plan.title,
        theme=plan.theme,
        link=plan.link,
        owner=plan.owner,
        rule=plan.rule,
        first_on=plan.first,
        until=plan.until,
        start_time=plan.start,
        minutes=plan.minutes,
        created_at=now,
    )
    session.add(row)
    session.flush()
    _extend(session, row, today, now)
    first = session.scalars(_open_rows(row, date.min).order_by(Occurrence.ends_on).limit(1)).one()
    row.undo = {"added": True}
    _noted(session, first, user_id, now)
    return row, first


def extend_all(session: Session, workspace_id: int, today: date, now: datetime) -> int:
    """Create what is missing of the next half year of every series; return how many occurrences were new."""
    query = select(Series).where(Series.workspace_id == workspace_id).order_by(Series.id)
    _let_pass(session, workspace_id, today)
    return sum(_extend(session, each, today, now) for each in session.scalars(query.with_for_update()))


def _let_pass(session: Session, workspace_id: int, today: date) -> None:
    """Mark past weekly occurrences so that they are never overdue: they pass like a meeting."""
    passed = (
        Occurrence.workspace_id == workspace_id,
        Occurrence.series_id.is_not(None),
        Occurrence.rule.like("FREQ=WEEKLY%"),
        Occurrence.ends_on < today,
        Occurrence.passed_unseen.is_(False),
    )
    session.execute(update(Occurrence).where(*passed).values(passed_unseen=True))


def series_of(session: Session, workspace_id: int, series_id: int) -> Series | None:
    """Return the workspace's series with that id."""
    query = select(Series).where(Series.workspace_id == workspace_id, Series.id == series_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def cancel_one(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Series:
    """Archive one occurrence of a series; the others stay.

    Raises:
        GoneError: it is not here, or not of a series.
    """
    row, series = _with_series(session, workspace_id, occurrence_id)
    row.archived_at = now
    series.undo = {"archived": [row.id]}
    _noted(session, row, user_id, now)
    return series


def end_series(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Series:
    """End a series with the one before an occurrence: it and all later ones that are not done are archived.

    Raises:
        GoneError: it is not here, or not of a series.
    """
    row, series = _with_series(session, workspace_id, occurrence_id)
    _end(session, series, row, user_id, now)
    return series


def change_series(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime, today: date, plan: NewSeries
) -> tuple[Series, Occurrence]:
    """Change an occurrence and all later ones: the series ends there, and another begins.

    Raises:
        GoneError: it is not here, or not of a series, or the new rule has no day.
    """
    row, series = _with_series(session, workspace_id, occurrence_id)
    ended = _end(session, series, row, user_id, now)
    of_register = plan.of_register or series.uid.startswith(OF_REGISTER)
    found, first = add_series(session, workspace_id, user_id, now, today, replace(plan, of_register=of_register))
    found.undo = {"added": True, "series": series.id, **ended}
    series.undo = None
    return found, first


def hand_over_series(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: str, now: datetime
) -> Series | None:
    """Give a whole series to another person if its owner has left; otherwise return None.

    That is every open occurrence of the former owner, and all future ones.
    """
    try:
        row, series = _with_series(session, workspace_id, occurrence_id)
    except GoneError:
        return None
    former = series.owner
    if former is None or row.owner != former or row.done_at is not None:
        return None
    if not has_departed(session, workspace_id, former):
        return None
    rows: Sequence[Occurrence] = session.scalars(_open_rows(series, date.min).where(Occurrence.owner == former)).all()
    for each in rows:
        each.owner = to
    series.owner, series.undo = to, {"owner": former, "owned": [each.id for each in rows]}
    _noted(session, row, user_id, now)
    return series


def undo_series(
    session: Session, workspace_id: int, series_id: int, user_id: str, now: datetime, today: date
) -> Series:
    """Undo the last change of a series.

    Raises:
        GoneError: there is no such series here.
        AlreadyUndoneError: it was undone before, or something else has been done since.
    """
    row = series_of(session, workspace_id, series_id)
    if row is None:
        raise GoneError
    undo = row.undo
    if undo is None:
        raise AlreadyUndoneError
    if undo.get("added"):
        _archive(session, row, date.min, now)
        row.until = row.first_on - timedelta(days=1)
    of = series_of(session, workspace_id, undo["series"]) if "series" in undo else row
    if of is not None and "until" in undo:
        of.until = date.fromisoformat(undo["until"]) if undo["until"] else None
    if "owner" in undo:
        owned = (Occurrence.workspace_id == workspace_id, Occurrence.id.in_(undo["owned"]))
        session.execute(update(Occurrence).where(*owned, Occurrence.owner == row.owner).values(owner=undo["owner"]))
        row.owner = undo["owner"]
    mine = (Occurrence.workspace_id == workspace_id, Occurrence.id.in_(undo.get("archived", [])))
    session.execute(update(Occurrence).where(*mine).values(archived_at=None))
    row.undo = None
    _extend(session, of or row, today, now)
    first = session.scalar(select(Occurrence).where(Occurrence.series_id == row.id).limit(1))
    if first is not None:
        _noted(session, first, user_id, now)
    return row


def _end(session: Session, series: Series, row: Occurrence, user_id: str, now: datetime) -> dict[str, Any]:
    """End a series before an occurrence; return what is needed to undo that."""
    planned = _planned(row)
    ended = {
        "until": series.until.isoformat() if series.until else None,
        "archived": _archive(session, series, planned, now),
    }
    series.until = planned - timedelta(days=1)
    series.undo = ended
    _noted(session, row, user_id, now)
    return ended


def _archive(session: Session, series: Series, planned: date, now: datetime) -> list[int]:
    """Archive what is not done of a series from a planned day on; return the ids."""
    rows: Sequence[Occurrence] = session.scalars(_open_rows(series, planned)).all()
    for each in rows:
        each.archived_at = now
    session.flush()
    return [each.id for each in rows]


def _open_rows(series: Series, planned: date) -> Any:
    # Keys end in an ISO day: they sort by it.
    return select(Occurrence).where(
        Occurrence.workspace_id == series.workspace_id,
        Occurrence.series_id == series.id,
        Occurrence.archived_at.is_(None),
        Occurrence.done_at.is_(None),
        Occurrence.key >= _key(series, planned),
    )


def _with_series(session: Session, workspace_id: int, occurrence_id: int) -> tuple[Occurrence, Series]:
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id, Occurrence.archived_at.is_(None)
    )
    row = session.scalar(query.with_for_update())
    series = series_of(session, workspace_id, row.series_id) if row is not None and row.series_id else None
    if row is None or series is None:
        raise GoneError
    return row, series


def _extend(session: Session, series: Series, today: date, now: datetime) -> int:
    """Create what is missing up to half a year ahead, and the next one in any case."""
    after = series.made_until or series.first_on - timedelta(days=1)
    last: date = today + AHEAD
    if after < max(today, series.first_on):
        following = next_planned(series.rule, series.first_on, max(after, today - timedelta(days=1)))
        last = max(last, following) if following else last
    if series.until is not None:
        last = min(last, series.until)
    if last <= after:
        return 0
    days = list(recurring_days(series.rule, series.first_on, after, last))
    rows = (_values(series, planned, day, now) | {"passed_unseen": day < today} for planned, day in days)
    made = sum(insert_new(session, Occurrence, [each]) for each in rows)
    series.made_until = last
    session.flush()
    return made


def _planned(row: Occurrence) -> date:
    """Return the day an occurrence was planned for, even if it has been moved since."""
    try:
        return date.fromisoformat(row.key.rpartition(":")[2])
    except ValueError:
        return row.starts_on or date.min


def _key(series: Series, planned: date) -> str:
    return f"{series.uid}:{planned.isoformat()}"


def _values(series: Series, planned: date, day: date, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": series.workspace_id,
        "key": _key(series, planned),
        "source": "egen",
        "kind": "frist",
        "title": series.title,
        "theme": series.theme,
        "link": series.link,
        "kilde": "",
        "owner": series.owner,
        "starts_on": day,
        "ends_on": day,
        "certainty": "fast",
        "start_time": series.start_time,
        "minutes": series.minutes,
        "rule": series.rule,
        "series_id": series.id,
        "kept": [],
        "created_at": now,
    }


def _noted(session: Session, row: Occurrence, user_id: str, now: datetime) -> None:
    # `models.occurrences.digest_fingerprints` depends on whether anything was ever changed here.
    change = Change(workspace_id=row.workspace_id, occurrence_id=row.id, user_id=user_id, at=now, before={}, after={})
    session.add(change)
    session.flush()
