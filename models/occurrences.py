"""Asking for occurrences: by time, theme, source, owner and words. Every question names its workspace."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from content.frozen import frozen
from models.calendar.spans import month_span
from models.tables import Occurrence

STATEMENTS = 512
"""How many questions are kept ready: SQLAlchemy takes longer to put one together than the database to answer it."""
MOST_COUNTED = 200
"""How far what is asked for is counted: nobody reads further, and counting thousands takes longer than finding a page."""
MOST_OVERDUE = 10_000
NO_DAY = ("måned", "ukjent")
"""The certainties with which a span says nothing of a day."""
SEARCHED = (Occurrence.title, Occurrence.note, Occurrence.theme, Occurrence.field)


@frozen
class Filter:
    """Which occurrences are asked for; an empty field asks for all.

    `first`..`last` asks for those whose span shares a day with it (those of unknown time are then left out), and
    `with_overdue` for the overdue ones before it as well. All of `words` must stand in the title, note, theme or field.
    """

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    owner: str | None = None
    overdue_only: bool = False
    words: tuple[str, ...] = ()
    include_done: bool = False
    with_overdue: bool = False
    done_only: bool = False
    dated: bool | None = None
    """True asks for those that begin or end on a known day of `first`..`last`, False for the others; None for both.

    The others are those of which only the month is known, and long ones that are under way all the time.
    """


class Listed(NamedTuple):
    """What a list tells of an `Occurrence`, whose columns these are: read in half the time of the whole of it."""

    id: int
    kind: str
    title: str
    theme: str | None
    link: str | None
    starts_on: date | None
    ends_on: date | None
    certainty: str
    start_time: time | None
    minutes: int | None
    rule: str | None
    series_id: int | None
    consider: bool
    passed_unseen: bool
    owner: str | None
    done_at: datetime | None
    done_by: str | None


@frozen
class Page:
    """Some of what is asked for, from `offset` on, by when it ends, when it starts and id; unknown times last.

    Those of one day are in the order of their hours within a page.
    `total` is how many there are in all; where `more`, there are more than that.
    """

    rows: tuple[Listed, ...]
    offset: int
    total: int
    more: bool = False


def page(session: Session, workspace_id: int, wanted: Filter, today: date, limit: int, offset: int = 0) -> Page:
    """Return `limit` rows from `offset` on, and how many there are, counted to the next `MOST_COUNTED`.

    An offset past the end gives the page that holds the last row.
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


def _by_hour(rows: list[Listed]) -> Iterator[Listed]:
    """Give the rows of each day by their time of day, the whole day first. The index has them by their ids."""
    for _, same in groupby(rows, key=lambda row: (row.ends_on, row.starts_on)):
        yield from sorted(same, key=lambda row: row.start_time or time.min)


def find(
    session: Session, workspace_id: int, wanted: Filter, today: date, limit: int, offset: int = 0
) -> list[Occurrence]:
    """Return what `page` does, without counting."""
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


def of_month(session: Session, workspace_id: int, year: int, month: int) -> list[Occurrence]:
    """Return the wheel of a month, done or not: its own entries, what was moved to it and what people added to it.

    An entry stays in the month the wheel has it in, whatever days its rule narrows it to, until someone moves it.
    """
    whole = month_span(year, month)
    days = {"first": whole.first, "last": whole.last}
    rows = session.scalars(OF_MONTH, {"workspace": workspace_id, "own": f"arshjul:{year}-{month:02}:%", **days})
    return [row for row in rows if _wheel_month(row) == (year, month)]


def _wheel_month(row: Occurrence) -> tuple[int, int] | None:
    if row.source == "arshjul" and "starts_on" not in row.kept:
        year, month = row.key.split(":")[1].split("-")
        return int(year), int(month)
    return (row.starts_on.year, row.starts_on.month) if row.starts_on else None


@lru_cache(STATEMENTS)
def _rows(wanted: Filter, today: date) -> Select[Occurrence]:
    columns: list[ColumnElement[date | None]] = [Occurrence.ends_on.expression, Occurrence.starts_on.expression]
    if not (wanted.first or wanted.last or wanted.overdue_only):
        # Only where unknown times can appear, since the index orders them first on SQLite.
        columns = [column.nulls_last() for column in columns]
    shared, times = _conditions(wanted, today)
    query = select(Occurrence).where(*shared, or_(*times)).order_by(*columns, Occurrence.id)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(STATEMENTS)
def _page(wanted: Filter, today: date) -> Select[Any]:
    columns = Occurrence.metadata.tables[Occurrence.__tablename__].columns
    told = (columns[name] for name in Listed._fields)
    return _rows(wanted, today).with_only_columns(*told, _count(wanted, today).scalar_subquery())


@lru_cache(STATEMENTS)
def _count(wanted: Filter, today: date) -> Select[int]:
    # Times that share no row are counted one after the other: an index gives each of them in one run.
    shared, times = _conditions(wanted, today)
    ones = union_all(*(select(literal(1)).where(*shared, time).correlate(None) for time in times))
    return select(func.count()).select_from(ones.limit(bindparam("most")).subquery())


def _conditions(wanted: Filter, today: date) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Return what holds for all that is asked for, and the times of which one does; no two times share a row."""
    conditions = [Occurrence.workspace_id == bindparam("workspace"), Occurrence.archived_at.is_(None)]
    if wanted.done_only:
        conditions.append(Occurrence.done_at.is_not(None))
    elif not wanted.include_done:
        conditions.append(Occurrence.done_at.is_(None))
    conditions += [*_one_of(Occurrence.source, wanted.sources), *_one_of(Occurrence.theme, wanted.themes)]
    if wanted.dated is not None:
        is_dated = _is_dated(wanted)
        conditions.append(is_dated if wanted.dated else not_(is_dated))
    if wanted.owner is not None:
        conditions.append(Occurrence.owner == wanted.owner)
    return conditions + [_says(word) for word in wanted.words], _times(wanted, today)


def _is_dated(wanted: Filter) -> ColumnElement[bool]:
    has_day = and_(*(Occurrence.certainty != name for name in NO_DAY))
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
    first = [Occurrence.ends_on >= wanted.first] if wanted.first is not None else []
    last = [Occurrence.starts_on <= wanted.last] if wanted.last is not None else []
    return and_(true(), *_one_of(Occurrence.kind, wanted.kinds), *first, *last)


def _one_of(column: InstrumentedAttribute[Any], values: tuple[str, ...]) -> list[ColumnElement[bool]]:
    # Not IN, whose list SQLAlchemy writes into the statement anew each time it is executed.
    return [or_(*(column == value for value in values))] if values else []


def _is_overdue(wanted: Filter, today: date) -> ColumnElement[bool]:
    return false() if wanted.kinds and "frist" not in wanted.kinds else is_overdue(today)


def is_overdue(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """Tell whether a row is a deadline that has passed, and was not done, while the workspace knew of it."""
    return and_(
        Occurrence.kind == "frist",
        Occurrence.done_at.is_(None),
        Occurrence.passed_unseen.is_(False),
        Occurrence.ends_on < today,
    )


def _says(word: str) -> ColumnElement[bool]:
    # Both databases fold only A to Z for certain; three spellings cover Æ, Ø and Å.
    spellings = dict.fromkeys((word.lower(), word.upper(), word.capitalize()))
    return or_(*(column.icontains(spelt, autoescape=True) for column in SEARCHED for spelt in spellings))


OF_MONTH = (
    select(Occurrence)
    .where(
        Occurrence.workspace_id == bindparam("workspace"),
        Occurrence.archived_at.is_(None),
        Occurrence.field.is_not(None),
        or_(
            Occurrence.key.like(bindparam("own")),
            Occurrence.starts_on.between(bindparam("first"), bindparam("last")),
        ),
    )
    .order_by(Occurrence.ends_on, Occurrence.starts_on, Occurrence.id)
)
