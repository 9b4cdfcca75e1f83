"""Ten years of random changes: every feed between them can be read, and says which of its events are new."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.shared.calendar_feed import CalendarFeed, FeedScope, read_feed, renew_feed
from models.db.database import Database
from models.occurrences import changes, moving, owning, series, undoing
from models.occurrences.series import NewSeries
from models.tables import Change, Occurrence, Workspace
from models.workspace.workspaces import get_or_create
from tests.pages.test_calendar_programs import OSLO, validate
from tests.support.pack import small_pack

BEGIN = datetime(2026, 10, 2, 10, tzinfo=UTC)
PACK = small_pack()
WHO = ("U1", "U2")
CERTAINTIES = ("fast", "forventet", "ca")
VERSION = ("SEQUENCE", "DTSTAMP")
steps = st.tuples(
    st.sampled_from(
        ("ny", "ny", "måned", "serie", "flytt", "gjort", "åpnet", "tatt", "avlyst", "angret", "avlyst én", "ingenting")
    ),
    st.integers(0, 290),  # days until it happens
    st.integers(0, 400),  # a day, from then on; and which row
    st.sampled_from((None, time(2, 30), time(9, 15))),
)


@dataclass
class Decade:
    """A workspace, its clock, and what its feed said of each event last."""

    session: Session
    workspace: Workspace
    now: datetime = BEGIN
    known: dict[str, tuple[str, int, datetime]] = field(default_factory=dict)
    """By the UID: what it says, its SEQUENCE and its DTSTAMP."""
    number: int = 0
    content: bytes = b""
    """The last feed."""

    def rows(self, **columns: Any) -> list[Occurrence]:
        query = select(Occurrence).filter_by(workspace_id=self.workspace.id, archived_at=None, **columns)
        return list(self.session.scalars(query.order_by(Occurrence.id)))

    def do(self, what: str, ahead: int, start: time | None) -> None:  # noqa: C901 - one case for each change
        mine, day = self.workspace.id, (self.now + timedelta(days=ahead)).date()
        who, self.number = WHO[ahead % 2], self.number + 1
        open_ = self.rows(done_at=None)
        row = open_[ahead % len(open_)].id if open_ else 0
        acts = (self.session, mine)
        match what:
            case "ny":
                new: Any = {
                    "due": day,
                    "certainty": CERTAINTIES[ahead % 3],
                    "owner": who,
                    "start": start,
                    "minutes": 30,
                }
                changes.add(*acts, who, self.now, title=f"Frist {self.number}", **new)
            case "måned":
                changes.add(*acts, who, self.now, title=f"Frist {self.number}", month=day)
            case "serie":
                plan = NewSeries(
                    f"Møte {self.number}", "FREQ=WEEKLY;BYDAY=SU", day, day + timedelta(days=50), start, 60
                )
                series.add_series(*acts, who, self.now, self.now.date(), plan)
            case "flytt" if row:
                moving.move(*acts, row, who, day, self.now)
            case "gjort" if row:
                changes.mark_done(*acts, row, who, self.now)
            case "åpnet" if done := [each for each in self.rows() if each.done_at]:
                changes.reopen(*acts, done[ahead % len(done)].id, who, self.now)
            case "tatt" if free := [each for each in open_ if each.owner is None]:
                owning.take(*acts, free[ahead % len(free)].id, who, self.now)
            case "avlyst" if row:
                changes.call_off(*acts, row, who, self.now)
            case "avlyst én" if held := [each for each in open_ if each.series_id]:
                series.cancel_one(*acts, held[ahead % len(held)].id, who, self.now)
            case "angret":
                last = self.session.scalars(
                    select(Change).filter_by(workspace_id=mine).order_by(Change.id.desc())
                ).first()
                if last is not None and last.before:
                    with_undone(*acts, last.id, who, self.now)
        series.extend_all(*acts, self.now.date(), self.now)

    def fetch(self) -> None:
        """Fetch the feed of everything, and compare it with the last one."""
        feed = CalendarFeed(self.workspace, PACK, "U1", FeedScope("alle", with_undated=True), self.now)
        before = read_feed(self.session, feed)
        content = renew_feed(self.session, feed)
        assert read_feed(self.session, feed) == content
        assert before in {None, content}
        events = [each for each in Calendar.from_ical(content).events if isinstance(each, Event)]
        said = {str(each["UID"]): (_said(each), int(each["SEQUENCE"]), each.stamp) for each in events}
        assert len(said) == len(events)
        for uid, (words, sequence, stamp) in said.items():
            assert stamp <= self.now
            if uid not in self.known:
                assert (sequence, stamp) == (0, self.now)
                continue
            old, was, then = self.known[uid]
            # A name or a note that only others see may count too, but what is said never changes without.
            assert (sequence, stamp) == (was, then) if words == old else (sequence > was and stamp == self.now)
        self.known |= said
        self.validated(content, events)

    def validated(self, content: bytes, events: list[Event]) -> None:
        """Compare the feed with the rows: all of them, when they are."""
        since = (self.now.date() - timedelta(days=334)).replace(day=1)
        expected = sorted(_when(row) for row in self.rows() if row.ends_on and row.ends_on >= since)
        found = sorted(_start(each) for each in events)
        assert [each for each in found if each in expected] == expected
        self.content = content


def with_undone(session: Session, workspace_id: int, change: int, who: str, now: datetime) -> None:
    """Undo a change; what was changed since stays."""
    try:
        undoing.undo(session, workspace_id, change, who, now)
    except (changes.GoneError, changes.ChangedError):
        return


def _said(each: Event) -> str:
    lines = each.to_ical().decode().split("\r\n")
    return "\n".join(line for line in lines if not line.startswith(VERSION))


def _start(each: Event) -> str:
    return f"{each.start.astimezone(UTC) if isinstance(each.start, datetime) else each.start}"


def _when(row: Occurrence) -> str:
    day = row.starts_on or date.min
    if row.start_time is None or row.certainty == "måned":
        return f"{day}"
    return f"{datetime.combine(day, row.start_time, tzinfo=OSLO).astimezone(UTC)}"


@pytest.fixture(scope="module")
def number() -> Iterator[int]:
    return iter(range(10_000))


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=20, max_size=25))
def test_ten_years(
    sqlite_database: Database, number: Iterator[int], made: list[tuple[str, int, int, time | None]]
) -> None:
    with sqlite_database.session() as session:
        decade = Decade(session, get_or_create(session, "slack", f"T{next(number)}", "Prøve"))
        for what, days, ahead, start in made:
            decade.now += timedelta(days=days)
            decade.do(what, ahead, start)
            decade.fetch()
        validate(decade.content)
