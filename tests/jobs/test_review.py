"""Who decides is told when there is somebody in the register to look at again."""

from datetime import date

import pytest

from models.calendar.elections import last_election
from models.db.database import Database
from models.workspace.preferences import PreferenceChange, save_preference
from tests.support.content import PACK
from tests.support.nudges import Office, at, office
from tests.support.register import new_person, spoke

BOSS = "UBOSS"


@pytest.fixture
def here(sqlite_database: Database) -> Office:
    here = office(sqlite_database)
    here.set(installed_by=BOSS, register_synced_on=date(2024, 1, 1))
    return here


def silent(here: Office) -> int:
    with here.database.session() as session:
        row = new_person(session, here.workspace_id, "Kari Nordmann")
        spoke(session, here.workspace_id, date(2024, 5, 3), row)
        return row.id


async def test_it_is_told_once_in_february_and_august_where_there_is_somebody(here: Office) -> None:
    silent(here)
    here.plan(at("2027-01-29 09:00"))
    told = await here.round(at("2027-02-01 08:30"))
    assert [(each.destination, each.outcome) for each in told if each.kind == "gjennomgang"] == [(BOSS, "sent")]
    (posted,) = [each for each in here.sender.posted if each.address == BOSS]
    assert posted.text == (
        "Gå gjennom interessentregisteret\n\n"
        "1 person i registeret bør vurderes på nytt: 1 har vi ikke snakket med på over to år.\n\n"
        "Vi skal ikke ha opplysninger om folk lenger enn vi trenger dem. Du velger for hver av dem.\n\n"
        "[Gå gjennom]\n\n"
        "Du kan også gjøre det senere: `/interessenter gjennomgang`\n\n[Slå av gjennomgang av registeret]"
    )
    later = [each for day in ("02", "03") for each in here.plan(at(f"2027-02-{day} 08:30"))]
    assert [each for each in later if each.kind == "gjennomgang"] == []
    assert {each.kind for each in here.plan(at("2027-08-02 08:30"))} >= {"gjennomgang"}


async def test_nobody_is_told_of_nothing_nor_who_has_turned_it_off(here: Office) -> None:
    assert [each for each in here.plan(at("2027-02-01 08:30")) if each.kind == "gjennomgang"] == []
    silent(here)
    with here.database.session() as session:
        save_preference(session, here.workspace_id, BOSS, "gjennomgang", PreferenceChange(wanted=False))
    assert [each for each in here.plan(at("2027-08-02 08:30")) if each.kind == "gjennomgang"] == []


async def test_a_pause_holds_it_back_and_who_no_longer_decides_is_not_told(here: Office) -> None:
    silent(here)
    here.plan(at("2027-02-01 08:30"))
    here.set(installed_by=None)
    told = await here.drain(at("2027-02-01 08:31"))
    assert [(each.outcome, each.reason) for each in told if each.kind == "gjennomgang"] == [
        ("skipped", "ikke administrator lenger")
    ]


def test_the_pack_knows_when_the_elections_were() -> None:
    found = [last_election(PACK, day) for day in (date(2026, 11, 28), date(2027, 9, 13), date(2027, 9, 14))]
    assert found == [date(2025, 9, 8), date(2025, 9, 8), date(2027, 9, 13)]
