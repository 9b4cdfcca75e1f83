"""A hearing from its card to the effect log, on both platforms, in the same words."""

from datetime import date

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.occurrences.meeting_plan import NewMeeting, add_meetings
from models.official import own, records, sources
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Effect, HearingPlan, Occurrence, OfficialRecord, Workspace
from tests.parity.chats import CHATS
from tests.support.nudges import at
from tests.support.pack import small_pack

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"


def brings(database: Database, deadline: date, status: Status = Status.OPEN, moment: str = "2026-10-09 12:00") -> None:
    """Let a source say something of the hearing, as a round does."""
    events = (OfficialEvent("FRIST", "høringsfrist", deadline, is_deadline=True),)
    body = "Samferdselsdepartementet"
    item = OfficialItem(ItemKind.HEARING, "3167072", TITLE, body=body, status=status, link=ADDRESS, events=events)
    with database.session() as session:
        kept = records.keep_items(session, "regjeringen-liste", [item], at(moment))
        rows = [session.get_one(OfficialRecord, each) for each in (*kept.new, *kept.changed)]
        for workspace_id in own.workspaces_with(session, [own.key_of(each.kind, each.number) for each in rows]):
            own.follow_source(session, workspace_id, rows, at(moment))


def meets(database: Database, day: date, draft: date | None = None) -> None:
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        planned = [NewMeeting("styre", "Styremøte", day, draft_on=draft, draft_title="Ha utkastet klart")]
        add_meetings(session, workspace.id, "U1", at("2026-10-01 12:00"), planned, "U1")


@pytest.mark.parametrize("name", CHATS)
async def test_a_hearing_is_answered_sent_and_logged(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        await chat.ask("frister")
        with sqlite_database.session() as session:
            sources.turn_on(session, "regjeringen-liste")
        brings(sqlite_database, date(2026, 11, 16))
        meets(sqlite_database, date(2026, 11, 10))
        card = await chat.press(await chat.ask("padriver høringer"), "Se høringen")
        assert "mandag 16. november (uke 47), om 38 dager. Fra Regjeringens liste over høringer." in card.text
        assert "Jernbane må planlegges nå." in card.text, "the demand"
        answered = await chat.press(card, "Vi svarer")
        assert "Vi svarer. Den ligger i fristene med datoer og sjekkliste. Du er ansvarlig." in answered.text
        assert "styremøte" in answered.text
        listed = await chat.ask("frister november")
        assert "utkast 27. oktober · klarering 10. november · innsending 16. november" in listed.text
        way = (await chat.ask("frister oktober")).text
        assert "På veien mot en frist\n" in way
        assert "Skriv utkast" in way
        sent = await chat.fill(answered, "Sendt …", {"day": "2026-10-09", "number": ""})
        assert "Innspillet er ført som sendt fredag 9. oktober til Samferdselsdepartementet." in sent.text
        journal = await chat.ask("interessenter journal")
        recorded = await chat.fill(journal, "Før inn saksnr. …", {"number": "26/123"})
        assert f"«{TITLE}» er journalført med saksnr. 26/123." in recorded.text
        asked = await chat.morning_alone("2026-10-12 09:00")
        assert "Innspillet ble sendt fredag 9. oktober til Samferdselsdepartementet." in asked.text
        logged = await chat.fill(asked, "Skriv i effektloggen", {"kind": "moter"})
        assert "fredag 9. oktober · Møter · Jernbane · Samferdselsdepartementet" in logged.text
        assert "Møter: 1" in (await chat.ask("effekt")).text
    with sqlite_database.reading() as session:
        plan, row, effect = (session.scalars(select(each)).all() for each in (HearingPlan, Occurrence, Effect))
        ((plan,), (effect,)) = plan, effect
        assert (plan.plan, plan.sent_on, plan.archive_number) == ("svarer", date(2026, 10, 9), "26/123")
        assert plan.effect_id == effect.id
        (hearing,) = [each for each in row if each.title == TITLE]
        assert hearing.done_at is not None
