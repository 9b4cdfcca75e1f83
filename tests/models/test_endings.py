"""What nobody ticks off is asked about once, closed in time, and not spoken of again; linked entries end together."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.recurring import recurring_days
from models.occurrences import changes, moving, undoing
from models.occurrences.changes import AlreadyDoneError, ClosedError, PassingError
from models.occurrences.ending import NOT_TICKED, start_clock, unanswered
from models.occurrences.filtering import Filter
from models.occurrences.queries import find, overdue
from models.occurrences.series import NewSeries, add_series
from models.occurrences.sync import sync
from models.tables import Change, Occurrence, Pause, Workspace
from models.workspace import outgoing
from tests.support.content import PACK
from tests.support.nudges import OSLO
from tests.support.rows import new_row

NEW_DAY = date(2026, 10, 5)


def at_night(day: date) -> datetime:
    return datetime.combine(day, time(3), OSLO)


def night(session: Session, workspace: Workspace, day: date, content: Any = PACK) -> None:
    sync(session, workspace, content, at_night(day))


def state(session: Session, workspace: Workspace) -> dict[str, tuple[date | None, str]]:
    """Return when each of the workspace's own rows is asked about, and how it is."""
    session.flush()
    query = select(Occurrence).where(Occurrence.workspace_id == workspace.id, Occurrence.source == "egen")
    rows = session.scalars(query.order_by(Occurrence.id).execution_options(populate_existing=True))
    return {row.title: (row.asked_on, row.closed_as or ("gjort" if row.done_at else "åpen")) for row in rows}


def of_key(session: Session, workspace: Workspace, key: str) -> Occurrence:
    query = select(Occurrence).where(Occurrence.workspace_id == workspace.id, Occurrence.key == key)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def test_a_deadline_is_asked_about_after_30_days_and_closed_60_days_later(
    session: Session, workspace: Workspace
) -> None:
    night(session, workspace, NEW_DAY)
    new_row(session, workspace.id, "Brev", date(2026, 10, 7))
    new_row(session, workspace.id, "Rundt den 7.", date(2026, 10, 7), certainty="ca")
    new_row(session, workspace.id, "Ledig oppgave i hjulet", date(2026, 10, 7), kind="oppgave", source="arshjul", key="a:2026-10:b")  # fmt: skip
    new_row(session, workspace.id, "Vår oppgave", date(2026, 10, 7), kind="oppgave", owner="U1")
    new_row(session, workspace.id, "Konferansen", date(2026, 10, 7), kind="arrangement")
    new_row(session, workspace.id, "Stortinget vedtar", date(2026, 10, 7), kind="milepæl")
    new_row(session, workspace.id, "Vår lunsj", date(2026, 10, 7), kind="arrangement", by_others=False)
    new_row(session, workspace.id, "Andres frist", date(2026, 10, 7), by_others=True)
    new_row(session, workspace.id, "Møte med Kari", date(2026, 10, 7), kind="møte")
    new_row(session, workspace.id, "Før vår tid", date(2026, 10, 7), passed_unseen=True)

    night(session, workspace, date(2026, 11, 5))
    assert {each for each, _ in state(session, workspace).values()} == {None}
    night(session, workspace, date(2026, 11, 6))
    asked = date(2026, 11, 12)
    open_ = {
        "Brev": (asked, "åpen"),
        "Rundt den 7.": (None, "åpen"),  # may be until the 10th
        "Vår oppgave": (asked, "åpen"),
        "Konferansen": (None, "åpen"),
        "Stortinget vedtar": (None, "åpen"),
        "Vår lunsj": (asked, "åpen"),
        "Andres frist": (None, "åpen"),
        "Møte med Kari": (None, "åpen"),
        "Før vår tid": (None, "åpen"),
    }
    assert state(session, workspace) == open_
    night(session, workspace, date(2026, 11, 9))
    outgoing.plan(session, workspace.id, "person", "U1", "over_eier", f"{asked}", at_night(asked))
    night(session, workspace, date(2027, 1, 10))
    assert state(session, workspace) == open_ | {"Rundt den 7.": (asked, "åpen")}

    night(session, workspace, date(2027, 1, 11))

    closed = (asked, NOT_TICKED)
    names = ("Brev", "Rundt den 7.", "Vår oppgave", "Vår lunsj")
    assert state(session, workspace) == open_ | dict.fromkeys(names, closed)
    assert [row.title for row in overdue(session, workspace.id, date(2027, 1, 11)) if row.source == "egen"] == []
    assert session.scalars(select(Change)).all() == []


def test_what_was_closed_can_be_ticked_off_or_opened_and_is_never_overdue(
    session: Session, workspace: Workspace
) -> None:
    now = at_night(date(2027, 1, 11))
    columns = {"done_at": now, "closed_as": NOT_TICKED, "asked_on": date(2026, 11, 12)}
    first, second = (new_row(session, workspace.id, name, date(2026, 10, 7), **columns) for name in ("Ett", "To"))
    night(session, workspace, date(2027, 1, 11))

    with pytest.raises(ClosedError):
        moving.move(session, workspace.id, first.id, "U1", date(2027, 2, 1), now)
    done = changes.mark_done(session, workspace.id, first.id, "U1", now)
    assert (first.done_by, first.closed_as) == ("U1", None)
    undoing.undo(session, workspace.id, done.id, "U1", now)
    assert (first.done_by, first.closed_as) == (None, NOT_TICKED)

    opened = changes.reopen(session, workspace.id, second.id, "U1", now)
    for day in (12, 20, 28):
        night(session, workspace, date(2027, 1, day))
    session.refresh(second)
    assert second.done_at is None
    assert second not in overdue(session, workspace.id, date(2027, 1, 28))
    assert second not in unanswered(session, workspace.id, date(2027, 1, 28))
    undoing.undo(session, workspace.id, opened.id, "U1", now)
    assert second.closed_as == NOT_TICKED

    changes.reopen(session, workspace.id, second.id, "U1", now)
    moving.move(session, workspace.id, second.id, "U1", date(2027, 2, 1), now)
    assert second in overdue(session, workspace.id, date(2027, 2, 2))
    night(session, workspace, date(2027, 3, 3))
    assert state(session, workspace)["To"] == (date(2027, 3, 4), "åpen")


def test_it_can_be_seen_apart_from_what_is_done_and_what_is_open(session: Session, workspace: Workspace) -> None:
    now, day = at_night(date(2027, 1, 11)), date(2026, 10, 7)
    new_row(session, workspace.id, "Åpen", day)
    new_row(session, workspace.id, "Gjort", day, done_at=now, done_by="U1")
    new_row(session, workspace.id, "Lukket", day, done_at=now, closed_as=NOT_TICKED)

    def titles(**wanted: Any) -> list[str]:
        return [row.title for row in find(session, workspace.id, Filter(first=day, last=day, **wanted), day, 9)]

    assert titles() == ["Åpen"]
    assert titles(done_only=True) == ["Gjort"]
    assert titles(closed_only=True) == ["Lukket"]
    assert titles(with_closed=True) == ["Åpen", "Lukket"]


def test_the_question_waits_until_a_pause_is_over(session: Session, workspace: Workspace) -> None:
    night(session, workspace, NEW_DAY)
    new_row(session, workspace.id, "Brev", date(2026, 11, 20))
    session.add(Pause(workspace_id=workspace.id, user_id="", first=date(2026, 12, 21), last=date(2027, 1, 8)))

    night(session, workspace, date(2026, 12, 20))

    assert state(session, workspace)["Brev"] == (date(2027, 1, 14), "åpen")


def test_the_next_occurrence_of_the_same_entry_closes_the_one_before(session: Session, workspace: Workspace) -> None:
    """Also tasks that nobody has taken; not what was moved to this year, nor what comes every month."""
    night(session, workspace, NEW_DAY)
    last_year = {"kind": "oppgave", "source": "arshjul"}
    new_row(session, workspace.id, "Korte innspill", date(2026, 3, 31), key="arshjul:2026-03:korte-innspill-mars", **last_year)  # fmt: skip
    new_row(session, workspace.id, "Flyttet", date(2027, 2, 1), key="arshjul:2026-03:overlever-innspill-mars", **last_year)  # fmt: skip
    new_row(session, workspace.id, "Finnes ikke i år", date(2026, 3, 31), key="arshjul:2026-03:noe-annet", **last_year)
    _, monthly = add_series(
        session, workspace.id, "U1", at_night(NEW_DAY), NEW_DAY, NewSeries("Rapport", "FREQ=MONTHLY", date(2026, 10, 6))
    )
    _, yearly = add_series(
        session, workspace.id, "U1", at_night(NEW_DAY), NEW_DAY, NewSeries("Årsplan", "FREQ=YEARLY", date(2026, 10, 6))
    )
    assert list(recurring_days("FREQ=YEARLY", date(2026, 10, 6), date(2026, 10, 6), date(2027, 10, 6)))
    keys = (
        "arshjul:2026-03:korte-innspill-mars",
        "arshjul:2026-03:overlever-innspill-mars",
        "arshjul:2026-03:noe-annet",
    )

    night(session, workspace, date(2027, 2, 28))
    assert [of_key(session, workspace, each).closed_as for each in keys] == [None, None, None]
    night(session, workspace, date(2027, 3, 1))
    assert [of_key(session, workspace, each).closed_as for each in keys] == [NOT_TICKED, None, None]

    for row in (monthly, yearly):
        row.done_at, row.closed_as, row.asked_on = None, None, date(2027, 10, 4)
    night(session, workspace, date(2027, 10, 5))
    assert (of_key(session, workspace, yearly.key).closed_as) is None
    night(session, workspace, date(2027, 10, 6))
    assert of_key(session, workspace, yearly.key).closed_as == NOT_TICKED


def linked(session: Session, workspace: Workspace, name: str) -> list[Occurrence]:
    query = select(Occurrence).where(Occurrence.workspace_id == workspace.id, Occurrence.together == name)
    return list(session.scalars(query.order_by(Occurrence.key).execution_options(populate_existing=True)))


INNSPILL = "innspill-departementene:2027"
ZERO = "zerokonferansen:2026"


def test_twins_of_the_content_are_done_opened_and_undone_together(session: Session, workspace: Workspace) -> None:
    night(session, workspace, NEW_DAY)
    now = at_night(NEW_DAY)
    twins = linked(session, workspace, INNSPILL)
    assert [row.key for row in twins] == [
        "arshjul:2027-01:siste-frist-departementene",
        "statsbudsjett:2028:innspill-departementene",
        "statsbudsjett:2028:nov-jan:nov-jan-lever-innspill",
    ]
    assert [row.key.rpartition(":")[2] for row in linked(session, workspace, ZERO)] == [
        "zero-innlegg",
        "zero-stand",
        "zero-tall",
        "zerokonferansen",
    ]

    def done(name: str) -> list[str | None]:
        return [row.done_by for row in linked(session, workspace, name)]

    change = changes.mark_done(session, workspace.id, twins[0].id, "U1", now)
    assert done(INNSPILL) == ["U1", "U1", "U1"]
    with pytest.raises(AlreadyDoneError):
        changes.mark_done(session, workspace.id, twins[1].id, "U2", now)
    undoing.undo(session, workspace.id, change.id, "U2", now)
    assert done(INNSPILL) == [None, None, None]

    changes.mark_done(session, workspace.id, twins[1].id, "U1", now)
    opened = changes.reopen(session, workspace.id, twins[2].id, "U1", now)
    assert done(INNSPILL) == [None, None, None]
    undoing.undo(session, workspace.id, opened.id, "U1", now)
    assert done(INNSPILL) == ["U1", "U1", "U1"]

    zero = linked(session, workspace, ZERO)
    with pytest.raises(PassingError):
        changes.mark_done(session, workspace.id, zero[3].id, "U1", now)
    off = changes.call_off(session, workspace.id, zero[0].id, "U1", now)
    assert [row.archived_at is not None for row in linked(session, workspace, ZERO)] == [True, True, True, True]
    undoing.undo(session, workspace.id, off.id, "U1", now)
    changes.mark_done(session, workspace.id, zero[2].id, "U1", now)
    assert done(ZERO) == ["U1", "U1", "U1", "U1"]
    night(session, workspace, NEW_DAY + timedelta(days=1))
    assert done(ZERO) == ["U1", "U1", "U1", "U1"]


def test_twins_are_asked_about_as_one_when_the_last_is_over_and_closed_together(
    session: Session, workspace: Workspace
) -> None:
    night(session, workspace, NEW_DAY)

    def ended() -> list[tuple[date | None, str | None]]:
        return [(row.asked_on, row.closed_as) for row in linked(session, workspace, INNSPILL)]

    night(session, workspace, date(2027, 3, 1))  # 30 days after the deadline, not after its month
    assert ended() == [(None, None)] * 3
    night(session, workspace, date(2027, 3, 2))
    asked = date(2027, 3, 4)
    assert ended() == [(None, None), (asked, None), (None, None)]
    asked_about = [row.title for row in unanswered(session, workspace.id, asked) if row.together == INNSPILL]
    assert asked_about == ["Lever budsjettinnspillet til departementene"]
    night(session, workspace, date(2027, 5, 3))
    assert ended() == [(None, NOT_TICKED), (asked, NOT_TICKED), (None, NOT_TICKED)]


def test_an_upgraded_workspace_is_asked_about_all_at_once_and_nothing_is_closed_for_a_month(
    session: Session, workspace: Workspace
) -> None:
    upgraded = date(2027, 6, 1)
    new_row(session, workspace.id, "I januar 2026", date(2026, 1, 15))
    new_row(session, workspace.id, "I går", date(2027, 5, 31))
    new_row(session, workspace.id, "I morgen", date(2027, 6, 2))
    assert workspace.endings_from is None

    night(session, workspace, upgraded)

    asked = date(2027, 6, 3)
    open_ = {"I januar 2026": (asked, "åpen"), "I går": (asked, "åpen"), "I morgen": (None, "åpen")}
    assert state(session, workspace) == open_
    assert workspace.endings_from == date(2027, 7, 1)
    night(session, workspace, date(2027, 8, 29))  # 60 days after a month
    assert {how for _, how in state(session, workspace).values()} == {"åpen"}
    night(session, workspace, date(2027, 8, 30))
    assert [how for _, how in state(session, workspace).values()] == [NOT_TICKED, NOT_TICKED, "åpen"]


def test_opening_the_list_after_an_upgrade_starts_the_clock(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "I januar 2026", date(2026, 1, 15))
    night(session, workspace, date(2027, 6, 1))
    start_clock(session, workspace, date(2027, 6, 10))
    start_clock(session, workspace, date(2027, 6, 20))

    night(session, workspace, date(2027, 8, 8))
    assert state(session, workspace) == {"I januar 2026": (date(2027, 6, 3), "åpen")}
    night(session, workspace, date(2027, 8, 9))
    assert state(session, workspace) == {"I januar 2026": (date(2027, 6, 3), NOT_TICKED)}
