"""Every change people make to an occurrence: each leaves a `Change` row, and can be undone.

What is linked to a row (`Occurrence.together`) is done, opened and called off together with it, and undone together.

The occurrence's row is locked before it is read (SQLite: the whole database is, by `BEGIN IMMEDIATE`), so of two
at once the second sees what the first did. No function reaches another workspace's rows.
"""

import uuid
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, NotRequired, Required, TypedDict, Unpack

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.calendar.spans import Span, month_span
from models.occurrences.ending import ask_later, is_done, linked_rows, passes
from models.occurrences.queries import OF_REGISTER, owners_of
from models.tables import Change, Occurrence
from models.workspace.contacts import departed

WHEN = ("starts_on", "ends_on", "certainty")
OWN = "egen"
"""The source of what people add."""
MOST_OWNERS = 5
MOMENTS = frozenset({"done_at", "archived_at"})
DATES = frozenset({"starts_on", "ends_on"})
TIMES = frozenset({"start_time"})
UNDO_TERM = relativedelta(years=2)
"""How long a change can be undone. After that, only the last change of each occurrence is kept."""


class RowTexts(NamedTuple):
    """What people may write about a row of their own."""

    title: str
    note: str | None
    link: str | None


class GoneError(Exception):
    """There is no such occurrence or change in this workspace, or it is archived."""


class TooOldError(GoneError):
    """The change was made longer ago than changes can be undone (`UNDO_TERM`)."""


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


class AlreadyTakenError(Exception):
    """It has an owner: `by` is the platform's id of that person, who may be the one who asks."""

    def __init__(self, by: str) -> None:
        super().__init__(f"taken by {by}")
        self.by = by


class TooManyError(Exception):
    """As many people are responsible as may be (`MOST_OWNERS`)."""


class ChangedError(Exception):
    """It has been changed since, so that the request no longer fits."""


class AlreadyUndoneError(ChangedError):
    """The change has been undone before."""


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
    row = _here(session, workspace_id, occurrence_id)
    if passes(row):
        raise PassingError
    if row.done_at is not None and is_done(row):
        raise AlreadyDoneError(row.done_by, row.done_at)
    change = _change(session, row, user_id, now, done_at=now, done_by=user_id, closed_as=None)
    for each in linked_rows(session, workspace_id, row):
        if not is_done(each):
            with_it = _change(session, each, user_id, now, done_at=now, done_by=user_id, closed_as=None)
            with_it.with_change = change.id
    return change


def reopen(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Open something done again, or something that was closed: that is never overdue.

    Raises:
        GoneError: it is not here.
        ChangedError: it is open already.
    """
    row = _here(session, workspace_id, occurrence_id)
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
    return _change(session, row, user_id, now, **opened)


def take(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Make that person its owner. What only people own who have left is free.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to take.
        AlreadyTakenError: it has an owner, who may be the same person.
    """
    row = _open(session, workspace_id, occurrence_id)
    here = _remaining(session, workspace_id, row)
    if here:
        raise AlreadyTakenError(here[0])
    return _change(session, row, user_id, now, **_responsible(user_id))


def give(session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: str, now: datetime) -> Change:
    """Give it to another person: what is free, one's own, or what somebody owned who has left.

    If several are responsible, the others stay.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to give.
        AlreadyTakenError: somebody else owns it, or the receiver is responsible already.
    """
    row = _open(session, workspace_id, occurrence_id)
    before = owners_of(row)
    here = _remaining(session, workspace_id, row)
    giver = user_id if user_id in before else next((each for each in before if each not in here), row.owner)
    is_free = giver in {None, user_id} or giver not in here
    if giver is not None and (to in before or not is_free):
        raise AlreadyTakenError(to if to in before else giver)
    after = [to if each == giver else each for each in before] if giver else [to]
    return _change(session, row, user_id, now, **_responsible(*after))


def take_over(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, owner: str, now: datetime
) -> Change:
    """Take it over from `owner`, on whose row the person pressed; others who are responsible stay.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to take.
        AlreadyTakenError: somebody else has it now, or the same person.
    """
    row = _open(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if before and owner not in before:
        raise AlreadyTakenError(before[0])
    if user_id == owner:
        raise AlreadyTakenError(user_id)
    after = [user_id if each == owner else each for each in before if each != user_id] or [user_id]
    return _change(session, row, user_id, now, **_responsible(*after))


def join(session: Session, workspace_id: int, occurrence_id: int, user_id: str, who: str, now: datetime) -> Change:
    """Make `who` responsible as well; the only one if nobody is.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to do.
        AlreadyTakenError: that person is responsible already.
        TooManyError: so many are responsible that one more would help nobody.
    """
    row = _open(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if who in before:
        raise AlreadyTakenError(who)
    if len(before) >= MOST_OWNERS:
        raise TooManyError
    return _change(session, row, user_id, now, **_responsible(*before, who))


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
    return _change(session, row, user_id, now, **texts._asdict())


def delete(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Delete a row of the workspace's own. Undoing the change brings it back.

    Raises:
        GoneError: it is not here, or comes from the content.
    """
    return _change(session, _own(session, workspace_id, occurrence_id), user_id, now, archived_at=now)


def hand_back(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Make that person no longer responsible; if somebody else is, the first of them, since they can be away.

    Raises:
        GoneError: it is not here.
        ChangedError: it has no owner already.
    """
    row = _here(session, workspace_id, occurrence_id)
    before = owners_of(row)
    if not before:
        raise ChangedError
    leaves = user_id if user_id in before else before[0]
    return _change(session, row, user_id, now, **_responsible(*(each for each in before if each != leaves)))


def move(session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: date, now: datetime) -> Change:
    """Set its day. A day set by people is certain (`fast`), and a sync leaves it alone.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = _open(session, workspace_id, occurrence_id)
    return _move(session, row, user_id, now, (to, to, "fast"))


def move_along(
    session: Session, workspace_id: int, occurrence_id: int, change: Change, to: date, title: str
) -> Change | None:
    """Move an open row along with another, as part of that one's change, and rename it; None if people moved it before.

    It may be moved along again: only a row that people moved themselves stays.

    Raises:
        GoneError: it is not here.
    """
    row = _here(session, workspace_id, occurrence_id)
    if row.done_at is not None or WHEN[1] in row.kept:
        return None
    ask_later(session, workspace_id, row)
    values = {**dict(zip(WHEN, (to, to, row.certainty), strict=True)), "title": title}
    moved = _change(session, row, change.user_id, change.at, **values, passed_unseen=False)
    moved.with_change = change.id
    session.flush()
    return moved


def move_days(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, days: Span, now: datetime
) -> Change:
    """Set its days, from the first to the last. A sync leaves them alone.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = _open(session, workspace_id, occurrence_id)
    return _move(session, row, user_id, now, (days.first, days.last, "fast"))


def move_month(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, first_of_month: date, now: datetime
) -> Change:
    """Move it to some time in that month; a sync leaves it there.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = _open(session, workspace_id, occurrence_id)
    whole = month_span(first_of_month.year, first_of_month.month)
    return _move(session, row, user_id, now, (whole.first, whole.last, "måned"))


def follow_source(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: date, now: datetime
) -> Change:
    """Set the day that its source has; from then on it is the source that moves it.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = _open(session, workspace_id, occurrence_id)
    kept = [each for each in row.kept if each not in WHEN]
    ask_later(session, row.workspace_id, row)
    when = {"starts_on": to, "ends_on": to, "certainty": "fast"}
    return _change(session, row, user_id, now, **when, kept=kept, set_by=None, passed_unseen=False)


def call_off(session: Session, workspace_id: int, occurrence_id: int, user_id: str, now: datetime) -> Change:
    """Take it out: it came to nothing. A sync leaves it out.

    Raises:
        GoneError: it is not here.
    """
    row = _here(session, workspace_id, occurrence_id)
    change = _change(session, row, user_id, now, archived_at=now, kept=[*row.kept, "archived_at"])
    for each in linked_rows(session, workspace_id, row):
        if each.done_at is None:
            with_it = _change(session, each, user_id, now, archived_at=now, kept=[*each.kept, "archived_at"])
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
    row = _open(session, workspace_id, occurrence_id)
    due = new.get("due") or row.ends_on
    kept = [*row.kept, *(name for name in (*WHEN, "title") if name not in row.kept)]
    when = {"starts_on": due, "ends_on": due, "certainty": "fast" if due else row.certainty}
    hours = {"start_time": new.get("start"), "minutes": new.get("minutes")}
    ask_later(session, row.workspace_id, row)
    return _change(session, row, user_id, now, title=new["title"], kept=kept, passed_unseen=False, **when, **hours)


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


def undo(session: Session, workspace_id: int, change_id: int, user_id: str, now: datetime) -> Occurrence:
    """Restore what a change changed, and return the updated occurrence.

    Raises:
        GoneError: there is no such change here, or its occurrence is archived.
        TooOldError: it was made too long ago.
        AlreadyUndoneError: it has been undone before.
        ChangedError: someone has changed the same thing since.
    """
    change = session.scalar(select(Change).where(Change.workspace_id == workspace_id, Change.id == change_id))
    if change is None:
        raise GoneError
    if change.at < now - UNDO_TERM:
        raise TooOldError
    row = _locked(session, workspace_id, change.occurrence_id)
    session.refresh(change)
    if change.undone_at is not None:
        raise AlreadyUndoneError
    if row is None or (row.archived_at is not None and change.after.get("archived_at") is None):
        raise GoneError
    if not _holds(row, change):
        raise ChangedError
    _take_back(row, change, user_id, now)
    for each in _made_with(session, change):
        linked = _locked(session, workspace_id, each.occurrence_id)
        if linked is not None and _holds(linked, each):  # what somebody has changed since stays
            _take_back(linked, each, user_id, now)
    session.flush()
    return row


def changed_with(session: Session, workspace_id: int, change_id: int) -> list[Occurrence]:
    """Return the linked occurrences that were changed together with another, by the id of that one's change."""
    query = (
        select(Occurrence)
        .join(Change, Change.occurrence_id == Occurrence.id)
        .where(Occurrence.workspace_id == workspace_id, Change.workspace_id == workspace_id)
        .where(Change.with_change == change_id)
    )
    return list(session.scalars(query.order_by(Occurrence.ends_on, Occurrence.id)))


def _made_with(session: Session, change: Change) -> list[Change]:
    """Return the changes of linked entries that were made together with a change, the one it followed included."""
    first = change.with_change or change.id
    query = select(Change).where(
        Change.workspace_id == change.workspace_id,
        or_(Change.id == first, Change.with_change == first),
        Change.id != change.id,
        Change.at == change.at,
        Change.undone_at.is_(None),
    )
    return list(session.scalars(query.order_by(Change.id)))


def _holds(row: Occurrence, change: Change) -> bool:
    """Return True if a row still is as the change left it."""
    return all(_plain(getattr(row, name)) == value for name, value in change.after.items())


def _take_back(row: Occurrence, change: Change, user_id: str, now: datetime) -> None:
    for name, value in change.before.items():
        setattr(row, name, _restored(name, value))
    if row.archived_at is not None:
        row.archived_at = now
    change.undone_at, change.undone_by = now, user_id


def _locked(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence | None:
    query = select(Occurrence).where(Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _here(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    row = _locked(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None:
        raise GoneError
    return row


def _own(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    row = _here(session, workspace_id, occurrence_id)
    if row.source != OWN:
        raise GoneError
    return row


def _responsible(*user_ids: str) -> dict[str, Any]:
    """Return the columns for the people responsible, each once."""
    first, *others = dict.fromkeys(user_ids) or [None]
    return {"owner": first, "co_owners": others or None}


def _remaining(session: Session, workspace_id: int, row: Occurrence) -> tuple[str, ...]:
    """Return those responsible for a row who still work here."""
    owners = owners_of(row)
    left = departed(session, workspace_id, owners)
    return tuple(each for each in owners if each not in left)


def _open(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence:
    row = _here(session, workspace_id, occurrence_id)
    if row.done_at is not None:
        raise (AlreadyDoneError if is_done(row) else ClosedError)(row.done_by, row.done_at)
    return row


def _move(session: Session, row: Occurrence, user_id: str, now: datetime, when: tuple[date, date, str]) -> Change:
    kept = [*row.kept, *(name for name in WHEN if name not in row.kept)]
    values = dict(zip(WHEN, when, strict=True))
    ask_later(session, row.workspace_id, row)
    return _change(session, row, user_id, now, **values, kept=kept, set_by=None, passed_unseen=False)


def _change(session: Session, row: Occurrence, user_id: str, now: datetime, **values: Any) -> Change:
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
        before={name: _plain(value) for name, value in before.items()},
        after={name: _plain(value) for name, value in after.items()},
    )


def _time_of(new: NewOccurrence) -> tuple[date | None, date | None, str]:
    if due := new.get("due"):
        return due, new.get("last") or due, new.get("certainty", "fast")
    if month := new.get("month"):
        whole = month_span(month.year, month.month)
        return whole.first, whole.last, "måned"
    return None, None, "ukjent"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _restored(name: str, value: Any) -> Any:
    if isinstance(value, str) and name in MOMENTS:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name in DATES:
        return date.fromisoformat(value)
    if isinstance(value, str) and name in TIMES:
        return time.fromisoformat(value)
    return value
