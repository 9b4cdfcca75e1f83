"""What comes of a hearing: its plan, dates that move at the source or by hand, cancelled ones, and reminders."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.cards.text import render_text
from bot.commands.shared.calendar_feed import CalendarFeed, FeedScope, renew_feed
from bot.commands.shared.deadline_controls import REOPEN, DeadlineControlValue
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences.meeting_plan import NewMeeting, add_meetings
from models.official import own, records
from models.official.answers import WantedAnswer, undertake
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Delivery, Destination, HearingPlan, Milestone, Occurrence, OfficialRecord, Workspace
from models.workspace.nudge_kinds import HEARING_CHANGED
from tests.models.test_two_at_once import _at_once
from tests.support.nudges import at
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"
DEADLINE = date(2026, 11, 16)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


def brings(room: Room, item: OfficialItem, source: str = "regjeringen-liste", moment: datetime | None = None) -> None:
    """Let a source say something, as a round does."""
    now = moment or room.now
    with room.database.session() as session:
        kept = records.keep_items(session, source, [item], now)
        rows = [session.get_one(OfficialRecord, each) for each in (*kept.new, *kept.changed)]
        for workspace_id in own.workspaces_with(session, [own.key_of(each.kind, each.number) for each in rows]):
            own.follow_source(session, workspace_id, rows, now)


def hearing(deadline: date | None = DEADLINE, status: Status = Status.OPEN) -> OfficialItem:
    events = (OfficialEvent("FRIST", "høringsfrist", deadline, is_deadline=True),) if deadline else ()
    body = "Samferdselsdepartementet"
    return OfficialItem(ItemKind.HEARING, "3167072", TITLE, body=body, status=status, link=ADDRESS, events=events)


def committees(sign_up: date, day: date, note: date | None = None, **more: Any) -> OfficialItem:
    events = [OfficialEvent("anmodningsfrist_dato_tid", "frist for å be om å delta", sign_up, is_deadline=True)]
    events += [OfficialEvent("innspillsfrist", "frist for skriftlige innspill", note, is_deadline=True)] if note else []
    events += [OfficialEvent("HOER", "høring", day, place="Høringssal 1")]
    values = {"status": Status.PLANNED, **more}
    return OfficialItem(
        ItemKind.COMMITTEE_HEARING, "10", "Lov om tog", body="Transportkomiteen", events=tuple(events), **values
    )


def meets(room: Room, *days: date, draft: date | None = None) -> None:
    """Plan board meetings; the last one has a draft that is ready on a day."""
    with room.database.session() as session:
        planned = [NewMeeting("styre", "Styremøte", each) for each in days[:-1]]
        planned += [NewMeeting("styre", "Styremøte", days[-1], draft_on=draft, draft_title="Ha utkastet klart")]
        add_meetings(session, room.workspace.id, KARI, room.now, planned, KARI)


def shown(room: Room, value: str = "høring:3167072", user: str = KARI) -> Card:
    return card_of(room.press("horing.vis", value, user=user))


def dates(room: Room) -> Sequence[tuple[str, date, bool]]:
    with room.database.reading() as session:
        found = session.scalars(select(Milestone).order_by(Milestone.due_on, Milestone.id))
        return [(each.kind, each.due_on, each.by_board) for each in found]


def row(room: Room) -> Occurrence:
    with room.database.session() as session:
        found = session.scalars(select(Occurrence).where(Occurrence.key.startswith("egen:offentlig:"))).one()
        session.expunge(found)
        return found


def told(room: Room, kind: str) -> list[str]:
    """Return what the messages of a kind say now, to whom they go first."""
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        query = select(Delivery, Destination).join(Destination, Destination.id == Delivery.destination_id)
        found = session.execute(query.where(Delivery.kind == kind).order_by(Delivery.id)).all()
        return [
            f"{place.address}: {_said(compose(session, workspace, room.pack, kind, each.period_key, place.address, room.now))}"
            for each, place in found
        ]


SCOPES = ("alle", "mine", "tema:jernbane")


def _events(feed: bytes) -> list[tuple[str, str, str, int]]:
    """Return the id, the day, the title and the sequence of each event of a calendar."""
    found = Calendar.from_ical(feed).walk("VEVENT")
    return [
        (str(each["UID"]), f"{each['DTSTART'].dt:%Y%m%d}", str(each["SUMMARY"]), int(each["SEQUENCE"]))
        for each in found
    ]


def _said(card: Any) -> str:
    return render_text(card) if isinstance(card, Card) else str(card.reason)


def test_a_written_answer_has_three_dates_reckoned_back_and_a_checklist(room: Room) -> None:
    brings(room, hearing())
    meets(room, date(2026, 10, 1), date(2026, 11, 20), date(2026, 11, 10), draft=date(2026, 10, 28))
    head = (
        f"{TITLE}\nÅpne hos kilden ({ADDRESS})\n\n"
        "Departement: Samferdselsdepartementet\n"
        "Frist: mandag 16. november (uke 47), om 45 dager. Fra Regjeringens liste over høringer.\n"
        "Status: På høring\nTema: Jernbane\n"
    )
    message = (
        "Budskap: Jernbane først\n«Jernbane er viktigst.»\n\nKrav\n«Jernbane må planlegges nå.»\n\n"
        "Utkast, ikke klarert ennå.\n\n"
    )
    why = "Jernbane: «tog» i tittelen. Relevans 8 av 10.\n\n"
    assert text_of(shown(room)) == f"Høring\n\n{head}\n{why}{message}[Vi svarer] [Følg med] [Mer …]"
    now = (
        f"{head}Ansvarlig: @{{{KARI}}}\nHva vi gjør: Vi svarer.\n\n{why}"
        "Datoer på veien\n"
        "• onsdag 28. oktober – Skriv utkast [Ferdig] [Flytt]\n"
        "• tirsdag 10. november – Få klarering · styremøte [Ferdig] [Flytt]\n"
        "• mandag 16. november – Send inn [Ferdig] [Flytt]\n\n"
        f"{message}[Sendt …] [Versjoner] [Mer …]"
    )
    done = "Vi svarer. Den ligger i fristene med datoer og sjekkliste. Du er ansvarlig. [Angre]"
    assert text_of(room.push(shown(room), "Vi svarer")) == f"Høring\n\n• {done}\n\n{now}"
    again = text_of(room.press("horing.svar", "høring:3167072", user=PER))
    assert again == f"Høring\n\n• Det er alt bestemt at vi svarer. @{{{KARI}}} er ansvarlig.\n\n{now}"
    listed = room.ask("frister", "november")
    assert (
        f"• mandag 16. november – {TITLE} ({ADDRESS}) · Jernbane · 0 av 4 · @{{{KARI}}}\n"
        "  utkast 28. oktober · klarering 10. november · innsending 16. november [Ferdig] [Utsett] [Mer …]"
    ) in text_of(listed)
    about = text_of(room.push(card_of(listed), "Alt om den", TITLE))
    assert (
        "Datoer på veien\n"
        "• onsdag 28. oktober – Skriv utkast [Ferdig] [Flytt]\n"
        "• tirsdag 10. november – Få klarering · styremøte [Ferdig] [Flytt]\n"
        "• mandag 16. november – Send inn [Ferdig] [Flytt]\n\n"
        "[Se høringen]\n\n"
        "Sjekkliste: 0 av 4\n"
        "• Kvalitetssikre [Kryss av] [Fjern]\n"
        "• Publiser [Kryss av] [Fjern]\n"
        "• Orienter partnere [Kryss av] [Fjern]\n"
        "• Send til representantene [Kryss av] [Fjern]"
    ) in about


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Høring – vedlikehold av jernbanen", "Høring – vedlikehold av jernbanen"),
        ("Høyring om tog", "Høyring om tog"),
        ("Offentlig høring av ny lov", "Offentlig høring av ny lov"),
        ("Høringssvar skal følge med", "Høring: Høringssvar skal følge med"),
        ("Endringer i jernbaneloven", "Høring: Endringer i jernbaneloven"),
    ],
)
def test_the_summary_says_once_that_it_is_a_hearing(room: Room, title: str, summary: str) -> None:
    brings(room, replace(hearing(), title=title))
    assert shown(room).summary == summary


def test_of_several_who_answer_at_once_one_makes_the_row(database: Database) -> None:
    room = empty_room(database)
    brings(room, hearing())
    wanted = WantedAnswer(ItemKind.HEARING, "3167072", "svarer", "jernbane", TITLE)

    def answer(session: Session, who: str) -> bool:
        return undertake(session, room.workspace.id, who, room.now, date(2026, 10, 2), wanted).is_new

    assert sorted(map(str, _at_once(database, answer))) == ["False", "False", "False", "True"]
    with database.reading() as session:
        counts = [len(session.scalars(select(table)).all()) for table in (Occurrence, HearingPlan, Milestone)]
    assert counts == [1, 1, 3]


def test_undone_and_answered_again_or_not_after_all(room: Room) -> None:
    brings(room, hearing())
    answered = room.push(shown(room), "Vi svarer")
    assert f"«{TITLE}» er fjernet igjen." in text_of(room.push(card_of(answered), "Angre"))
    assert "[Vi svarer] [Følg med]" in text_of(shown(room))
    assert "Vi svarer. Den ligger i fristene" in text_of(room.push(shown(room), "Vi svarer"))
    given_up = room.push(shown(room), "Vi svarer ikke likevel")
    assert text_of(given_up).startswith("Høring\n\nDatoene på veien er fjernet. Vi følger fortsatt med.\n\n")
    assert dates(room) == []
    assert row(room).archived_at is None
    assert "[Vi svarer]\n" not in text_of(shown(room))
    assert text_of(shown(room)).endswith("[Vi svarer]")


def test_a_date_moves_the_row_and_what_nobody_has_moved_and_those_responsible_hear_of_it(room: Room) -> None:
    brings(room, hearing())
    room.push(shown(room), "Vi svarer")
    assert dates(room) == [
        ("utkast", date(2026, 10, 28), False), ("klarering", date(2026, 11, 11), False),
        ("innsending", date(2026, 11, 16), False),
    ]  # fmt: skip
    assert "• Ingen styremøte før fristen. Hvem kan klarere? [Velg hvem …]" in text_of(shown(room))
    plan = room.press("frist.moteplan", "")
    assert isinstance(plan, Form)
    meeting = {"kind": "styre", "dates": "10.11.2026", "papers": "", "draft": ""}
    added = card_of(room.send(plan.action, **meeting))
    assert "tirsdag 10. november – Få klarering · styremøte" in text_of(shown(room)), "the board meets after all"
    room.push(added, "Angre")
    form = room.push(shown(room), "Velg hvem …")
    assert isinstance(form, Form)
    cleared = text_of(room.send(form.action, state=form.state, who=PER))
    assert f"onsdag 11. november – Få klarering · @{{{PER}}} [Ferdig]" in cleared
    assert "Ingen styremøte" not in cleared
    moved = text_of(room.push(shown(room), "Flytt", "utkast", chosen="2026-10-20"))
    assert "tirsdag 20. oktober – Skriv utkast" in moved
    room.push(shown(room), "Ferdig", "klarering")
    for _ in ("once", "again"):
        brings(room, hearing(date(2026, 12, 1)), moment=at("2026-10-03 09:00"))
    assert [each[:2] for each in dates(room)] == [
        ("utkast", date(2026, 10, 20)), ("klarering", date(2026, 11, 11)), ("innsending", date(2026, 12, 1)),
    ]  # fmt: skip
    assert row(room).ends_on == date(2026, 12, 1)
    (moved_message,) = told(room, "horing_endret")
    assert moved_message == (
        f"{KARI}: Datoen er flyttet\n\n{TITLE}\nKilden sier nå tirsdag 1. desember. Før var den mandag 16. november.\n\n"
        "Datoene på veien: utkast 20. oktober · innsending 1. desember.\n\n[Se høringen]"
    )
    for _ in ("once", "again"):
        brings(room, hearing(date(2026, 12, 1), Status.CANCELLED), moment=at("2026-10-06 09:00"))
    assert row(room).archived_at == at("2026-10-06 09:00")
    assert told(room, "horing_endret")[1:] == [
        f"{KARI}: Avlyst\n\n{TITLE}\nKilden har avlyst den. Raden er tatt ut av fristene.\n\n[Se høringen]"
    ]
    called_off = text_of(room.press("horing.svar", "høring:3167072"))
    assert "Kilden har avlyst den, så det er ikke noe å svare på." in called_off
    brings(room, hearing(date(2026, 12, 1)), moment=at("2026-10-07 09:00"))
    assert told(room, "horing_endret")[2:] == [
        f"{KARI}: Ikke avlyst likevel\n\n{TITLE}\nDen er ikke avlyst likevel. Fristen er tirsdag 1. desember.\n\n[Se høringen]"
    ]


def test_a_date_that_people_have_moved_is_asked_about(room: Room) -> None:
    brings(room, hearing())
    room.push(shown(room), "Vi svarer")
    listed = room.push(card_of(room.ask("frister", "november")), "Utsett", TITLE, chosen="2026-11-20")
    assert "er flyttet til fredag 20. november" in text_of(listed)
    assert dates(room)[-1][:2] == ("innsending", date(2026, 11, 20)), "what a person moves takes the dates along"
    for _ in ("once", "again"):
        brings(room, hearing(date(2026, 12, 4)), moment=at("2026-10-04 09:00"))
    assert row(room).ends_on == date(2026, 11, 20)
    question = (
        f"{KARI}: Hvilken dato gjelder?\n\n{TITLE}\nKilden sier nå %s. Dere har satt fredag 20. november.\n\n"
        "[Bruk] [Behold]\n\n"
        "Velger du «Bruk», følger raden kilden igjen. Velger du «Behold», spør jeg ikke om denne datoen mer."
    )
    assert told(room, "horing_dato") == [question % "fredag 4. desember"]
    mine = row(room).id
    assert f"«{TITLE}» er fredag 20. november." in text_of(room.press("horing.behold", f"{mine}:2026-12-04"))
    assert told(room, "horing_dato") == [f"{KARI}: har svart allerede"]
    brings(room, hearing(date(2026, 12, 4), Status.CONSIDERED), moment=at("2026-10-04 10:00"))
    assert len(told(room, "horing_dato")) == 1, "not asked about the same date again"
    brings(room, hearing(date(2026, 12, 7)), moment=at("2026-10-05 09:00"))
    assert told(room, "horing_dato")[1:] == [question % "mandag 7. desember"]
    old = room.press("horing.bruk", f"{mine}:2026-12-04")
    assert "Kilden har fått en annen dato siden." in text_of(old)
    used = room.press("horing.bruk", f"{mine}:2026-12-07")
    assert f"«{TITLE}» er flyttet til mandag 7. desember, og følger kilden igjen. [Angre]" in text_of(used)
    assert (row(room).ends_on, row(room).kept) == (date(2026, 12, 7), [])
    brings(room, hearing(date(2026, 12, 8)), moment=at("2026-10-06 09:00"))
    assert row(room).ends_on == date(2026, 12, 8), "the source moves it again"


def test_a_committees_hearing_has_its_own_plan(room: Room) -> None:
    brings(room, committees(date(2026, 10, 7), date(2026, 10, 14)), "stortinget-horinger")
    answered = text_of(room.push(shown(room, "komitehøring:10"), "Vi deltar"))
    assert answered.startswith(
        "Komitéhøring\n\n• Vi deltar. Den ligger i fristene med datoer og sjekkliste. Du er ansvarlig. [Angre]\n\n"
        "Lov om tog\n\n"
        "Komité: Transportkomiteen\n"
        "Frist: onsdag 7. oktober (uke 41), om 5 dager. Fra Stortingets høringer.\n"
        "Høringsdag: onsdag 14. oktober (uke 42), om 12 dager, Høringssal 1\n"
    )
    assert (
        "Datoer på veien\n"
        "• onsdag 7. oktober – Meld på [Meldt på] [Flytt]\n"
        "• torsdag 8. oktober – Skriv utkast [Ferdig] [Flytt]\n"
        "• mandag 12. oktober – Få klarering [Ferdig] [Flytt]\n"
        "• tirsdag 13. oktober – Send inn [Ferdig] [Flytt]\n"
        "• Ingen styremøte før fristen. Hvem kan klarere? [Velg hvem …]\n"
    ) in answered
    assert row(room).ends_on == date(2026, 10, 14), "the row is on the day of the hearing"
    about = text_of(room.push(card_of(room.ask("frister", "oktober")), "Alt om den", "Lov om tog"))
    assert "Sjekkliste: 0 av 6\n• Kvalitetssikre [Kryss av] [Fjern]\n• Meld på [Kryss av] [Fjern]\n• Møt" in about
    brings(room, committees(date(2026, 10, 7), date(2026, 10, 21), date(2026, 10, 16)), "stortinget-horinger")
    assert [each[:2] for each in dates(room)] == [
        ("påmelding", date(2026, 10, 7)), ("utkast", date(2026, 10, 13)),
        ("klarering", date(2026, 10, 15)), ("innsending", date(2026, 10, 16)),
    ]  # fmt: skip
    form = room.push(shown(room, "komitehøring:10"), "Sendt …")
    assert isinstance(form, Form)
    room.send(form.action, state=form.state, day="2026-10-02", to="Transportkomiteen", number="26/9")
    assert row(room).done_at is None, "the hearing is left"


def test_dates_on_the_way_are_in_the_morning_the_digest_the_export_and_the_calendar(room: Room) -> None:
    brings(room, hearing())
    room.set(shared_channel="C1")
    room.push(shown(room), "Vi svarer")
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        room.now = at("2026-10-28 09:00")
        morning = _said(compose(session, workspace, room.pack, "frister_eier", "frister:2026-10-28", KARI, room.now))
        before = _said(
            compose(session, workspace, room.pack, "frister_eier", "frister:2026-10-27", KARI, at("2026-10-27 09:00"))
        )
        week = _said(compose(session, workspace, room.pack, "ukesoversikt", "2026-W44", "C1", at("2026-10-26 08:00")))
        feeds = [CalendarFeed(workspace, room.pack, KARI, FeedScope(scope), room.now) for scope in SCOPES]
        feed = renew_feed(session, feeds[0]).decode()
        events = [_events(renew_feed(session, each)) for each in feeds]
    assert (
        f"På veien mot en frist\n• onsdag 28. oktober – Skriv utkast: {TITLE} · @{{{KARI}}} [Ferdig] [Flytt]"
    ) in morning
    assert before == "ingen frister å si fra om"
    assert f"• onsdag 28. oktober – Skriv utkast: {TITLE} · @{{{KARI}}}\n" in week
    assert "Utkast: 28.10.2026" in feed.replace("\r\n ", "")
    assert events[0] == events[1] == events[2]
    assert {(day, title) for _, day, title, _ in events[0]} == {
        ("20261028", f"Skriv utkast: {TITLE}"), ("20261111", f"Få klarering: {TITLE}"), ("20261116", TITLE),
    }  # fmt: skip
    file = room.ask("frister", "eksport november")
    assert isinstance(file, File)
    sheet = openpyxl.load_workbook(BytesIO(file.content())).active
    assert sheet is not None
    heads, cells = (list(each) for each in sheet.iter_rows(max_row=2, values_only=True))
    assert cells[heads.index("Datoer på veien")] == (
        "utkast 28. oktober · klarering 11. november · innsending 16. november"
    )


def test_dates_on_the_way_are_the_same_events_when_they_move_and_are_in_the_feed_of_who_clears(room: Room) -> None:
    brings(room, hearing())
    room.push(shown(room), "Vi svarer")

    def read(user: str, scope: str) -> dict[str, tuple[str, str, int]]:
        with room.database.session() as session:
            workspace = session.get_one(Workspace, room.workspace.id)
            feed = renew_feed(session, CalendarFeed(workspace, room.pack, user, FeedScope(scope), room.now))
        return {title.removeprefix("✓ "): (uid, day, sequence) for uid, day, title, sequence in _events(feed)}

    draft, clearing = f"Skriv utkast: {TITLE}", f"Få klarering: {TITLE}"
    before = read(KARI, "alle")
    assert read(PER, "mine") == {}
    form = room.push(shown(room), "Velg hvem …")
    assert isinstance(form, Form)
    room.send(form.action, state=form.state, who=PER)
    room.push(shown(room), "Flytt", "utkast", chosen="2026-10-20")
    after = read(KARI, "mine")
    assert (after[draft][:2], after[clearing][0]) == ((before[draft][0], "20261020"), before[clearing][0])
    assert after[draft][2] > before[draft][2], "calendars take a change only with a higher sequence"
    assert read(PER, "mine") == {clearing: after[clearing]}, "what Per clears, and no more of a row that is not his"
    room.push(shown(room), "Vi svarer ikke likevel")
    assert list(read(KARI, "alle")) == [TITLE]


def test_what_was_sent_waits_for_its_number_and_is_said_next_time(room: Room) -> None:
    brings(room, hearing())
    room.push(shown(room), "Vi svarer")
    form = room.push(shown(room), "Sendt …")
    assert isinstance(form, Form)
    wrong = room.send(form.action, state=form.state, day="2026-10-03", to="")
    assert text_of(wrong) == (
        "day: Dagen har ikke vært ennå. Velg i dag eller en tidligere dag.\nto: Skriv hvem som fikk innspillet."
    )
    sent = {"day": "2026-10-01", "to": "Samferdselsdepartementet"}
    assert text_of(room.send(form.action, state=form.state, **sent)).startswith(
        "Høring\n\n• Innspillet er ført som sendt torsdag 1. oktober til Samferdselsdepartementet. "
        "Det står i /interessenter journal til det har fått saksnummer.\n\n"
    )
    second = text_of(room.send(form.action, state=form.state, user=PER, **sent))
    assert second.startswith(f"Høring\n\n@{{{KARI}}} har ført innspillet som sendt torsdag 1. oktober.\n\n")
    waits = f"• {TITLE} · sendt torsdag 1. oktober til Samferdselsdepartementet [Før inn saksnr. …]"
    assert f"Innspill uten saksnummer\n{waits}" in text_of(room.ask("interessenter", "journal"))
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        month = _said(compose(session, workspace, room.pack, "horing_journal", "2026-11", KARI, at("2026-11-02 09:00")))
    assert month.startswith(f"Journalført?\n\n1 innspill er sendt uten at saksnummeret er ført inn.\n\n{waits}"), month
    versions = card_of(room.push(shown(room), "Versjoner"))
    written = room.push(versions, "Skriv …")
    assert isinstance(written, Form)
    kept = card_of(room.send(written.action, state=written.state, text="Bygg banen nå."))
    gave = room.push(kept, "Hvem fikk den? …")
    assert isinstance(gave, Form)
    for _ in ("once", "again"):
        room.send(gave.action, state=gave.state, to="Statssekretæren", day="2026-10-02")
    assert text_of(room.push(shown(room), "Versjoner")) == (
        f"Versjoner av innspillet\n\n{TITLE}\n\n"
        "Departementet\n«Bygg banen nå.»\n\n"
        "• torsdag 1. oktober: Samferdselsdepartementet\n• fredag 2. oktober: Statssekretæren\n\n"
        "[Endre …] [Hvem fikk den? …]\n\n"
        "Sosiale medier\nIkke skrevet ennå.\n\n[Skriv …]\n\n"
        "Partnere\nIkke skrevet ennå.\n\n[Skriv …]\n\n"
        "Ordførere\nIkke skrevet ennå.\n\n[Skriv …]\n\n"
        "[Se høringen]"
    )
    brings(room, committees(date(2026, 10, 7), date(2026, 10, 14)), "stortinget-horinger")
    assert (
        f"Dette sa vi sist\n• torsdag 1. oktober til Samferdselsdepartementet: {TITLE}\n  Bygg banen nå.\n"
    ) in text_of(shown(room, "komitehøring:10"))
    found = text_of(room.ask("padriver", "høring lov om"))
    assert found.startswith("Komitéhøring\n\nLov om tog")
    assert text_of(room.ask("padriver", "høring flyplass")) == (
        "Høringer\n\nJeg fant ingen åpen høring med «flyplass». Legg den inn selv: `/frister ny DATO ADRESSE`."
    )


def test_ferdig_asks_whether_the_input_was_sent(room: Room) -> None:
    brings(room, hearing())
    room.push(shown(room), "Vi svarer")
    ask = "Er innspillet sendt? Før inn når, til hvem og saksnummeret."
    ready = room.push(shown(room), "Ferdig", "Send inn")
    assert text_of(ready).startswith(f"Høring\n\n• {ask} [Sendt …]\n\n{TITLE}\n")
    back = room.push(card_of(ready), "Åpne igjen")
    assert ask not in text_of(back)
    listed = room.push(card_of(room.ask("frister", "november")), "Ferdig", TITLE)
    assert f"• «{TITLE}» er markert som ferdig. {ask} [Angre] [Sendt …]" in text_of(listed)
    waiting = f"Ferdig, men ikke ført som sendt\n• {TITLE} · ferdig i dag [Sendt …]\n\nSamtaler\n"
    journal = room.ask("interessenter", "journal")
    assert waiting.replace("i dag", "fredag 2. oktober") in text_of(journal)
    for card in (card_of(listed), card_of(journal)):
        form = room.push(card, "Sendt …")
        assert isinstance(form, Form)
    room.send(form.action, state=form.state, day="2026-10-01", to="Departementet", number="26/1")
    assert "Ferdig, men ikke ført" not in text_of(room.ask("interessenter", "journal"))
    room.press(REOPEN, str(DeadlineControlValue(id=row(room).id)))
    again = room.push(card_of(room.ask("frister", "november")), "Ferdig", TITLE)
    assert ask not in text_of(again), "it is recorded"


def test_a_hearing_without_a_deadline_is_listed_without_a_date_until_the_source_has_one(room: Room) -> None:
    brings(room, hearing(None))
    answered = text_of(room.push(shown(room), "Vi svarer"))
    assert answered.startswith(
        "Høring\n\n• Vi svarer. Den ligger i fristene uten dato, siden kilden ikke har noen. "
        "Jeg sier fra når fristen kommer. Du er ansvarlig. [Angre]\n\n"
    )
    assert f"• dato mangler – {TITLE} ({ADDRESS}) · Jernbane · 0 av 4" in text_of(room.ask("frister", "alle"))
    assert dates(room) == []
    for _ in ("once", "again"):
        brings(room, hearing(None, Status.CONSIDERED), moment=at("2026-10-03 08:00"))
    assert told(room, HEARING_CHANGED) == []
    brings(room, hearing(), moment=at("2026-10-03 09:00"))
    assert [each[0] for each in dates(room)] == ["utkast", "klarering", "innsending"]
    (came,) = told(room, HEARING_CHANGED)
    assert came == (
        f"{KARI}: Datoen er kommet\n\n{TITLE}\nKilden sier nå mandag 16. november.\n\n"
        "Datoene på veien: utkast 28. oktober · klarering 11. november · innsending 16. november.\n\n[Se høringen]"
    )


def test_a_deadline_that_has_passed_was_not_moved_by_the_source(room: Room) -> None:
    item = committees(date(2026, 10, 6), date(2026, 10, 20), note=date(2026, 10, 13))
    brings(room, item)
    room.press("horing.folg", "komitehøring:10")
    assert row(room).ends_on == date(2026, 10, 6)
    later = at("2026-10-08 09:00")
    brings(room, item, moment=later)
    assert row(room).ends_on == date(2026, 10, 13), "the next one"
    assert told(room, HEARING_CHANGED) == []
    brings(room, committees(date(2026, 10, 6), date(2026, 10, 20), note=date(2026, 10, 15)), moment=later)
    assert len(told(room, HEARING_CHANGED)) == 1, "that one was"


def test_nobody_hears_of_a_row_that_people_have_removed_and_a_next_deadline_is_no_moved_one(room: Room) -> None:
    brings(room, hearing(date(2026, 10, 6)))
    room.push(shown(room), "Følg med")
    room.now = at("2026-10-08 09:00")
    brings(room, hearing(date(2026, 11, 12)))
    assert told(room, "horing_endret") == [
        f"{KARI}: Ny dato\n\n{TITLE}\nKilden sier nå torsdag 12. november. Forrige dato var tirsdag 6. oktober.\n\n[Se høringen]"
    ]
    with room.database.session() as session:
        session.execute(update(Occurrence).values(archived_at=room.now))
    brings(room, hearing(date(2026, 11, 20)), moment=at("2026-10-09 09:00"))
    assert len(told(room, "horing_endret")) == 1
