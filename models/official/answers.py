"""What a workspace does about a hearing: it answers, takes part or follows, sends its input, and says what came of it.

One row among the deadlines (`models.official.own`) with a plan, dates on the way and a checklist. All of it can be done
again without harm: the workspace is locked first, so of two people at once the second finds what the first did.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.calendar.spans import month_span
from models.occurrences import changes, owning
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.occurrences.checklists import add_items, items_of
from models.occurrences.ending import is_done
from models.occurrences.milestones import milestones_of
from models.occurrences.queries import by_id, by_key
from models.official.dates import plan_of, replan
from models.official.items import ItemKind, as_day
from models.official.keys import key_of
from models.official.own import BY_HAND, CALLED_OFF, note_of
from models.official.plan import ACTIVE, ANSWERS, CHECKLISTS, FOLLOWS, SIGN_UP, last_day
from models.official.records import by_number
from models.tables import HearingPlan, Milestone, Occurrence, OfficialRecord
from models.workspace.workspaces import lock

LONGEST_NUMBER = 64
UNKNOWN_FOR = relativedelta(months=3)
"""A hearing whose deadline nobody knows is among those without a date for so long: as long as one usually lasts."""


class CalledOffError(Exception):
    """The source has cancelled the hearing."""


class AlreadySentError(Exception):
    """The input is recorded as sent: `by` is the platform's id of the person who did, `on` the day."""

    def __init__(self, by: str | None, on: date) -> None:
        super().__init__(f"sent by {by} on {on.isoformat()}")
        self.by = by
        self.on = on


@dataclass(frozen=True)
class Undertaken:
    """A hearing's row and its plan. `change` is the id of the change that added the row; None if it was there.

    `is_new` is False if the same was planned before.
    """

    row: Occurrence
    plan: HearingPlan
    change: int | None
    is_new: bool


@dataclass(frozen=True)
class SentInput:
    """That the input was sent: the local day, who got it, and the number in the archive (None: not recorded there)."""

    on: date
    to: str
    archive_number: str | None = None


@dataclass(frozen=True)
class WantedAnswer:
    """What somebody wants to do about an official item: `plan`, with the theme and the title that its row gets."""

    kind: ItemKind
    number: str
    plan: str
    theme: str | None
    title: str


def undertake(
    session: Session, workspace_id: int, user_id: str, now: datetime, today: date, wanted: WantedAnswer
) -> Undertaken:
    """Answer a hearing, take part in it or follow it: its row with the dates on the way. That person is responsible.

    A row that is there is used, and one that people removed is open again. To follow what is answered changes nothing.

    Raises:
        AlreadyDoneError: it has been done.
        CalledOffError: the source has cancelled it.
        GoneError: neither a source nor the workspace has it.
    """
    lock(session, workspace_id)
    plan = wanted.plan
    row, change, was_here = _row(session, workspace_id, user_id, now, today, wanted)
    known = plan_of(session, workspace_id, row.id)
    if known is not None and was_here and (known.plan == plan or known.plan in ACTIVE):
        return Undertaken(row, known, None, is_new=False)
    if known is None:
        known = HearingPlan(
            workspace_id=workspace_id, occurrence_id=row.id, plan=plan, created_by=user_id, created_at=now
        )
        session.add(known)
    known.plan = plan
    session.flush()
    if row.owner is None:
        owning.take(session, workspace_id, row.id, user_id, now)
    if plan in ACTIVE:
        there = {each.text for each in items_of(session, workspace_id, row.id)}
        add_items(session, workspace_id, row.id, [each for each in CHECKLISTS[plan] if each not in there], now)
        _let_row_follow(row, by_number(session, wanted.kind, wanted.number), plan, today)
        replan(session, workspace_id, row, today)
    return Undertaken(row, known, change, is_new=True)


def _row(
    session: Session, workspace_id: int, user_id: str, now: datetime, today: date, wanted: WantedAnswer
) -> tuple[Occurrence, int | None, bool]:
    """Return the row, the id of the change that added it (if it was), and whether it was among the deadlines."""
    key = key_of(wanted.kind, wanted.number)
    row = by_key(session, workspace_id, key)
    if row is not None:
        if row.archived_at is not None and row.note == CALLED_OFF:
            raise CalledOffError
        if row.done_at is not None and is_done(row):
            raise AlreadyDoneError(row.done_by, row.done_at)
        was_here = row.archived_at is None
        row.archived_at = None
        return row, None, was_here
    record = by_number(session, wanted.kind, wanted.number)
    if record is None:
        raise GoneError
    last = last_day(record, wanted.plan, today)
    until = today + UNKNOWN_FOR
    row, change = changes.add(
        session,
        workspace_id,
        user_id,
        now,
        title=wanted.title,
        due=as_day(last) or today,
        last=None if last else month_span(until.year, until.month).last,
        certainty="fast" if last else "ukjent",
        start=last.time().replace(tzinfo=None) if isinstance(last, datetime) else None,
        theme=wanted.theme,
        owner=user_id,
        link=record.link or None,
        key=key,
    )
    row.kilde = record.deadline_from or BY_HAND
    row.note = note_of(row.kilde) if last else None
    session.flush()
    return row, change.id, False


def _let_row_follow(row: Occurrence, record: OfficialRecord | None, plan: str, today: date) -> None:
    """Give a row that was there the day of the plan, unless somebody has set another."""
    last = last_day(record, plan, today) if record else None
    if last is None or "starts_on" in row.kept:
        return
    row.starts_on = row.ends_on = as_day(last)
    row.certainty = "fast"
    row.start_time = last.time().replace(tzinfo=None) if isinstance(last, datetime) else None


def give_up(session: Session, workspace_id: int, occurrence_id: int) -> HearingPlan:
    """Follow what was to be answered: the dates on the way go, but not what is done.

    Raises:
        GoneError: nothing was planned.
    """
    lock(session, workspace_id)
    plan = plan_of(session, workspace_id, occurrence_id)
    if plan is None or plan.plan not in ACTIVE:
        raise GoneError
    plan.plan = FOLLOWS
    mine = (Milestone.workspace_id == workspace_id, Milestone.occurrence_id == occurrence_id)
    session.execute(delete(Milestone).where(*mine, Milestone.done_at.is_(None)))
    session.flush()
    return plan


def record_sent(
    session: Session,
    workspace_id: int,
    occurrence_id: int,
    user_id: str,
    now: datetime,
    sent: SentInput,
    *,
    again: bool,
) -> HearingPlan:
    """Record that the input was sent. A written answer is done then; who takes part has the hearing left.

    With `again` what is recorded is corrected.

    Raises:
        GoneError: the row is not here, or has no plan.
        AlreadySentError: somebody has recorded it.
    """
    lock(session, workspace_id)
    row, plan = by_id(session, workspace_id, occurrence_id), plan_of(session, workspace_id, occurrence_id)
    if row is None or row.archived_at is not None or plan is None or plan.plan not in ACTIVE:
        raise GoneError
    if plan.sent_on is not None and not again:
        raise AlreadySentError(plan.sent_by, plan.sent_on)
    plan.sent_on, plan.sent_to, plan.sent_by = sent.on, sent.to, user_id
    plan.archive_number = sent.archive_number
    for each in milestones_of(session, workspace_id, occurrence_id):
        if each.done_at is None and each.kind != SIGN_UP:
            each.done_at, each.done_by = now, user_id
    if plan.plan == ANSWERS and row.done_at is None:
        changes.mark_done(session, workspace_id, occurrence_id, user_id, now)
    session.flush()
    return plan


def record_number(session: Session, workspace_id: int, occurrence_id: int, number: str) -> HearingPlan:
    """Store the number that an input has in the archive.

    Raises:
        GoneError: nothing was sent.
    """
    lock(session, workspace_id)
    plan = plan_of(session, workspace_id, occurrence_id)
    if plan is None or plan.sent_on is None:
        raise GoneError
    plan.archive_number = number
    session.flush()
    return plan


def record_outcome(
    session: Session, workspace_id: int, occurrence_id: int, now: datetime, effect_id: int | None
) -> HearingPlan | None:
    """Store what came of it (None: nothing to log), and return its plan; None if somebody has answered already."""
    lock(session, workspace_id)
    plan = plan_of(session, workspace_id, occurrence_id)
    if plan is None or plan.asked_at is not None:
        return None
    plan.asked_at, plan.effect_id = now, effect_id
    session.flush()
    return plan
