"""The queries of claiming, built once (building them costs more than running them).

`now` is the moment; `soon` is a little later, so that a clock that was moved back does not block what is paced.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal, null, or_, select, update
from sqlalchemy.orm import aliased

from jobs.nudges.questions import QUESTIONS
from jobs.nudges.registry import KINDS
from models.db.base import UtcDateTime
from models.db.in_list import in_list, literals
from models.tables import Delivery, Destination, Workspace
from models.tables.delivery import PUT_OFF, WAITING

MOMENT = UtcDateTime()
NOW = bindparam("now", type_=MOMENT)
OURS = Delivery.kind.in_(literals(KINDS))
"""Kinds that this code knows: if a newer process runs too, kinds that only that one knows are left to it."""


def _paced(now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return the condition that something was just sent to a destination. A moment far ahead: the clock was moved."""
    return and_(
        Destination.next_at.is_not(None),
        Destination.next_at > now,
        Destination.next_at <= bindparam("soon", type_=MOMENT),
    )


def _is_to_be_planned(now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return the condition that more may be due in a workspace by now: what was put off comes together with it."""
    return and_(Workspace.plan_after.is_not(None), Workspace.plan_after <= now)


def _comes_with_morning() -> ColumnElement[bool]:
    """Return the condition that a row waits for a morning's message, if it is planned (in Python: `claim`)."""
    return or_(
        Delivery.kind.in_(literals(QUESTIONS)),
        and_(Delivery.reason.is_not(None), Delivery.reason.startswith(PUT_OFF, autoescape=True)),
    )


def _is_blocked(now: ColumnElement[Any]) -> ColumnElement[bool]:
    earlier = aliased(Delivery)
    return (
        select(earlier.id)
        .where(
            earlier.workspace_id == Delivery.workspace_id,  # always true; the index of waiting rows begins with it
            earlier.destination_id == Delivery.destination_id,
            earlier.state.in_(literals(("planned", "sending"))),
            earlier.kind.in_(literals(KINDS)),
            earlier.next_try_at > now,
            or_(
                # A row that was searched for without an answer blocks nothing: posting may work where reading does not.
                and_(
                    earlier.state == "sending",
                    or_(earlier.looked_since.is_(None), earlier.lease_until.is_not(None)),
                ),
                # Nor does a question that waits for its week.
                and_(
                    earlier.state == "planned",
                    earlier.kind.not_in(literals(QUESTIONS)),
                    or_(
                        earlier.due_at < Delivery.due_at,
                        and_(earlier.due_at == Delivery.due_at, earlier.id < Delivery.id),
                    ),
                ),
            ),
        )
        .exists()
    )


def _ready() -> Select[int, int]:
    now = NOW
    return (
        select(Delivery.workspace_id, Delivery.destination_id)
        .join(Workspace, Workspace.id == Delivery.workspace_id)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(
            WAITING,
            OURS,
            Delivery.next_try_at <= now,
            or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now),
            Delivery.workspace_id > bindparam("after"),
            ~in_list(Delivery.workspace_id, "busy"),
            or_(Workspace.send_after.is_(None), Workspace.send_after <= now),
            ~_paced(now),
            ~_is_blocked(now),
            or_(~_comes_with_morning(), Delivery.state != "planned", ~_is_to_be_planned(now)),
        )
        .distinct()
        .order_by(Delivery.workspace_id, Delivery.destination_id)
        .limit(bindparam("most"))
    )


READY = _ready()
"""The destinations of what may be claimed, in the order of their workspaces."""
LOCK = (
    select(Destination, Workspace)
    .join(Workspace, Workspace.id == Destination.workspace_id)
    .where(in_list(Destination.id, "ids"), ~_paced(NOW))
    .order_by(Destination.workspace_id, Destination.id)
    .with_for_update(of=Destination, skip_locked=True)
)
"""The destinations themselves, each locked, with their workspaces as they are now."""
PACED = (
    select(func.min(Destination.next_at))
    .join(Delivery, Delivery.destination_id == Destination.id)
    .where(WAITING, OURS, Delivery.next_try_at <= NOW, _paced(NOW))
)
LINE = (
    select(
        Delivery.id,
        Delivery.destination_id,
        Delivery.kind,
        Delivery.period_key,
        Delivery.attempt,
        Delivery.looks,
        Delivery.tried_at,
        Delivery.looked_since,
        Delivery.look_cursor,
        Delivery.due_at,
        Delivery.state,
        Delivery.next_try_at,
        Delivery.lease_until,
        Delivery.reason,
    )
    .where(WAITING, OURS, in_list(Delivery.destination_id, "ids"))
    .order_by(Delivery.destination_id, Delivery.due_at, Delivery.id)
)
PLACES = select(Destination).where(in_list(Destination.id, "ids"))
WORKSPACES = select(Workspace).where(in_list(Workspace.id, "ids"))


def _kept(column: Any, fresh: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the column's value if the message may be posted already, `fresh` if the delivery is planned."""
    return case((Delivery.state == "planned", fresh), else_=column)


TAKE = (
    update(Delivery)
    .where(in_list(Delivery.id, "ids"))
    .values(
        state="sending",
        attempt=Delivery.attempt + 1,
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until", type_=MOMENT),
        next_try_at=bindparam("until", type_=MOMENT),
        tried_at=_kept(Delivery.tried_at, NOW),
        looks=_kept(Delivery.looks, literal(0)),
        looked_since=_kept(Delivery.looked_since, null()),
        look_cursor=_kept(Delivery.look_cursor, null()),
    )
    .execution_options(synchronize_session=False)
)
