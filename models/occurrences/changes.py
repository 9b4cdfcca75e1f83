"""Changes people make to an occurrence: each leaves a `Change` row, and can be undone (`undoing`).

Who is responsible is changed in `owning`, its day in `moving`.

What is linked to a row (`Occurrence.together`) is done, opened and called off together with it, and undone together.

The occurrence's row is locked before it is read (SQLite: the whole database is, by `BEGIN IMMEDIATE`), so of two
at once the second sees what the first did. No function reaches another workspace's rows.
"""

import uuid
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, NotRequired, Required, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.spans import month_span
from models.occurrences.ending import ask_later, is_done, linked_rows, passes
from models.occurrences.filtering import OF_REGISTER
from models.tables import Change, Occurrence

WHEN = ("starts_on", "ends_on", "certainty")
OWN = "egen"
"""The source of what people add."""


class RowTexts(NamedTuple):
    """What people may write about a row of their own."""

    title: str
    note: str | None
    link: str | None


class GoneError(Exception):
    """There is no such occurrence or change in this workspace, or it is archived."""


class AlreadyDoneError(Exception):
    """It is done already: `by` is the platform's id of the person who did it (None if unknown), `at` the moment."""

    def __init__(self, by: str | None, at: datetime) -> None:
        super().__init__(f"done by {by} at {at.isoformat()}")
        self.by = by
        self.at = at


class ClosedError(AlreadyDoneError):
    """It was closed without being ticked off, and must be opened again first."""


class PassingError(Exception):
    """Others do it, so that there is nothing to tick off."""


class ChangedError(Exception):
    """It has been changed since, so that the request no longer fits."""


class NewOccurrence(TypedDict):
    """What people add: a `frist` unless `kind` is given.

    `due` is a day, as certain as `certainty` says, `month` any day of a month; with neither the time is unknown.
    `start` is a local time of day, `minutes` how long it lasts.
    """

    title: Required[str]
    kind: NotRequired[str]
    due: NotRequired[date | None]
    last: NotRequired[date | None]
    """The last day, if it lasts for several from `due` on."""
    month: NotRequired[date | None]
    certainty: NotRequired[str]
    start: NotRequired[time | None]
    minutes: NotRequired[int | None]
    theme: NotRequired[str | None]
    owner: NotRequired[str | None]
    note: NotRequired[str | None]
    link: NotRequired[str | None]
    field: NotRequired[str | None]
    key: NotRequired[str]
    """Its logical identity, of which a workspace has one; a new one without it."""
    of_register: NotRequired[bool]
    """Whether it comes from the register, and so may contain the name of somebody in it."""


def mark_done(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Mark it done by that person, even if it was closed without being ticked off.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: someone was first.
        PassingError: others do it.
    """
    row = row_here(session, workspace_id, occurrence_id)
    if passes(row):
        raise PassingError
    if row.done_at is not None and is_done(row):
        raise AlreadyDoneError(row.done_by, row.done_at)
    change = change_row(session, row, user_id, now, done_at=now, done_by=user_id, closed_as=None)
    for each in linked_rows(session, workspace_id, row):
        if not is_done(each):
            with_it = change_row(session, each, user_id, now, done_at=now, done_by=user_id, closed_as=None)
            with_it.with_change = change.id
    return change


def reopen(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Open something done again, or something that was closed: that is never overdue.

    Raises:
        GoneError: it is not here.
        ChangedError: it is open already.
    """
    row = row_here(session, workspace_id, occurrence_id)
    if row.done_at is None:
        raise ChangedError
    change = _reopen(session, row, user_id, now)
    for each in linked_rows(session, workspace_id, row):
        if each.done_at is not None:
            _reopen(session, each, user_id, now).with_change = change.id
    return change


def _reopen(session: Session, row: Occurrence, user_id: str, now: datetime) -> Change:
    seen = row.passed_unseen or row.closed_as is not None
    opened = {"done_at": None, "done_by": None, "closed_as": None, "passed_unseen": seen}
    return change_row(session, row, user_id, now, **opened)


def describe(
    session: Session,
    workspace_id: int,
    occurrence_id: int,
    user_id: str,
    now: datetime,
    texts: RowTexts,
) -> Change:
    """Change what a row of the workspace's own is called, and its note and link.

    Raises:
        GoneError: it is not here, or comes from the content.
    """
    row = _own(session, workspace_id, occurrence_id)
    return change_row(session, row, user_id, now, **texts._asdict())


def delete(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Delete a row of the workspace's own. Undoing the change brings it back.

    Raises:
        GoneError: it is not here, or comes from the content.
    """
    return change_row(session, _own(session, workspace_id, occurrence_id), user_id, now, archived_at=now)


def call_off(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Take it out: it came to nothing. A sync leaves it out.

    Raises:
        GoneError: it is not here.
    """
    row = row_here(session, workspace_id, occurrence_id)
    change = change_row(session, row, user_id, now, archived_at=now, kept=[*row.kept, "archived_at"])
    for each in linked_rows(session, workspace_id, row):
        if each.done_at is None:
            with_it = change_row(session, each, user_id, now, archived_at=now, kept=[*each.kept, "archived_at"])
            with_it.with_change = change.id
    return change


def edit(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime, **new: Unpack[NewOccurrence]
) -> Change:
    """Change the title, the day and the time of day. Without `due` the day stays; without `start` it is a whole day.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to change.
    """
    row = open_row(session, workspace_id, occurrence_id)
    due = new.get("due") or row.ends_on
    kept = [*row.kept, *(name for name in (*WHEN, "title") if name not in row.kept)]
    when = {"starts_on": due, "ends_on": due, "certainty": "fast" if due else row.certainty}
    hours = {"start_time": new.get("start"), "minutes": new.get("minutes")}
    ask_later(session, row.workspace_id, row)
    return change_row(session, row, user_id, now, title=new["title"], kept=kept, passed_unseen=False, **when, **hours)


def add(
    session: Session, workspace_id: int, user_id: str, now: datetime, **new: Unpack[NewOccurrence]
) -> tuple[Occurrence, Change]:
    """Add a deadline of the workspace's own. Undoing the change archives it."""
    starts_on, ends_on, certainty = _time_of(new)
    row = Occurrence(
        workspace_id=workspace_id,
        key=new.get("key") or own_key(of_register=new.get("of_register", False)),
        source=OWN,
        kind=new.get("kind", "frist"),
        field=new.get("field"),
        title=new["title"],
        theme=new.get("theme"),
        note=new.get("note"),
        link=new.get("link"),
        starts_on=starts_on,
        ends_on=ends_on,
        certainty=certainty,
        start_time=new.get("start"),
        minutes=new.get("minutes"),
        owner=new.get("owner"),
        created_at=now,
    )
    session.add(row)
    session.flush()
    watched = ("archived_at", "done_at", "owner", *WHEN)
    change = _recorded(row, user_id, now, {"archived_at": now}, {name: getattr(row, name) for name in watched})
    session.add(change)
    session.flush()
    return row, change


def own_key(*, of_register: bool) -> str:
    """Return a new key for what people add; its prefix shows what comes from the register."""
    return f"{OF_REGISTER if of_register else 'egen:'}{uuid.uuid4().hex}"


def locked_row(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence | None:
    """Return the workspace's occurrence, locked until the transaction ends; None if it is not here."""
    query = select(Occurrence).where(Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def row_here(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    """Return the locked occurrence.

    Raises:
        GoneError: it is not here, or archived.
    """
    row = locked_row(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None:
        raise GoneError
    return row


def _own(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    row = row_here(session, workspace_id, occurrence_id)
    if row.source != OWN:
        raise GoneError
    return row


def open_row(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    """Return the locked occurrence.

    Raises:
        GoneError: it is not here, or archived.
        AlreadyDoneError: it is done, or closed (`ClosedError`).
    """
    row = row_here(session, workspace_id, occurrence_id)
    if row.done_at is not None:
        raise (AlreadyDoneError if is_done(row) else ClosedError)(row.done_by, row.done_at)
    return row


def change_row(session: Session, row: Occurrence, user_id: str, now: datetime, **values: Any) -> Change:
    """Set columns of a locked row, and add the change that can be undone: only what differs is in it."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    change = _recorded(row, user_id, now, before, changed)
    session.add(change)
    session.flush()
    return change


def _recorded(row: Occurrence, user_id: str, now: datetime, before: dict[str, Any], after: dict[str, Any]) -> Change:
    return Change(
        workspace_id=row.workspace_id,
        occurrence_id=row.id,
        user_id=user_id,
        at=now,
        before={name: plain_value(value) for name, value in before.items()},
        after={name: plain_value(value) for name, value in after.items()},
    )


def _time_of(new: NewOccurrence) -> tuple[date | None, date | None, str]:
    if due := new.get("due"):
        return due, new.get("last") or due, new.get("certainty", "fast")
    if month := new.get("month"):
        whole = month_span(month.year, month.month)
        return whole.first, whole.last, "måned"
    return None, None, "ukjent"


def plain_value(value: Any) -> Any:
    """Return a column's value as JSON has it: a moment in UTC, days and times in ISO format."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value
