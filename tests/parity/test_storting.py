"""The Storting's representatives and a round of invitations, on both platforms, in the same words."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.commands.interessenter.storting_people import TITLE
from content.schema.organisation import Organisation as OurOrganisation
from content.schema.pack import Pack
from models.db.database import Database
from models.occurrences.sync import sync
from models.official import records
from models.official.invitations import tick
from models.official.items import ItemKind, OfficialEvent, OfficialItem
from models.register.kinds import PURPOSE
from models.tables import Dialogue, Invitation, Occurrence, Organisation, Person, Role, Workspace
from tests.parity.chats import CHATS
from tests.support.nudges import at
from tests.support.pack import small_organisation, small_pack, small_wheel, wheel_month
from tests.support.storting import ENERGY, TRANSPORT, have

UNREAD = "Jeg har ikke hentet lista over representantene ennå."


def pack_of_akershus_and_oslo() -> Pack:
    ours = [{"kommunenummer": each, "navn": "x", "kilde": "x"} for each in ("3205", "0301")]
    given = small_organisation().model_dump(by_alias=True) | {"medlemmer": ours}
    invite = {"id": "benker", "kilde": "x", "tekst": "Inviter stortingsbenkene", "stikkord": ["møteinvitasjoner"]}
    wheel = small_wheel(m1=wheel_month(1, nettverksbygging=[invite]))
    return small_pack(organisation=OurOrganisation.model_validate(given), wheel=wheel)


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(each) for each in parts]
    return -1 not in places and places == sorted(places)


def has_hearing(database: Database) -> None:
    events = (OfficialEvent("HOERFRIST", "høringsfrist", date(2026, 11, 2), is_deadline=True),)
    name, number = TRANSPORT[1], TRANSPORT[0]
    item = OfficialItem(ItemKind.COMMITTEE_HEARING, "1", "Høring om tog", body=name, body_id=number, events=events)
    with database.session() as session:
        records.keep_items(session, "stortinget-horinger", [item], at("2026-10-09 12:00"))


def someone_else_ticks(database: Database) -> None:
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        second = session.scalars(select(Invitation).where(Invitation.member == "KANO")).one()
        tick(session, workspace.id, second.id, "UPER", at("2026-10-09 12:01"), done=True)


@pytest.mark.parametrize("name", CHATS)
async def test_whom_we_have_met_and_whom_we_invite(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_akershus_and_oslo()) as chat:
        assert UNREAD in " ".join((await chat.ask("interessenter stortinget")).text.split())
        have(sqlite_database)
        overview = (await chat.ask("padriver stortinget")).text
        assert "Denne sesjonen (fra torsdag 1. oktober) har vi møtt 0 av 3 representanter fra fylkene våre." in overview
        assert "Akershus: møtt 0 av 2" in overview
        assert "Oslo: møtt 0 av 1" in overview
        committee = await chat.ask("interessenter stortinget transport")
        assert in_order(committee.text, "Per Dahl (Sp)", "Kari Nordmann (Ap)", "Lise Berg (FrP)"), "ours come first"
        with sqlite_database.reading() as session:
            assert session.scalars(select(Person)).all() == [], "nobody enters the register by being shown"
        logged = await chat.fill(committee, "Loggfør samtale …", {"day": "2026-10-08", "said": "Godt møte."})
        assert "Per Dahl" in logged.text
        met = (await chat.ask("interessenter stortinget komiteen for transport")).text
        assert "Møtt 1 av 3 denne sesjonen (fra torsdag 1. oktober)." in met
        assert in_order(
            met, "Har vi møtt", "Per Dahl (Sp)", "sist 8. oktober", "Har vi ikke møtt", "Kari Nordmann (Ap)"
        )
        county = await chat.ask("interessenter stortinget akershusbenken")
        taken = await chat.fill(county, "Ta inn i registeret …", {})
        assert "Ola Moe er lagt til" in taken.text
        assert (
            "Jeg fant verken fylke, komité eller representant med «tull»."
            in (await chat.ask("interessenter stortinget tull")).text
        )
        listed = await chat.form("interessenter møteinvitasjoner akershus", {"due": "2027-01-20"})
        assert "0 av 2 representanter er invitert. Invitasjonene skal være sendt onsdag 20. januar 2027." in listed.text
        someone_else_ticks(sqlite_database)
        ticked = await chat.press(listed, "Invitert")
        assert "2 av 2 representanter er invitert." in ticked.text, "what somebody else ticked is shown too"
        assert "Akershus: 2 av 2 er invitert" in (await chat.ask("interessenter")).text
        assert "Denne runden var begynt fra før." in (await chat.form("padriver stortinget inviter Akershus", {})).text
        assert "Akershus: 2 av 2 er invitert" in (await chat.ask("padriver møteinvitasjoner")).text
        with sqlite_database.session() as session:
            sync(session, session.scalars(select(Workspace)).one(), pack_of_akershus_and_oslo(), at("2026-10-09 12:00"))
        from_wheel = await chat.press(await chat.ask("arshjul januar"), "Møteinvitasjoner")
        found = await chat.press(from_wheel, "Se lista")
        assert "Runden er avsluttet." in (await chat.press(found, "Avslutt runden")).text
        has_hearing(sqlite_database)
        hearing = (await chat.ask("padriver høring tog")).text
        assert in_order(hearing, "Fra fylkene våre", "Per Dahl (Sp, Oslo), Kari Nordmann (Ap, Akershus)")
        assert "Lise Berg" not in hearing
    with sqlite_database.reading() as session:
        columns = (Person.name, Person.source, Person.purpose, Role.party, Role.title, Organisation.name)
        people = session.execute(select(*columns).join(Role, Role.person_id == Person.id).join(Organisation)).all()
        assert sorted(people) == [
            ("Ola Moe", "Stortingets liste over representantene, 9.10.2026", PURPOSE, "H", TITLE, ENERGY[1]),
            ("Per Dahl", "Egen kontakt: møte 8. oktober 2026", PURPOSE, "Sp", TITLE, TRANSPORT[1]),
        ]
        assert session.scalars(select(Dialogue.said)).all() == ["Godt møte."]
        (deadline,) = session.scalars(select(Occurrence).where(Occurrence.title == "Møteinvitasjoner: Akershus")).all()
        assert deadline.done_at is not None
