"""What the digests of many workspaces are made of, read at once: a print of each, so that what is alike is told alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    String,
    and_,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from models.calendar.spans import month_span
from models.snoozes import RESTING_IN
from models.tables import Occurrence

UNSEEN = frozenset({"id", "workspace_id", "created_at", "done_at", "done_by", "archived_at"})
"""Columns that are no part of a print: they differ between workspaces that are alike, or are empty in all it holds."""
DATED = ("frist", "milepæl", "arrangement")

Print = tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """The local days a digest looks at: `first`..`last` for what is dated, and the wheel of the month of `today`."""

    first: date
    last: date
    today: date


def prints(session: Session, workspaces: Collection[int], window: Window) -> dict[int, Print]:
    """Return what is open in that window in each of some workspaces, row by row in the order of their ids.

    Where two prints are equal, all that is told of the rows is equal, but for their ids. Workspaces with overdue rows,
    which stand with buttons that hold their ids, are left out, and so are those where something is on hold.
    """
    asked = {"workspaces": list(workspaces), **_bound(window)}
    rows = session.execute(_printed(session.connection().dialect.name), asked).all()
    held = set(session.scalars(RESTING_IN, {"workspaces": asked["workspaces"], "day": window.today}))
    found: dict[int, Print] = dict.fromkeys(set(workspaces) - held, ())
    for workspace_id, group in groupby(sorted(rows, key=itemgetter(0, 1)), key=itemgetter(0)):
        if workspace_id in found:
            own = list(group)
            if any(is_late for _, _, is_late, _ in own):
                del found[workspace_id]
            else:
                found[workspace_id] = tuple(each[3] for each in own)
    return found


def _bound(window: Window) -> Mapping[str, Any]:
    month = month_span(window.today.year, window.today.month)
    own = f"arshjul:{window.today:%Y-%m}"
    return {
        "today": window.today,
        "first": min(window.first, month.first),
        "last": max(window.last, month.last),
        "own": f"{own}:",
        "beyond": f"{own};",  # what follows the colon in ASCII
        "like": f"{own}:%",
    }


@lru_cache
def _printed(dialect: str) -> CompoundSelect[int, int, bool, str]:
    """Return the question in three parts, each of which an index answers: late, near, and of the month but elsewhere."""
    is_late = and_(
        Occurrence.kind == "frist", Occurrence.passed_unseen.is_(False), Occurrence.ends_on < bindparam("today")
    )
    is_near = and_(Occurrence.ends_on >= bindparam("first"), Occurrence.starts_on <= bindparam("last"))
    told = or_(*(Occurrence.kind == kind for kind in DATED), Occurrence.field.is_not(None))
    elsewhere = and_(_own(dialect), func.coalesce(is_near, false()).is_(False))
    parts = ((true(), is_late), (false(), and_(is_near, told)), (false(), elsewhere))
    return union_all(
        *(
            select(Occurrence.workspace_id, Occurrence.id, late, _print(dialect)).where(
                Occurrence.workspace_id.in_(bindparam("workspaces", expanding=True)),
                Occurrence.archived_at.is_(None),
                Occurrence.done_at.is_(None),
                condition,
            )
            for late, condition in parts
        )
    )


def _own(dialect: str) -> ColumnElement[bool]:
    # SQLite's index is in the order of bytes; PostgreSQL's is in that of a language, where no range is a beginning.
    if dialect == "sqlite":
        return and_(Occurrence.key >= bindparam("own"), Occurrence.key < bindparam("beyond"))
    return Occurrence.key.like(bindparam("like"))


def _print(dialect: str) -> ColumnElement[str]:
    # A JSON array, since no text can look like two.
    array = func.json_array if dialect == "sqlite" else func.json_build_array
    seen = (column for column in Occurrence.__table__.columns if column.name not in UNSEEN)
    return cast(array(*seen), String)
