"""Announced bills that have come: the case in the Storting takes over from the bill, by its title.

The sources give no other link between the two: a bill's title is the case's, apart from case and accents. A law is changed
more than once, so a case that was there before the bill was announced, or is over, is another's.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import fold
from models.cases.cases import by_key
from models.cases.moves import SAID, Move, What, keep_moves, snapshot
from models.official.items import ItemKind, Status
from models.official.matches import value_of
from models.official.open_items import OVER
from models.official.records import OSLO
from models.tables import OfficialRecord
from models.workspace.workspaces import lock

CAME, PUT_FORWARD = "kommet til Stortinget", "FREMMET"
"""What followers are told when a bill comes, and the source's code of the step that says the same."""


def come(session: Session, records: Sequence[OfficialRecord]) -> list[tuple[OfficialRecord, OfficialRecord]]:
    """Return the announced bills that some records are the cases of, each with its case, and note that they have come."""
    open_cases = [each for each in records if each.kind == ItemKind.CASE.value and each.status not in OVER]
    cases = {fold(title): each for each in open_cases for title in _titles(each)}
    if not cases:
        return []
    waiting = select(OfficialRecord).where(
        OfficialRecord.kind == ItemKind.BILL.value, OfficialRecord.status.is_distinct_from(Status.PRESENTED.value)
    )
    named = ((bill, cases[fold(bill.title)]) for bill in session.scalars(waiting) if fold(bill.title) in cases)
    found = [(bill, case) for bill, case in named if case.first_seen_at >= bill.first_seen_at]
    for bill, case in found:
        bill.status, bill.cases = Status.PRESENTED.value, [case.number]
    return found


def take_over(session: Session, workspace_id: int, bill: OfficialRecord, case: OfficialRecord, now: datetime) -> None:
    """Let a workspace that follows a bill follow its case instead, and plan a line to those who do."""
    lock(session, workspace_id)
    ours = by_key(session, workspace_id, value_of(bill))
    if ours is None or ours.closed_at is not None:
        return
    if by_key(session, workspace_id, value_of(case)) is not None:
        ours.closed_at = now
        return
    ours.key, ours.title, ours.seen = value_of(case), case.title, snapshot(case) | {SAID: [PUT_FORWARD]}
    keep_moves(session, ours, [Move(What.EVENT, CAME, now.astimezone(OSLO).date().isoformat())], now)


def _titles(record: OfficialRecord) -> tuple[str, ...]:
    return tuple(filter(None, (record.title, record.short_title)))
