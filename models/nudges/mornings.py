"""One morning's deadlines, read from the database."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.followups.found import overdue_on
from models.manners import ALL, Manners
from models.nudges.deadlines import FORTNIGHT, KIND, OWNER_KIND, Morning, day_of, key_of, morning, reach
from models.nudges.due import TOO_LATE
from models.occurrences import Filter, find
from models.snoozes import Held, people_with_returning, resting, returning
from models.tables import Delivery, Destination, Occurrence

MOST = 500


def morning_of(
    session: Session,
    manners: Manners,
    day: date,
    owner: str | None = None,
    shown_at: datetime | None = None,
    left_out: Collection[int] = (),
) -> Morning:
    """Return what a morning tells, to one owner where given; nothing on a day that is left in peace.

    With `shown_at`, the moment the message was sent, what was done or snoozed after it is told too, so that a message
    that is composed again keeps its rows. `left_out` are the ids of rows that are not told.
    """
    workspace_id, whose = manners.workspace.id, owner or ALL
    rest = manners.rest(whose)
    if shown_at is None and not rest.speaks_on(day):
        return Morning(day)
    missed = missed_before(session, workspace_id, day, owner)
    first, last = reach(day, rest, missed)
    wanted = Filter(first=first, last=last, kinds=("frist",), owner=owner, include_done=shown_at is not None)
    found = find(session, workspace_id, wanted, day, limit=MOST, offset=0)
    held = resting(session, workspace_id, whose, day, shown_at)
    found = [each for each in found if each.id not in left_out]
    told = [each for each in found if still_shown(each.done_at, shown_at) and is_told(each, held)]
    back = [each for each in returning(session, workspace_id, whose, first, day) if each.id not in left_out]
    of_the_day = morning(day, told, rest, [each for each in back if still_shown(each.done_at, shown_at)], missed)
    if owner is not None:
        return of_the_day
    return replace(of_the_day, followups=overdue_on(session, manners.workspace, day, shown_at))


def owners_told(session: Session, manners: Manners, day: date) -> list[str]:
    """Return everybody who has something to be told of on that morning."""
    rest = manners.rest()
    first, last = reach(day, rest, _earliest(session, manners.workspace.id, day))
    wanted = Filter(first=first, last=last, kinds=("frist",))
    near = find(session, manners.workspace.id, wanted, day, limit=MOST, offset=0)
    # One who comes back from a pause of one's own may be told of what is further off.
    known = {each.owner for each in near if each.owner} | manners.people_with_pauses()
    known |= people_with_returning(session, manners.workspace.id, first, day)
    return [each for each in sorted(known) if morning_of(session, manners, day, each).tells]


def is_told(row: Occurrence, held: Mapping[int, Held]) -> bool:
    """Tell whether a row is told of in spite of what is on hold."""
    return row.id not in held or held[row.id].is_shown


def still_shown(done_at: datetime | None, shown_at: datetime | None) -> bool:
    """Tell whether something belongs in a message shown since then: it is open, or was done while it stood there."""
    return done_at is None or (shown_at is not None and done_at >= shown_at)


def missed_before(session: Session, workspace_id: int, day: date, owner: str | None = None) -> date | None:
    """Return the first of the mornings before that day that were missed since one was told; None where none was."""
    kind = KIND if owner is None else OWNER_KIND
    found = session.execute(RECENT, _recent(workspace_id, kind, day)).all()
    mine = [row for row in found if owner in {None, row.address}]
    last_told = max((row.period_key for row in mine if row.state in TOLD), default="")
    missed = [row.period_key for row in mine if row.period_key > last_told and _is_missed(row.state, row.reason)]
    return day_of(min(missed)) if missed else None


def _earliest(session: Session, workspace_id: int, day: date) -> date | None:
    """Return the first morning that somebody missed, whatever they were told since."""
    found = session.execute(RECENT, _recent(workspace_id, OWNER_KIND, day)).all()
    return min((day_of(row.period_key) for row in found if _is_missed(row.state, row.reason)), default=None)


def _is_missed(state: str, reason: str | None) -> bool:
    return state == "planned" or (state == "skipped" and (reason or "").startswith(TOO_LATE))


def _recent(workspace_id: int, kind: str, day: date) -> dict[str, object]:
    return {"workspace": workspace_id, "kind": kind, "first": key_of(day - FORTNIGHT), "last": key_of(day)}


TOLD = ("sending", "sent", "unknown")
RECENT = (
    select(Delivery.period_key, Delivery.state, Delivery.reason, Destination.address)
    .join(Destination, Destination.id == Delivery.destination_id)
    .where(
        Delivery.workspace_id == bindparam("workspace"),
        Delivery.kind == bindparam("kind"),
        Delivery.period_key >= bindparam("first"),
        Delivery.period_key < bindparam("last"),
    )
)
