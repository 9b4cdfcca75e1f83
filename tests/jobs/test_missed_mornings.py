"""A deadline is told although the bot was down on its mornings: by the next one, once. On both databases."""

from datetime import date

import pytest

from jobs.nudges.mornings import missed_before
from jobs.planning.plan import plan_all_again
from models.db.database import Database
from tests.support.nudges import Office, at, office
from tests.support.pack import small_pack

PACK = small_pack(campaigns=())


@pytest.fixture
async def here(database: Database) -> Office:
    """An office that was up on Friday 13 November, and has been down since."""
    found = office(database, pack=PACK)
    await found.round(at("2026-11-13 12:00"))
    found.deadline("Uttalelse", date(2026, 11, 24), owner="UKARI")
    found.deadline("Notat", date(2026, 11, 18))
    found.sender.posted.clear()
    return found


def titles(here: Office, address: str = "C1") -> list[list[str]]:
    """Return the headings and rows of each message to an address, without buttons and hints."""
    names = ("Frister", "Fristene dine", "Fristen er ute", "I dag", "I morgen", "Om en", "Om to")
    return [
        [
            line.split(" [")[0]
            for line in each.text.splitlines()
            if line.startswith(names) or "Uttalelse" in line or "Notat" in line
        ]
        for each in here.sender.posted
        if each.address == address
    ]


async def test_the_first_morning_after_tells_what_was_missed_in_one_message(here: Office) -> None:
    await here.round(at("2026-11-19 10:00"))

    # Tuesday told «I morgen: Notat», and Kari «Om en ukes tid: Uttalelse», had it been told.
    assert titles(here) == [
        [
            "Frister torsdag 19. november",
            "Fristen er ute",
            "• onsdag 18. november – Notat",
        ]
    ]
    assert [each[0] for each in titles(here, "UKARI")] == ["Fristene dine torsdag 19. november"]
    skipped = [(each.kind, each.period_key) for each in here.deliveries() if each.state == "skipped"]
    assert ("frister", "frister:2026-11-17") in skipped
    assert ("frister_eier", "frister:2026-11-17") in skipped


async def test_back_after_the_evening_the_next_morning_tells_it(here: Office) -> None:
    await here.round(at("2026-11-17 22:00"))
    assert titles(here) == []

    await here.round(at("2026-11-18 08:30"))

    (message,) = titles(here)
    assert [line for line in message if not line.startswith("•")] == ["Frister onsdag 18. november", "I dag"]


async def test_it_is_told_once(here: Office) -> None:
    await here.round(at("2026-11-19 10:00"))
    here.sender.posted.clear()

    await here.round(at("2026-11-20 08:30"))

    assert titles(here) == []
    with here.database.session() as session:
        assert missed_before(session, here.workspace_id, date(2026, 11, 20)) is None


async def test_a_deadline_added_meanwhile_is_no_missed_one(database: Database) -> None:
    here = office(database, pack=PACK)
    await here.round(at("2026-11-16 12:00"))
    await here.round(at("2026-11-17 08:30"))
    here.deadline("Uttalelse", date(2026, 11, 24))
    here.sender.posted.clear()

    await here.round(at("2026-11-18 08:30"))

    assert titles(here) == []


async def test_restarting_with_new_content_does_not_forget_what_was_missed(here: Office) -> None:
    plan_all_again(here.database, at("2026-11-19 10:00"))
    await here.round(at("2026-11-19 10:00"))

    assert len(titles(here)) == 1
    assert len(titles(here)[0]) == 3
