from datetime import date, timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.db.database import Database
from models.occurrences import changes, moving, undoing
from models.occurrences.filtering import Filter
from models.occurrences.queries import MOST_COUNTED, Listed, by_id, find, listed, overdue, owners, page, searched
from models.occurrences.sync import sync
from models.occurrences.wheel_rows import WheelRow, of_month, of_year
from models.tables import Workspace
from models.workspace.workspaces import get_or_create
from tests.support.pack import small_pack
from tests.support.rows import NOW, TODAY, new_row

ALL = Filter()


def _days(number: int) -> date:
    return TODAY + timedelta(days=number)


def _titles(session: Session, workspace: Workspace, wanted: Filter, limit: int = 100, offset: int = 0) -> list[str]:
    found = find(session, workspace.id, wanted, TODAY, limit, offset)
    counted = page(session, workspace.id, wanted, TODAY, limit, offset)
    assert counted.total >= len(found)
    if found:
        assert list(counted.rows) == [Listed(*(getattr(row, name) for name in Listed._fields)) for row in found]
    return [row.title for row in found]


def test_what_is_asked_for_comes_by_when_it_ends_when_it_starts_and_then_as_it_was_added(
    session: Session, workspace: Workspace
) -> None:
    new_row(session, workspace.id, "når som helst")
    new_row(session, workspace.id, "hele oktober", date(2026, 10, 31), starts_on=date(2026, 10, 1))
    new_row(session, workspace.id, "siste dag", date(2026, 10, 31))
    new_row(session, workspace.id, "siste dag, lagt til etterpå", date(2026, 10, 31))
    new_row(session, workspace.id, "i morgen", _days(1))

    assert _titles(session, workspace, ALL) == [
        "i morgen",
        "hele oktober",
        "siste dag",
        "siste dag, lagt til etterpå",
        "når som helst",
    ]


def test_pages_follow_each_other_and_the_count_is_of_them_all(session: Session, workspace: Workspace) -> None:
    for number in range(7):
        new_row(session, workspace.id, f"frist {number}", _days(number))

    pages = [_titles(session, workspace, ALL, limit=3, offset=offset) for offset in (0, 3, 6, 9)]

    assert pages == [
        ["frist 0", "frist 1", "frist 2"],
        ["frist 3", "frist 4", "frist 5"],
        ["frist 6"],
        [],
    ]
    assert page(session, workspace.id, ALL, TODAY, limit=3, offset=3).total == 7


def test_a_page_past_the_end_is_the_last_one(session: Session, workspace: Workspace) -> None:
    for number in range(7):
        new_row(session, workspace.id, f"frist {number}", _days(number))

    last = page(session, workspace.id, ALL, TODAY, limit=3, offset=30)

    assert ([row.title for row in last.rows], last.offset, last.total) == (["frist 6"], 6, 7)
    assert page(session, workspace.id, Filter(keys=("finnes:ikke:",)), TODAY, limit=3, offset=30).total == 0


def test_what_is_overdue_and_what_comes_are_counted_together_as_far_as_anyone_reads(
    session: Session, workspace: Workspace
) -> None:
    for number in range(MOST_COUNTED + 300):
        new_row(session, workspace.id, f"frist {number}", _days(number - 100))
    wanted = Filter(first=TODAY, last=_days(9), with_overdue=True)

    counted = page(session, workspace.id, wanted, TODAY, limit=8)
    assert (counted.total, counted.more) == (110, False)

    everything = page(session, workspace.id, ALL, TODAY, limit=8)
    assert (everything.total, everything.more) == (MOST_COUNTED, True)
    last = page(session, workspace.id, ALL, TODAY, limit=8, offset=492)
    assert ([row.title for row in last.rows][-1], last.total, last.more) == ("frist 499", 500, False)


def test_a_time_asks_for_every_span_that_shares_a_day_with_it(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "før", _days(-1))
    new_row(session, workspace.id, "første dag", TODAY)
    new_row(session, workspace.id, "hele høsten", date(2026, 12, 31), starts_on=date(2026, 9, 1))
    new_row(session, workspace.id, "siste dag", _days(7))
    new_row(session, workspace.id, "etter", _days(8))
    new_row(session, workspace.id, "når som helst")

    assert _titles(session, workspace, Filter(first=TODAY, last=_days(7))) == [
        "første dag",
        "siste dag",
        "hele høsten",
    ]
    assert _titles(session, workspace, Filter(last=_days(-1))) == ["før", "hele høsten"]
    assert _titles(session, workspace, Filter(first=_days(8))) == ["etter", "hele høsten"]


def _overdue_and_not(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "forfalt i går", _days(-1))
    new_row(session, workspace.id, "forfalt i fjor", _days(-300))
    new_row(session, workspace.id, "i dag", TODAY)
    new_row(session, workspace.id, "forfalt, men gjort", _days(-1), done_at=NOW, done_by="U1")
    new_row(session, workspace.id, "forfalt, men fjernet", _days(-1), archived_at=NOW)
    new_row(session, workspace.id, "hendte i går", _days(-1), kind="milepæl")
    new_row(session, workspace.id, "løper ennå", _days(20), starts_on=_days(-10))
    new_row(session, workspace.id, "når som helst")


def test_overdue_is_an_open_deadline_whose_last_day_has_passed(session: Session, workspace: Workspace) -> None:
    _overdue_and_not(session, workspace)

    assert [row.title for row in overdue(session, workspace.id, TODAY)] == ["forfalt i fjor", "forfalt i går"]
    assert _titles(session, workspace, Filter(overdue_only=True)) == ["forfalt i fjor", "forfalt i går"]


def test_a_time_may_be_asked_for_together_with_what_is_overdue(session: Session, workspace: Workspace) -> None:
    _overdue_and_not(session, workspace)

    assert _titles(session, workspace, Filter(first=TODAY, last=_days(30), with_overdue=True)) == [
        "forfalt i fjor",
        "forfalt i går",
        "i dag",
        "løper ennå",
    ]


def test_what_is_done_is_left_out_unless_asked_for(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "åpen", TODAY)
    new_row(session, workspace.id, "gjort", _days(1), done_at=NOW)
    new_row(session, workspace.id, "fjernet", _days(2), archived_at=NOW)

    assert _titles(session, workspace, ALL) == ["åpen"]
    assert _titles(session, workspace, Filter(include_done=True)) == ["åpen", "gjort"]
    assert _titles(session, workspace, Filter(done_only=True)) == ["gjort"]


def test_sources_kinds_and_owner_narrow_it_down_together(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "gul bok", TODAY, source="statsbudsjett", kind="milepæl")
    new_row(session, workspace.id, "ntp", TODAY, source="ntp", kind="fase", theme="jernbane")
    new_row(session, workspace.id, "innspill", TODAY, theme="jernbane", owner="U1")
    new_row(session, workspace.id, "møte", TODAY, theme="energi", owner="U1")

    assert _titles(session, workspace, Filter(sources=("statsbudsjett", "ntp"))) == ["gul bok", "ntp"]
    assert _titles(session, workspace, Filter(kinds=("frist", "milepæl"))) == ["gul bok", "innspill", "møte"]
    assert _titles(session, workspace, Filter(owner="U1")) == ["innspill", "møte"]
    assert _titles(session, workspace, Filter(owner="U9")) == []


def test_owners_and_keys_narrow_it_down(session: Session, workspace: Workspace) -> None:
    new_row(session, workspace.id, "gul bok", TODAY, key="statsbudsjett:2028:gul-bok", source="statsbudsjett")
    new_row(
        session, workspace.id, "gul bok året etter", TODAY, key="statsbudsjett:2029:gul-bok", source="statsbudsjett"
    )
    new_row(session, workspace.id, "innspill", TODAY, owner="U1")
    new_row(session, workspace.id, "møte", TODAY, owner="U2", done_at=NOW)

    assert _titles(session, workspace, Filter(keys=("statsbudsjett:2028:",))) == ["gul bok"]
    assert _titles(session, workspace, Filter(keys=("statsbudsjett_2028:",))) == []
    assert _titles(session, workspace, Filter(owners=("U1", "U2"), include_done=True)) == ["innspill", "møte"]
    assert _titles(session, workspace, Filter(owned=True)) == ["innspill"]
    assert _titles(session, workspace, Filter(owned=False)) == ["gul bok", "gul bok året etter"]
    assert owners(session, workspace.id) == {"U1"}


def test_what_is_searched_comes_in_the_order_of_time_and_is_read_again_by_its_ids(
    session: Session, workspace: Workspace
) -> None:
    late = new_row(session, workspace.id, "sist", _days(3), note="om jernbane", theme="jernbane")
    first = new_row(session, workspace.id, "først", _days(1), owner="U1")
    stranger = new_row(session, get_or_create(session, "slack", "T2", "De andre").id, "deres", TODAY)

    rows = searched(session, workspace.id, ALL, TODAY)
    assert rows == [
        (first.id, "U1", None, "egen:først", "først", None, None, None),
        (late.id, None, None, "egen:sist", "sist", "jernbane", None, "om jernbane"),
    ]
    shown = listed(session, workspace.id, [late.id, stranger.id, first.id])
    assert [row.title for row in shown] == ["sist", "først"]


def test_one_workspace_never_sees_another(session: Session, workspace: Workspace) -> None:
    other = get_or_create(session, "slack", "T2", "De andre")
    row = new_row(session, other.id, "deres", _days(-1), field="saker")

    for wanted in (ALL, Filter(overdue_only=True), Filter(first=_days(-9)), Filter(keys=("egen:",))):
        assert _titles(session, workspace, wanted) == []
        assert page(session, workspace.id, wanted, TODAY, limit=9).total == 0
        assert _titles(session, other, wanted) == ["deres"]
    assert overdue(session, workspace.id, TODAY) == []
    assert of_month(session, workspace.id, 2026, 10) == []
    assert by_id(session, workspace.id, row.id) is None
    assert by_id(session, other.id, row.id) is row


def _wheel(session: Session, workspace: Workspace, year: int, month: int) -> list[str]:
    """Return the titles of a month, having seen that the year has the same."""
    rows = of_month(session, workspace.id, year, month)
    of_the_year = of_year(session, workspace.id, year).get(month, [])
    assert of_the_year == [WheelRow._make(getattr(row, name) for name in WheelRow._fields) for row in rows]
    return [row.title for row in rows]


def test_the_wheel_of_a_month_is_its_entries_done_or_not(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, small_pack(), NOW)
    second = of_month(session, workspace.id, 2026, 10)[1]
    changes.mark_done(session, workspace.id, second.id, "U1", NOW)

    assert _wheel(session, workspace, 2026, 10) == [
        "Energidagene til NVE",
        "Se etter høringsfrister",
        "Følg fremleggelsen av statsbudsjettet",
    ]
    assert _wheel(session, workspace, 2026, 11) == []
    assert _wheel(session, workspace, 2026, 12) == ["Julelunsj for samarbeidspartnere"]


def test_what_is_moved_leaves_its_month_for_the_other(session: Session, workspace: Workspace) -> None:
    sync(session, workspace, small_pack(), NOW)
    moved, given_a_day, _ = of_month(session, workspace.id, 2026, 10)
    moving.move_month(session, workspace.id, moved.id, "U1", date(2026, 11, 1), NOW)
    moving.move(session, workspace.id, given_a_day.id, "U1", date(2026, 10, 20), NOW)

    assert _wheel(session, workspace, 2026, 10) == [given_a_day.title, "Følg fremleggelsen av statsbudsjettet"]
    assert _wheel(session, workspace, 2026, 11) == [moved.title]


def test_an_entry_whose_days_begin_in_the_month_before_stays_in_its_own(session: Session, workspace: Workspace) -> None:
    new_row(
        session,
        workspace.id,
        "Innspill før august",
        date(2026, 8, 10),
        starts_on=date(2026, 7, 28),
        key="arshjul:2026-08:innspill",
        source="arshjul",
        field="statsbudsjett",
    )

    assert _wheel(session, workspace, 2026, 7) == []
    assert _wheel(session, workspace, 2026, 8) == ["Innspill før august"]


def test_what_people_add_to_a_field_of_a_month_is_in_the_wheel_until_it_is_removed(
    session: Session, workspace: Workspace
) -> None:
    _, change = changes.add(
        session, workspace.id, "U1", NOW, title="Frokostmøte", month=date(2026, 11, 1), field="arrangementer"
    )
    changes.add(session, workspace.id, "U1", NOW, title="Bare en frist", due=date(2026, 11, 3))

    assert _wheel(session, workspace, 2026, 11) == ["Frokostmøte"]

    undoing.undo(session, workspace.id, change.id, "U1", NOW)
    assert _wheel(session, workspace, 2026, 11) == []


def test_a_page_of_many_is_read_by_the_index_and_not_sorted(sqlite_database: Database) -> None:
    said: list[tuple[str, object]] = []
    event.listen(sqlite_database.engine, "before_cursor_execute", lambda *told: said.append((told[2], told[3])))
    with sqlite_database.session() as session:
        find(session, 1, Filter(first=TODAY, last=_days(30), with_overdue=False), TODAY, 8)
        statement, parameters = said[-1]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()

    assert [row[3] for row in plan] == [
        "SEARCH occurrence USING INDEX ix_occurrence_when (workspace_id=? AND ends_on>?)"
    ]
