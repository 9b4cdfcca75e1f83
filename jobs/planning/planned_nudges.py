"""Inserts planned nudges as rows in `delivery`: many with few queries, once by constraint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.nudges.kind import Due
from jobs.nudges.registry import KINDS, kind_of
from jobs.reporting import DeliveryReport
from models.db.bulk import insert_new, insert_rows
from models.db.in_list import in_list, literals
from models.tables import Delivery, Destination, Workspace

AT_ONCE = 1_000
"""Keeps a query below the databases' limit of parameters."""
POSTED_STATES = ("sending", "sent", "unknown")
"""The states of a nudge that is, or may be, posted in a channel."""

Place = tuple[int, str]
"""A workspace's id, and an address in it."""


@dataclass(frozen=True)
class PlannedNudge:
    """A nudge that is due, and its address."""

    workspace: Workspace
    address: str
    due: Due

    @property
    def place(self) -> Place:
        """Return the workspace's id and the address."""
        return self.workspace.id, self.address


def one_morning(due: Sequence[PlannedNudge], later: Sequence[PlannedNudge], today: date) -> list[PlannedNudge]:
    """Return what is due now, and what of `later` today comes with it: one message a morning to each place.

    The parts come at the earliest of their times, in the order of a morning. All are of one workspace; what was due on
    an earlier day, and what belongs to no morning, keeps its moment.
    """
    morning = [each for each in due if each.due.day == today and _in_morning(each)]
    earliest: dict[str, datetime] = {}
    for each in morning:
        earliest[each.address] = min(each.due.due_at, earliest.get(each.address, each.due.due_at))
    joined = [
        replace(each, due=replace(each.due, due_at=earliest[each.address]))
        for each in (*morning, *filter(_in_morning, later))
        if each.due.day == today and each.address in earliest
    ]
    order = {kind: number for number, kind in enumerate(KINDS)}
    joined.sort(key=lambda each: order[each.due.kind])
    return [*(each for each in due if each.due.day != today or not _in_morning(each)), *joined]


def _in_morning(nudge: PlannedNudge) -> bool:
    return kind_of(nudge.due.kind).by_calendar.in_morning


def insert_planned(session: Session, nudges: Sequence[PlannedNudge], now: datetime) -> list[DeliveryReport]:
    """Insert what is not there yet, and report it. What is posted in a channel chosen before is not planned again."""
    return [
        report
        for start in range(0, len(nudges), AT_ONCE)
        for report in _insert(session, nudges[start : start + AT_ONCE], now)
    ]


def _insert(session: Session, nudges: Sequence[PlannedNudge], now: datetime) -> Iterator[DeliveryReport]:
    already = _already(session, nudges)
    left = [each for each in nudges if each.due.to == "person" or _key(each) not in already]
    places = _places(session, left)
    rows = {(places[each.place], *_key(each)): each for each in left}
    new = [_row(each, destination_id, now) for (destination_id, *_), each in rows.items()]
    table = Delivery.__table__.c
    columns = (table.destination_id, table.workspace_id, table.kind, table.period_key)
    inserted = {tuple(row) for row in insert_rows(session, Delivery, new, columns)}
    return (_report(each) for key, each in rows.items() if key in inserted)


def _key(nudge: PlannedNudge) -> tuple[int, str, str]:
    return nudge.workspace.id, nudge.due.kind, nudge.due.period_key


def _already(session: Session, nudges: Sequence[PlannedNudge]) -> set[tuple[int, str, str]]:
    to_channels = [each for each in nudges if each.due.to == "kanal"]
    if not to_channels:
        return set()
    ids, keys = {each.workspace.id for each in to_channels}, {each.due.period_key for each in to_channels}
    found = session.execute(ALREADY, {"workspaces": list(ids), "keys": list(keys)})
    return {(workspace_id, kind, key) for workspace_id, kind, key in found}


def _places(session: Session, nudges: Sequence[PlannedNudge]) -> dict[Place, int]:
    """Return the destinations' ids; new destinations are inserted."""
    wanted = {each.place: each.due.to for each in nudges}
    found = _known(session, wanted)
    new = [
        {"workspace_id": workspace_id, "kind": kind, "address": address}
        for (workspace_id, address), kind in wanted.items()
        if (workspace_id, address) not in found
    ]
    if insert_new(session, Destination, new) or new:
        found = _known(session, wanted)
    return found


def _known(session: Session, wanted: dict[Place, Any]) -> dict[Place, int]:
    if not wanted:
        return {}
    workspaces, addresses = ({place[part] for place in wanted} for part in (0, 1))
    found = session.execute(KNOWN, {"workspaces": list(workspaces), "addresses": list(addresses)})
    return {(workspace_id, address): id_ for id_, workspace_id, address in found}


def _row(nudge: PlannedNudge, destination_id: int, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": nudge.workspace.id,
        "destination_id": destination_id,
        "kind": nudge.due.kind,
        "period_key": nudge.due.period_key,
        "due_at": nudge.due.due_at,
        "next_try_at": max(now, nudge.due.due_at),
    }


def _report(nudge: PlannedNudge) -> DeliveryReport:
    due = nudge.due
    return DeliveryReport("planned", due.kind, due.period_key, nudge.workspace.external_id, nudge.address, due.due_at)


ALREADY = select(Delivery.workspace_id, Delivery.kind, Delivery.period_key).where(
    in_list(Delivery.workspace_id, "workspaces"),
    in_list(Delivery.period_key, "keys"),
    Delivery.state.in_(literals(POSTED_STATES)),
)
KNOWN = select(Destination.id, Destination.workspace_id, Destination.address).where(
    in_list(Destination.workspace_id, "workspaces"), in_list(Destination.address, "addresses")
)
