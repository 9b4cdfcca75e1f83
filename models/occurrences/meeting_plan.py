"""The meeting plan: the year's board, council and administrative meetings, and what must be ready for each.

A meeting is three rows of the calendar: the meeting itself, which passes by itself, and a deadline each for when its
papers go out and when the draft must be ready. So they are in every list and digest, and moving a row moves the plan.
Their keys say which meeting they belong to: `egen:moteplan:<kind>:<moment it was added>-<number>:<part>`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal, get_args

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.calendar.workdays import next_working_day, working_days_after, working_days_between
from models.occurrences import changes, moving
from models.occurrences.changes import GoneError
from models.tables import Change, Occurrence

MeetingKind = Literal["styre", "rad", "administrativt"]
KINDS: tuple[MeetingKind, ...] = get_args(MeetingKind)
MEETING, PAPERS, DRAFT = "mote", "papirer", "utkast"
PREFIX = "egen:moteplan:"
OF_BOARD = f"{PREFIX}styre:"
"""How the keys of the board's meetings, and of what must be ready for them, begin."""
FARTHEST = date.max


@dataclass(frozen=True)
class NewMeeting:
    """A meeting to plan. Days are local; `papers_on` and `draft_on` are the days before it, None if there are none."""

    kind: MeetingKind
    title: str
    day: date
    start: time | None = None
    minutes: int | None = None
    papers_on: date | None = None
    draft_on: date | None = None
    papers_title: str = ""
    draft_title: str = ""


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting of the plan, as it is now: its rows, without those that were deleted."""

    kind: MeetingKind
    meeting: Occurrence
    papers: Occurrence | None = None
    draft: Occurrence | None = None

    @property
    def day(self) -> date:
        """Return the local day of the meeting."""
        return self.meeting.ends_on or date.max

    @property
    def papers_on(self) -> date | None:
        """Return the local day on which its papers go out."""
        return self.papers.ends_on if self.papers else None

    @property
    def draft_on(self) -> date | None:
        """Return the local day on which a draft for it must be ready."""
        return self.draft.ends_on if self.draft else None


def add_meetings(
    session: Session, workspace_id: int, user_id: str, now: datetime, planned: Sequence[NewMeeting], owner: str
) -> tuple[str, int]:
    """Add meetings to the plan, those that are in it already left out; return the key they share, and how many are new.

    `owner` is responsible for the papers and the drafts.
    """
    batch = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    known = {(each.kind, each.day) for each in _plan(session, workspace_id, date.min, FARTHEST)}
    number = 0
    for each in planned:
        if (each.kind, each.day) in known:
            continue
        known.add((each.kind, each.day))
        number += 1
        of_meeting = f"{PREFIX}{each.kind}:{batch}-{number}"
        changes.add(
            session,
            workspace_id,
            user_id,
            now,
            title=each.title,
            kind="milepæl",
            due=each.day,
            start=each.start,
            minutes=each.minutes,
            key=f"{of_meeting}:{MEETING}",
        )
        for part, due, title in (
            (PAPERS, each.papers_on, each.papers_title),
            (DRAFT, each.draft_on, each.draft_title),
        ):
            if due is not None:
                key = f"{of_meeting}:{part}"
                changes.add(session, workspace_id, user_id, now, title=title, due=due, owner=owner, key=key)
    return (batch, number) if number else ("", 0)


def undo_meetings(session: Session, workspace_id: int, batch: str, user_id: str, now: datetime) -> int:
    """Delete the meetings that were added together, and return how many; what is done already stays.

    Raises:
        GoneError: nothing of it is left.
    """
    mine = _rows(workspace_id).where(Occurrence.key.like(f"{PREFIX}%:{batch}-%"))
    rows = [row for row in session.scalars(mine) if f":{batch}-" in row.key and row.done_at is None]
    if not rows or not batch:
        raise GoneError
    for row in rows:
        changes.delete(session, workspace_id, row.id, user_id, now)
    return sum(row.key.endswith(f":{MEETING}") for row in rows)


def move_papers(
    session: Session,
    workspace_id: int,
    change: Change,
    was_on: date,
    today: date,
    titled: Callable[[MeetingKind, str, str, date], str],
) -> list[Occurrence]:
    """Move what must be ready for a meeting by as many working days as the meeting; return the rows that were moved.

    `change` moved the meeting from the local day `was_on`; nothing is moved if it is about something else. What people
    moved themselves stays, and nothing is moved to before `today`. `titled` returns the title of a row from the kind of
    the meeting, the part (`PAPERS`, `DRAFT`), the title as it is and the new day of the meeting.
    """
    meeting = session.get_one(Occurrence, change.occurrence_id)
    of_meeting, _, part = meeting.key.rpartition(":")
    kind = next((each for each in KINDS if meeting.key.startswith(f"{PREFIX}{each}:")), None)
    if kind is None or part != MEETING or meeting.ends_on is None:
        return []
    number = working_days_between(was_on, meeting.ends_on)
    keys = [f"{of_meeting}:{each}" for each in (PAPERS, DRAFT)]
    moved = []
    for row in session.scalars(_rows(workspace_id).where(Occurrence.key.in_(keys)).order_by(Occurrence.id)).all():
        if row.ends_on is None:
            continue
        to = max(working_days_after(row.ends_on, number), next_working_day(today))
        title = titled(kind, row.key.rpartition(":")[2], row.title, meeting.ends_on)
        if moving.move_along(session, workspace_id, row.id, change, to, title) is not None:
            moved.append(row)
    return moved


def meetings(session: Session, workspace_id: int, first: date, last: date) -> Sequence[PlannedMeeting]:
    """Return the meetings of the plan from one local day to another, both included, the earliest first."""
    return _plan(session, workspace_id, first, last)


def next_meeting(session: Session, workspace_id: int, kind: MeetingKind, on_or_after: date) -> PlannedMeeting | None:
    """Return the first meeting of a kind on that local day or later; None if none is planned."""
    found = (each for each in _plan(session, workspace_id, on_or_after, FARTHEST) if each.kind == kind)
    return next(found, None)


def last_meeting_before(session: Session, workspace_id: int, kind: MeetingKind, day: date) -> PlannedMeeting | None:
    """Return the last meeting of a kind before a local day, such as a deadline that it has to decide on."""
    found = [each for each in _plan(session, workspace_id, date.min, day) if each.kind == kind and each.day < day]
    return found[-1] if found else None


def _rows(workspace_id: int) -> Select[Occurrence]:
    return select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.archived_at.is_(None),
        Occurrence.source == changes.OWN,
        Occurrence.key.like(f"{PREFIX}%"),
    )


def _plan(session: Session, workspace_id: int, first: date, last: date) -> list[PlannedMeeting]:
    found: dict[str, dict[str, Occurrence]] = {}
    for row in session.scalars(_rows(workspace_id)):
        of_meeting, _, part = row.key.removeprefix(PREFIX).rpartition(":")
        found.setdefault(of_meeting, {})[part] = row
    plan = [
        PlannedMeeting(kind, parts[MEETING], parts.get(PAPERS), parts.get(DRAFT))
        for of_meeting, parts in found.items()
        for kind in KINDS
        if of_meeting.startswith(f"{kind}:") and MEETING in parts
    ]
    return sorted((each for each in plan if first <= each.day <= last), key=lambda each: (each.day, each.meeting.id))
