"""Repairs what a round with the clock ahead leaves behind: moments to wait for that are far too far away.

`padriver tick --at`, or a machine whose clock was wrong for a while, may run such a round. Nothing would be planned,
sent or fetched until then, so every round looks for such moments and moves them back. What was sent stays sent. (Closed
channels, feeds and stored requests check their own moments: one farther ahead than the longest wait is over.)
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from jobs.nudges.calendar import PLANNED
from jobs.nudges.kind import TOO_LATE, until
from jobs.nudges.registry import kind_of
from jobs.planning.plan import any_ahead, plan_all_again
from jobs.planning.schedule import LOOK_BACK
from jobs.ports import LONGEST_PAUSE
from jobs.sending.claim import LEASE
from jobs.sending.claim_queries import OURS
from jobs.sending.settle import TRY_AGAIN_AFTER
from models.db.database import Database
from models.media.feeds import LONGEST_ASKED
from models.tables import Contact, Delivery, Destination, Feed, Workspace
from models.tables.delivery import WAITING
from models.workspace.installations import REMOVED
from models.workspace.preferences import preferences_of

log = structlog.get_logger(__name__)

SKEW = timedelta(minutes=10)
"""How far the clocks of two processes may differ, generously."""
AT_ONCE = 1_000
"""Keeps a query below the databases' limit of parameters."""


def repair_clock_ahead(database: Database, now: datetime, *, deep: bool = False) -> bool:
    """Move back to `now` (aware) what a clock that was ahead set; return True if there was any.

    The usual signs are cheap to look for. With `deep` it also looks for what was sent, skipped or met too early,
    through all deliveries and contacts.
    """
    with database.reading() as session:
        if not _has_future_moments(session, now, deep=deep):
            return False
    with database.session() as session:
        _repair(session, now)
    plan_all_again(database, now)
    log.info("clock_was_ahead")
    return True


def _has_future_moments(session: Session, now: datetime, *, deep: bool) -> bool:
    signs = [*_signs(now), *(_deep_signs(now) if deep else [])]
    found = any_ahead(session, now) or any(session.scalar(select(exists().where(each))) for each in signs)
    return found or (deep and bool(_not_too_late(session, now)))


def _signs(now: datetime) -> list[ColumnElement[bool]]:
    """Return conditions that only a clock ahead explains, for waiting rows, of which there are few."""
    its_workspace = and_(WAITING, Workspace.id == Delivery.workspace_id)
    return [
        and_(its_workspace, Workspace.send_after > now + LONGEST_PAUSE + SKEW),
        and_(WAITING, Delivery.state == "sending", Delivery.next_try_at > now + max(LEASE, LONGEST_PAUSE) + SKEW),
        and_(WAITING, Delivery.due_at <= now, Delivery.next_try_at > now + LOOK_BACK + SKEW),
    ]


def _deep_signs(now: datetime) -> list[ColumnElement[bool]]:
    return [Delivery.sent_at > now + SKEW, Contact.seen_at > now + SKEW, _done_with_too_early(now)]


def _done_with_too_early(now: datetime) -> ColumnElement[bool]:
    """Return the condition for calendar nudges that were skipped or failed before they were due.

    Only a clock that was ahead causes that. Nudges skipped because the bot was removed are left out.
    """
    return and_(
        Delivery.state.in_(("skipped", "failed")),
        Delivery.due_at > now + SKEW,
        Delivery.kind.in_([each.kind for each in PLANNED]),
        or_(Delivery.reason.is_(None), Delivery.reason != REMOVED),
    )


def _repair(session: Session, now: datetime) -> None:
    soon = now + SKEW
    _update(session, Workspace.send_after > now + LONGEST_PAUSE, {"send_after": None}, Workspace)
    _draw_back(session, (Workspace.installed_at, Workspace.removed_at), soon, now)
    _draw_back(session, (Destination.off_since, Destination.off_until), now + TRY_AGAIN_AFTER, now)
    # What another process is sending is left to it; what only waits for another try is tried now.
    sending = and_(WAITING, Delivery.state == "sending", Delivery.next_try_at > now + LEASE + SKEW)
    _update(session, sending, {"next_try_at": now, "lease_until": now}, Delivery)
    waiting = and_(WAITING, Delivery.state == "planned", Delivery.due_at <= now, Delivery.next_try_at > now)
    _update(session, waiting, {"next_try_at": now}, Delivery)
    session.execute(delete(Delivery).where(_done_with_too_early(now)))
    early = _not_too_late(session, now)
    for start in range(0, len(early), AT_ONCE):
        session.execute(delete(Delivery).where(Delivery.id.in_(early[start : start + AT_ONCE])))
    _draw_back(session, (Feed.next_at,), now + LONGEST_ASKED, now)
    _draw_back(session, (Feed.baseline_at, Feed.last_item_at, Feed.last_ok_at, Feed.last_fetched_at), soon, now)
    _draw_back(session, (Contact.seen_at,), soon, now)


def _not_too_late(session: Session, now: datetime) -> list[int]:
    """Return the ids of deliveries that were skipped as too late but are not: they will be planned again."""
    given_up = and_(
        OURS, Delivery.state == "skipped", Delivery.reason.startswith(TOO_LATE), Delivery.due_at > now - LOOK_BACK
    )
    workspaces = session.scalars(
        select(Workspace).where(Workspace.id.in_(select(Delivery.workspace_id).where(given_up)))
    )
    wanted = preferences_of(session, workspaces)
    return [
        row.id
        for row in session.scalars(select(Delivery).where(given_up))
        if now
        < until(kind_of(row.kind), row.due_at, wanted[row.workspace_id].workspace.zone, wanted[row.workspace_id].night)
    ]


def _draw_back(
    session: Session, columns: tuple[InstrumentedAttribute[Any], ...], beyond: datetime, now: datetime
) -> None:
    """Set each of some columns of one table to `now` if it is later than `beyond`."""
    for column in columns:
        _update(session, column > beyond, {column.key: now}, column.parent.class_)


def _update(session: Session, where: ColumnElement[bool], values: dict[str, Any], table: type[Any]) -> None:
    session.execute(update(table).where(where).values(**values).execution_options(synchronize_session=False))
