"""Planning: inserts rows in `delivery` for what is due, once by constraint, and sets when to plan again."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, cast

import structlog
from sqlalchemy import ColumnElement, Select, Table, bindparam, select, update
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from jobs.nudges.calendar import times_of
from jobs.nudges.clearing import clearing_due
from jobs.nudges.departure import departures_due
from jobs.nudges.greeting import GREETING
from jobs.nudges.kind import Due, at_own_time
from jobs.nudges.registry import kind_of
from jobs.planning.planned_nudges import PlannedNudge, insert_planned, one_morning
from jobs.planning.schedule import LOOK_AHEAD, DueSchedule, due_schedule, night_before
from jobs.reporting import DeliveryReport
from models.content.packs import note_missing_marks, packs_of
from models.db.bulk import Bulk, bulk_update
from models.db.database import Database, DatabaseUnavailableError
from models.occurrences.sync import sync
from models.tables import Workspace
from models.workspace.preferences import ALL, Preferences, preferences_of
from models.workspace.workspaces import turn_on

log = structlog.get_logger(__name__)

SYNCED_AT_ONCE = 50
"""How many workspaces are synced in one transaction at most, since others wait for it."""
AFTER_A_FAULT = timedelta(minutes=15)
FARTHEST = LOOK_AHEAD + timedelta(days=1)
"""No round with a correct clock puts a workspace off for longer."""
SAMPLE = 100

Planner = Callable[[Session, Sequence[Preferences], Pack, datetime], list[DeliveryReport]]


def plan_all_again(database: Database, now: datetime) -> None:
    """Have the next round look at every workspace and sync it with the content, which may have changed."""
    with database.session() as session:
        session.execute(update(Workspace).values(synced_on=None, synced_with=None))
        # One that should have been looked at before keeps that moment: it shows what was missed since.
        session.execute(update(Workspace).where(Workspace.plan_after > now).values(plan_after=now))


def plan_next(database: Database, pack: Pack, now: datetime, most: int = 1) -> list[DeliveryReport] | None:
    """Plan up to so many workspaces that may have something due, in one transaction; None if there is none.

    Any number of processes may plan at once: each takes other workspaces, and a nudge is inserted once.
    """
    try:
        return _plan_next(database, pack, now, most, plan_workspaces)
    except DatabaseUnavailableError:
        raise
    except Exception:  # noqa: BLE001 - one of them has a fault: now each is planned by itself
        return _plan_next(database, pack, now, most, _guarded)


def _plan_next(database: Database, pack: Pack, now: datetime, most: int, plan: Planner) -> list[DeliveryReport] | None:
    with database.session() as session:
        workspaces = next((found for query in (NEW, AGAIN, AHEAD) if (found := _next(session, query, now, most))), ())
        if not workspaces:
            return None
        workspaces = _few(workspaces, now)
        wanted = preferences_of(session, workspaces)
        return plan(session, [wanted[each.id] for each in workspaces], pack, now)


def _next(session: Session, query: Select[Workspace], now: datetime, most: int) -> Sequence[Workspace]:
    return session.scalars(query, {"now": now, "most": most, "far": now + FARTHEST}).all()


def any_ahead(session: Session, now: datetime) -> bool:
    """Return True if a workspace was last looked at by a clock that was ahead of `now` (aware), by two days or more.

    If there are many, only those whose turn is next and those whose turn is last are checked: a round with the clock
    ahead looks at every workspace whose turn is before its own time.
    """
    # The day is the workspace's own, which may be one more than the day in UTC.
    tomorrow = (now + timedelta(days=1)).astimezone(UTC).date()
    bound = {"now": now, "far": now + FARTHEST, "most": SAMPLE}
    if session.scalars(AHEAD_AT_ALL, bound).first() is not None:
        return True
    return any(day is not None and day > tomorrow for query in SYNCED for day in session.scalars(query, bound))


def _few(workspaces: Sequence[Workspace], now: datetime) -> Sequence[Workspace]:
    """Return the first workspaces, with at most `SYNCED_AT_ONCE` that must be synced: that takes a while."""
    # By the day in UTC, which is accurate enough here.
    synced = accumulate(each.synced_on != now.astimezone(UTC).date() for each in workspaces)
    return workspaces[: sum(1 for count in synced if count <= SYNCED_AT_ONCE)]


def _guarded(session: Session, wanted: Sequence[Preferences], pack: Pack, now: datetime) -> list[DeliveryReport]:
    return [report for each in wanted for report in _guarded_one(session, each, pack, now)]


def _guarded_one(session: Session, wanted: Preferences, pack: Pack, now: datetime) -> list[DeliveryReport]:
    try:
        with session.begin_nested():
            return plan_workspaces(session, [wanted], pack, now)
    except Exception:  # one workspace's fault must not stop the others
        log.exception("planning_broke", workspace=wanted.workspace.id)
        wanted.workspace.plan_after = now + AFTER_A_FAULT
        return []


def plan_workspaces(session: Session, wanted: Sequence[Preferences], pack: Pack, now: datetime) -> list[DeliveryReport]:
    """Insert what is due now, and set when something may be due next; nothing for workspaces the bot was removed from.

    What became too late since a workspace should have been looked at is inserted too: it is skipped, with the reason,
    and the next morning's deadlines know that one was missed. What those owned who left since is seen to, and
    administrators are asked once to clear the texts. `pack` is the shared one.
    """
    delivery_reports: list[DeliveryReport] = []
    waiting: list[PlannedNudge] = []
    again: list[dict[str, Any]] = []
    note_missing_marks(session, [each.workspace for each in wanted])
    own = packs_of(session, [each.workspace for each in wanted], pack)
    looks = [(each, _look(session, each, own[each.workspace.id], now)) for each in wanted]
    nobody = _without_audience(session, looks)
    for each, found in looks:
        again.append({"id": each.workspace.id, "plan_after": found.following})
        due_there: list[PlannedNudge] = []
        for due in found.due:
            if (due.kind, each.workspace.id) not in nobody:
                due_there += _wishes(session, each, due, own[each.workspace.id])
            if due.until <= now:  # later nudges read what was missed
                delivery_reports += insert_planned(session, due_there, now)
                due_there.clear()
        later = [
            nudge
            for due in (found.later if due_there else ())
            if (due.kind, each.workspace.id) not in nobody
            for nudge in _wishes(session, each, due, own[each.workspace.id])
        ]
        waiting += one_morning(due_there, later, now.astimezone(each.workspace.zone).date())
    bulk_update(session, AGAIN_AT, again)
    waiting += (PlannedNudge(*each) for each in departures_due(session, wanted, now))
    waiting += (PlannedNudge(*each) for each in clearing_due(session, wanted, own, now))
    return delivery_reports + insert_planned(session, waiting, now)


def _look(session: Session, wanted: Preferences, pack: Pack, now: datetime) -> DueSchedule:
    """Return what is due in a workspace, and when to look there again."""
    workspace = wanted.workspace
    if workspace.removed_at is not None:
        # Coming back clears it.
        return DueSchedule((), now + LOOK_AHEAD)
    since = workspace.plan_after
    today = now.astimezone(workspace.zone).date()
    if workspace.synced_on != today:
        sync(session, workspace, pack, now)
    found = due_schedule(times_of(wanted), pack.timing, now, since)
    return found._replace(following=night_before(found.following, workspace.zone, workspace.id, now))


def plan_greeting(session: Session, workspace: Workspace, channel: str, now: datetime) -> bool:
    """Plan the greeting of a channel that the bot was added to; False if it was greeted before.

    Being added also turns on a channel that was turned off because sending to it failed.
    """
    turn_on(session, workspace.id, [channel])
    today = now.astimezone(workspace.zone).date()
    due = Due(GREETING.kind, channel, now, now + timedelta(days=1), GREETING.receiver.to, today)
    return bool(insert_planned(session, [PlannedNudge(workspace, channel, due)], now))


def _without_audience(session: Session, looks: Sequence[tuple[Preferences, DueSchedule]]) -> set[tuple[str, int]]:
    """Return the kinds that are due and the workspaces where they have no audience, by one query for each kind."""
    workspaces: dict[str, set[int]] = defaultdict(set)
    for wanted, found in looks:
        for due in (*found.due, *found.later):
            workspaces[due.kind].add(wanted.workspace.id)
    return {
        (kind, each)
        for kind, due_in in workspaces.items()
        if (narrow := kind_of(kind).by_calendar.narrow)
        for each in due_in - narrow(session, due_in)
    }


def _wishes(session: Session, wanted: Preferences, due: Due, pack: Pack) -> list[PlannedNudge]:
    """Return a nudge for each of its audience who has not turned it off. Raises `UnknownKindError`."""
    kind = kind_of(due.kind)
    if not wanted.wants(kind.kind):
        return []
    to_people = kind.receiver.to == "person"
    own_time = to_people and kind.by_calendar.in_morning
    return [
        PlannedNudge(wanted.workspace, address, at_own_time(wanted, each, address) if own_time else each)
        for address, each in kind.by_calendar.audience(session, wanted, due, pack)
        if wanted.wants(kind.kind, address if to_people else ALL)
    ]


def _looked_at(due: ColumnElement[bool]) -> Select[Workspace]:
    # Ordered as the index is, so that looking at many workspaces with nothing due costs nothing.
    query = select(Workspace).where(due).order_by(Workspace.plan_after).limit(bindparam("most"))
    return query.with_for_update(skip_locked=True)


NEW = _looked_at(Workspace.plan_after.is_(None))
PUT_OFF = Workspace.plan_after > bindparam("far", type_=Workspace.plan_after.type)
AHEAD = _looked_at(PUT_OFF)
"""Workspaces that a round with the clock ahead has put off: no round with a correct clock puts them off so far."""
AHEAD_AT_ALL = select(Workspace.id).where(PUT_OFF).limit(1)
_LATER = Workspace.plan_after > bindparam("now", type_=Workspace.plan_after.type)
SYNCED = tuple(
    select(Workspace.synced_on).where(_LATER).order_by(order).limit(bindparam("most"))
    for order in (Workspace.plan_after, Workspace.plan_after.desc())
)
AGAIN = _looked_at(Workspace.plan_after <= bindparam("now", type_=Workspace.plan_after.type))
AGAIN_AT = Bulk(cast("Table", Workspace.__table__), ("plan_after",))
