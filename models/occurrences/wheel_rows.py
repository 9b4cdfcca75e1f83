"""Queries for the wheel: the occurrences of a month or of a year. Every query names its workspace."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import String, and_, bindparam, cast, or_, select
from sqlalchemy.orm import Session

from models.calendar.certainty import NO_DAY
from models.calendar.spans import month_span
from models.occurrences.filtering import not_of_register
from models.tables import Occurrence


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
