"""The last time we spoke with somebody, stored with them so that silence is found without reading all dialogues."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ScalarResult, func, select
from sqlalchemy.orm import Session

from models.tables import Counterpart, Dialogue, Organisation, Person, Workspace

TOGETHER = 500
Known = TypeVar("Known", Person, Organisation)


def recount(session: Session, workspace_id: int, person_ids: Iterable[int], organisation_ids: Iterable[int]) -> None:
    """Update the last day of dialogue, and `quiet_since`, of these people and organisations.

    Planned and removed dialogues do not count. `quiet_since` is the day somebody was added if there was no dialogue.
    """
    session.flush()
    for some in _some(person_ids):
        _set(session, workspace_id, Person, some, _last(session, workspace_id, Counterpart.person_id, some))
    for some in _some(organisation_ids):
        last = _last(session, workspace_id, Counterpart.organisation_id, some)
        _set(session, workspace_id, Organisation, some, last)
    session.flush()


def _last(session: Session, workspace_id: int, whose: Any, ids: list[int]) -> dict[int, date]:
    query = (
        select(whose, func.max(Dialogue.day))
        .join(Dialogue, Dialogue.id == Counterpart.dialogue_id)
        .where(Counterpart.workspace_id == workspace_id, whose.in_(ids))
        .where(Dialogue.planned.is_(False), Dialogue.removed_at.is_(None))
        .group_by(whose)
    )
    return dict(iter(session.execute(query)))


def _set(session: Session, workspace_id: int, table: type[Known], ids: list[int], last: dict[int, date]) -> None:
    zone = session.get_one(Workspace, workspace_id).zone
    rows: ScalarResult[Known] = session.scalars(
        select(table).where(table.workspace_id == workspace_id, table.id.in_(ids))
    )
    for row in rows:
        day = last.get(row.id)
        row.last_dialogue_on = day
        row.quiet_since = day or row.created_at.astimezone(zone).date()


def _some(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]
