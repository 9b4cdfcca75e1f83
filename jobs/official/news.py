"""What a source has changed, brought to the workspaces: their own rows and cases, and the threads of what was posted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.cases import bills, moves
from models.official import own
from models.official.matches import key_of, value_of
from models.official.threads import answer_in_threads, changes_at, workspaces_told
from models.tables import OfficialRecord


def tell_workspaces(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Bring the rows that workspaces have for some records into agreement, and answer in the threads about them."""
    rows = {each: row for each in ids if (row := session.get(OfficialRecord, each)) is not None}
    for bill, case in bills.come(session, list(rows.values())):
        for workspace_id in moves.workspaces_with(session, [value_of(bill)]):
            bills.take_over(session, workspace_id, bill, case, now)
    keys = [own.key_of(each.kind, each.number) for each in rows.values()]
    for workspace_id in own.workspaces_with(session, keys):
        own.follow_source(session, workspace_id, list(rows.values()), now)
    for workspace_id in moves.workspaces_with(session, [value_of(each) for each in rows.values()]):
        moves.follow_source(session, workspace_id, list(rows.values()), now)
    changed = [(rows[each.record_id], each) for each in changes_at(session, list(rows), now)]
    for workspace_id in workspaces_told(session, [key_of(record) for record, _ in changed]):
        answer_in_threads(session, workspace_id, changed, now)
