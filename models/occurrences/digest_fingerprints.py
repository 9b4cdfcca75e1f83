"""Fingerprints of the rows in many workspaces' digests, read at once, so that a shared digest is composed once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from models.calendar.certainty import SLACK
from models.calendar.planned import PlannedOccurrence
from models.calendar.spans import Span
from models.db.in_list import in_list
from models.occurrences.filtering import is_overdue
from models.occurrences.queries import MEETING
from models.occurrences.snoozes import RESTING_IN
from models.tables import Change, Occurrence, Workspace

UNSEEN = frozenset({"id", "workspace_id", "series_id", "created_at", "done_at", "done_by", "archived_at"})
"""Columns left out of a fingerprint: they differ between workspaces with equal digests, or are empty in open rows."""
DATED = ("frist", "milepæl", "arrangement", MEETING)
NEAR, AHEAD = timedelta(days=20), timedelta(days=55)
"""How far after its Monday a digest shows what is coming, and looks for what is nearest if it has nothing to show."""
BUDGET = "statsbudsjett"
"""The source of what there is to do about a budget year."""
OPEN = (
    in_list(Occurrence.workspace_id, "workspaces"),
    Occurrence.archived_at.is_(None),
    Occurrence.done_at.is_(None),
)
LATE_IN = (
    select(Occurrence.workspace_id)
    .where(*OPEN, is_overdue(bindparam("today", type_=Date()), bindparam("slack_before", type_=Date())))
    .distinct()
)
"""The workspaces where something is overdue."""
AS_SYNCED_IN = select(Workspace.id, Workspace.synced_on, Workspace.synced_with).where(
    in_list(Workspace.id, "workspaces"),
    Workspace.synced_with.is_not(None),
    ~select(Change.id).where(Change.workspace_id == Workspace.id).exists(),
)
"""The workspaces whose calendar is what the content was at the sync: nobody has ever changed anything there."""


@dataclass(frozen=True)
class DigestWindow:
    """The local days a digest of the week from `first`, sent on `today`, looks at."""

    first: date
    today: date

    @property
    def near(self) -> Span:
        """Return the days of which it shows what is dated, and what there is to do about the budget."""
        return Span(self.first, self.first + NEAR)

    @property
    def all(self) -> Span:
        """Return all the days it looks at."""
        return Span(self.first, self.first + AHEAD)


class Fingerprints(NamedTuple):
    """Fingerprints of what is near, and of all that a digest looks at: the same if they were not kept apart."""

    near: str
    all: str


def content_fingerprints(content: Iterable[PlannedOccurrence], today: date) -> Fingerprints:
    """Return fingerprints of what the content has for the digest of a day's week."""
    window = DigestWindow(today - timedelta(days=today.weekday()), today)
    shown = [each for each in content if each.kind in DATED or each.source == BUDGET]
    spans = (Span(each.first - SLACK, each.last + SLACK) for each in (window.near, window.all))
    within = (sorted((each.key, repr(each)) for each in shown if each.span.meets(span)) for span in spans)
    return Fingerprints(*(sha256(repr(each).encode()).hexdigest()[:32] for each in within))


def digest_fingerprints(session: Session, workspaces: Collection[int], window: DigestWindow) -> dict[int, Fingerprints]:
    """Return fingerprints of what is open in that window in each of some workspaces, by its id.

    If two fingerprints are equal, so are the rows in every shown column except their ids. Workspaces with overdue rows
    are left out, and so are those where something is on hold.
    """
    asked = {"workspaces": list(workspaces), "today": window.today, "slack_before": window.today - SLACK}
    left = set(workspaces).difference(session.scalars(LATE_IN, asked), session.scalars(RESTING_IN, asked))
    found = {
        each: prints
        for each, synced_on, synced_with in session.execute(AS_SYNCED_IN, asked)
        if each in left and (prints := _as_synced(synced_on, synced_with, window))
    }
    return found | _read(session, left - found.keys(), window)


def _as_synced(synced_on: date | None, synced_with: str | None, window: DigestWindow) -> Fingerprints | None:
    """Return the fingerprints of a sync; None if it was of another week, or an older process has noted it otherwise."""
    day, *prints = (synced_with or "").split()
    of_week = synced_on is not None and window.first == synced_on - timedelta(days=synced_on.weekday())
    return (
        Fingerprints(*prints)
        if of_week and day == str(synced_on) and len(prints) == len(Fingerprints._fields)
        else None
    )


def _read(session: Session, workspaces: Collection[int], window: DigestWindow) -> dict[int, Fingerprints]:
    """Return fingerprints of the rows themselves, in the order of their ids."""
    found = dict.fromkeys(workspaces, Fingerprints("", ""))
    if not found:
        return found
    asked = {"workspaces": list(workspaces), **_bound(window)}
    for ids, print_ in session.execute(_printed(session.connection().dialect.name), asked):
        found |= dict.fromkeys(map(int, ids.split(",")), Fingerprints(print_, print_))
    return found


def _bound(window: DigestWindow) -> Mapping[str, Any]:
    return {"first": window.all.first - SLACK, "last": window.all.last + SLACK}


@lru_cache
def _printed(dialect: str) -> Select[str, str]:
    rows = _rows(dialect).subquery()
    place = func.row_number().over(partition_by=rows.c.workspace_id, order_by=rows.c.id)
    placed = select(rows.c.workspace_id, (cast(place, String) + rows.c.print).label("print")).subquery()
    print_ = func.aggregate_strings(placed.c.print, "\n").label("print")
    each = select(placed.c.workspace_id, print_).group_by(placed.c.workspace_id).subquery()
    # Returned once for all workspaces that share it: a fingerprint is long.
    ids = func.aggregate_strings(cast(each.c.workspace_id, String), ",")
    return select(ids, each.c.print).group_by(each.c.print)


def _rows(dialect: str) -> Select[int, int, str]:
    is_shown = or_(*(Occurrence.kind == kind for kind in DATED), Occurrence.source == BUDGET)
    within = and_(Occurrence.ends_on >= bindparam("first"), Occurrence.starts_on <= bindparam("last"))
    return select(Occurrence.workspace_id, Occurrence.id, _print(dialect)).where(*OPEN, within, is_shown)


def _print(dialect: str) -> ColumnElement[str]:
    # A JSON array, or a row in PostgreSQL's notation: no text can look like two.
    array = func.json_array if dialect == "sqlite" else func.row
    seen = (column for column in Occurrence.__table__.columns if column.name not in UNSEEN)
    return cast(array(*seen), String).label("print")
