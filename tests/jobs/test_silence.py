"""Relations that have gone quiet are told of to who owns them, once a week."""

from datetime import date

import pytest

from models.db.database import Database
from models.tables import Person
from tests.support.nudges import Office, at, office
from tests.support.register import new_person, spoke
from tests.support.rows import new_row

TUESDAY = date(2027, 1, 12)
KARI, PER = "UKARI", "UPER"


@pytest.fixture
def here(sqlite_database: Database) -> Office:
    """Kari owns four who have been quiet for long, and one who has not."""
    here = office(sqlite_database)
    with sqlite_database.session() as session:
        for name, tier, owner in (
            ("Anne A", "A", KARI),
            ("Berit B", "B", KARI),
            ("Cato A", "A", KARI),
            ("Dina A", "A", KARI),
            ("Even A", "A", KARI),
            ("Frida A", "A", PER),
        ):
            row = new_person(session, here.workspace_id, name, tier=tier, owner=owner)
            day = {"Even A": date(2026, 12, 20), "Dina A": date(2026, 9, 1)}.get(name, date(2026, 8, 1))
            spoke(session, here.workspace_id, day, row, ours=PER if name == "Anne A" else KARI)
    return here


async def test_the_three_that_matter_most_come_the_day_after_the_digest(here: Office) -> None:
    with here.database.session() as session:
        day = date(2027, 2, 9)
        new_row(session, here.workspace_id, "Agenda Innlandet", day, kind="arrangement")
    here.plan(at("2027-01-11 09:00"))
    planned = here.plan(at("2027-01-12 08:30"))
    assert [(each.kind, each.destination) for each in planned] == [("stille", KARI), ("stille", PER)]
    told = await here.drain(at("2027-01-12 08:30"))
    assert [each.outcome for each in told if each.kind == "stille"] == ["sent", "sent"]
    (posted,) = [each for each in here.sender.posted if each.address == KARI]
    assert posted.text == (
        "Kontakter du ikke har snakket med på lenge\n"
        "\n"
        "• Anne A · nivå A · sist 1. august 2026, for 164 dager siden\n"
        "  Forslag til vei inn: @{UPER} kjenner Anne A (sist 1. august 2026) [Vis] [Loggfør samtale] [La ligge i 30 dager]\n"
        "• Cato A · nivå A · sist 1. august 2026, for 164 dager siden [Vis] [Loggfør samtale] [La ligge i 30 dager]\n"
        "• Dina A · nivå A · sist 1. september 2026, for 133 dager siden [Vis] [Loggfør samtale] [La ligge i 30 dager]\n"
        "\n"
        "En anledning: Agenda Innlandet om 4 uker.\n"
        "\n"
        "Alle dine: `/interessenter stille mine`\n"
        "\n"
        "[Mine innstillinger] [Slå av påminnelser om kontakter]"
    )


async def test_it_comes_once_a_week_and_not_at_all_to_who_has_spoken_with_all_of_theirs(here: Office) -> None:
    await here.round(at("2027-01-12 08:30"))
    assert here.plan(at("2027-01-13 08:30")) == []
    with here.database.session() as session:
        row = new_person(session, here.workspace_id, "Gro A", tier="A", owner="UOLA")
        spoke(session, here.workspace_id, date(2027, 1, 15), row)
    told = await here.round(at("2027-01-19 08:30"))
    assert {each.destination for each in told if each.kind == "stille"} == {KARI, PER}


async def test_who_was_spoken_with_meanwhile_is_not_told_of(here: Office) -> None:
    here.plan(at("2027-01-12 08:30"))
    with here.database.session() as session:
        frida = session.query(Person).filter_by(name="Frida A").one()
        spoke(session, here.workspace_id, TUESDAY, frida, ours=PER)
    told = await here.drain(at("2027-01-12 08:31"))
    assert [(each.outcome, each.reason) for each in told if each.destination == PER] == [
        ("skipped", "alle er snakket med i det siste")
    ]


def test_nothing_is_said_in_a_holiday_week_before_the_digest(here: Office) -> None:
    assert [each for each in here.plan(at("2027-03-30 08:30")) if each.kind == "stille"] == []
    assert {each.kind for each in here.plan(at("2027-03-31 08:30"))} >= {"stille"}


async def test_the_digest_tells_how_many_are_quiet_and_never_who(here: Office) -> None:
    monday = at("2027-01-11 08:00")
    [told] = [each for each in await here.round(monday) if each.kind == "ukesoversikt"]
    assert told.state == "sent"
    assert "på lenge" not in here.sender.texts[-1]

    here.set(register_synced_on=date(2027, 1, 11))
    await here.round(at("2027-01-18 08:00"))
    assert "på lenge" not in here.sender.texts[-1], "it comes once a month"
    await here.round(at("2027-02-01 08:00"))
    assert "\n5 vi ikke har snakket med på lenge: `/interessenter stille`\n" in here.sender.texts[-1]
    assert "Anne" not in here.sender.texts[-1]
