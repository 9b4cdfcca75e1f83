"""From an input to a remark, a decision and money, on both platforms, in the same words."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from jobs.official.finding import find_pending
from jobs.official.readers import read_answer
from models.db.database import Database
from models.official import documents, records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, PublicationReference, Status
from models.tables import ChainStep, Effect, OfficialFind, OfficialRecord
from tests.parity.chats import CHATS
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack

XML = Path(__file__).parents[1] / "official" / "made_up" / "recommendation.xml"
TITLE = "Flere tog på Østlandet"
REMARK = (
    "Merknad fra H og FrP · Komiteens merknader, avsnitt 2 · Jernbane Komiteens medlemmer fra Høyre og Fremskrittspartiet "
    "viser til innspillet fra Prøveregionen, som ber om at jernbanen planlegges nå. Logg i effekt … Ikke relevant "
)
SUMMARY = "Sammendraget av saken · Sammendrag, avsnitt 1 · Jernbane Forslagsstillerne viser til at Prøveregionen vil ha flere tog. "
TOLD = (
    f"Dette står om sakene våre i Innst. 14 S (2026–2027) Flere tog på Østlandet Åpne hos Stortinget {SUMMARY}Logg i effekt … "
    f"Ikke relevant {REMARK}Forslag fra H og FrP · Forslag fra mindretall – Forslag fra Høyre og Fremskrittspartiet, punkt 1 · "
    "Jernbane Stortinget ber regjeringen planlegge jernbanen nå. Logg i effekt … Ikke relevant Se hele kjeden Ingenting er "
    "ført i effektloggen ennå. Trykk «Logg i effekt …» på det som er verdt å telle. Innstillinger"
)
CHAIN = (
    "Fra innspill til penger Ført inn. Flere tog på Østlandet 1. Innspill Sendt fredag 9. oktober til Transport- og "
    f"kommunikasjonskomiteen: Høring om tog 2. Merknad {SUMMARY}KARI førte det i effektloggen. {REMARK}3. Vedtak tirsdag 8. "
    "desember: Stortinget har gjort vedtak. Vedtak i Stortinget · vedtaket · Jernbane Stortinget ber regjeringen planlegge "
    "jernbanen nå. KARI førte det i effektloggen. 4. Penger 8. desember: 120 mill. kr til planlegging Angre Før inn penger … "
    "Alle sakene"
)
LINK = "https://www.stortinget.no/inns-202627-014s/"


def brings(database: Database) -> None:
    """Let the sources have a case and its hearing."""
    committee = {"body": "Transport- og kommunikasjonskomiteen", "body_id": "TRANSKOM"}
    deadline = (OfficialEvent("innspillsfrist", "frist", date(2026, 11, 16), is_deadline=True),)
    case = OfficialItem(ItemKind.CASE, "7", TITLE, **committee)
    hearing = OfficialItem(
        ItemKind.COMMITTEE_HEARING, "8", "Høring om tog", cases=("7",), events=deadline, is_written=True, **committee
    )
    with database.session() as session:
        records.keep_items(session, "stortinget-saker", [case, hearing], at("2026-10-09 12:00"))


def recommends(database: Database, moment: str) -> None:
    """Let the committee give its recommendation, and have it read and searched as the rounds do."""
    answer = read_answer(XML.read_bytes().replace(b"Osloregionen", "Prøveregionen".encode()))
    with database.session() as session:
        case = session.scalars(select(OfficialRecord).where(OfficialRecord.kind == "sak")).one()
        reference = PublicationReference("inns-202627-014s", "Innst. 14 S", LINK)
        documents.note_references(session, case, [reference], at(moment))
        (due,) = documents.due(session, at(moment), 10)
        assert answer.publication is not None
        documents.keep_publication(session, due.id, answer.publication, at(moment))
    assert find_pending(database, OnePack(small_pack()), at(moment)) == 1
    assert find_pending(database, OnePack(small_pack()), at(moment)) == 0, "it is told once"


def decides(database: Database, moment: str) -> None:
    """Let the Storting decide."""
    events = (OfficialEvent("VOT", "votering", date(2026, 12, 8)),)
    text = "Stortinget ber regjeringen planlegge jernbanen nå."
    with database.session() as session:
        case = OfficialItem(ItemKind.CASE, "7", TITLE, excerpt=text, status=Status.FINISHED, events=events)
        records.keep_items(session, "stortinget-sak", [case], at(moment))
        row = session.scalars(select(OfficialRecord).where(OfficialRecord.kind == "sak")).one()
        documents.keep_decision(session, row, text, at(moment))
    find_pending(database, OnePack(small_pack()), at(moment))


def words(text: str) -> str:
    """Return a text with single spaces, links as their words, and the person who logs as KARI."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(text.split()))
    return re.sub(r"(?<=\. )[^.]{1,60} førte det", "KARI førte det", plain)


@pytest.mark.parametrize("name", CHATS)
async def test_from_input_to_money(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        assert "Ingen sak har noe innspill, funn eller penger ennå." in (await chat.ask("effekt kjede")).text
        brings(sqlite_database)
        card = await chat.press(await chat.ask("padriver høring tog"), "Vi svarer")
        await chat.fill(card, "Sendt …", {"day": "2026-10-09", "number": ""})
        recommends(sqlite_database, "2026-11-30 10:00")
        told = await chat.morning("2026-11-30 10:00", "Dette står om sakene våre")
        assert words(told.text) == TOLD
        await chat.fill(told, "Logg i effekt …", {"kind": "moter"})
        logged = words((await chat.ask("effekt")).text)
        assert "Sammendraget av saken i Innst. 14 S (2026–2027) se «Forslagsstillerne viser" in logged, (
            "quoted there too"
        )
        gone = await chat.press(told, "Ikke relevant", after="punkt 1")
        assert "Det er tatt ut. Det kommer ikke i effektloggen." in gone.text
        decides(sqlite_database, "2026-12-08 18:00")
        decision = await chat.morning("2026-12-08 18:00", "vedtaket i Stortinget")
        assert "Vedtak i Stortinget · vedtaket · Jernbane Stortinget ber regjeringen" in words(decision.text)
        await chat.fill(decision, "Logg i effekt …", {"kind": "moter"})
        listed = words((await chat.ask("padriver kjede")).text)
        assert "innspill sendt → 2 funn i innstillingen → vedtatt → penger ikke ført" in listed
        chain = await chat.ask("effekt kjede østlandet")
        money = {"text": "120 mill. kr til planlegging", "day": "2026-12-08"}
        assert words((await chat.fill(chain, "Før inn penger …", money)).text) == CHAIN
        assert "Møter: 2" in (await chat.ask("effekt")).text, "only what people logged is counted"
    with sqlite_database.reading() as session:
        steps = session.scalars(select(ChainStep).order_by(ChainStep.id)).all()
        assert [each.kind for each in steps] == ["merknad", "vedtak", "penger"]
        assert len({each.occurrence_id for each in steps} - {None}) == 1, "each is linked with what we sent"
        effects = session.scalars(select(Effect.id).order_by(Effect.id)).all()
        assert [each.effect_id for each in steps] == [*effects, None]
        judged = session.scalars(select(OfficialFind.effect_id).where(OfficialFind.judged_at.is_not(None))).all()
        assert sorted(judged, key=str) == [*effects, None]
