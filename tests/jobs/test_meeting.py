"""«Hvordan gikk møtet?» comes the first working morning after a planned talk, to the one who was to have it."""

from datetime import date

import pytest

from models.db.database import Database
from models.register import dialogues, edits, people
from models.register.dialogues import NewDialogue, NextStep
from models.register.meetings import move, settle
from models.tables import Occurrence
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.nudges import Office, at, office

FRIDAY = date(2026, 10, 9)
MONDAY = "2026-10-12 08:30"
KARI, PER = "UKARI", "UPER"


@pytest.fixture
def here(database: Database) -> Office:
    here = office(database)
    here.set(shared_channel="CFELLES")
    return here


def planned(here: Office, channel: str = "møte") -> tuple[int, int]:
    """Return a talk that is planned for Friday, and what stands for it among the deadlines."""
    with here.database.session() as session:
        edit = edits.begin(session, here.workspace_id, KARI, "ny", at("2026-10-01 09:00"))
        person = people.add(session, here.workspace_id, people.NewPerson("Tom Berg", "Egen kontakt"), edit)
        step = NextStep("Møte med Tom Berg", FRIDAY, KARI, kind="møte")
        new = NewDialogue(FRIDAY, channel, (KARI,), people=(person.id,), planned=True, step=step)
        logged = dialogues.log(session, here.workspace_id, new, KARI, at("2026-10-01 09:00"))
        assert logged.step
        return logged.dialogue.id, logged.step.id


async def asked(here: Office, moment: str) -> list[tuple[str, str, str | None]]:
    told = await here.round(at(moment))
    return [(each.destination, each.outcome, each.reason) for each in told if each.kind == "mote_gikk"]


def posted(here: Office, to: str) -> list[str]:
    return [each.text for each in here.sender.posted if each.address == to]


async def test_the_owner_is_asked_on_the_first_working_morning_and_once(here: Office) -> None:
    planned(here)
    assert await asked(here, "2026-10-09 08:30") == []
    assert await asked(here, MONDAY) == [(KARI, "sent", "")]
    assert (
        posted(here, KARI)[-1]
        == """\
Hvordan gikk møtet?

Møtet med Tom Berg var planlagt fredag 9. oktober. Skriv hva som ble sagt, og hva vi gjør videre. Da vet de andre det neste gang.

[Loggfør møtet] [Ble ikke noe av] [Flytt]

Du får spørsmålet fordi du hadde ansvaret for det.

[Slå av spørsmål om møter]"""
    )
    assert await asked(here, "2026-10-13 08:30") == []


@pytest.mark.parametrize(
    ("channel", "question"), [("telefon", "Hvordan gikk samtalen?"), ("besøk", "Hvordan gikk besøket?")]
)
async def test_another_talk_is_asked_about_by_its_name(here: Office, channel: str, question: str) -> None:
    planned(here, channel)
    assert await asked(here, MONDAY) == [(KARI, "sent", "")]
    assert posted(here, KARI)[-1].startswith(question)


async def test_it_is_reminded_of_before_and_never_told_of_as_overdue(here: Office) -> None:
    planned(here)
    for moment in ("2026-10-08 08:30", "2026-10-09 08:30", MONDAY, "2026-10-13 08:30", "2026-10-19 08:30"):
        await here.round(at(moment))
    texts = [*posted(here, "CFELLES"), *posted(here, KARI)]
    assert [text.splitlines()[0] for text in posted(here, KARI)] == [
        "Fristene dine torsdag 8. oktober",
        "Fristene dine fredag 9. oktober",
        "Hvordan gikk møtet?",
    ]
    assert not [text for text in texts if "Fristen er ute" in text or "frist er ute" in text]


async def test_who_took_it_over_is_asked_and_not_who_left(here: Office) -> None:
    _, occurrence = planned(here)
    with here.database.session() as session:
        met = SeenContact(KARI, PERSON, "Kari Nordmann", role=ContactRole.COLLEAGUE, has_left=True)
        record_contacts(session, here.workspace_id, [met], at("2026-10-02 09:00"))
        session.get_one(Occurrence, occurrence).owner = PER
    assert await asked(here, MONDAY) == [(PER, "sent", "")]


async def test_what_is_written_down_before_is_not_asked_about(here: Office) -> None:
    dialogue, _ = planned(here)
    here.plan(at(MONDAY))
    with here.database.session() as session:
        settle(
            session, here.workspace_id, dialogue, edits.begin(session, here.workspace_id, KARI, "dialog", at(MONDAY))
        )
    assert await asked(here, "2026-10-12 08:31") == [(KARI, "skipped", "har svart allerede")]


async def test_one_that_is_moved_is_asked_about_after_its_new_day(here: Office) -> None:
    dialogue, _ = planned(here)
    here.plan(at(MONDAY))
    with here.database.session() as session:
        move(session, here.workspace_id, dialogue, date(2026, 10, 14), KARI, at(MONDAY))
    assert await asked(here, "2026-10-12 08:31") == [(KARI, "skipped", "samtalen er flyttet, eller noen andre har den")]
    assert await asked(here, "2026-10-15 08:30") == [(KARI, "sent", "")]
