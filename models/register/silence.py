"""The silence radar: with whom nobody has spoken for longer than their tier allows, the most important first.

«Relasjoner dør ikke av konflikt, men av stillhet.»
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarResult, func, or_, select
from sqlalchemy.orm import Session

from models.register import filters
from models.tables import Organisation, Person, Workspace

Known = TypeVar("Known", Person, Organisation)


@dataclass(frozen=True)
class Silent:
    """Somebody who has been quiet for `days`, where `limit` days is the most their tier allows."""

    row: Person | Organisation
    days: int
    limit: int


def silent(
    session: Session, workspace: Workspace, today: date, limit: int = 20, owner: str | None = None
) -> Sequence[Silent]:
    """Return those who have been quiet for too long, also those nobody owns; `today` is the local day."""
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


def silent_numbers(session: Session, workspace: Workspace, today: date) -> Mapping[str, int]:
    """Return how many have been quiet for too long, by tier; a tier without any is left out."""
    found: Counter[str] = Counter()
    for table in (Person, Organisation):
        query = select(table.tier, func.count()).where(*_quiet(table, workspace, today)).group_by(table.tier)
        for tier, number in session.execute(query):
            found[tier] += number
    return dict(sorted(found.items()))


def _most_important(
    session: Session, table: type[Known], workspace: Workspace, today: date, limit: int, owner: str | None
) -> list[Silent]:
    query = select(table).where(*_quiet(table, workspace, today)).order_by(*_order(table)).limit(limit)
    rows: ScalarResult[Known] = session.scalars(query if owner is None else query.where(table.owner == owner))
    return [_told(row, workspace, today) for row in rows]


def _of_every_owner(session: Session, table: type[Known], workspace: Workspace, today: date, each: int) -> list[Silent]:
    place = func.row_number().over(partition_by=table.owner, order_by=_order(table)).label("place")
    quiet = _quiet(table, workspace, today)
    ranked = select(table.id, place).where(*quiet, table.owner.is_not(None)).subquery()
    query = select(table).join(ranked, ranked.c.id == table.id).where(ranked.c.place <= each)
    rows: ScalarResult[Known] = session.scalars(query)
    return [_told(row, workspace, today) for row in rows]


def _order(table: type[Person | Organisation]) -> Sequence[ColumnElement[Any]]:
    return filters.importance(table, table.quiet_since)


def _quiet(table: type[Person | Organisation], workspace: Workspace, today: date) -> list[ColumnElement[bool]]:
    rested = or_(table.rest_until.is_(None), table.rest_until <= today)
    here = [table.workspace_id == workspace.id, table.removed_at.is_(None)]
    return [*here, filters.silent(table, workspace, today), rested]


def _told(row: Person | Organisation, workspace: Workspace, today: date) -> Silent:
    limits = {"A": workspace.silence_a, "B": workspace.silence_b, "C": workspace.silence_c}
    return Silent(row, (today - row.quiet_since).days, limits[row.tier])


def _importance(each: Silent) -> tuple[str, int, int, int, str]:
    row = each.row
    return row.tier, -(row.influence or 0), -(row.interest or 0), -each.days, row.folded
