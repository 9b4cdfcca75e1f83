"""What moves in a case since its followers last got to know how its official item was. Days are local."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cases.followers import followers_of
from models.db.in_list import in_list
from models.official.items import QUESTIONS, OfficialRole
from models.official.matches import value_of
from models.official.records import OSLO
from models.tables import CaseMove, OfficialRecord, PolicyCase
from models.workspace import outgoing
from models.workspace.nudge_kinds import CASE_MOVED

STAMP = "%Y%m%dT%H%M%S"
SAID = "sagt"
"""In a snapshot: the codes of steps that the followers have heard of in other words."""
MOST_MOVES = 12
"""The most that is stored of one change: the first page of an old case has more steps than anybody reads."""


class What(StrEnum):
    """What has moved."""

    EVENT = "hendelse"
    DATE = "flyttet"
    STATUS = "status"
    BODY = "instans"
    RAPPORTEUR = "saksordfører"
    OWN_STATUS = "egen status"
    """The status that people wrote in the sheet."""


@dataclass(frozen=True)
class Move:
    """One thing that has moved: its words, the source's or ours, and its day and the day before (ISO), if it has one."""

    what: What
    words: str
    on: str = ""
    before: str = ""


def snapshot(record: OfficialRecord) -> dict[str, Any]:
    """Return what is compared of an official item."""
    return {
        "status": record.status or "",
        "instans": record.body,
        "saksordfører": rapporteurs(record),
        "hendelser": [
            [each.get("kind", ""), each.get("name", ""), each["on"]] for each in record.events if each.get("on")
        ],
    }


def rapporteurs(record: OfficialRecord) -> list[str]:
    """Return the names of an item's rapporteurs, each with the party."""
    people = [each for each in record.people or () if each.get("role") == OfficialRole.RAPPORTEUR]
    return [f"{each['name']} ({each['party']})" if each.get("party") else each["name"] for each in people]


def moves_between(seen: Mapping[str, Any], now: Mapping[str, Any], since: date) -> list[Move]:
    """Return what has moved between two snapshots. Steps before the day `since` are no news."""
    moves: list[Move] = []
    if now["status"] and now["status"] != seen.get("status"):
        moves.append(Move(What.STATUS, now["status"]))
    if now["instans"] and now["instans"] != seen.get("instans"):
        moves.append(Move(What.BODY, now["instans"]))
    if now["saksordfører"] and now["saksordfører"] != seen.get("saksordfører"):
        moves.append(Move(What.RAPPORTEUR, ", ".join(now["saksordfører"])))
    before = [tuple(each) for each in seen.get("hendelser", ())]
    after = [tuple(each) for each in now["hendelser"]]
    gone = {kind: on for kind, _, on in before if (kind, on) not in {(each[0], each[2]) for each in after}}
    known = {(kind, on) for kind, _, on in before}
    for kind, name, on in after:
        if (kind, on) in known or on[:10] < since.isoformat() or kind in seen.get(SAID, ()):
            continue
        was = gone.pop(kind, "")
        moves.append(Move(What.DATE, name, on, was) if was else Move(What.EVENT, name, on))
    return moves[:MOST_MOVES]


def workspaces_with(session: Session, keys: Collection[str]) -> list[int]:
    """Return the ids of the workspaces that follow any of some official items."""
    if not keys:
        return []
    query = select(PolicyCase.workspace_id).where(in_list(PolicyCase.key, "keys"), PolicyCase.closed_at.is_(None))
    return sorted(session.scalars(query.distinct(), {"keys": list(keys)}))


def follow_source(session: Session, workspace_id: int, records: Sequence[OfficialRecord], now: datetime) -> int:
    """Note what has moved in a workspace's cases, and plan a line to those who follow each; return how many moved."""
    by_key = {value_of(each): each for each in records}
    query = select(PolicyCase).where(
        PolicyCase.workspace_id == workspace_id, PolicyCase.closed_at.is_(None), in_list(PolicyCase.key, "keys")
    )
    moved = 0
    for case in session.scalars(query.with_for_update(), {"keys": list(by_key)}).all():
        record = by_key[case.key]
        found = snapshot(record)
        since = case.created_at.astimezone(OSLO).date()
        moves = moves_between(case.seen, found, since) if case.seen else []
        if record.kind in QUESTIONS and any(each.what is What.EVENT for each in moves):
            # That it is answered says more than that it is finished.
            moves = [each for each in moves if each.what is not What.STATUS]
        case.seen, case.title = found | {name: said for name, said in case.seen.items() if name == SAID}, record.title
        if moves:
            keep_moves(session, case, moves, now)
            moved += 1
    return moved


def keep_moves(
    session: Session, case: PolicyCase, moves: Sequence[Move], now: datetime, by: str | None = None
) -> CaseMove:
    """Store that a case has moved, and plan a line to each follower but the one who moved it (`by`)."""
    row = CaseMove(workspace_id=case.workspace_id, case_id=case.id, at=now, moves=[asdict(each) for each in moves])
    session.add(row)
    session.flush()
    for user_id in followers_of(session, case.workspace_id, [case.id]).get(case.id, ()):
        if user_id != by:
            outgoing.plan(session, case.workspace_id, "person", user_id, CASE_MOVED, key_at(case.id, now), now)
    return row


def moves_of(row: CaseMove) -> list[Move]:
    """Return what a stored move consists of; what only a newer version knows is left out."""
    return [
        Move(What(each["what"]), each.get("words") or "", each.get("on") or "", each.get("before") or "")
        for each in row.moves
        if each.get("what") in set(What)
    ]


def key_at(case_id: int, at: datetime) -> str:
    """Return the logical key of the line about what moved in a case at a moment (aware): what moved in a second is one."""
    return f"{case_id}:{at.astimezone(UTC):{STAMP}}"


def moved_at(session: Session, workspace_id: int, key: str) -> tuple[PolicyCase, list[Move]] | None:
    """Return the case that a key of `key_at` names, and what moved then; None if it names nothing that moved here."""
    number, _, stamp = key.partition(":")
    try:
        first, case_id = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), int(number)
    except ValueError:
        return None
    query = (
        select(CaseMove, PolicyCase)
        .join(PolicyCase, PolicyCase.id == CaseMove.case_id)
        .where(
            CaseMove.workspace_id == workspace_id,
            PolicyCase.workspace_id == workspace_id,
            CaseMove.case_id == case_id,
            CaseMove.at >= first,
            CaseMove.at < first + timedelta(seconds=1),
        )
        .order_by(CaseMove.id)
    )
    found = session.execute(query).all()
    moves = [each for row, _ in found for each in moves_of(row)]
    return (found[0][1], list(dict.fromkeys(moves))) if found else None


def known_steps(session: Session, workspace_id: int, case_ids: Collection[int], since: date) -> set[tuple[int, str]]:
    """Return the steps that were announced when they had been, from a local day on, by case and name.

    An empty name is every step: the case's status moved.
    """
    first = datetime.combine(since, time(), OSLO)
    query = select(CaseMove).where(
        CaseMove.workspace_id == workspace_id, in_list(CaseMove.case_id, "cases"), CaseMove.at >= first
    )
    known: set[tuple[int, str]] = set()
    for row in session.scalars(query, {"cases": list(case_ids)}):
        day = row.at.astimezone(OSLO).date().isoformat()
        known |= {(row.case_id, each.words) for each in moves_of(row) if each.on and each.on[:10] <= day}
        known |= {(row.case_id, "") for each in moves_of(row) if each.what is What.STATUS}
    return known


def moved_since(
    session: Session, workspace_id: int, since: datetime, until: datetime
) -> list[tuple[PolicyCase, list[Move]]]:
    """Return the open cases that moved from one moment (aware) to before another, each with all that moved."""
    query = (
        select(CaseMove, PolicyCase)
        .join(PolicyCase, PolicyCase.id == CaseMove.case_id)
        .where(
            CaseMove.workspace_id == workspace_id,
            PolicyCase.workspace_id == workspace_id,
            PolicyCase.closed_at.is_(None),
            CaseMove.at >= since,
            CaseMove.at < until,
        )
        .order_by(CaseMove.at, CaseMove.id)
    )
    found: dict[int, tuple[PolicyCase, list[Move]]] = {}
    for row, case in session.execute(query):
        found.setdefault(case.id, (case, []))[1].extend(moves_of(row))
    return list(found.values())


def with_moves(session: Session, workspaces: Collection[int], since: datetime, until: datetime) -> set[int]:
    """Return those of some workspaces, by id, where a case has moved from one moment (aware) to before another."""
    query = select(CaseMove.workspace_id).where(
        in_list(CaseMove.workspace_id, "workspaces"), CaseMove.at >= since, CaseMove.at < until
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))
