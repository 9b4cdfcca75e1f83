"""When an occurrence is: moved to a day, to days or to a month, each as a change that can be undone."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.calendar.spans import Span, month_span
from models.occurrences.changes import WHEN, change_row, open_row, row_here
from models.occurrences.ending import ask_later
from models.tables import Change, Occurrence


def move(session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: date, now: datetime) -> Change:
    """Set its day. A day set by people is certain (`fast`), and a sync leaves it alone.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = open_row(session, workspace_id, occurrence_id)
    return _move(session, row, user_id, now, (to, to, "fast"))


def move_along(
    session: Session, workspace_id: int, occurrence_id: int, change: Change, to: date, title: str
) -> Change | None:
    """Move an open row along with another, as part of that one's change, and rename it; None if people moved it before.

    It may be moved along again: only a row that people moved themselves stays.

    Raises:
        GoneError: it is not here.
    """
    row = row_here(session, workspace_id, occurrence_id)
    if row.done_at is not None or WHEN[1] in row.kept:
        return None
    ask_later(session, workspace_id, row)
    values = {**dict(zip(WHEN, (to, to, row.certainty), strict=True)), "title": title}
    moved = change_row(session, row, change.user_id, change.at, **values, passed_unseen=False)
    moved.with_change = change.id
    session.flush()
    return moved


def move_days(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, days: Span, now: datetime
) -> Change:
    """Set its days, from the first to the last. A sync leaves them alone.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = open_row(session, workspace_id, occurrence_id)
    return _move(session, row, user_id, now, (days.first, days.last, "fast"))


def move_month(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, first_of_month: date, now: datetime
) -> Change:
    """Move it to some time in that month; a sync leaves it there.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = open_row(session, workspace_id, occurrence_id)
    whole = month_span(first_of_month.year, first_of_month.month)
    return _move(session, row, user_id, now, (whole.first, whole.last, "måned"))


def follow_source(
    session: Session, workspace_id: int, occurrence_id: int, user_id: str, to: date, now: datetime
) -> Change:
    """Set the day that its source has; from then on it is the source that moves it.

    Raises:
        GoneError: it is not here.
        AlreadyDoneError: there is nothing left to move.
    """
    row = open_row(session, workspace_id, occurrence_id)
    kept = [each for each in row.kept if each not in WHEN]
    ask_later(session, row.workspace_id, row)
    when = {"starts_on": to, "ends_on": to, "certainty": "fast"}
    return change_row(session, row, user_id, now, **when, kept=kept, set_by=None, passed_unseen=False)


def _move(session: Session, row: Occurrence, user_id: str, now: datetime, when: tuple[date, date, str]) -> Change:
    kept = [*row.kept, *(name for name in WHEN if name not in row.kept)]
    values = dict(zip(WHEN, when, strict=True))
    ask_later(session, row.workspace_id, row)
    return change_row(session, row, user_id, now, **values, kept=kept, set_by=None, passed_unseen=False)
