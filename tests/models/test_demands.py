"""The table of a day in the database: several at once, and what is said to a committee year after year."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.demands import demands_of
from content.load import DEFAULT, load_pack
from models.db.database import Database
from models.occurrences.day_texts import choose_committees, day_texts, last_message, write_text
from models.occurrences.demands import (
    Count,
    DayEdit,
    Filled,
    FilledMeanwhileError,
    Verdict,
    count,
    demands,
    fill_in,
    let_read,
)
from models.occurrences.presentations import Presentation, presentation_by_id
from models.tables import Demand
from tests.support.pack import small_pack
from tests.support.rows import NOW, new_row, new_workspace

PACK = small_pack()
ORIGINS = [each.origin for each in demands_of(PACK, "statsbudsjett", date(2026, 10, 7))]


def _day(database: Database, year: int = 2027) -> Callable[[Session], Presentation]:
    """Add a presentation, and return what finds it in a session."""
    workspace = new_workspace(database)
    with database.session() as session:
        key = f"statsbudsjett:{year}:fremleggelse"
        row = new_row(session, workspace.id, "Budsjettet", date(year - 1, 10, 7), key=key, source="statsbudsjett")
        number, mine = row.id, workspace.id

    def found(session: Session) -> Presentation:
        shown = presentation_by_id(session, mine, number)
        assert shown is not None
        return shown

    return found


def test_people_at_once_lose_nothing_and_the_second_on_one_demand_is_shown_the_first(database: Database) -> None:
    day = _day(database)
    together = Barrier(6)
    wanted: list[tuple[str, Verdict]] = [(each, "oppfylt") for each in ORIGINS] + [
        (ORIGINS[0], "nei"),
        (ORIGINS[1], "nei"),
    ]

    def one(number: int) -> str:
        origin, verdict = wanted[number]
        together.wait()
        with database.session() as session:
            edit = DayEdit(day(session), PACK, f"U{number}", NOW)
            try:
                return fill_in(session, edit, origin, Filled(verdict), 0).filled_by or ""
            except FilledMeanwhileError as error:
                return f"etter {error.row.filled_by}"

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(one, range(6)))

    assert told[2:4] == ["U2", "U3"]
    for first, second in ((0, 4), (1, 5)):
        assert {told[first], told[second]} in ({f"U{first}", f"etter U{first}"}, {f"U{second}", f"etter U{second}"})
    with database.reading() as session:
        rows = demands(session, day(session), PACK)
        assert count(rows).filled == 4
        assert session.scalar(select(func.count()).select_from(Demand)) == 4


@pytest.mark.parametrize(
    ("verdicts", "tone"),
    [
        ((0, 0, 0), None),
        ((1, 0, 0), "fornøyd"),
        ((1, 0, 1), "fornøyd"),
        ((0, 1, 0), "fornøyd"),
        ((0, 1, 1), "skuffet"),
        ((1, 0, 2), "skuffet"),
        ((1, 1, 1), "fornøyd"),
    ],
)
def test_the_answers_suggest_a_reaction(verdicts: tuple[int, int, int], tone: str | None) -> None:
    assert Count(5, *verdicts).tone == tone


def test_the_table_follows_the_content_until_something_is_filled_in(sqlite_database: Database) -> None:
    day = _day(sqlite_database)
    without = small_pack(campaigns=())
    with sqlite_database.session() as session:
        shown = day(session)
        let_read(session, DayEdit(shown, PACK, "U1", NOW), ORIGINS[0], "U2", "Prop. 1 S")
        assert [each.origin for each in demands(session, shown, without)] == [ORIGINS[0], *ORIGINS[2:]], (
            "somebody reads it"
        )
        fill_in(session, DayEdit(shown, PACK, "U1", NOW), ORIGINS[2], Filled("nei"), 0)
        assert [each.origin for each in demands(session, shown, without)] == ORIGINS


def test_what_was_said_to_a_committee_is_there_the_next_year(sqlite_database: Database) -> None:
    day, later = _day(sqlite_database), _day(sqlite_database, 2028)
    slot = "komite/transport"
    with sqlite_database.session() as session:
        edit = DayEdit(day(session), PACK, "U1", NOW)
        choose_committees(session, edit, {slot: "Transportkomiteen"})
        write_text(session, edit, slot, "Si ja til tunnelen.", 0)
        choose_committees(session, edit, {})
        assert day_texts(session, day(session), "komite/") == []
        choose_committees(session, edit, {slot: "Transportkomiteen"})
        assert [each.text for each in day_texts(session, day(session), "komite/")] == ["Si ja til tunnelen."]
        assert last_message(session, later(session), slot) == "Si ja til tunnelen."
        assert last_message(session, day(session), slot) == ""


def test_the_demands_of_osloregionen_are_each_once_and_those_to_ntp_about_transport() -> None:
    pack = load_pack(DEFAULT)
    budget = demands_of(pack, "statsbudsjett", date(2026, 10, 7))
    assert [each.origin for each in budget][:3] == [
        "kampanje-2026/prioritering-jernbane",
        "kampanje-2026/prioritering-energi",
        "kampanje-2026/prioritering-oslofjorden",
    ]
    assert len({each.text for each in budget}) == len(budget) == 7
    plan = demands_of(pack, "ntp", date(2028, 4, 1))
    assert {each.theme for each in plan} == {"jernbane"}
