"""Plans an answer in the thread of a message about a hearing or a case, when a source moves or cancels it afterwards.

The message itself says what it did when it was posted, until somebody presses a button of it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.occurrences.queries import by_key
from models.official.keys import key_of
from models.official.matches import ASKED, Key, known_matches
from models.official.matches import key_of as item_key
from models.official.own import CALLED_OFF, OFF
from models.official.records import WATCHED
from models.official.telling import CLOSED, MOVED, OPENED, message_key
from models.tables import Delivery, Occurrence, OfficialChange, OfficialMatch, OfficialRecord
from models.workspace import outgoing
from models.workspace.nudge_kinds import HEARING, HEARING_CHANGED_IN_THREAD, HEARINGS

LONGEST_AFTER = timedelta(days=14)
"""How long after the day it was to be in the morning's message an item may be in one."""
Changed = tuple[OfficialRecord, OfficialChange]


def changes_at(session: Session, record_ids: Collection[int], now: datetime) -> Sequence[OfficialChange]:
    """Return which dates and statuses of some items a source changed at that moment (aware)."""
    query = select(OfficialChange).where(
        in_list(OfficialChange.record_id, "records"),
        OfficialChange.at == now,
        OfficialChange.what.in_((WATCHED["deadline_on"], WATCHED["status"])),
    )
    return session.scalars(query.order_by(OfficialChange.id), {"records": list(record_ids)}).all()


def workspaces_told(session: Session, keys: Collection[Key]) -> list[int]:
    """Return the ids of the workspaces that some items concern, by the items' kinds and numbers."""
    if not keys:
        return []
    query = select(OfficialMatch.workspace_id).where(
        tuple_(OfficialMatch.kind, OfficialMatch.number).in_(list(keys)), OfficialMatch.judged_by.is_(None)
    )
    return sorted(session.scalars(query.distinct()))


def answer_in_threads(session: Session, workspace_id: int, changed: Sequence[Changed], now: datetime) -> None:
    """Plan what is said in the threads of a workspace's messages, once for each change.

    Not where people have said that it is not relevant, where it is done or taken out of the deadlines, or where the
    channel hears of it anyway, since nobody is responsible.
    """
    known = known_matches(session, [workspace_id], [item_key(record) for record, _ in changed])
    for record, change in changed:
        match, what = known.get((workspace_id, *item_key(record))), _what(change)
        row = by_key(session, workspace_id, key_of(record.kind, record.number))
        if match is None or match.judged_by is not None or what is None or _is_known_otherwise(row):
            continue
        if match.kind in ASKED:
            # Those who follow a question or a bill hear of it (`models.cases.moves`).
            continue
        posted = _posted_at(session, match)
        if posted is not None:
            days = f"{change.before}:{change.after}" if what == MOVED else ":"
            key = f"{match.id}:{what}:{days}:{change.at:%Y%m%dT%H%M%S}"
            thread = outgoing.thread_address(*posted)
            outgoing.plan(session, workspace_id, outgoing.THREAD, thread, HEARING_CHANGED_IN_THREAD, key, now)


def _what(change: OfficialChange) -> str | None:
    """Return what a source has done; None if nobody needs to hear of it."""
    if change.what == WATCHED["deadline_on"]:
        return MOVED
    was_off, is_off = change.before in OFF, change.after in OFF
    return None if was_off == is_off else CLOSED if is_off else OPENED


def _is_known_otherwise(row: Occurrence | None) -> bool:
    if row is None:
        return False
    is_out = row.archived_at is not None and row.note != CALLED_OFF
    return is_out or row.done_at is not None or row.owner is None


def _posted_at(session: Session, match: OfficialMatch) -> tuple[str, str] | None:
    """Return the platform's ids of the channel and the message that an item was posted in; None if it was not."""
    if match.gather_on is None:
        keys = (message_key(match.id, has_deadline=each) for each in (True, False))
        alone = (outgoing.posted_at(session, match.workspace_id, HEARING, key) for key in keys)
        return next(filter(None, alone), None)
    first, last = (f"{HEARINGS}:{day}" for day in (match.gather_on, match.gather_on + LONGEST_AFTER))
    query = (
        select(Delivery.channel_ref, Delivery.message_ref)
        .where(
            Delivery.workspace_id == match.workspace_id,
            Delivery.kind == HEARINGS,
            Delivery.period_key.between(first, last),
            Delivery.message_ref.is_not(None),
        )
        .order_by(Delivery.period_key)
    )
    found = session.execute(query.limit(1)).first()
    return (found[0] or "", found[1] or "") if found else None
