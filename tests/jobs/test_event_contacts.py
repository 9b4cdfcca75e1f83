"""«Hvem møtte dere?» comes the first working morning after an event to those who said they went.

Of an event of several days it comes each evening instead.
"""

from datetime import date
from typing import Any

import pytest

from models.db.database import Database
from models.occurrences.attendance import answered, set_going
from models.tables import Occurrence, Pause
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

[Slå av spørsmål etter arrangementer]"""
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


def of_several_days(here: Office, first: date = FRIDAY, last: date = date(2026, 10, 11), **columns: Any) -> int:
    row = event(here, **columns)
    with here.database.session() as session:
        kept = session.get_one(Occurrence, row)
        kept.starts_on, kept.ends_on = first, last
    return row


async def in_the_evening(here: Office, moment: str) -> list[tuple[str, str, str | None]]:
    told = await here.round(at(moment))
    return [(each.destination, each.outcome, each.reason) for each in told if each.kind.startswith("hvem_mott")]


async def test_of_several_days_those_who_are_there_are_asked_each_evening_and_not_again_afterwards(
    here: Office,
) -> None:
    row = of_several_days(here)
    assert await in_the_evening(here, "2026-10-09 08:30") == []
    assert await in_the_evening(here, "2026-10-09 17:29") == []
    assert await in_the_evening(here, "2026-10-09 17:30") == [(KARI, "sent", ""), (PER, "sent", "")]
    (posted,) = [each for each in here.sender.posted if each.address == KARI]
    assert (
        posted.text
        == """\
Hvem møtte du på Arendalsuka i dag?

Skriv én linje for hver du snakket med, så havner samtalene i registeret.

[Loggfør] [Ingen i dag] [Planen vår]

Du får spørsmålet hver kveld mens du er der, fordi du sa at du skulle dit.

[Slå av spørsmål om kvelden]"""
    )
    assert await in_the_evening(here, "2026-10-09 18:00") == []
    with here.database.session() as session:
        answered(session, here.workspace_id, row, KARI, at("2026-10-10 09:00"), date(2026, 10, 9))
        set_going(session, here.workspace_id, row, PER, at("2026-10-10 09:00"), going=False)
    assert await in_the_evening(here, "2026-10-10 17:30") == [(KARI, "sent", "")]
    with here.database.session() as session:
        answered(session, here.workspace_id, row, KARI, at("2026-10-11 16:00"), date(2026, 10, 11))
    assert await in_the_evening(here, "2026-10-11 17:30") == []
    assert await in_the_evening(here, MONDAY) == []


async def test_a_missed_evening_is_not_asked_about_in_the_night_nor_in_a_pause(here: Office) -> None:
    of_several_days(here)
    assert await in_the_evening(here, "2026-10-09 21:30") == []
    with here.database.session() as session:
        session.add(
            Pause(
                workspace_id=here.workspace_id, user_id=KARI, first=date(2026, 10, 10), last=date(2026, 10, 10), name=""
            )
        )
    told = await in_the_evening(here, "2026-10-10 17:30")
    assert [each[:2] for each in told if each[0] == PER] == [(PER, "sent")]
    assert not [each for each in told if each[0] == KARI and each[1] == "sent"]


async def test_long_ones_and_approximate_ones_are_asked_about_once_when_they_are_over(here: Office) -> None:
    of_several_days(here, date(2026, 9, 20))
    assert await in_the_evening(here, "2026-10-09 17:30") == []
    assert await in_the_evening(here, MONDAY) == [(KARI, "sent", ""), (PER, "sent", "")]
