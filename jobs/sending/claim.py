"""Claiming: what waits for one channel or person is claimed together, by one process at a time, in order, and fairly.

Workspaces take turns, so that one with much to send never blocks the others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from jobs.nudges.questions import QUESTIONS
from jobs.nudges.registry import kind_of
from jobs.sending.claim_queries import LINE, LOCK, OURS, PACED, READY, TAKE
from models.db.database import Database
from models.tables import Delivery, Destination, Workspace
from models.tables.delivery import PUT_OFF, WAITING

LEASE = timedelta(minutes=5)
"""How long a claim lasts: far longer than any sending takes."""
MOST_TOGETHER = 10
"""How many nudges become one message at most; after a long outage the rest follow in the next."""
SOON = timedelta(minutes=1)
"""A destination is paced for a second at most; a longer wait means that the clock was moved back."""


@dataclass(frozen=True)
class Claim:
    """A delivery that this process has claimed. `attempt` counts from 1."""

    delivery_id: int
    kind: str
    key: str
    attempt: int
    due_at: datetime
    may_be_posted: bool
    """True if it was being sent before and nobody knows whether it was posted."""
    looks: int = 0
    """How many times it was searched for without an answer."""
    tried_at: datetime | None = None
    """When the attempt began that may have posted it; None if that is not known."""
    looked_since: datetime | None = None
    cursor: str = ""
    """When the search for it without an answer began, and where it continues."""


@dataclass(frozen=True)
class ClaimedMessage:
    """Deliveries to one destination in one message, in order. The workspace and the destination are detached."""

    workspace: Workspace
    place: Destination
    owner: str
    claims: tuple[Claim, ...]
    until: datetime
    """When the lease runs out."""

    @property
    def may_be_posted(self) -> bool:
        """Return True if some of it may be posted already."""
        return any(each.may_be_posted for each in self.claims)


@dataclass(frozen=True)
class Turn:
    """Whose turn it is. `after` is the workspace that was served last; `busy` workspaces have enough in flight."""

    after: int = 0
    busy: Collection[int] = ()
    at_once: int = 1
    """How many messages one workspace may get in one claim."""


@dataclass(frozen=True)
class ClaimResult:
    """The messages of one claim, and the last workspace it looked at; None if nothing waited.

    If something waited but no message was claimed, other processes were quicker: more may wait behind it.
    """

    messages: Sequence[ClaimedMessage] = ()
    passed: int | None = None


def claim_next(database: Database, owner: str, now: datetime) -> ClaimedMessage | None:
    """Claim what waits for one destination; None if nothing is due."""
    return next(iter(claim_messages(database, owner, now, Turn(), 1).messages), None)


def claim_messages(database: Database, owner: str, now: datetime, turn: Turn, most: int) -> ClaimResult:
    """Claim in a separate transaction, like `claim_in`."""
    with database.session() as session:
        return claim_in(session, owner, now, turn, most)


def claim_in(session: Session, owner: str, now: datetime, turn: Turn, most: int) -> ClaimResult:
    """Claim up to that many messages that are due, or whose lease ran out, in the order of their workspaces.

    Workspaces up to `Turn.after` are left out: call again from the beginning (`Turn.after` 0) if too few were found.
    """
    wanted = _chosen(session, now, turn, most)
    if not wanted:
        return ClaimResult()
    passed = wanted[-1].workspace_id
    found = _locked(session, [each.destination_id for each in wanted], now)
    lines = _lines(session, found, now)
    held = [each.id for line in lines.values() for each in line]
    if not held:
        return ClaimResult((), passed)
    session.execute(TAKE, {"ids": held, "owner": owner, "now": now, "until": now + LEASE})
    until = now + LEASE
    messages = [
        ClaimedMessage(workspace, place, owner, tuple(map(claim_of, lines[place.id])), until)
        for place, workspace in found
        if place.id in lines
    ]
    return ClaimResult(messages, passed)


def claim_of(row: Row[Any] | Delivery) -> Claim:
    """Return the claim of a row as it was before claiming: its state shows whether it was being sent before."""
    may_be_posted = row.state == "sending"
    looks = (row.looks, row.tried_at, row.looked_since, row.look_cursor or "") if may_be_posted else ()
    return Claim(row.id, row.kind, row.period_key, row.attempt + 1, row.due_at, may_be_posted, *looks)


def soonest(database: Database, now: datetime) -> datetime | None:
    """Return the next moment (UTC) at which something that waits may be tried again; None if nothing waits."""
    query = select(func.min(Delivery.next_try_at)).where(WAITING, OURS, Delivery.next_try_at > now)
    with database.reading() as session:
        return session.scalar(query)


def paced_until(database: Database, now: datetime) -> datetime | None:
    """Return when something due may follow what was just sent to the same destination; None if nothing is."""
    with database.reading() as session:
        return session.scalar(PACED, _moments(now))


def _moments(now: datetime) -> dict[str, datetime]:
    return {"now": now, "soon": now + SOON}


def _chosen(session: Session, now: datetime, turn: Turn, most: int) -> list[Any]:
    bound = {**_moments(now), "after": turn.after, "busy": list(turn.busy), "most": most}
    chosen: list[Any] = []
    for _, found in groupby(session.execute(READY, bound), key=lambda row: row[0]):
        chosen += [*found][: turn.at_once]
    return chosen


def _locked(session: Session, wanted: Sequence[int], now: datetime) -> list[tuple[Destination, Workspace]]:
    # The destination is locked, not its deliveries: the process that has the lock sees the whole queue behind it.
    return [(place, workspace) for place, workspace in session.execute(LOCK, {"ids": wanted, **_moments(now)})]


def _lines(session: Session, found: Sequence[tuple[Destination, Workspace]], now: datetime) -> dict[int, list[Any]]:
    if not found:
        return {}
    planned = {place.id for place, workspace in found if not _is_to_be_planned(workspace, now)}
    rows = session.execute(LINE, {"ids": [place.id for place, _ in found]})
    lines = {
        place_id: _together(list(line), now, is_planned=place_id in planned)
        for place_id, line in groupby(rows, lambda row: row.destination_id)
    }
    return {place_id: line for place_id, line in lines.items() if line}


def _is_to_be_planned(workspace: Workspace, now: datetime) -> bool:
    """Return True if more may be due in a workspace by now (as SQL in `claim_queries`)."""
    return workspace.plan_after is not None and workspace.plan_after <= now


def _together(line: Sequence[Any], now: datetime, *, is_planned: bool = True) -> list[Any]:
    """Return the head of the queue that may be sent now, in one message.

    Rows that wait for a search are skipped, and so are questions that wait for their week. If the morning is not planned
    yet (`is_planned`), questions alone are not sent, nor what was put off: they come together with what the morning brings.
    """
    waiting = [each for each in line if not (_blocks_nothing(each) and each.next_try_at > now)]
    if any(each.state == "sending" and max(each.next_try_at, each.lease_until or now) > now for each in waiting):
        return []
    head = list(takewhile(lambda each: each.next_try_at <= now, waiting))
    if not is_planned and all(map(_comes_with_morning, head)):
        return []
    if head and kind_of(head[0].kind).alone:
        return head[:1]
    together = list(takewhile(lambda each: not kind_of(each.kind).alone, head))[:MOST_TOGETHER]
    return sorted(together, key=lambda each: questions_last(each.kind))


def questions_last(kind: str) -> bool:
    """Return the key by which parts of a message are sorted: questions, which may have waited, come after the rest."""
    return kind in QUESTIONS


def _blocks_nothing(row: Any) -> bool:
    return _waits_to_be_looked_for(row) or _is_waiting_question(row)


def _is_waiting_question(row: Any) -> bool:
    return row.state == "planned" and row.kind in QUESTIONS


def _comes_with_morning(row: Any) -> bool:
    return _is_waiting_question(row) or (row.state == "planned" and (row.reason or "").startswith(PUT_OFF))


def _waits_to_be_looked_for(row: Any) -> bool:
    """Return True if a row was searched for without an answer, and is not leased (as SQL in `claim_queries`)."""
    return row.state == "sending" and row.looked_since is not None and row.lease_until is None
