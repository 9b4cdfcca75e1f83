"""A question that is told, taken and answered, and a case that is followed, on both platforms in the same words."""

from datetime import date

import pytest
from sqlalchemy import select

from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, OfficialPerson, OfficialRole, Status
from models.tables import Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.parity.chats import CHATS
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack

ASKER = OfficialPerson(OfficialRole.ASKER, "Ola Moe", "Ap", "Akershus")
MINISTER = OfficialPerson(OfficialRole.ASKED, "samferdselsministeren")
QUESTION = "Vil statsråden sørge for flere tog i Follo?"
CASE = "Representantforslag om flere tog"


def question(answered: date | None = None) -> OfficialItem:
    events = [OfficialEvent("SENDT", "sendt", date(2026, 11, 30))]
    events += [OfficialEvent("BESVART", "besvart", answered)] if answered else []
    return OfficialItem(
        ItemKind.QUESTION, "7", QUESTION, published=date(2026, 11, 30), events=tuple(events), people=(ASKER, MINISTER),
        status=Status.FINISHED if answered else Status.CONSIDERED, link="https://www.stortinget.no/q",
    )  # fmt: skip


def brings(database: Database, item: OfficialItem, moment: str) -> None:
    """Let a source say that, as a round does."""
    with database.session() as session:
        kept = records.keep_items(session, "stortinget-sporsmal", [item], at(moment))
        tell_workspaces(session, (*kept.new, *kept.changed), at(moment))
    match_pending(database, OnePack(small_pack()), at(moment))


@pytest.mark.parametrize("name", CHATS)
async def test_a_question_is_told_taken_and_answered_and_a_case_followed(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        with sqlite_database.session() as session:
            number = session.scalars(select(Workspace.id)).one()
            for kind in ("manedshjul", "horing"):
                save_preference(session, number, ALL, kind, PreferenceChange(wanted=False))
        brings(sqlite_database, question(), "2026-12-01 12:00")
        told = await chat.morning("2026-12-02 08:30", "Spørsmål og varslede saker som angår oss")
        assert "Ola Moe (Ap, Akershus) spør samferdselsministeren" in told.text
        assert "Vi sier: Jernbane er viktigst. (utkast, ikke klarert ennå)" in told.text
        taken = await chat.press(told, "Følg opp")
        assert "Du følger opp spørsmålet. Frist onsdag 9. desember. Jeg sier fra når det er besvart." in taken.text
        assert "Følg opp spørsmålet: Vil statsråden" in (await chat.ask("frister mine")).text
        brings(sqlite_database, OfficialItem(ItemKind.CASE, "9", CASE, status=Status.CONSIDERED), "2026-12-03 10:00")
        card = await chat.press(await chat.ask("padriver sak flere tog representantforslag"), "Følg saken")
        assert "Du følger saken. Jeg sier fra når den beveger seg." in card.text
        sheet = await chat.press(card, "Saksark")
        assert "Arket er tomt." in sheet.text
        written = await chat.fill(sheet, "Endre arket …", {"problem": "Togene er fulle.", "status": "Hos komiteen"})
        assert "Togene er fulle." in written.text
        contacts = await chat.press(card, "Kontakter")
        agreed = {"name": "Kari Hansen", "says": "Står fast hver dag.", "until": "2027-03-01"}
        added = await chat.fill(contacts, "Ny kontakt …", agreed)
        assert "Samtykket gjelder til og med 1. mars 2027." in added.text
        own = await chat.ask("padriver sak ny Sykkelvei #jernbane")
        assert "Saken er lagt inn, og du følger den." in own.text
        listed = (await chat.ask("sak")).text
        assert all(each in listed for each in (CASE, "Sykkelvei", "Sendt 30. november, ikke besvart ennå"))
        brings(sqlite_database, question(date(2026, 12, 4)), "2026-12-04 09:00")
        answered = await chat.morning_alone("2026-12-04 09:05")
        assert "Besvart fredag 4. desember." in answered.text
