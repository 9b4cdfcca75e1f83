"""What is sent to one person is for a colleague, as the platform describes them when it is sent."""

from datetime import date

import pytest

from jobs.nudges.context import Skip
from jobs.nudges.registry import KINDS
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences.attendance import set_going
from models.tables import Workspace
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.arguments import KEYS
from tests.support.nudges import Office, at, office
from tests.support.rows import new_row

PER = "UPER"
FRIDAY = date(2026, 10, 9)
MONDAY = at("2026-10-12 08:30")
GUEST, GONE = "mottakeren er gjest nå", "mottakeren hører ikke til her lenger"


def becomes(here: Office, role: ContactRole | None = None, *, has_left: bool = False) -> None:
    with here.database.session() as session:
        record_contacts(
            session, here.workspace_id, [SeenContact(PER, PERSON, "Per", role=role, has_left=has_left)], MONDAY
        )


@pytest.fixture
def here(database: Database) -> Office:
    return office(database)


@pytest.mark.parametrize(
    ("role", "has_left", "expected"),
    [
        (None, False, {"hvem_mott": "sent", "frister_eier": "sent"}),
        (ContactRole.COLLEAGUE, False, {"hvem_mott": "sent", "frister_eier": "sent"}),
        (ContactRole.GUEST, False, {"hvem_mott": GUEST, "frister_eier": "sent"}),
        (ContactRole.STRANGER, False, {"hvem_mott": GONE, "frister_eier": GONE}),
        (ContactRole.BOT, False, {"hvem_mott": GONE, "frister_eier": GONE}),
        (None, True, {"hvem_mott": GONE, "frister_eier": GONE}),
    ],
)
async def test_it_is_decided_after_it_was_planned(
    here: Office, role: ContactRole | None, has_left: bool, expected: dict[str, str]
) -> None:
    with here.database.session() as session:
        event = new_row(session, here.workspace_id, "Arendalsuka", FRIDAY, kind="arrangement")
        set_going(session, here.workspace_id, event.id, PER, at("2026-10-01 09:00"), going=True)
    here.deadline("Send innspill", MONDAY.date(), owner=PER)
    here.plan(MONDAY)
    becomes(here, role, has_left=has_left)
    told = [each for each in await here.drain(MONDAY) if each.destination == PER]
    assert {each.kind: each.reason or each.outcome for each in told} == expected


@pytest.mark.parametrize("kind", [kind for kind, each in KINDS.items() if each.receiver.to == "person"])
def test_no_other_kind_is_for_guests_and_none_for_others(sqlite_database: Database, kind: str) -> None:
    here = office(sqlite_database)
    for role, expected in ((ContactRole.GUEST, GUEST), (ContactRole.STRANGER, GONE)):
        becomes(here, role)
        with here.database.session() as session:
            workspace = session.get_one(Workspace, here.workspace_id)
            key = "2026-10-12" if kind == "frister_eier" else KEYS.get(kind, "2026-W41")
            found = compose(session, workspace, here.pack, kind, key, PER, MONDAY)
            assert isinstance(found, Skip)
            own = {
                "frister_eier": "ingen frister å si fra om",
                "over_eier": "alt har fått et svar",
                "frist_gitt": "fristen finnes ikke lenger",
                "frist_svar": "fristen finnes ikke lenger",
                "runde": "runden finnes ikke lenger",
                "runde_minne": "runden finnes ikke lenger",
            }
            assert found.reason == (own.get(kind, expected) if role is ContactRole.GUEST else expected)
