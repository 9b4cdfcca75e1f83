"""A channel that cannot be written to is turned off, somebody is told once, and it comes on again by itself."""

from datetime import date, timedelta

import pytest

from jobs.planning.plan import plan_greeting
from jobs.ports import AccessLostError, PermanentSendError
from models.db.database import Database
from models.tables import Administrator, Workspace
from tests.support.nudges import Office, at, office
from tests.support.pack import quiet_pack

PACK = quiet_pack()
TUESDAY, WEDNESDAY = at("2026-11-24 08:30"), at("2026-11-25 08:30")


@pytest.fixture
def here(database: Database) -> Office:
    """An office whose installer is Ada, with Bo as the other administrator, and a deadline on Thursday."""
    found = office(database, pack=PACK)
    found.set(installed_by="UADA")
    with database.session() as session:
        session.add(Administrator(workspace_id=found.workspace_id, user_id="UBO"))
    found.deadline("Send innspill", date(2026, 11, 26))
    found.deadline("Send uttalelse", date(2026, 11, 25))
    found.plan(TUESDAY)
    return found


def to_people(here: Office) -> list[tuple[str, str]]:
    return [(each.address, each.text) for each in here.sender.posted if each.address.startswith("U")]


async def test_one_administrator_is_told_what_is_wrong_and_what_to_do(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("is_archived")]

    await here.drain(TUESDAY)

    (told,) = to_people(here)
    assert told == (
        "UADA",
        (
            "Jeg får ikke skrevet i en kanal\n\n"
            "Jeg får ikke sendt til #{C1}: kanalen er arkivert.\n\n"
            "Åpne kanalen igjen, eller velg en annen kanal i `/padriver innstillinger`.\n\n"
            "Jeg prøver igjen én gang om dagen, og fortsetter når det virker."
        ),
    )


async def test_the_next_day_it_is_tried_again_and_nobody_is_told_twice(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("is_archived")]
    await here.drain(TUESDAY)
    here.sender.trouble = [PermanentSendError("is_archived")]

    told = await here.round(WEDNESDAY)

    assert [(each.kind, each.state) for each in told] == [("frister", "failed")]
    assert len(to_people(here)) == 1
    assert here.destinations()[0].off_since == TUESDAY


async def test_when_the_channel_is_mended_the_next_nudge_turns_it_on(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("is_archived")]
    await here.drain(TUESDAY)

    await here.round(WEDNESDAY)

    assert [each.text.splitlines()[0] for each in here.sender.posted if each.address == "C1"] == [
        "Frister onsdag 25. november"
    ]
    place = here.destinations()[0]
    assert (place.off_since, place.off_reason, place.off_until) == (None, None, None)


async def test_until_then_nothing_is_tried(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("is_archived")]
    await here.drain(TUESDAY)
    here.plan(WEDNESDAY)
    off = here.destinations()[0]
    with here.database.session() as session:
        place = session.merge(off)
        place.off_until = WEDNESDAY + timedelta(hours=1)

    told = await here.drain(WEDNESDAY)

    assert [(each.state, each.reason) for each in told] == [("skipped", "kan ikke skrive dit: is_archived")]


async def test_being_invited_again_turns_it_on_at_once(here: Office) -> None:
    here.sender.trouble = [PermanentSendError("not_in_channel")]
    await here.drain(TUESDAY)
    with here.database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C1", TUESDAY)

    await here.drain(TUESDAY + timedelta(minutes=1))

    assert [each.text.splitlines()[0] for each in here.sender.posted if each.address == "C1"] == [
        "Hei, jeg er Pådriver"
    ]


async def test_where_the_first_administrator_cannot_be_reached_the_other_is_told(here: Office) -> None:
    here.deadline("Adas egen", date(2026, 11, 25), owner="UADA")
    here.set(plan_after=None)
    here.plan(TUESDAY)
    here.sender.trouble = [PermanentSendError("is_archived"), PermanentSendError("user_disabled")]

    await here.drain(TUESDAY)

    assert "UBO" in {address for address, _ in to_people(here)}


async def test_a_revoked_token_turns_no_channel_off_and_the_workspace_waits(here: Office) -> None:
    here.sender.trouble = [AccessLostError("token_revoked")]

    told = await here.drain(TUESDAY)

    assert [(each.state, each.reason) for each in told] == [("planned", "token_revoked")]
    assert here.destinations()[0].off_since is None
    assert to_people(here) == []
    await here.drain(TUESDAY + timedelta(minutes=1))
    assert [each.text.splitlines()[0] for each in here.sender.posted] == ["Frister tirsdag 24. november"]
