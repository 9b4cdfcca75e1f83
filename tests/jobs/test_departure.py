"""Administrators are told once what somebody owned who has left."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.followups.taking import MediaMessage, follow
from models.media.spokespersons import Speaker, let_speak
from models.occurrences import owning
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.occurrences.series import NewSeries, add_series
from models.tables import Contact, Occurrence, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from tests.support.nudges import Office, at, office

KARI, PER, OLA = "UKARI", "UPER", "UOLA"
NOON = "2026-10-07 12:00"


def meets(here: Office, user_id: str, name: str, moment: str, *, has_left: bool = False) -> None:
    with here.database.session() as session:
        met = SeenContact(user_id, PERSON, name, role=None if has_left else ContactRole.COLLEAGUE, has_left=has_left)
        record_contacts(session, here.workspace_id, [met], at(moment))


@pytest.fixture
def here(database: Database) -> Office:
    here = office(database)
    for user_id, name in ((KARI, "Kari Nordmann"), (PER, "Per Hansen"), (OLA, "Ola Moe")):
        meets(here, user_id, name, "2026-10-01 09:00")
    with database.session() as session:
        name_administrator(session, session.get_one(Workspace, here.workspace_id), KARI)
    here.deadline("Svar på høring", date(2026, 10, 16), owner=OLA)
    return here


async def told(here: Office, moment: str) -> list[tuple[str, str, str | None]]:
    found = await here.round(at(moment))
    return [(each.destination, each.outcome, each.reason) for each in found if each.kind == "avgang"]


def texts(here: Office) -> list[str]:
    return [each.text for each in here.sender.posted if "har sluttet\n" in each.text]


async def test_they_are_told_the_same_minute_and_once(here: Office) -> None:
    await here.round(at("2026-10-07 11:58"))
    meets(here, OLA, "", NOON, has_left=True)
    assert await told(here, "2026-10-07 12:01") == [(KARI, "sent", "")]
    (text,) = texts(here)
    assert (
        text
        == """\
Ola Moe har sluttet

Ola Moe har sluttet. Ola Moe er fortsatt ansvarlig for 1 frist.

Alle som arbeider her, kan ta det over eller gi det til noen. Det kan også gjøres i `/frister`.

Frister
• fredag 16. oktober (uke 42), om 9 dager – Svar på høring · Ola Moe (har sluttet) [Ferdig] [Jeg tar den] [Gi til …] [Utsett] [Minn oss senere]

[Gi alt til …]"""
    )
    meets(here, OLA, "", "2026-10-07 12:02", has_left=True)
    for moment in ("2026-10-07 12:03", "2026-10-08 08:30", "2026-11-02 08:30", "2027-03-01 08:30"):
        assert await told(here, moment) == []


async def test_all_that_the_person_owned_is_told_of(here: Office) -> None:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        plan = NewSeries("Ukesmøte", "FREQ=WEEKLY;BYDAY=MO", date(2026, 10, 12), owner=OLA)
        add_series(session, workspace.id, OLA, at(NOON), date(2026, 10, 7), plan)
        follow(session, workspace, MediaMessage("CMEDIA", "1.1", "Togene står"), OLA, at(NOON), at(NOON))
        let_speak(session, workspace.id, "jernbane", Speaker(OLA))
    meets(here, OLA, "", NOON, has_left=True)
    await told(here, "2026-10-07 12:01")
    (text,) = texts(here)
    assert text.splitlines()[2] == (
        "Ola Moe har sluttet. Ola Moe er fortsatt ansvarlig for 1 frist, 1 frist som gjentas, 1 oppfølging i mediene og "
        "1 tema som talsperson."
    )
    assert "hver mandag, neste mandag 12. oktober (uke 42), om 5 dager – Ukesmøte" in text
    assert "Oppfølginger i mediene\n" in text
    assert "Velg en ny talsperson for Jernbane: `/medie talspersoner`" in text


async def test_somebody_who_owned_nothing_is_passed_over_also_later(here: Office) -> None:
    meets(here, PER, "", NOON, has_left=True)
    assert await told(here, "2026-10-07 12:01") == []
    assert await told(here, "2026-10-08 08:30") == []


async def test_several_who_leave_at_once_are_told_of_each(here: Office) -> None:
    here.deadline("Høringssvar nummer to", date(2026, 10, 20), owner=PER)
    meets(here, OLA, "", NOON, has_left=True)
    meets(here, PER, "", NOON, has_left=True)
    # A second apart: there is one round for each.
    assert await told(here, "2026-10-07 12:01") == [(KARI, "sent", "")]
    assert await told(here, "2026-10-07 12:02") == [(KARI, "sent", "")]
    assert sorted(text.splitlines()[0] for text in texts(here)) == ["Ola Moe har sluttet", "Per Hansen har sluttet"]


async def test_an_administrator_who_leaves_is_told_of_to_the_others(here: Office) -> None:
    with here.database.session() as session:
        name_administrator(session, session.get_one(Workspace, here.workspace_id), OLA)
    meets(here, OLA, "", NOON, has_left=True)
    assert await told(here, "2026-10-07 12:01") == [(KARI, "sent", "")]
    (text,) = texts(here)
    assert text.splitlines()[2] == (
        "Ola Moe har sluttet og er ikke administrator lenger. Ola Moe er fortsatt ansvarlig for 1 frist."
    )


async def test_where_the_last_administrator_left_the_next_one_is_told(here: Office) -> None:
    meets(here, KARI, "", NOON, has_left=True)
    meets(here, OLA, "", NOON, has_left=True)
    assert await told(here, "2026-10-07 12:01") == []
    with here.database.session() as session:
        name_administrator(session, session.get_one(Workspace, here.workspace_id), PER)
    assert await told(here, "2026-10-08 08:30") == [(PER, "sent", "")]
    assert await told(here, "2026-10-09 08:30") == []


async def test_at_night_it_waits_for_the_morning_and_is_not_sent_where_the_person_is_back(here: Office) -> None:
    meets(here, OLA, "", "2026-10-07 22:00", has_left=True)
    assert await told(here, "2026-10-07 22:01") == [(KARI, "postponed", "venter til torsdag 8. oktober kl. 7.00")]
    meets(here, OLA, "", "2026-10-08 06:00")
    assert await told(here, "2026-10-08 07:00") == [(KARI, "skipped", "personen er tilbake")]


async def test_who_leaves_again_is_told_of_again(here: Office) -> None:
    meets(here, OLA, "", NOON, has_left=True)
    assert await told(here, "2026-10-07 12:01") == [(KARI, "sent", "")]
    meets(here, OLA, "", "2026-10-07 13:00")
    assert await told(here, "2026-10-07 13:01") == []
    meets(here, OLA, "", "2026-10-07 14:00", has_left=True)
    assert await told(here, "2026-10-07 14:01") == [(KARI, "sent", "")]


async def test_what_was_taken_before_it_was_sent_is_not_told(here: Office) -> None:
    meets(here, OLA, "", "2026-10-07 22:00", has_left=True)
    here.plan(at("2026-10-07 22:01"))
    with here.database.session() as session:
        owning.take(session, here.workspace_id, 1, KARI, at("2026-10-07 22:02"))
    assert await told(here, "2026-10-08 07:00") == [(KARI, "skipped", "alt er overtatt")]


async def test_the_morning_in_the_channel_has_the_buttons(here: Office) -> None:
    here.set(shared_channel="CFELLES")
    meets(here, OLA, "", NOON, has_left=True)
    await here.round(at("2026-10-07 12:01"))
    await here.round(at("2026-10-09 08:30"))
    (morning,) = [
        each.text for each in here.sender.posted if each.address == "CFELLES" and "Svar på høring" in each.text
    ]
    assert "Svar på høring · Ola Moe (har sluttet) [Ferdig] [Jeg tar den] [Gi til …] [Utsett]" in morning
    assert not [each for each in here.sender.posted if each.address == OLA]


async def test_it_is_noted_once_for_each_departure(here: Office) -> None:
    meets(here, OLA, "", NOON, has_left=True)
    await told(here, "2026-10-07 12:01")

    def noted() -> datetime | None:
        with here.database.session() as session:
            return session.scalar(select(Contact.departure_noted_at).where(Contact.address == OLA))

    assert noted() == at("2026-10-07 12:01")


async def test_of_several_responsible_the_others_get_what_they_have_and_only_what_nobody_has_left_is_free(
    here: Office,
) -> None:
    shared = here.deadline("Lever innspill", date(2026, 10, 20), owner=PER, co_owners=[OLA])
    both = here.deadline("Send brev", date(2026, 10, 21), owner=OLA, co_owners=["UGONE"])
    await here.round(at("2026-10-07 11:58"))
    meets(here, "UGONE", "Nina Berg", "2026-10-07 11:58", has_left=True)
    meets(here, OLA, "", NOON, has_left=True)
    assert sorted(await told(here, "2026-10-07 12:01")) == [(KARI, "sent", ""), (PER, "sent", "")]
    assert await told(here, "2026-10-07 12:02") == [(KARI, "sent", "")]
    to_kari, to_per = (
        next(each.text for each in here.sender.posted if each.address == who and "Ola Moe har sluttet" in each.text)
        for who in (KARI, PER)
    )
    assert "Ola Moe er fortsatt ansvarlig for 2 frister." in to_kari
    assert "Send brev · Ola Moe (har sluttet) og Nina Berg (har sluttet) [Ferdig] [Jeg tar den] [Gi til …]" in to_kari
    assert "Lever innspill" not in to_kari
    assert (
        to_per
        == """\
Ola Moe har sluttet

Ola Moe har sluttet. Du er fortsatt ansvarlig for 1 frist dere hadde sammen.

Frister dere hadde sammen
• tirsdag 20. oktober (uke 43), om 13 dager – Lever innspill · @{UPER} og Ola Moe (har sluttet) \
[Ferdig] [Utsett] [Minn meg senere]"""
    )
    with here.database.session() as session:
        free = {row.id for row in find(session, here.workspace_id, Filter(owned=False), date(2026, 10, 7), 50)}
        assert (both in free, shared in free) == (True, False)
        with pytest.raises(owning.AlreadyTakenError):
            owning.take(session, here.workspace_id, shared, KARI, at(NOON))
        owning.take(session, here.workspace_id, both, KARI, at(NOON))
        row = session.get_one(Occurrence, both)
        assert (row.owner, row.co_owners) == (KARI, None)
