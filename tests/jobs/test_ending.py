"""«Hva ble det til?»: who is asked about what is over, what the question says, and what it leaves alone."""

from datetime import date

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.occurrences import changes, moving, owning
from models.occurrences.ending import NOT_TICKED
from models.occurrences.sync import sync
from models.tables import Delivery, Occurrence, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from tests.support.nudges import Office, at, office
from tests.support.pack import quiet_pack, small_budget
from tests.support.rows import new_row

KARI, PER, SJEF = "U1KARI", "U2PER", "U9SJEF"
CONTENT = quiet_pack(budget=small_budget().model_copy(update={"milestones": ()}))
"""Without deadlines of its own."""


@pytest.fixture
def here(sqlite_database: Database) -> Office:
    """An office since October, with what Kari and nobody is responsible for, and a step from the register."""
    here = office(sqlite_database, pack=CONTENT)
    with sqlite_database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        sync(session, workspace, here.pack, at("2026-10-05 03:00"))
        name_administrator(session, workspace, SJEF)
        new_row(session, workspace.id, "Årsrapporten", date(2027, 1, 8), owner=KARI)
        new_row(session, workspace.id, "Brevet til statsråden", date(2027, 1, 9))
        new_row(session, workspace.id, "Innspillet til planen", date(2027, 1, 10), owner="U8BORTE")
        gone = SeenContact("U8BORTE", PERSON, "Ola Moe", has_left=True)
        record_contacts(session, workspace.id, [gone], at("2026-10-05 09:00"))
        new_row(session, workspace.id, "Ring Anne Hansen", date(2027, 1, 11), key="egen:interessent:1")
        new_row(session, workspace.id, "Møte noen om noe", date(2027, 1, 8), kind="møte", owner=KARI)
        new_row(session, workspace.id, "Konferansen", date(2027, 1, 9), kind="arrangement")
    return here


def posted(here: Office, address: str) -> list[str]:
    return [each.text for each in here.sender.posted if each.address == address and "Hva ble det til?" in each.text]


async def test_it_comes_once_to_the_responsible_else_the_channel_else_administrators(here: Office) -> None:
    for text in ("2027-02-04 09:00", "2027-02-11 09:00", "2027-02-12 09:00", "2027-02-18 09:00"):
        await here.round(at(text))

    asked = [(each.kind, each.period_key) for each in here.deliveries() if each.kind.startswith("over")]
    assert asked == [("over", "2027-02-11"), ("over_eier", "2027-02-11"), ("over_eier", "2027-02-11")]
    closing = "Det som ikke har fått et svar innen mandag 12. april, lukker jeg som «ikke krysset av». Du finner det igjen med `/frister ikke krysset av`."
    (to_channel,) = posted(here, "C1")
    assert to_channel == (
        "Hva ble det til?\n"
        "\n"
        "2 punkter er over, og ingen har krysset dem av. Hva skjedde?\n"
        "\n"
        "• lørdag 9. januar – Brevet til statsråden [Gjort] [Ble ikke noe av] [Flytt]\n"
        "• søndag 10. januar – Innspillet til planen · Ola Moe (har sluttet) [Gjort] [Ble ikke noe av] [Flytt]\n"
        "\n"
        f"{closing}\n"
        "\n"
        "[Innstillinger]"
    )
    assert ["Årsrapporten" in each for each in posted(here, KARI)] == [True]
    assert ["Ring Anne Hansen" in each for each in posted(here, SJEF)] == [True]
    assert all("Ring Anne Hansen" not in each.text for each in here.sender.posted if each.address in {"C1", KARI})


async def test_everybody_responsible_is_asked(here: Office) -> None:
    with here.database.session() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.title == "Årsrapporten")).one()
        owning.join(session, here.workspace_id, row.id, KARI, PER, at("2027-01-04 09:00"))
    for text in ("2027-02-04 09:00", "2027-02-11 09:00"):
        await here.round(at(text))
    for person in (KARI, PER):
        assert ["Årsrapporten" in each for each in posted(here, person)] == [True]
    assert all("Årsrapporten" not in each for each in posted(here, "C1"))


async def test_nothing_is_asked_about_twice(here: Office) -> None:
    await here.round(at("2027-02-11 09:00"))
    here.deadline("Uttalelsen", date(2027, 2, 1))

    await here.round(at("2027-03-11 09:00"))

    (_, second) = posted(here, "C1")
    assert second == (
        "Hva ble det til?\n"
        "\n"
        "Ett punkt er over, og ingen har krysset det av. Hva skjedde?\n"
        "\n"
        "• mandag 1. februar – Uttalelsen [Gjort] [Ble ikke noe av] [Flytt]\n"
        "\n"
        "[Vis 2 til uten svar]\n"
        "\n"
        "Det som ikke har fått et svar innen mandag 10. mai, lukker jeg som «ikke krysset av». Du finner det igjen med `/frister ikke krysset av`.\n"
        "\n"
        "[Innstillinger]"
    )


async def test_what_has_had_its_answer_is_left_out_or_shown_so(here: Office) -> None:
    here.plan(at("2027-02-11 09:00"))
    with here.database.session() as session:
        rows = {row.title: row for row in session.query(Occurrence).filter_by(workspace_id=here.workspace_id)}
        for title in ("Årsrapporten", "Brevet til statsråden"):
            changes.mark_done(session, here.workspace_id, rows[title].id, KARI, at("2027-02-11 08:00"))
        moving.move(
            session, here.workspace_id, rows["Innspillet til planen"].id, KARI, date(2027, 3, 1), at("2027-02-11 08:00")
        )
        changes.call_off(session, here.workspace_id, rows["Ring Anne Hansen"].id, KARI, at("2027-02-11 08:00"))

    told = await here.drain(at("2027-02-11 09:00"))

    assert {(each.outcome, each.reason) for each in told if each.kind.startswith("over")} == {
        ("skipped", "alt har fått et svar")
    }


async def test_without_a_channel_administrators_are_asked(sqlite_database: Database) -> None:
    here = office(sqlite_database, channel=None, pack=CONTENT)
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        sync(session, workspace, here.pack, at("2026-10-05 03:00"))
        name_administrator(session, workspace, SJEF)
        new_row(session, workspace.id, "Brevet", date(2027, 1, 5))
    await here.round(at("2027-02-11 09:00"))
    assert len(posted(here, SJEF)) == 1


async def test_after_an_upgrade_one_list_comes_and_the_clock_waits_for_it(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=CONTENT)
    with here.database.session() as session:
        for number in range(12):
            new_row(
                session, here.workspace_id, f"Frist {number}", date(2026, 1, 12), owner=KARI if number % 2 else None
            )
    for text in ("2027-02-09 09:00", "2027-02-11 09:00", "2027-02-18 09:00"):
        await here.round(at(text))

    lists = [each for each in here.sender.posted if "Rydd i det som er over" in each.text]
    assert [each.address for each in lists] == ["C1"]
    assert lists[0].text == (
        "Rydd i det som er over\n"
        "\n"
        "12 punkter er over og ikke krysset av. Jeg har samlet dem i én liste, så dere kan rydde.\n"
        "\n"
        "[Åpne lista]\n"
        "\n"
        "Ingenting lukkes før noen har åpnet lista, eller det har gått en måned. Etter det har dere 60 dager på å svare.\n"
        "\n"
        "[Innstillinger]"
    )
    assert posted(here, KARI) == []


async def test_what_was_closed_is_in_no_digest_and_no_morning(here: Office) -> None:
    await here.round(at("2027-02-11 09:00"))
    here.sender.posted.clear()
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        sync(session, workspace, here.pack, at("2027-04-12 03:00"))
        rows = session.query(Occurrence).filter_by(workspace_id=workspace.id, owner=KARI, kind="frist").all()
        assert [row.closed_as for row in rows] == [NOT_TICKED]
    await here.round(at("2027-04-12 09:00"))
    assert not any("Årsrapporten" in each.text or "ute" in each.text for each in here.sender.posted)


async def test_after_a_long_outage_nothing_is_closed_before_people_were_asked(here: Office) -> None:
    await here.round(at("2027-02-09 09:00"))  # the question is set for the 11th; the bot is down then
    await here.round(at("2027-06-01 09:00"))
    assert states(here) == {"åpen"}
    await here.round(at("2027-06-03 09:00"))
    (text,) = posted(here, "C1")
    assert "Det som ikke har fått et svar innen mandag 2. august, lukker jeg som «ikke krysset av»." in text
    assert ["Årsrapporten" in each for each in posted(here, KARI)] == [True]
    await here.round(at("2027-08-01 09:00"))
    assert states(here) == {"åpen"}
    await here.round(at("2027-08-02 09:00"))
    assert states(here) == {NOT_TICKED}


async def test_a_question_that_could_not_be_written_to_its_place_is_asked_again(here: Office) -> None:
    await here.round(at("2027-02-11 09:00"))
    with here.database.session() as session:
        for row in session.scalars(select(Delivery).where(Delivery.kind == "over")):
            row.state, row.reason, row.sent_at = "failed", "kanalen finnes ikke", None
    await here.round(at("2027-02-26 09:00"))
    with here.database.reading() as session:
        asked = {
            row.title: row.asked_on
            for row in session.scalars(select(Occurrence).where(Occurrence.asked_on.is_not(None)))
        }
    assert asked["Brevet til statsråden"] == date(2027, 3, 4)
    assert asked["Årsrapporten"] == date(2027, 2, 11)


def states(here: Office) -> set[str]:
    """Return how what people are asked about is: open, or closed."""
    titles = ("Årsrapporten", "Brevet til statsråden", "Innspillet til planen", "Ring Anne Hansen")
    with here.database.reading() as session:
        rows = session.scalars(select(Occurrence).where(Occurrence.title.in_(titles)))
        return {row.closed_as or ("gjort" if row.done_at else "åpen") for row in rows}
