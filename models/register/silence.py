"""The silence radar: people nobody has spoken with for longer than their tier allows, the most important first.

«Relasjoner dør ikke av konflikt, men av stillhet.»
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarResult, func, or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.register import filters
from models.tables import Organisation, Person, Workspace

Known = TypeVar("Known", Person, Organisation)


@dataclass(frozen=True)
class Silent:
    """Somebody who has been quiet for `days`, with the most days their tier allows as `limit`."""

    row: Person | Organisation
    days: int
    limit: int


def silent(
    session: Session, workspace: Workspace, today: date, limit: int = 20, owner: str | None = None
) -> Sequence[Silent]:
    """Return those who have been quiet for too long, including those without an owner; `today` is the local day."""
    people = _most_important(session, Person, workspace, today, limit, owner)
    others = _most_important(session, Organisation, workspace, today, limit, owner)
    return sorted((*people, *others), key=_importance)[:limit]


def silent_by_owner(
    session: Session, workspace: Workspace, today: date, each: int = 3
) -> Mapping[str, Sequence[Silent]]:
    """Return for every owner at most `each` of theirs to be reminded of, without reading all who are quiet."""
    found: dict[str, list[Silent]] = defaultdict(list)
    people = _of_every_owner(session, Person, workspace, today, each)
    for one in (*people, *_of_every_owner(session, Organisation, workspace, today, each)):
        found[one.row.owner or ""].append(one)
    return {owner: sorted(theirs, key=_importance)[:each] for owner, theirs in sorted(found.items())}


def silent_counts(session: Session, workspaces: Collection[Workspace], today: date) -> dict[int, int]:
    """Return how many have been quiet for too long in each of several workspaces, by their ids.

    Takes two queries for all that have the same limits; `today` is the local day in all of them.
    """
    found = dict.fromkeys((each.id for each in workspaces), 0)
    by_limits: dict[tuple[int, int, int], list[Workspace]] = defaultdict(list)
    for each in workspaces:
        by_limits[each.silence_a, each.silence_b, each.silence_c].append(each)
    for alike in by_limits.values():
        for table in (Person, Organisation):
            here = in_list(table.workspace_id, "workspaces")
            query = select(table.workspace_id, func.count()).where(here, *_too_quiet(table, alike[0], today))
            asked = {"workspaces": [each.id for each in alike]}
            for workspace_id, number in session.execute(query.group_by(table.workspace_id), asked):
                found[workspace_id] += number
    return found


def _most_important(
    session: Session, table: type[Known], workspace: Workspace, today: date, limit: int, owner: str | None
) -> list[Silent]:
    query = select(table).where(*_quiet(table, workspace, today)).order_by(*_order(table)).limit(limit)
    rows: ScalarResult[Known] = session.scalars(query if owner is None else query.where(table.owner == owner))
    return [_as_silent(row, workspace, today) for row in rows]


def _of_every_owner(session: Session, table: type[Known], workspace: Workspace, today: date, each: int) -> list[Silent]:
    place = func.row_number().over(partition_by=table.owner, order_by=_order(table)).label("place")
    quiet = _quiet(table, workspace, today)
    ranked = select(table.id, place).where(*quiet, table.owner.is_not(None)).subquery()
    query = select(table).join(ranked, ranked.c.id == table.id).where(ranked.c.place <= each)
    rows: ScalarResult[Known] = session.scalars(query)
    return [_as_silent(row, workspace, today) for row in rows]


def _order(table: type[Person | Organisation]) -> Sequence[ColumnElement[Any]]:
    return filters.importance(table, table.quiet_since)


def _quiet(table: type[Person | Organisation], workspace: Workspace, today: date) -> list[ColumnElement[bool]]:
    return [table.workspace_id == workspace.id, *_too_quiet(table, workspace, today)]


def _too_quiet(table: type[Person | Organisation], workspace: Workspace, today: date) -> list[ColumnElement[bool]]:
    """Return the conditions that they have been quiet for too long, by a workspace's limits, in any workspace."""
    rested = or_(table.rest_until.is_(None), table.rest_until <= today)
    return [table.removed_at.is_(None), filters.silent(table, workspace, today), rested]


def _as_silent(row: Person | Organisation, workspace: Workspace, today: date) -> Silent:
    limits = {"A": workspace.silence_a, "B": workspace.silence_b, "C": workspace.silence_c}
    return Silent(row, (today - row.quiet_since).days, limits[row.tier])


def _importance(each: Silent) -> tuple[str, int, int, int, str]:
    row = each.row
    return row.tier, -(row.influence or 0), -(row.interest or 0), -each.days, row.folded
