"""Queries for occurrences: by time, source and owner. Every query names its workspace."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.calendar.certainty import APPROXIMATE, NO_DAY, SLACK
from models.calendar.spans import month_span
from models.db.in_list import in_list
from models.tables import Contact, Dialogue, Occurrence

STATEMENTS = 512
"""How many queries are kept: putting one together takes longer than its answer (37 % more CPU for `/frister` without)."""
MOST_COUNTED = 200
"""How far results are counted: nobody reads further, and counting thousands takes longer than finding a page."""
MOST_OVERDUE = 10_000
MOST_SEARCHED = 50_000
"""The most rows that are searched by words, the first in time first."""
MEETING = "møte"
"""The kind of a planned talk's occurrence (`models.register.meetings`), which is never overdue."""
IS_ACTIVITY = and_(Occurrence.kind == "oppgave", Occurrence.field.is_(None), Occurrence.source != "egen")
"""Something to do in a phase of the budget or a step of a campaign: the tasks of the wheel have a field.

The workspace's own tasks are none: somebody has asked for them.
"""
OF_REGISTER = "egen:interessent:"
"""The prefix of the keys of deadlines that people add from the register."""


@dataclass(frozen=True)
class Filter:
    """Which occurrences to find; an empty field matches all.

    `first`..`last` matches those whose span shares a day with it (those of unknown time are then left out; an
    approximate day has `SLACK`), and `with_overdue` the overdue ones before it as well. All of `words` must be in the
    title, note, theme or field.
    """

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    owner: str | None = None
    owners: tuple[str, ...] = ()
    """Matches what any of these own."""
    owned: bool | None = None
    """True matches what has an owner, False what has none or one who has left; None both."""
    keys: tuple[str, ...] = ()
    """Prefixes of the keys, such as `statsbudsjett:2028:`."""
    overdue_only: bool = False
    include_done: bool = False
    with_overdue: bool = False
    done_only: bool = False
    closed_only: bool = False
    """True matches what was closed without being ticked off."""
    with_closed: bool = False
    """True matches that too, besides what is open."""
    unanswered_only: bool = False
    """True matches what people are, or will be, asked about, of linked entries only the first."""
    dated: bool | None = None
    """True matches those that begin or end on a known day of `first`..`last`, False the others; None both.

    The others are those of which only the month is known, long ones that are under way all the time, and, if it is one
    day, those whose day is only approximate.
    """
    undated_last: bool = False
    """Those of which only the month is known come after those with a day, unless they are overdue."""
    with_free_activities: bool = True
    """False leaves out what there is to do in a phase or a step of a campaign, unless someone has taken or done it."""
    register_owner: str | None = None
    """Of what comes from the register only what this person owns (empty: nothing of it); None matches all of it."""


class Listed(NamedTuple):
    """What a list needs of an `Occurrence`, with its column names: read in half the time of the whole row."""

    id: int
    kind: str
    title: str
    theme: str | None
    note: str | None
    link: str | None
    starts_on: date | None
    ends_on: date | None
    certainty: str
    set_by: str | None
    seen: list[str] | None
    start_time: time | None
    minutes: int | None
    rule: str | None
    series_id: int | None
    consider: bool
    passed_unseen: bool
    owner: str | None
    co_owners: list[str] | None
    done_at: datetime | None
    done_by: str | None
    closed_as: str | None
    by_others: bool | None


class Searched(NamedTuple):
    """What an occurrence is searched by, whose columns these are."""

    id: int
    owner: str | None
    co_owners: list[str] | None
    key: str
    title: str
    theme: str | None
    field: str | None
    note: str | None


@dataclass(frozen=True)
class Page:
    """Some of the matches, from `offset` on, by when it ends, when it starts and id; unknown times last.

    Those of one day are ordered by time of day within a page.
    `total` is how many there are; if `more`, there are more than that.
    """

    rows: tuple[Listed, ...]
    offset: int
    total: int
    more: bool = False


class WheelRow(NamedTuple):
    """What the wheel of a year needs of an `Occurrence`, with its column names."""

    id: int
    key: str
    source: str
    kind: str
    field: str
    title: str
    theme: str | None
    starts_on: date | None
    ends_on: date | None
    certainty: str
    consider: bool
    owner: str | None
    co_owners: list[str] | None
    done_at: datetime | None
    closed_as: str | None
    by_others: bool | None
    kept: Sequence[str]


def page(session: Session, workspace_id: int, wanted: Filter, today: date, limit: int, offset: int = 0) -> Page:
    """Return `limit` rows from `offset` on, and how many there are, counted to the next `MOST_COUNTED`.

    An offset past the end returns the page with the last row.
    """
    most = MOST_COUNTED * ((offset + limit) // MOST_COUNTED + 1)
    asked = {"workspace": workspace_id, "limit": limit, "offset": offset, "most": most + 1}
    session.flush()
    found = session.connection().execute(_page(wanted, today), asked).all()
    if not found and offset:
        total = session.scalars(_count(wanted, today), {"workspace": workspace_id, "most": most + 1}).one()
        return page(session, workspace_id, wanted, today, limit, max(0, total - 1) // limit * limit)
    total = found[0][-1] if found else 0
    rows = _by_hour([Listed(*row[:-1]) for row in found])
    return Page(tuple(rows), offset, min(total, most), total > most)


def searched(session: Session, workspace_id: int, wanted: Filter, today: date) -> list[Searched]:
    """Return the searchable columns of all rows that match, in the order of a page."""
    asked = {"workspace": workspace_id, "limit": MOST_SEARCHED, "offset": 0}
    session.flush()
    # All at once: asking for one row after the other takes three times as long.
    return list(map(Searched._make, session.connection().execute(_searched(wanted, today), asked).all()))


def listed(session: Session, workspace_id: int, ids: Sequence[int]) -> tuple[Listed, ...]:
    """Return the rows with those ids, in their order; without those that are not the workspace's."""
    session.flush()
    rows = (
        Listed(*row)
        for row in session.connection().execute(LISTED_BY_ID, {"workspace": workspace_id, "ids": list(ids)})
    )
    found = {row.id: row for row in rows}
    return tuple(found[each] for each in ids if each in found)


def owners(session: Session, workspace_id: int, register_owner: str | None = None) -> frozenset[str]:
    """Return who owns something that is open, by the platform's ids; `register_owner` is as in `Filter`."""
    open_ = (Occurrence.archived_at.is_(None), Occurrence.done_at.is_(None), Occurrence.owner.is_not(None))
    shown = () if register_owner is None else (not_of_register(register_owner),)
    mine = (Occurrence.workspace_id == workspace_id, *open_, *shown)
    first = session.scalars(select(Occurrence.owner).where(*mine).distinct())
    others = session.scalars(select(Occurrence.co_owners).where(*mine, Occurrence.co_owners.is_not(None)))
    return frozenset({each for each in first if each} | {each for several in others for each in several or ()})


def owners_of(row: Occurrence | Listed | Searched | WheelRow) -> tuple[str, ...]:
    """Return everybody responsible for a row, the first of them first."""
    return (*((row.owner,) if row.owner else ()), *(row.co_owners or ()))


def is_free(row: Occurrence | Listed, left: Collection[str]) -> bool:
    """Return True if nobody is responsible for a row who still works here; `left` are people who have left."""
    return all(each in left for each in owners_of(row))


def is_owned_by(user_id: str) -> ColumnElement[bool]:
    """Return the condition that a person is responsible for a row, alone or with others."""
    also = cast(Occurrence.co_owners, String).contains(f'"{user_id}"', autoescape=True)
    return or_(Occurrence.owner == user_id, also)


def _by_hour(rows: list[Listed]) -> Iterator[Listed]:
    """Yield the rows of each day by their time of day, the whole day first. The index has them by their ids."""
    for _, same in groupby(rows, key=lambda row: (row.ends_on, row.starts_on)):
        yield from sorted(same, key=lambda row: row.start_time or time.min)


def find(
    session: Session, workspace_id: int, wanted: Filter, today: date, limit: int, offset: int = 0
) -> list[Occurrence]:
    """Return the rows of `page` without counting."""
    asked = {"workspace": workspace_id, "limit": limit, "offset": offset}
    return list(session.scalars(_rows(wanted, today), asked))


def overdue(session: Session, workspace_id: int, today: date) -> list[Occurrence]:
    """Return every open deadline whose last day has passed, and that could have been met."""
    return find(session, workspace_id, Filter(overdue_only=True), today, limit=MOST_OVERDUE)


def by_id(session: Session, workspace_id: int, occurrence_id: int) -> Occurrence | None:
    """Return the workspace's occurrence with that id, archived or not."""
    return session.scalar(
        select(Occurrence).where(Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
    )


def by_key(session: Session, workspace_id: int, key: str) -> Occurrence | None:
    """Return the workspace's occurrence with that key, whatever has become of it."""
    return session.scalar(select(Occurrence).where(Occurrence.workspace_id == workspace_id, Occurrence.key == key))


def id_of(session: Session, workspace_id: int, key: str) -> int | None:
    """Return the id of the workspace's occurrence with that key, archived or not."""
    return session.scalar(select(Occurrence.id).where(Occurrence.workspace_id == workspace_id, Occurrence.key == key))


def of_month(
    session: Session, workspace_id: int, year: int, month: int, register_owner: str | None = None
) -> list[Occurrence]:
    """Return the wheel of a month, done or not: its own entries, what was moved to it and what people added to it.

    An entry stays in the month the wheel has it in, even if its rule gives days of another, until someone moves it.
    `register_owner` is as in `Filter`.
    """
    whole = month_span(year, month)
    query = OF_MONTH if register_owner is None else OF_MONTH.where(not_of_register(register_owner))
    days = {"first": whole.first, "last": whole.last}
    rows = session.scalars(query, {"workspace": workspace_id, "own": f"arshjul:{year}-{month:02}:%", **days})
    return [row for row in rows if _wheel_month(row) == (year, month)]


def undated_events(session: Session, workspace_id: int, first: date, last: date) -> list[Occurrence]:
    """Return the open events that may be on one of those local days, but whose day nobody knows, the earliest first."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.archived_at.is_(None),
        Occurrence.done_at.is_(None),
        Occurrence.kind == "arrangement",
        or_(*(Occurrence.certainty == name for name in NO_DAY)),
        Occurrence.ends_on >= first,
        Occurrence.starts_on <= last,
    )
    return list(session.scalars(query.order_by(Occurrence.starts_on, Occurrence.ends_on, Occurrence.id)))


def of_register(session: Session, workspace_id: int) -> frozenset[int]:
    """Return the ids of what comes from the register: the next steps of dialogues, and deadlines added there."""
    mine = (Occurrence.workspace_id == workspace_id, not_(not_of_register("")))
    return frozenset(session.scalars(select(Occurrence.id).where(*mine)))


def not_of_register(owner: str) -> ColumnElement[bool]:
    """Return the condition for what does not come from the register, or is owned by that person (empty: nobody)."""
    step = exists().where(Dialogue.workspace_id == Occurrence.workspace_id, Dialogue.occurrence_id == Occurrence.id)
    other = and_(Occurrence.key.not_like(f"{OF_REGISTER}%"), not_(step))
    return or_(other, is_owned_by(owner)) if owner else other


def of_year(
    session: Session, workspace_id: int, year: int, register_owner: str | None = None
) -> dict[int, list[WheelRow]]:
    """Return the wheel of a year by the month's number, done or not; an empty month is left out.

    A row belongs to the same month as in `of_month`. `register_owner` is as in `Filter`.
    """
    query = OF_YEAR if register_owner is None else OF_YEAR.where(not_of_register(register_owner))
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    session.flush()
    found = session.connection().execute(query, {"workspace": workspace_id, "own": f"arshjul:{year}-%", **days})
    months: dict[int, list[WheelRow]] = {}
    for row in map(WheelRow._make, found):
        month = _wheel_month(row)
        if month and month[0] == year:
            months.setdefault(month[1], []).append(row)
    return months


def called_off_of_year(session: Session, workspace_id: int, year: int) -> dict[int, int]:
    """Return how many entries of a year's wheel came to nothing, as people said, by the month's number."""
    asked = {"workspace": workspace_id, "own": f"arshjul:{year}-%"}
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    found: dict[int, int] = {}
    for row in session.scalars(CALLED_OFF, asked | days):
        if (when := _wheel_month(row)) and when[0] == year:
            found[when[1]] = found.get(when[1], 0) + 1
    return found


def _wheel_month(row: Occurrence | WheelRow) -> tuple[int, int] | None:
    if row.source == "arshjul" and "starts_on" not in row.kept:
        year, month = row.key.split(":")[1].split("-")
        return int(year), int(month)
    return (row.starts_on.year, row.starts_on.month) if row.starts_on else None


@lru_cache(STATEMENTS)
def _rows(wanted: Filter, today: date) -> Select[Occurrence]:
    columns: list[ColumnElement[date | None]] = [Occurrence.ends_on.expression, Occurrence.starts_on.expression]
    if not (wanted.first or wanted.last or wanted.overdue_only):
        # Only if unknown times can occur, since SQLite's index orders them first.
        columns = [column.nulls_last() for column in columns]
    shared, times = _conditions(wanted, today)
    apart = [case((_comes_undated(today), 1), else_=0)] if wanted.undated_last else []
    query = select(Occurrence).where(*shared, or_(*times)).order_by(*apart, *columns, Occurrence.id)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(STATEMENTS)
def _page(wanted: Filter, today: date) -> Select[Any]:
    columns = Occurrence.metadata.tables[Occurrence.__tablename__].columns
    items = (columns[name] for name in Listed._fields)
    return _rows(wanted, today).with_only_columns(*items, _count(wanted, today).scalar_subquery())


@lru_cache(STATEMENTS)
def _searched(wanted: Filter, today: date) -> Select[Any]:
    columns = Occurrence.metadata.tables[Occurrence.__tablename__].columns
    return _rows(wanted, today).with_only_columns(*(columns[name] for name in Searched._fields))


@lru_cache(STATEMENTS)
def _count(wanted: Filter, today: date) -> Select[int]:
    # Times that share no row are counted one after the other: an index gives each of them in one run.
    shared, times = _conditions(wanted, today)
    ones = union_all(*(select(literal(1)).where(*shared, time).correlate(None) for time in times))
    return select(func.count()).select_from(ones.limit(bindparam("most")).subquery())


def _conditions(wanted: Filter, today: date) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Return the shared conditions, and the times of which one must match; no two times share a row."""
    conditions = [Occurrence.workspace_id == bindparam("workspace"), Occurrence.archived_at.is_(None)]
    if wanted.done_only or wanted.closed_only:
        is_closed = Occurrence.closed_as.is_not(None) if wanted.closed_only else Occurrence.closed_as.is_(None)
        conditions += [Occurrence.done_at.is_not(None), is_closed]
    elif wanted.with_closed:
        conditions.append(or_(Occurrence.done_at.is_(None), Occurrence.closed_as.is_not(None)))
    elif not wanted.include_done:
        conditions.append(Occurrence.done_at.is_(None))
    if wanted.unanswered_only:
        conditions += [Occurrence.asked_on.is_not(None), Occurrence.passed_unseen.is_(False), not_(_follows())]
    if wanted.register_owner is not None:
        conditions.append(not_of_register(wanted.register_owner))
    if not wanted.with_free_activities:
        conditions.append(or_(not_(IS_ACTIVITY), Occurrence.owner.is_not(None), Occurrence.done_at.is_not(None)))
    conditions += _one_of(Occurrence.source, wanted.sources)
    if wanted.dated is not None:
        is_dated = _is_dated(wanted)
        conditions.append(is_dated if wanted.dated else not_(is_dated))
    if wanted.owner is not None:
        conditions.append(is_owned_by(wanted.owner))
    if wanted.owned is not None:
        conditions.append(
            Occurrence.owner.is_not(None) if wanted.owned else or_(Occurrence.owner.is_(None), _is_left())
        )
    theirs = [or_(*map(is_owned_by, wanted.owners))] if wanted.owners else []
    return [*conditions, *theirs, *_of_cycle(wanted)], _times(wanted, today)


def _follows() -> ColumnElement[bool]:
    """Return the condition for what is linked to something earlier that people are asked about as well."""
    first = aliased(Occurrence)
    return exists().where(
        first.workspace_id == Occurrence.workspace_id,
        first.together == Occurrence.together,
        first.id < Occurrence.id,
        first.asked_on.is_not(None),
        first.done_at.is_(None),
        first.archived_at.is_(None),
    )


def _is_left() -> ColumnElement[bool]:
    """Return the condition for what only people who have left are responsible for."""
    gone = (Contact.workspace_id == Occurrence.workspace_id, Contact.left_at.is_not(None))
    also = cast(Occurrence.co_owners, String)
    # The id in quotes, as JSON has it: replaced instead of searched for, since LIKE has signs of its own.
    is_in = func.replace(also, literal('"').concat(Contact.address).concat('"'), "") != also
    left = select(func.count()).select_from(Contact).where(*gone, is_in).correlate(Occurrence).scalar_subquery()
    has_others = func.coalesce(func.json_array_length(Occurrence.co_owners), 0) > left
    return and_(exists().where(*gone, Contact.address == Occurrence.owner), not_(has_others))


def _of_cycle(wanted: Filter) -> list[ColumnElement[bool]]:
    return [or_(*(Occurrence.key.startswith(key, autoescape=True) for key in wanted.keys))] if wanted.keys else []


def _comes_undated(today: date) -> ColumnElement[bool]:
    return and_(Occurrence.certainty.in_(NO_DAY), or_(Occurrence.ends_on.is_(None), Occurrence.ends_on >= today))


def _is_dated(wanted: Filter) -> ColumnElement[bool]:
    is_one_day = wanted.first is not None and wanted.first == wanted.last
    unsaid = (*NO_DAY, APPROXIMATE) if is_one_day else NO_DAY
    has_day = and_(*(Occurrence.certainty != name for name in unsaid))
    if wanted.first is None or wanted.last is None:
        return has_day
    return and_(has_day, or_(Occurrence.starts_on >= wanted.first, Occurrence.ends_on <= wanted.last))


def _times(wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    within, late = _within(wanted), _is_overdue(wanted, today)
    if wanted.overdue_only:
        return [and_(within, late)]
    if not wanted.with_overdue or (wanted.first is None and wanted.last is None):
        return [within]
    if wanted.first is not None and wanted.first >= today:
        return [late, within]
    return [or_(late, within)]


def _within(wanted: Filter) -> ColumnElement[bool]:
    # The first condition of each is what an index serves; the second is looked at for few rows.
    first: list[ColumnElement[bool]] = []
    last: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        first = [Occurrence.ends_on >= wanted.first - SLACK, or_(Occurrence.ends_on >= wanted.first, IS_AROUND)]
    if wanted.last is not None:
        last = [Occurrence.starts_on <= wanted.last + SLACK, or_(Occurrence.starts_on <= wanted.last, IS_AROUND)]
    return and_(true(), *_one_of(Occurrence.kind, wanted.kinds), *first, *last)


def _one_of(column: InstrumentedAttribute[Any], values: tuple[str, ...]) -> list[ColumnElement[bool]]:
    # Not IN, whose list SQLAlchemy expands in the statement every time it is executed.
    return [or_(*(column == value for value in values))] if values else []


def _is_overdue(wanted: Filter, today: date) -> ColumnElement[bool]:
    return false() if wanted.kinds and "frist" not in wanted.kinds else is_overdue(today, today - SLACK)


def is_overdue(today: date | BindParameter[date], slack_before: date | BindParameter[date]) -> ColumnElement[bool]:
    """Return the condition that a row is a deadline before `today` that is not done.

    An approximate day must be before `slack_before`, which is `SLACK` before `today`. Deadlines that had passed before
    the workspace got them are never overdue (see `Occurrence.passed_unseen`).
    """
    return and_(
        Occurrence.kind == "frist",
        Occurrence.done_at.is_(None),
        Occurrence.passed_unseen.is_(False),
        Occurrence.ends_on < today,
        or_(Occurrence.ends_on < slack_before, not_(IS_AROUND)),
    )


IS_AROUND = and_(Occurrence.certainty == APPROXIMATE, Occurrence.starts_on == Occurrence.ends_on)
"""The condition of `models.calendar.certainty.is_around`; None counts as no."""
LISTED_BY_ID = select(
    *(Occurrence.metadata.tables[Occurrence.__tablename__].columns[name] for name in Listed._fields)
).where(Occurrence.workspace_id == bindparam("workspace"), in_list(Occurrence.id, "ids"))
IN_THE_WHEEL = (
    Occurrence.workspace_id == bindparam("workspace"),
    Occurrence.archived_at.is_(None),
    Occurrence.field.is_not(None),
)
IS_OWN = and_(Occurrence.source == "arshjul", Occurrence.key.like(bindparam("own")))
"""The wheel's own entries of that time. The source has an index that both databases use; a prefix does not."""
WITHIN = Occurrence.starts_on.between(bindparam("first"), bindparam("last"))
OF_MONTH = (
    select(Occurrence)
    .where(*IN_THE_WHEEL, or_(IS_OWN, WITHIN))
    .order_by(Occurrence.ends_on, Occurrence.starts_on, Occurrence.id)
)
OF_YEAR = OF_MONTH.with_only_columns(
    *(Occurrence.metadata.tables[Occurrence.__tablename__].columns[name] for name in WheelRow._fields)
)
CALLED_OFF = select(Occurrence).where(
    Occurrence.workspace_id == bindparam("workspace"),
    Occurrence.archived_at.is_not(None),
    Occurrence.field.is_not(None),
    cast(Occurrence.kept, String).contains('"archived_at"'),
    or_(IS_OWN, WITHIN),
)
