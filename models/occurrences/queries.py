"""Queries for occurrences: by time, source and owner. Every query names its workspace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.occurrences.filtering import Filter, comes_undated, conditions, not_of_register
from models.tables import Occurrence

STATEMENTS = 512
"""How many queries are kept: putting one together takes longer than its answer (37 % more CPU for `/frister` without)."""
MOST_COUNTED = 200
"""How far results are counted: nobody reads further, and counting thousands takes longer than finding a page."""
MOST_OVERDUE = 10_000
MOST_SEARCHED = 50_000
"""The most rows that are searched by words, the first in time first."""
MEETING = "møte"
"""The kind of a planned talk's occurrence (`models.register.meetings`), which is never overdue."""


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


def of_register(session: Session, workspace_id: int) -> frozenset[int]:
    """Return the ids of what comes from the register: the next steps of dialogues, and deadlines added there."""
    mine = (Occurrence.workspace_id == workspace_id, not_(not_of_register("")))
    return frozenset(session.scalars(select(Occurrence.id).where(*mine)))


@lru_cache(STATEMENTS)
def _rows(wanted: Filter, today: date) -> Select[Occurrence]:
    columns: list[ColumnElement[date | None]] = [Occurrence.ends_on.expression, Occurrence.starts_on.expression]
    if not (wanted.first or wanted.last or wanted.overdue_only):
        # Only if unknown times can occur, since SQLite's index orders them first.
        columns = [column.nulls_last() for column in columns]
    shared, times = conditions(wanted, today)
    apart = [case((comes_undated(today), 1), else_=0)] if wanted.undated_last else []
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
    shared, times = conditions(wanted, today)
    ones = union_all(*(select(literal(1)).where(*shared, time).correlate(None) for time in times))
    return select(func.count()).select_from(ones.limit(bindparam("most")).subquery())


LISTED_BY_ID = select(
    *(Occurrence.metadata.tables[Occurrence.__tablename__].columns[name] for name in Listed._fields)
).where(Occurrence.workspace_id == bindparam("workspace"), in_list(Occurrence.id, "ids"))
