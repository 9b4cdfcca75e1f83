"""Asking for occurrences: by time, theme, source, owner and words. Every question names its workspace."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import Session

from models.calendar.spans import month_span
from models.tables import Occurrence

STATEMENTS = 512
"""How many questions are kept ready: SQLAlchemy takes longer to put one together than the database to answer it."""
MOST_OVERDUE = 10_000
SEARCHED = (Occurrence.title, Occurrence.note, Occurrence.theme, Occurrence.field)


@dataclass(frozen=True)
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


def find(
    session: Session, workspace_id: int, wanted: Filter, today: date, limit: int, offset: int = 0
) -> list[Occurrence]:
    """Return a page of what is asked for, by when it ends, when it starts and id; those of unknown time last."""
    asked = {"workspace": workspace_id, "limit": limit, "offset": offset}
    return list(session.scalars(_page(wanted, today), asked))


def count(session: Session, workspace_id: int, wanted: Filter, today: date) -> int:
    """Return how many there are in all."""
    return session.scalars(_count(wanted, today), {"workspace": workspace_id}).one()


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
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.archived_at.is_(None),
        Occurrence.field.is_not(None),
        or_(
            Occurrence.key.startswith(f"arshjul:{year}-{month:02}:", autoescape=True),
            Occurrence.starts_on.between(whole.first, whole.last),
        ),
    )
    rows = session.scalars(query.order_by(Occurrence.ends_on, Occurrence.starts_on, Occurrence.id))
    return [row for row in rows if _wheel_month(row) == (year, month)]


def _wheel_month(row: Occurrence) -> tuple[int, int] | None:
    if row.source == "arshjul" and "starts_on" not in row.kept:
        year, month = row.key.split(":")[1].split("-")
        return int(year), int(month)
    return (row.starts_on.year, row.starts_on.month) if row.starts_on else None


@lru_cache(STATEMENTS)
def _page(wanted: Filter, today: date) -> Select[Occurrence]:
    columns: list[ColumnElement[date | None]] = [Occurrence.ends_on.expression, Occurrence.starts_on.expression]
    if not (wanted.first or wanted.last or wanted.overdue_only):
        # Only where unknown times can appear, since the index orders them first on SQLite.
        columns = [column.nulls_last() for column in columns]
    shared, times = _conditions(wanted, today)
    query = select(Occurrence).where(*shared, or_(*times)).order_by(*columns, Occurrence.id)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(STATEMENTS)
def _count(wanted: Filter, today: date) -> Select[int]:
    # Times that share no day are counted each for itself, since an index gives each of them in one run.
    shared, times = _conditions(wanted, today)
    counts = [select(func.count()).select_from(Occurrence).where(*shared, time).scalar_subquery() for time in times]
    return select(sum(counts[1:], start=counts[0]))


def _conditions(wanted: Filter, today: date) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """Return what holds for all that is asked for, and the times of which one does; no two times share a row."""
    conditions = [Occurrence.workspace_id == bindparam("workspace"), Occurrence.archived_at.is_(None)]
    if wanted.done_only:
        conditions.append(Occurrence.done_at.is_not(None))
    elif not wanted.include_done:
        conditions.append(Occurrence.done_at.is_(None))
    for column, values in (
        (Occurrence.source, wanted.sources),
        (Occurrence.kind, wanted.kinds),
        (Occurrence.theme, wanted.themes),
    ):
        if values:
            conditions.append(column.in_(values))
    if wanted.owner is not None:
        conditions.append(Occurrence.owner == wanted.owner)
    return conditions + [_says(word) for word in wanted.words], _times(wanted, today)


def _times(wanted: Filter, today: date) -> list[ColumnElement[bool]]:
    within = _within(wanted)
    if wanted.overdue_only:
        return [and_(within, _is_overdue(today))]
    if not wanted.with_overdue or (wanted.first is None and wanted.last is None):
        return [within]
    if wanted.first is not None and wanted.first >= today:
        return [_is_overdue(today), within]
    return [or_(_is_overdue(today), within)]


def _within(wanted: Filter) -> ColumnElement[bool]:
    first = [Occurrence.ends_on >= wanted.first] if wanted.first is not None else []
    last = [Occurrence.starts_on <= wanted.last] if wanted.last is not None else []
    return and_(true(), *first, *last)


def _is_overdue(today: date) -> ColumnElement[bool]:
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
