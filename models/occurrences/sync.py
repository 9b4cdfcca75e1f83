"""Synchronises a workspace's occurrences with the content, without losing what people did."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content.changed import same
from content.schema.pack import Pack
from models.calendar.certainty import last_possible
from models.calendar.planned import PlannedOccurrence, planned
from models.calendar.spans import Span
from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.occurrences.digest_fingerprints import content_fingerprints
from models.occurrences.ending import settle_endings
from models.occurrences.series import extend_all
from models.tables import Change, Occurrence, Workspace
from models.workspace.workspaces import lock

PAST = relativedelta(months=6)
AHEAD = relativedelta(months=18)


@dataclass(frozen=True)
class SyncCount:
    """What a sync did. `kept` counts rows that left the content but stay, because someone has changed them."""

    added: int = 0
    changed: int = 0
    archived: int = 0
    kept: int = 0


@dataclass(frozen=True, eq=False)
class _Content:
    """The content's occurrences, by key. It equals only itself, so that its fingerprints are cached by it."""

    planned: Mapping[str, PlannedOccurrence]


def sync(session: Session, workspace: Workspace, pack: Pack, now: datetime) -> SyncCount:
    """Add what the content has for the past 6 and the next 18 months, update what differs, archive what left it.

    The next occurrences of recurring deadlines are created as well.
    What people have changed (`kept`) is left alone, so is the wheel of months that are over, and nothing is deleted.
    What is over is asked about and closed in time (`models.occurrences.ending`).
    Running it again changes nothing, and two at once do it once. Afterwards `synced_on` is the local day of the
    workspace, `synced_with` identifies what the content has for that week's digest, and `plan_after` is cleared, so
    that the workspace is planned again.

    Raises:
        RuleError: a rule of the content cannot be read.
    """
    today = now.astimezone(workspace.zone).date()
    window = sync_window(today)
    years = (window.first.year, window.last.year, workspace.ntp_presented)
    found = _content_of(same(pack, _planned, *years), *years)
    content = found.planned
    lock(session, workspace.id)
    is_new = session.scalar(select(Occurrence.id).where(Occurrence.workspace_id == workspace.id).limit(1)) is None
    rows = _rows(session, workspace.id, content, window)
    new = [each for key, each in sorted(content.items()) if key not in rows and each.span.meets(window)]
    added = insert_new(session, Occurrence, [_values(each, workspace.id, now, today) for each in new])
    changed = sum(
        _mend(rows[key], _ending(each) if _is_history(each.source, each.span.last, today) else _current(each, today))
        for key, each in content.items()
        if key in rows
    )
    left = [row for key, row in rows.items() if key not in content and _is_current(row, window, today)]
    touched = _touched(session, workspace.id, left)
    for row in left:
        row.archived_at = row.archived_at if row.id in touched else now
    extend_all(session, workspace.id, today, now)
    settle_endings(session, workspace, today, now, is_new=is_new)
    # Rows that are not the content's make a calendar of its own.
    _note_down(session, workspace, today, None if touched else found)
    return SyncCount(added, changed, len(left) - len(touched), len(touched))


def sync_window(today: date) -> Span:
    """Return the days a sync covers: the past 6 and the next 18 months."""
    return Span(today - PAST, today + AHEAD)


# All workspaces are synced in the same night, and reading the rules takes longer than the rest of it.
@lru_cache(4)
def _content_of(pack: Pack, first: int, last: int, presented: int | None) -> _Content:
    """Return the content's occurrences around those years (`planned` depends only on the years of the days)."""
    return _Content({each.key: each for each in _planned(pack, first, last, presented)})


@lru_cache(16)
def _synced_with(content: _Content, today: date) -> str:
    return " ".join((str(today), *content_fingerprints(content.planned.values(), today)))


def _planned(pack: Pack, first: int, last: int, presented: int | None) -> list[PlannedOccurrence]:
    return list(planned(pack, Span(date(first, 1, 1), date(last, 12, 31)), presented))


def _rows(session: Session, workspace_id: int, keys: Collection[str], window: Span) -> Mapping[str, Occurrence]:
    """Return what a sync may change, by its key: what the content has, and what is not over."""
    is_current = or_(Occurrence.ends_on.is_(None), Occurrence.ends_on >= window.first)
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.source != "egen",
        or_(is_current, in_list(Occurrence.key, "keys")),
    )
    found = session.scalars(query.execution_options(populate_existing=True), {"keys": list(keys)})
    return {row.key: row for row in found}


def _columns(each: PlannedOccurrence) -> dict[str, Any]:
    return {
        "source": each.source,
        "kind": each.kind,
        "field": each.field,
        "title": each.title,
        "theme": each.theme,
        "note": each.note,
        "link": each.link,
        "kilde": each.kilde,
        "starts_on": each.span.first,
        "ends_on": each.span.last,
        "certainty": each.certainty,
        "set_by": each.set_by,
        "seen": [day.isoformat() for day in each.seen] or None,
        "consider": each.consider,
        **_ending(each),
    }


def _ending(each: PlannedOccurrence) -> dict[str, Any]:
    """Return how it ends, which is set in what is over too."""
    return {"by_others": each.by_others, "together": each.together}


def _values(each: PlannedOccurrence, workspace_id: int, now: datetime, today: date) -> dict[str, Any]:
    over = _is_over(each, today)
    born = {
        "workspace_id": workspace_id,
        "key": each.key,
        "created_at": now,
        "passed_unseen": over,
        "owner": each.responsible,
    }
    return born | _columns(each)


def _current(each: PlannedOccurrence, today: date) -> dict[str, Any]:
    """Return what a row of something that is not history has to have."""
    is_coming = {} if _is_over(each, today) else {"passed_unseen": False}
    return _columns(each) | {"archived_at": None} | is_coming


def _mend(row: Occurrence, wanted: dict[str, Any]) -> bool:
    if "starts_on" in row.kept and "set_by" in wanted:  # people have set the date
        wanted = wanted | {"set_by": None}
    differing = {name for name, value in wanted.items() if name not in row.kept and getattr(row, name) != value}
    for name in differing:
        setattr(row, name, wanted[name])
    return bool(differing)


def _is_over(each: PlannedOccurrence, today: date) -> bool:
    last = last_possible(each.span.first, each.span.last, each.certainty)
    return last is not None and last < today


def _is_current(row: Occurrence, window: Span, today: date) -> bool:
    """Return True unless a row is archived, before the window, or history."""
    is_within = row.ends_on is None or row.ends_on >= window.first
    return row.archived_at is None and is_within and not _is_history(row.source, row.ends_on, today)


def _is_history(source: str, last: date | None, today: date) -> bool:
    """Return True if something is of a month of the wheel that is over: it stays as it was, to look back at."""
    return source == "arshjul" and last is not None and last < today.replace(day=1)


def _touched(session: Session, workspace_id: int, rows: Collection[Occurrence]) -> set[int]:
    query = select(Change.occurrence_id).where(
        Change.workspace_id == workspace_id, Change.occurrence_id.in_([row.id for row in rows])
    )
    changed = set(session.scalars(query)) if rows else set()
    return changed | {row.id for row in rows if row.kept or row.owner is not None or row.done_at is not None}


def _note_down(session: Session, workspace: Workspace, today: date, content: _Content | None) -> None:
    synced_with = _synced_with(content, today) if content else None
    for row in (session.get_one(Workspace, workspace.id), workspace):
        row.synced_on, row.synced_with, row.plan_after = today, synced_with, None
    session.flush()
