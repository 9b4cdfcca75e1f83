"""Stores what official sources say: each item once, from whichever sources know it, with what changed.

Nothing is deleted because a source leaves it out, and no value is lost because another source does not have it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.official.items import Day, ItemKind, OfficialItem, Status, as_day, day_and_time
from models.tables import OfficialChange, OfficialRecord

OSLO = ZoneInfo("Europe/Oslo")
AT_ONCE = 400
"""How many records are looked for in one query."""
PAGE_AGAIN = timedelta(days=1)
"""How often the page of a hearing that is open is read again: its deadline may move."""
AFTER_DEADLINE = timedelta(days=7)
CASE_AGAIN, CASE_OPEN = timedelta(days=7), timedelta(days=365)
"""How often the page of a case that is not finished is read again, and for how long after it last changed."""
PLAIN = ("title", "short_title", "excerpt", "body", "body_id", "status_text", "link", "reference", "month")
WATCHED = {"title": "tittel", "body": "instans", "status": "status", "deadline_on": "frist"}
"""The columns whose changes are recorded, and what people call them."""
MATCHED = (*WATCHED, "short_title", "excerpt", "topics", "cases")
"""The columns that decide who an item concerns: when one changes, it is matched with the workspaces' words again."""
WITH_PAGES = (ItemKind.CASE, ItemKind.HEARING, ItemKind.MEETING, ItemKind.DECISION)
UNMATCHED = frozenset({ItemKind.MEETING.value, ItemKind.DECISION.value})
"""The kinds that are not matched with the workspaces' words: they are about cases that are."""
AGENDA_AHEAD = timedelta(days=7)
"""How long before a meeting its agenda is read, once a day."""
VOTES_LATER = timedelta(days=5)
"""How long after a decision the votes are asked for again, if there are none yet."""


@dataclass(frozen=True)
class KeptItems:
    """What became of an answer's items: the ids of records that are new and that changed, and how many were known."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    known: int = 0


def keep_items(
    session: Session, source: str, items: Sequence[OfficialItem], now: datetime, *, is_page: bool = False
) -> KeptItems:
    """Store the items of a source's answer at that moment (aware). With `is_page` the answer was an item's own page."""
    try:
        with session.begin_nested():
            return _keep(session, source, items, now, is_page=is_page)
    except IntegrityError:
        # Another process has stored one of them meanwhile, from another source: it is known by now.
        return _keep(session, source, items, now, is_page=is_page)


def _keep(session: Session, source: str, items: Sequence[OfficialItem], now: datetime, *, is_page: bool) -> KeptItems:
    today = now.astimezone(OSLO).date()
    known = {(row.kind, row.number): row for row in _known(session, items)}
    new: list[OfficialRecord] = []
    changed: list[int] = []
    for item in items:
        row = known.get((item.kind.value, item.number))
        if row is None:
            row = known[item.kind.value, item.number] = _new(item, source, now)
            _fill(row, item, source, today)
            _plan_page(row, now, is_page=is_page, is_news=True)
            new.append(row)
            continue
        before, days, people = {name: getattr(row, name) for name in MATCHED}, _days(row), row.people
        updated = row.updated
        _fill(row, item, source, today)
        changes = [name for name in WATCHED if getattr(row, name) != before[name] and before[name] is not None]
        if before["deadline_on"] in map(as_day, item.deadlines):
            # It has passed, and the next one counts: the source has moved nothing.
            changes = [name for name in changes if name != "deadline_on"]
        if row not in new:
            for name in changes:
                session.add(_change(row, source, now, name, before[name]))
        is_news = row.updated != updated or row.status != before["status"]
        _plan_page(row, now, is_page=is_page, is_news=is_news, is_known=True)
        if row.kind not in UNMATCHED and any(getattr(row, name) != before[name] for name in MATCHED):
            row.match_due_at = now
        is_other = _days(row) != days or row.people != people
        if is_other or any(getattr(row, name) != before[name] for name in WATCHED):
            row.changed_at = now
            if row not in new:
                changed.append(row.id)
    session.add_all(new)
    session.flush()
    return KeptItems(tuple(row.id for row in new), tuple(changed), len(items) - len(new))


def due_pages(session: Session, kind: ItemKind, now: datetime, limit: int) -> list[OfficialRecord]:
    """Return the items of a kind whose own pages are to be read now, those that wait longest first."""
    query = select(OfficialRecord).where(OfficialRecord.kind == kind.value, OfficialRecord.page_due_at <= now)
    return list(session.scalars(query.order_by(OfficialRecord.page_due_at, OfficialRecord.id).limit(limit)))


def put_off(session: Session, record_id: int, until: datetime | None) -> None:
    """Read the page of an item later, or never."""
    row = session.get(OfficialRecord, record_id)
    if row is not None:
        row.page_due_at = until


def by_number(session: Session, kind: ItemKind, number: str) -> OfficialRecord | None:
    """Return the item with that number, if any source has had it."""
    query = select(OfficialRecord).where(OfficialRecord.kind == kind.value, OfficialRecord.number == number)
    return session.scalar(query)


def deadline_of(row: OfficialRecord) -> Day | None:
    """Return the next deadline of an item, with its time of day (Europe/Oslo) if it has one."""
    return row.deadline_at.astimezone(OSLO) if row.deadline_at else row.deadline_on


def _known(session: Session, items: Sequence[OfficialItem]) -> Iterator[OfficialRecord]:
    keys = [(each.kind.value, each.number) for each in items]
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        query = select(OfficialRecord).where(tuple_(OfficialRecord.kind, OfficialRecord.number).in_(some))
        yield from session.scalars(query.with_for_update())


def _new(item: OfficialItem, source: str, now: datetime) -> OfficialRecord:
    return OfficialRecord(
        kind=item.kind.value, number=item.number, source=source, first_seen_at=now, changed_at=now,
        match_due_at=None if item.kind.value in UNMATCHED else now,
        title="", short_title="", excerpt="", body="", body_id="", topics=[], cases=[], events=[],
        status_text="", link="", reference="", month="",
    )  # fmt: skip


def _fill(row: OfficialRecord, item: OfficialItem, source: str, today: date) -> None:
    """Write what an item says into its record; what it does not say stays."""
    for name in PLAIN:
        value = getattr(item, name)
        if value:
            setattr(row, name, value)
    row.topics, row.cases = list(item.topics or row.topics), list(item.cases or row.cases)
    row.published_on = as_day(item.published) or row.published_on
    row.updated = item.updated.isoformat() if item.updated else row.updated
    row.is_written = row.is_written if item.is_written is None else item.is_written
    row.status = item.status.value if item.status else (None if item.status_text else row.status)
    if item.events:
        row.events = [_event(each) for each in item.events]
    if item.people:
        row.people = [asdict(each) for each in item.people]
    next_one = _next_deadline(item.deadlines, today)
    if next_one is not None:
        row.deadline_on, row.deadline_from = as_day(next_one), source
        row.deadline_at = next_one if isinstance(next_one, datetime) else None


def _days(row: OfficialRecord) -> set[tuple[str, str]]:
    """Return the days of an item's events: a hearing's day may move while its deadline stays."""
    return {(each.get("kind", ""), each["on"]) for each in row.events if each.get("on")}


def _next_deadline(deadlines: Sequence[Day], today: date) -> Day | None:
    ahead = [each for each in deadlines if day_and_time(each)[0] >= today]
    return next(iter(ahead), deadlines[-1] if deadlines else None)


def _event(event: Any) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "name": event.name,
        "on": event.on.isoformat() if event.on else None,
        "deadline": event.is_deadline,
        "place": event.place,
    }


def _change(row: OfficialRecord, source: str, now: datetime, name: str, before: Any) -> OfficialChange:
    after = getattr(row, name)
    return OfficialChange(
        record_id=row.id, source=source, at=now, what=WATCHED[name], before=_written(before), after=_written(after)
    )


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _plan_page(row: OfficialRecord, now: datetime, *, is_page: bool, is_news: bool, is_known: bool = False) -> None:
    """Set when the item's own page is read: a case's when it has changed, an open hearing's once a day.

    A case that ends while it is known (`is_known`) is read once more: its page then says what was decided.
    """
    if row.kind not in {each.value for each in WITH_PAGES}:
        return
    if row.kind == ItemKind.MEETING.value:
        row.page_due_at = _agenda_due(row, now, is_page=is_page)
        return
    if row.kind == ItemKind.DECISION.value:
        is_waiting = not row.events and now < row.first_seen_at + VOTES_LATER
        row.page_due_at = now + PAGE_AGAIN if is_waiting else None
        return
    is_over = row.status is not None and Status(row.status).is_over
    if row.kind == ItemKind.HEARING.value and row.deadline_on is not None:
        is_over = is_over or row.deadline_on < (now - AFTER_DEADLINE).astimezone(OSLO).date()
    if is_page:
        row.page_due_at = _page_again(row, now) if not is_over else None
    elif is_news and (not is_over or (is_known and row.kind == ItemKind.CASE.value)):
        row.page_due_at = now


def _page_again(row: OfficialRecord, now: datetime) -> datetime | None:
    """Return when an open item's page is read again: a session's list leaves out cases of the session before."""
    if row.kind == ItemKind.HEARING.value:
        return now + PAGE_AGAIN
    return now + CASE_AGAIN if now < row.changed_at + CASE_OPEN else None


def _agenda_due(row: OfficialRecord, now: datetime, *, is_page: bool) -> datetime | None:
    """Return when a meeting's agenda is to be read: each day of the week before it, and on the day."""
    if row.published_on is None or row.published_on < now.astimezone(OSLO).date():
        return None
    first = datetime.combine(row.published_on, time(), OSLO).astimezone(UTC) - AGENDA_AHEAD
    if is_page:
        return now + PAGE_AGAIN
    return row.page_due_at or max(now, first)
