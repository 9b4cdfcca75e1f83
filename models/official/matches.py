"""What each workspace has had messages about of official items, and what its people said is not relevant. Moments are aware."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, tuple_, update
from sqlalchemy.orm import Session

from models.db.in_list import in_list, literals
from models.official.items import QUESTIONS, ItemKind, Status
from models.official.open_items import OVER
from models.official.relevance import Relevance
from models.tables import OfficialMatch, OfficialRecord

CERTAIN, LIKELY, NONE = "sikker", "trolig", "ingen"
Key = tuple[str, str]
"""The kind and the number of an item."""
MOST = 500
LONGEST_HEARING = timedelta(weeks=26)
"""How long a ministry's hearing whose deadline nobody knows may be open: they usually last three months."""
LONGEST_BACK = timedelta(days=14)
"""How long what was not gathered, since the bot was down, waits to be."""
LONGEST_ASKED = {ItemKind.QUESTION.value: timedelta(days=30), ItemKind.INTERPELLATION.value: timedelta(days=120)}
"""How long a question may wait for its answer: a written one is answered in a week, an interpellation when it is debated."""
ASKED = frozenset({*QUESTIONS, ItemKind.BILL.value})
"""The kinds that have a message of their own, once a day."""


def key_of(record: OfficialRecord) -> Key:
    """Return the kind and the number of an item."""
    return record.kind, record.number


def value_of(record: OfficialRecord) -> str:
    """Return an item as the value of a control."""
    return f"{record.kind}:{record.number}"


def item_at(session: Session, value: str) -> OfficialRecord | None:
    """Return the item that a control is about; None if there is none."""
    kind, _, number = value.partition(":")
    return session.scalar(select(OfficialRecord).where(OfficialRecord.kind == kind, OfficialRecord.number == number))


def pending(session: Session, now: datetime, limit: int = MOST) -> list[OfficialRecord]:
    """Return items to be matched with the workspaces' words, those that wait longest first. Council cases are not among them."""
    is_other = OfficialRecord.kind != ItemKind.COUNCIL_CASE.value
    query = select(OfficialRecord).where(OfficialRecord.match_due_at <= now, is_other)
    return list(session.scalars(query.order_by(OfficialRecord.match_due_at, OfficialRecord.id).limit(limit)))


def matched(session: Session, seen: Iterable[tuple[int, datetime]]) -> None:
    """Note that items have been matched as they were: their ids, and when each was due. One changed since is due still."""
    for record_id, due_at in seen:
        wanted = (OfficialRecord.id == record_id, OfficialRecord.match_due_at == due_at)
        session.execute(update(OfficialRecord).where(*wanted).values(match_due_at=None))


def hearings_of_cases(session: Session) -> dict[str, list[OfficialRecord]]:
    """Return the committee hearings that are not over, by the number of each case that they are about."""
    query = select(OfficialRecord).where(OfficialRecord.kind == ItemKind.COMMITTEE_HEARING.value)
    found: dict[str, list[OfficialRecord]] = {}
    for each in session.scalars(query):
        if each.status not in OVER:
            for number in each.cases:
                found.setdefault(str(number), []).append(each)
    return found


def deadlines_of_cases(session: Session, numbers: Collection[str]) -> dict[str, frozenset[date]]:
    """Return the days of the deadlines that some cases have themselves, by the case's number."""
    query = select(OfficialRecord).where(
        OfficialRecord.kind == ItemKind.CASE.value, in_list(OfficialRecord.number, "numbers")
    )
    return {
        each.number: frozenset(
            date.fromisoformat(event["on"][:10]) for event in each.events if event["deadline"] and event["on"]
        )
        for each in session.scalars(query, {"numbers": sorted(numbers)})
    }


def keys_of_matter(record: OfficialRecord) -> list[Key]:
    """Return the key of an item, then those of the cases that it is about."""
    cases = record.cases if record.kind == ItemKind.COMMITTEE_HEARING.value else ()
    return [key_of(record), *((ItemKind.CASE.value, str(number)) for number in cases)]


def known_matches(
    session: Session, workspace_ids: Collection[int], keys: Sequence[Key]
) -> dict[tuple[int, str, str], OfficialMatch]:
    """Return what workspaces have had messages about already, of some items, by the workspace's id and the item's key."""
    numbers = sorted({number for _, number in keys})
    query = select(OfficialMatch).where(
        in_list(OfficialMatch.workspace_id, "workspaces"), in_list(OfficialMatch.number, "numbers")
    )
    found = session.scalars(query, {"workspaces": list(workspace_ids), "numbers": numbers})
    return {(each.workspace_id, each.kind, each.number): each for each in found}


def match_by_id(session: Session, workspace_id: int, match_id: int) -> OfficialMatch | None:
    """Return what a workspace had a message about, by its id."""
    wanted = (OfficialMatch.workspace_id == workspace_id, OfficialMatch.id == match_id)
    return session.scalar(select(OfficialMatch).where(*wanted))


def record_of(session: Session, match: OfficialMatch) -> OfficialRecord | None:
    """Return the item that a workspace had a message about."""
    wanted = (OfficialRecord.kind == match.kind, OfficialRecord.number == match.number)
    return session.scalar(select(OfficialRecord).where(*wanted))


def gathered(
    session: Session, workspace_id: int, after: date, day: date, *, asked: bool = False
) -> list[tuple[OfficialMatch, OfficialRecord]]:
    """Return what belongs in the morning's message of a local day: all since the last such message, of the day `after`.

    With `asked` it is the message of questions and announced bills.
    """
    wanted = (
        OfficialMatch.workspace_id == workspace_id,
        _is_asked() if asked else ~_is_asked(),
        OfficialMatch.gather_on > after,
        OfficialMatch.gather_on <= day,
    )
    return _with_records(session, wanted)


def with_gathered(session: Session, workspace_ids: Collection[int], day: date, *, asked: bool = False) -> set[int]:
    """Return which of some workspaces have anything to gather on that local day, in that message (see `gathered`)."""
    query = select(OfficialMatch.workspace_id).where(
        in_list(OfficialMatch.workspace_id, "workspaces"),
        _is_asked() if asked else ~_is_asked(),
        OfficialMatch.gather_on > day - LONGEST_BACK,
        OfficialMatch.gather_on <= day,
        OfficialMatch.judged_by.is_(None),
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspace_ids)}))


def asked_in(session: Session, workspace_ids: Collection[int], first: date, last: date) -> dict[int, int]:
    """Return how many questions and announced bills are gathered from one local day to another, by workspace."""
    query = select(OfficialMatch.workspace_id, func.count()).where(
        in_list(OfficialMatch.workspace_id, "workspaces"), _is_asked(), OfficialMatch.gather_on.between(first, last)
    )
    found = session.execute(query.group_by(OfficialMatch.workspace_id), {"workspaces": list(workspace_ids)})
    return {each[0]: each[1] for each in found}


def _is_asked() -> ColumnElement[bool]:
    return OfficialMatch.kind.in_(literals(sorted(ASKED)))


def not_relevant(session: Session, workspace_id: int, limit: int = 50) -> list[tuple[OfficialMatch, OfficialRecord]]:
    """Return what people said is not relevant, with the items, the newest first."""
    wanted = (OfficialMatch.workspace_id == workspace_id, OfficialMatch.judged_by.is_not(None))
    found = _with_records(session, wanted)
    found.sort(key=lambda each: (each[0].judged_at or each[0].found_at, each[0].id), reverse=True)
    return found[:limit]


def dismissed(session: Session, workspace_id: int) -> Mapping[Key, str]:
    """Return who said that an item is not relevant, by the item's key."""
    wanted = (OfficialMatch.workspace_id == workspace_id, OfficialMatch.judged_by.is_not(None))
    query = select(OfficialMatch.kind, OfficialMatch.number, OfficialMatch.judged_by).where(*wanted)
    return {(kind, number): who or "" for kind, number, who in session.execute(query)}


def judge(
    session: Session,
    workspace_id: int,
    record: OfficialRecord,
    why: Relevance,
    user_id: str | None,
    now: datetime,
) -> OfficialMatch:
    """Mark an item as not relevant for a workspace, or (without a person) as relevant after all."""
    wanted = (OfficialMatch.kind == record.kind, OfficialMatch.number == record.number)
    row = session.scalar(select(OfficialMatch).where(OfficialMatch.workspace_id == workspace_id, *wanted))
    if row is None:
        row = OfficialMatch(
            workspace_id=workspace_id, kind=record.kind, number=record.number, level=level_of(why) or NONE,
            found_at=now, gather_on=None, has_deadline=record.deadline_on is not None, words={},
        )  # fmt: skip
        session.add(row)
    row.judged_by, row.judged_at = user_id, now if user_id else None
    row.words = why.rules if user_id else {}
    session.flush()
    return row


def level_of(why: Relevance) -> str | None:
    """Return how sure it is that an item concerns us; None if it is not likely."""
    return CERTAIN if why.is_certain else LIKELY if why.is_likely else None


def is_over(record: OfficialRecord, today: date) -> bool:
    """Return True if nothing can be done about an item any more: it is closed, or its last deadline has passed."""
    closed = record.status is not None and Status(record.status).is_over
    if record.kind == ItemKind.HEARING.value and record.deadline_on is None and record.published_on is not None:
        # RSS has a ministry's last hundred hearings, without their deadlines.
        return closed or record.published_on < today - LONGEST_HEARING
    if record.kind in LONGEST_ASKED and record.published_on is not None:
        return closed or record.published_on < today - LONGEST_ASKED[record.kind]
    return closed or (record.deadline_on is not None and record.deadline_on < today)


def _with_records(session: Session, wanted: Sequence[object]) -> list[tuple[OfficialMatch, OfficialRecord]]:
    query = select(OfficialMatch).where(*wanted).order_by(OfficialMatch.id.desc()).limit(MOST)  # type: ignore[arg-type]
    matches = list(session.scalars(query))
    if not matches:
        return []
    keys = tuple_(OfficialRecord.kind, OfficialRecord.number).in_([(each.kind, each.number) for each in matches])
    records = {key_of(each): each for each in session.scalars(select(OfficialRecord).where(keys))}
    return [
        (each, records[each.kind, each.number]) for each in reversed(matches) if (each.kind, each.number) in records
    ]
