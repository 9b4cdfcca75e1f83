"""The cases of a workspace: following an official item, writing one's own, and changing what people write."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from content.folding import fold
from models.cases import sheets
from models.cases.followers import GoneCaseError, follow
from models.cases.moves import Move, What, keep_moves, snapshot
from models.official.items import ItemKind
from models.official.matches import value_of
from models.tables import OfficialRecord, PolicyCase
from models.workspace.workspaces import lock

OWN = "egen:"
"""How the key of a case of one's own begins."""
MOST = 500


@dataclass(frozen=True)
class CaseValues:
    """What people say of a case itself: its title, theme, and what happens next on which local day."""

    title: str
    theme: str | None = None
    next_on: date | None = None
    next_what: str = ""


@dataclass(frozen=True)
class Sprint:
    """A sprint: its last local day (None: it has ended), what we do, and what we leave lying."""

    until: date | None = None
    what: str = ""
    left: str = ""


def official_key(key: str) -> tuple[ItemKind, str] | None:
    """Return the kind and the number of the official item that a case's key names; None for one's own case."""
    kind, _, number = key.rpartition(":")
    return (ItemKind(kind), number) if kind in set(ItemKind) else None


def by_id(session: Session, workspace_id: int, case_id: int, *, lock_it: bool = False) -> PolicyCase | None:
    """Return a case, closed or not."""
    query = select(PolicyCase).where(PolicyCase.workspace_id == workspace_id, PolicyCase.id == case_id)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True) if lock_it else query)


def by_key(session: Session, workspace_id: int, key: str) -> PolicyCase | None:
    """Return the case with that key, closed or not."""
    return session.scalar(select(PolicyCase).where(PolicyCase.workspace_id == workspace_id, PolicyCase.key == key))


def open_cases(session: Session, workspace_id: int) -> list[PolicyCase]:
    """Return the cases that are not closed."""
    mine = (PolicyCase.workspace_id == workspace_id, PolicyCase.closed_at.is_(None))
    return list(session.scalars(select(PolicyCase).where(*mine).order_by(PolicyCase.id).limit(MOST)))


def records_of(session: Session, cases: Sequence[PolicyCase]) -> dict[str, OfficialRecord]:
    """Return the official items of some cases, by the cases' keys."""
    wanted = [(kind.value, number) for each in cases if (found := official_key(each.key)) for kind, number in [found]]
    if not wanted:
        return {}
    query = select(OfficialRecord).where(tuple_(OfficialRecord.kind, OfficialRecord.number).in_(wanted))
    return {value_of(each): each for each in session.scalars(query)}


def find(session: Session, workspace_id: int, text: str) -> list[PolicyCase]:
    """Return the open cases whose title has all words of a text, case and accents apart."""
    words = fold(text).split()
    return [each for each in open_cases(session, workspace_id) if all(word in fold(each.title) for word in words)]


def follow_item(
    session: Session, workspace_id: int, record: OfficialRecord, user_id: str, theme: str | None, now: datetime
) -> tuple[PolicyCase, bool]:
    """Let a person follow an official item, which is a case of the workspace from then on; False if they did before."""
    lock(session, workspace_id)
    key = value_of(record)
    case = by_key(session, workspace_id, key)
    if case is None:
        case = _new(workspace_id, key, CaseValues(record.title, theme), user_id, now)
        session.add(case)
    if case.closed_at is not None or not case.seen:
        case.closed_at, case.seen = None, snapshot(record)
    session.flush()
    return case, follow(session, workspace_id, case.id, user_id)


def add_own(session: Session, workspace_id: int, values: CaseValues, user_id: str, now: datetime) -> PolicyCase:
    """Add a case of one's own, which that person follows."""
    case = _new(workspace_id, f"{OWN}{uuid.uuid4().hex}", values, user_id, now)
    session.add(case)
    session.flush()
    follow(session, workspace_id, case.id, user_id)
    return case


def _new(workspace_id: int, key: str, values: CaseValues, user_id: str, now: datetime) -> PolicyCase:
    return PolicyCase(
        workspace_id=workspace_id, key=key, title=values.title, theme=values.theme, next_on=values.next_on,
        next_what=values.next_what, sheet={}, seen={}, sprint_what="", sprint_left="",
        created_by=user_id, created_at=now, changed_by=user_id, changed_at=now,
    )  # fmt: skip


def change(
    session: Session, workspace_id: int, case_id: int, values: CaseValues, user_id: str, now: datetime
) -> PolicyCase:
    """Change what a case is called (if it is one's own), its theme, and what happens next.

    Raises:
        GoneCaseError: it is not here.
    """
    case = _open(session, workspace_id, case_id)
    if case.key.startswith(OWN):
        case.title = values.title
    case.theme, case.next_on, case.next_what = values.theme, values.next_on, values.next_what
    return _changed(session, case, user_id, now)


def write_sheet(
    session: Session, workspace_id: int, case_id: int, sheet: dict[str, Any], user_id: str, now: datetime
) -> PolicyCase:
    """Store the sheet. A new status is a move of the case: who follows it gets a line, but not the one who wrote it.

    Raises:
        GoneCaseError: it is not here.
    """
    case = _open(session, workspace_id, case_id)
    status = sheets.text_of(case, "status")
    case.sheet = sheet
    _changed(session, case, user_id, now)
    written = sheets.text_of(case, "status")
    if written and written != status:
        keep_moves(session, case, [Move(What.OWN_STATUS, written)], now, by=user_id)
    return case


def set_sprint(
    session: Session, workspace_id: int, case_id: int, sprint: Sprint, user_id: str, now: datetime
) -> PolicyCase:
    """Begin or change a sprint, or end it.

    Raises:
        GoneCaseError: it is not here.
    """
    case = _open(session, workspace_id, case_id)
    case.sprint_until, case.sprint_what, case.sprint_left = sprint.until, sprint.what, sprint.left
    return _changed(session, case, user_id, now)


def close(session: Session, workspace_id: int, case_id: int, now: datetime | None) -> PolicyCase:
    """Close a case, or open it again (`now` is None). Its contacts go when their consent ends.

    Raises:
        GoneCaseError: it is not here.
    """
    case = by_id(session, workspace_id, case_id, lock_it=True)
    if case is None:
        raise GoneCaseError
    case.closed_at = now
    session.flush()
    return case


def _open(session: Session, workspace_id: int, case_id: int) -> PolicyCase:
    case = by_id(session, workspace_id, case_id, lock_it=True)
    if case is None or case.closed_at is not None:
        raise GoneCaseError
    return case


def _changed(session: Session, case: PolicyCase, user_id: str, now: datetime) -> PolicyCase:
    case.changed_by, case.changed_at = user_id, now
    session.flush()
    return case
