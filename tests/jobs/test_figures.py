"""A figure that may soon not be used any more: the person responsible is asked, or else an administrator."""

from datetime import date

import pytest

from content.schema.messages import Fact
from models.db.database import Database
from models.tables import Workspace
from models.workspace.administrators import name_administrator
from tests.jobs.test_departure import KARI, OLA, meets
from tests.support.nudges import Office, at, office
from tests.support.pack import small_issue, small_pack


@pytest.fixture
def here(database: Database) -> Office:
    figure = Fact.model_validate(
        {"id": "andel", "tekst": "Bare 9 % går på bane.", "kilde": "SSB", "gjelder_til": date(2026, 11, 4)}
        | {"ansvarlig": f"@{{{OLA}|Ola Moe}}"}
    )
    issue = small_issue("jernbane", "Jernbane").model_copy(update={"facts": (figure,)})
    here = office(database)
    here.pack = small_pack(issues=(issue, small_issue("energi", "Energi")))
    for user_id, name in ((KARI, "Kari Nordmann"), (OLA, "Ola Moe")):
        meets(here, user_id, name, "2026-10-01 09:00")
    with database.session() as session:
        name_administrator(session, session.get_one(Workspace, here.workspace_id), KARI)
    return here


@pytest.mark.parametrize(("has_left", "asked"), [(False, OLA), (True, KARI)])
async def test_the_person_responsible_is_asked_or_an_administrator_if_they_have_left(
    here: Office, has_left: bool, asked: str
) -> None:
    meets(here, OLA, "", "2026-10-02 12:00", has_left=has_left)

    reports = await here.round(at("2026-10-05 08:30"))

    assert [(each.destination, each.outcome) for each in reports if each.kind == "tall"] == [(asked, "sent")]
    (text,) = [each.text for each in here.sender.posted if "Dette tallet må sjekkes" in each.text]
    assert "Jernbane: Bare 9 % går på bane. Gjelder til onsdag 4. november" in text
