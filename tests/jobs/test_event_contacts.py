"""«Hvem møtte dere?» comes the first working morning after an event to those who said they went."""

from datetime import date
from typing import Any

import pytest

from models.db.database import Database
from models.occurrences.attendance import answered, set_going
from models.tables import Occurrence
from tests.support.nudges import Office, at, office
from tests.support.rows import new_row

FRIDAY = date(2026, 10, 9)
MONDAY = "2026-10-12 08:30"
KARI, PER = "UKARI", "UPER"


def event(here: Office, title: str = "Arendalsuka", **columns: Any) -> int:
    with here.database.session() as session:
        row = new_row(session, here.workspace_id, title, FRIDAY, kind="arrangement", **columns)
        for who in (KARI, PER):
            assert set_going(session, here.workspace_id, row.id, who, at("2026-10-01 09:00"), going=True)
        return row.id


async def asked(here: Office, moment: str) -> list[tuple[str, str, str | None]]:
    told = await here.round(at(moment))
    return [(each.destination, each.outcome, each.reason) for each in told if each.kind == "hvem_mott"]


@pytest.fixture
def here(database: Database) -> Office:
    return office(database)


async def test_it_comes_on_the_first_working_morning_and_once(here: Office) -> None:
    event(here)
    assert await asked(here, "2026-10-09 08:30") == []
    assert await asked(here, "2026-10-10 08:30") == []
    assert await asked(here, MONDAY) == [(KARI, "sent", ""), (PER, "sent", "")]
    (posted,) = [each for each in here.sender.posted if each.address == KARI]
    assert (
        posted.text
        == """\
Hvem møtte dere på Arendalsuka?

Skriv én linje for hver dere snakket med, så havner samtalene i registeret.

[Loggfør] [Ingen denne gangen]

Du får spørsmålet fordi du sa at du skulle dit.

[Slå av slike]"""
    )
    assert await asked(here, "2026-10-13 08:30") == []


async def test_who_answered_or_does_not_go_after_all_is_not_asked(here: Office) -> None:
    row = event(here)
    here.plan(at(MONDAY))
    with here.database.session() as session:
        answered(session, here.workspace_id, row, KARI, at(MONDAY))
        set_going(session, here.workspace_id, row, PER, at(MONDAY), going=False)
    assert await asked(here, "2026-10-12 08:31") == [
        (KARI, "skipped", "har svart allerede"),
        (PER, "skipped", "skulle ikke dit likevel"),
    ]


async def test_where_only_the_month_is_known_nobody_is_asked_until_somebody_sets_the_day(here: Office) -> None:
    row = event(here, certainty="måned")
    assert await asked(here, MONDAY) == []
    with here.database.session() as session:
        kept = session.get_one(Occurrence, row)
        kept.certainty, kept.starts_on, kept.ends_on = "fast", date(2026, 10, 14), date(2026, 10, 14)
    assert await asked(here, "2026-10-15 08:30") == [(KARI, "sent", ""), (PER, "sent", "")]


async def test_one_that_is_moved_at_the_last_moment_is_asked_about_after_its_new_day(here: Office) -> None:
    row = event(here)
    here.plan(at(MONDAY))
    with here.database.session() as session:
        kept = session.get_one(Occurrence, row)
        kept.starts_on = kept.ends_on = date(2026, 10, 14)
    reason = "arrangementet er fjernet eller flyttet"
    assert await asked(here, "2026-10-12 08:31") == [(KARI, "skipped", reason), (PER, "skipped", reason)]
    assert await asked(here, "2026-10-15 08:30") == [(KARI, "sent", ""), (PER, "sent", "")]
