"""Cases: followed from the bill to the vote, and one's own with its sheet and contacts."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.form import FormErrors
from bot.cards.text import render_text
from bot.commands.registry import COMMANDS
from bot.slack.render import render_messages
from models.cases.contacts import expired
from models.cases.moves import key_at
from models.db.database import Database
from models.official import documents, records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.official.records import by_number
from models.register.edits import begin
from models.register.mentions import Marks, strike
from models.register.people import NewPerson
from models.register.people import add as add_person
from models.tables import CaseContact, CaseMove
from tests.support.cases import BERIT, OLA, TITLE, brings, case, composed, morning, now_is, open_room, planned, question
from tests.support.nudges import at
from tests.support.people import KARI, PER, Room, card_of, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return open_room(sqlite_database)


FOLLOWED = """\
Sak i Stortinget

Du følger saken. Jeg sier fra når den beveger seg.

Representantforslag om flere tog i Follo
Åpne hos kilden (https://www.stortinget.no/sak)

Hvor den er: Under behandling i Transport- og kommunikasjonskomiteen: til komiteen 1. oktober
Neste datoer: ikke satt ennå
Saksordfører: ikke valgt ennå, eller ikke oppgitt av kilden
Foreslått av: Berit Li (SV, Oslo)
Tema: Jernbane
Følges av: @{U1KARI}

Budskap: Jernbane først
«Jernbane er viktigst.»

Krav
«Jernbane må planlegges nå.»

Utkast, ikke klarert ennå.

[Saksark] [Kontakter] [Mer …]"""
REPORT, DEBATE = (date(2026, 10, 20), date(2026, 10, 26))


def coming(debate: date = DEBATE, *more: OfficialEvent) -> tuple[OfficialEvent, ...]:
    report = OfficialEvent("AVGITT", "innstillingen avgitt", REPORT)
    return (report, OfficialEvent("BEHS", "debatt i Stortinget", debate), *more)


def told(room: Room, moment: str) -> str:
    """Return the line to Kari about what moved then, without its title and its buttons."""
    _, _, said = composed(room, "sak_endret", key_at(1, at(moment)), KARI, moment).partition(f"{TITLE}\n  ")
    return said.partition(" [Se saken]")[0]


def test_a_case_that_comes_on_an_agenda_is_said_the_working_day_before(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    brings(room, [case()], "2026-10-05 08:00")
    room.push(card_of(room.ask("sak", "flere tog i follo")), "Følg saken")
    monday = date(2026, 10, 26)
    meets = OfficialEvent("MOTE", "Møte i Stortinget", monday)
    agenda = OfficialItem(
        ItemKind.MEETING, "5", "Møte i Stortinget", published=monday, events=(meets,), cases=(case().number,)
    )
    with room.database.session() as session:
        records.keep_items(session, "stortinget-dagsorden", [agenda], at("2026-10-22 08:00"), is_page=True)
    came = (
        f"Saker du følger i Stortinget\n\n• {TITLE}\n  På dagsordenen i Stortinget om 3 dager, mandag 26. oktober. "
        "[Se saken]\n\n[Slå av varsler om behandling]"
    )
    assert morning(room, "sak_dag", "2026-10-22 08:30") == []
    assert morning(room, "sak_dag", "2026-10-23 08:30") == [came]
    brings(room, [case(*coming(monday))], "2026-10-23 12:00")
    with room.database.session() as session:
        documents.keep_decision(
            session, by_number(session, ItemKind.CASE, case().number), "Vedtatt.", at("2026-10-27 08:00")
        )
        votes = OfficialEvent("VOTERING", "Komiteens tilråding: vedtatt med 88 mot 14 stemmer", monday)
        decision = OfficialItem(ItemKind.DECISION, case().number, "", events=(votes,))
        records.keep_items(session, "stortinget-voteringer", [decision], at("2026-10-27 09:00"), is_page=True)
    now_is(room, "2026-10-27 10:00")
    assert "Komiteens tilråding: vedtatt med 88 mot 14 stemmer" in text_of(room.ask("sak", "flere tog i follo"))


def test_a_bill_that_has_come_is_followed_as_its_case(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    bill = OfficialItem(
        ItemKind.BILL, "31", "Endringer i jernbaneloven (flere tog)", month="november", status_text="Lovsak"
    )
    brings(room, [bill], "2026-10-05 08:00", "stortinget-ventede")
    assert "Du følger saken." in text_of(room.push(card_of(room.ask("sak", "jernbaneloven")), "Følg saken"))
    older = replace(case(), number="70", title=bill.title, short_title="")
    brings(room, [replace(older, number="71", status=Status.FINISHED)], "2026-11-01 08:00")
    assert planned(room, "sak_endret") == [], "it was over when it came"
    came = replace(case(), number="77", title="Endringer i Jernbaneloven (flere tog)", short_title="Jernbaneloven")
    brings(room, [came], "2026-11-12 08:00")
    assert "Kommet til Stortinget torsdag 12. november." in told_of(room, "2026-11-12 08:00")
    put_forward = OfficialEvent("FREMMET", "fremmet", date(2026, 11, 12))
    brings(room, [replace(came, events=(put_forward, *coming()))], "2026-11-12 08:30")
    assert (
        "fremmet"
        not in composed(room, "sak_endret", key_at(1, at("2026-11-12 08:30")), KARI, "2026-11-12 08:30").lower()
    )
    now_is(room, "2026-11-12 09:00")
    listed = text_of(room.ask("sak"))
    assert "Endringer i Jernbaneloven (flere tog)" in listed
    assert "varslet" not in listed, "it is one case"
    brings(room, [came, bill], "2026-11-13 08:00", "stortinget-saker")
    assert len(planned(room, "sak_endret")) == 2, "the bill that is still listed is not taken for news"


def told_of(room: Room, moment: str) -> str:
    return composed(room, "sak_endret", key_at(1, at(moment)), KARI, moment)


def test_a_case_is_followed_from_the_bill_to_the_vote(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    brings(room, [case()], "2026-10-05 08:00")
    shown = card_of(room.ask("sak", "flere tog i follo"))
    assert text_of(room.push(shown, "Følg saken")) == FOLLOWED
    room.push(shown, "Følg saken", user=PER)
    assert "Du følger den alt." in text_of(room.push(shown, "Følg saken"))
    with room.database.session() as session:
        outside = replace(room._ask(session, KARI), is_external=True, is_private=False)
        for answer in (
            COMMANDS["sak"](outside, session),
            COMMANDS["sak"](replace(outside, text="flere tog i"), session),
        ):
            assert "viser jeg ikke der folk fra andre virksomheter leser" in text_of(answer)

    brings(room, [case(*coming(), people=(OLA, BERIT))], "2026-10-08 08:00")
    moved = (
        "Saksordfører: Ola Moe (Ap). Ny dato: innstilling tirsdag 20. oktober. "
        "Ny dato: debatt i Stortinget mandag 26. oktober."
    )
    assert planned(room, "sak_endret") == [("1:20261008T060000", KARI), ("1:20261008T060000", PER)]
    assert told(room, "2026-10-08 08:00") == moved
    assert morning(room, "saker_uka", "2026-10-12 08:30") == [
        f"Saker som har beveget seg\n\n• {TITLE}\n  {moved} [Se saken]\n\nAlle sakene står i `/padriver sak`.\n\n[Innstillinger]"
    ]
    assert morning(room, "saker_uka", "2026-10-19 08:30") == [], "nothing has moved"
    came = "Saker du følger i Stortinget\n\n• {}\n  {} [Se saken]\n\n[Slå av varsler om behandling]"
    assert (
        morning(room, "sak_dag", "2026-10-21 08:30")
        == [came.format(TITLE, "Innstillingen avgitt i går, tirsdag 20. oktober.")] * 2
    )
    later = date(2026, 10, 27)
    brings(room, [case(*coming(later), people=(OLA, BERIT))], "2026-10-22 13:00")
    assert told(room, "2026-10-22 13:00") == "Debatt i Stortinget er flyttet fra 26. oktober til tirsdag 27. oktober."
    assert morning(room, "sak_dag", "2026-10-23 08:30") == [], "not before the last working day"
    assert (
        morning(room, "sak_dag", "2026-10-26 08:30")
        == [came.format(TITLE, "Debatt i Stortinget i morgen, tirsdag 27. oktober.")] * 2
    )
    voted = coming(later, OfficialEvent("VOT", "votering", later))
    brings(room, [case(*voted, people=(OLA, BERIT), status=Status.FINISHED)], "2026-10-27 18:00")
    assert told(room, "2026-10-27 18:00") == "Saken er nå ferdigbehandlet. Votering tirsdag 27. oktober."
    assert morning(room, "sak_dag", "2026-10-28 08:30") == [], "told when it came"
    now_is(room, "2026-10-28 09:00")
    assert f"• {TITLE}\n  Ferdigbehandlet, sist votering 27. oktober [Se saken]" in text_of(room.ask("sak"))

    last = card_of(room.press("sak.vis", "1"))
    assert "Du følger ikke saken lenger." in text_of(room.push(last, "Slutt å følge"))
    assert "Saken er avsluttet for alle her" in text_of(room.push(last, "Avslutt saken"))
    assert "Her står sakene dere følger" in text_of(room.ask("sak"))
    brings(room, [case(*voted, people=(BERIT,), status=Status.FINISHED)], "2026-10-28 18:00")
    assert len(planned(room, "sak_endret")) == 6, "nobody hears of what is closed"
    assert "Saken står i lista igjen." in text_of(room.push(card_of(room.press("sak.vis", "1")), "Åpne saken igjen"))


def test_an_own_case_has_a_sheet_a_sprint_and_contacts_with_consent(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    card = card_of(room.ask("padriver", "sak ny Rikstunnelen #jernbane"))
    assert "Saken er lagt inn, og du følger den." in render_text(card)
    room.press("sak.folg", "1", user=PER)
    sheet = {"problem": "Kapasiteten er brukt opp.", "barrierer": "Finansdepartementet vil vente.", "status": "Hos SD"}
    with room.database.session() as session:
        edit = begin(session, room.workspace.id, KARI, "ny", room.now)
        add_person(session, room.workspace.id, NewPerson("Berit Moe", "møte"), edit)
    refused = room.send("sak.ark_lagre", state="1", drivere="Berit Moes parti vil dette", **sheet)
    assert isinstance(refused, FormErrors)
    assert refused.errors == {
        "drivere": "Skriv ikke om navngitte personer her. Ta ut «Berit Moe», og skriv om saken eller organet."
    }
    saved = room.send("sak.ark_lagre", state="1", strategi="media,dialog,tull", **sheet)
    assert text_of(saved) == (  # type: ignore[arg-type]
        "Saksark: Rikstunnelen\n\nArket er lagret.\n\n• Problemet: Kapasiteten er brukt opp.\n"
        "• Barrierer: Finansdepartementet vil vente.\n• Status: Hos SD\n• Strategi: Direkte dialog og Mediearbeid\n\n"
        "Drivere og barrierer gjelder saken og organer, for eksempel en komité eller et departement. Skriv ikke om "
        "navngitte personer her.\n\n[Endre arket …] [Se saken]"
    )
    ((key, who),) = planned(room, "sak_endret")
    assert who == PER, "not the one who wrote it"
    assert "Status: Hos SD." in composed(room, "sak_endret", key, PER, "2026-10-05 10:00")
    sprint = room.push(card, "Sprint: når det brenner")
    assert "Hva lar vi ligge så lenge?" in text_of(sprint)  # type: ignore[arg-type]
    begun = room.send("sak.sprint_lagre", state="1", what="Kronikk i dag.", left="Nyhetsbrevet.", until="2026-10-12")
    assert "Sprint til mandag 12. oktober\nKronikk i dag.\nDette lar vi ligge: Nyhetsbrevet." in text_of(begun)  # type: ignore[arg-type]
    room.send("sak.endre_lagre", state="1", title="Rikstunnelen", theme="jernbane", next="2026-10-20", what="møte i SD")
    assert text_of(room.ask("sak")) == (
        "Saker vi arbeider med\n\n• Rikstunnelen\n  Hos SD · Neste: møte i SD 20. oktober\n"
        "  Sprint til mandag 12. oktober [Se saken]\n\n[Ny sak …] [Alle som angår oss]"
    )
    wrong = room.send(
        "sak.kontakt_lagre", state="1", name="Kari Hansen", says="Står fast hver dag.", until="2026-10-05"
    )
    assert isinstance(wrong, FormErrors)
    assert wrong.errors == {"until": "Samtykket må gjelde lenger enn i dag. Velg en senere dag."}
    added = room.send(
        "sak.kontakt_lagre", state="1", name="Kari Hansen", firm="Follo Bakeri", reached="90 00 00 00",
        says="Ansatte som står fast i toget.", until="2027-01-31", asked_by=PER,
    )  # fmt: skip
    assert (
        "• Kari Hansen, Follo Bakeri, 90 00 00 00\n  Ansatte som står fast i toget.\n  Spurt av @{U2PER} 5.10.2026. "
        "Samtykket gjelder til og med 31. januar 2027. [Spurt igjen …] [Slett]" in text_of(added)  # type: ignore[arg-type]
    )
    assert "[Kontakter (1)]" in text_of(room.ask("sak", "Rikstunnelen"))
    assert morning(room, "sak_samtykke", "2027-01-14 08:30") == []
    (question,) = morning(room, "sak_samtykke", "2027-01-18 08:30")
    assert planned(room, "sak_samtykke") == [("1:2027-01-31", PER)]
    assert question.startswith(
        "Gjelder samtykket fortsatt?\n\nRikstunnelen\nKari Hansen sa ja til å bli kontaktet om saken. Samtykket gjelder "
        "til og med 31. januar. Spør igjen, eller la meg slette opplysningene den dagen.\n\n[Spurt igjen …] [Slett]"
    )
    now_is(room, "2027-01-18 09:00")
    renewed = room.send("sak.kontakt_igjen_lagre", state="1", until="2027-02-20", user=PER)
    assert "Samtykket er fornyet." in text_of(renewed)  # type: ignore[arg-type]
    assert (
        composed(room, "sak_samtykke", "1:2027-01-31", PER, "2027-01-18 10:00") == "samtykket er fornyet eller slettet"
    )
    now_is(room, "2027-02-21 09:00")
    assert "Ingen ennå." in text_of(room.press("sak.kontakter", "1")), "not shown the day after"
    with room.database.session() as session:
        assert session.scalars(select(CaseContact).where(expired(at("2027-02-22 13:00")))).one().name == "Kari Hansen"


def test_deleting_somebody_reaches_the_contacts_and_the_sheet(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    room.ask("sak", "ny Rikstunnelen")
    for name in ("Kari Hansen", "Per Olsen"):
        says = "Kjenner Kari Hansen." if name == "Per Olsen" else "Alt."
        room.send("sak.kontakt_lagre", state="1", name=name, says=says, until="2027-01-31")
    room.send("sak.ark_lagre", state="1", allierte="Kari Hansen i Follo", status="Hos Kari Hansen")
    with room.database.session() as session:
        strike(session, room.workspace.id, Marks(("Kari Hansen",)))
    shown = text_of(room.press("sak.kontakter", "1"))
    assert "Per Olsen\n  Kjenner [slettet]." in shown
    assert "Kari Hansen" not in shown + text_of(room.press("sak.ark", "1"))
    with room.database.reading() as session:
        assert "Hansen" not in str([each.moves for each in session.scalars(select(CaseMove))])
        assert len(session.scalars(select(CaseContact)).all()) == 1


def test_a_card_of_everything_is_short(room: Room) -> None:
    """What a case has most of is still at most fifteen blocks in Slack."""
    now_is(room, "2026-10-05 09:00")
    hearing = [OfficialEvent("HOERFRIST", "høringsfrist", date(2026, 11, 2), is_deadline=True)]
    asked = [question(each) for each in range(20, 24)]
    brings(
        room,
        [case(*coming(), *hearing, people=(OLA, *[replace(BERIT, name=f"Berit {each}") for each in range(9)])), *asked],
        "2026-10-05 08:00",
    )
    shown = card_of(room.press("sak.folg", "sak:104907"))
    room.send("sak.ark_lagre", state="1", status="Alt er klart.")
    room.send("sak.sprint_lagre", state="1", what="Alt.", left="Resten.", until="2026-10-12")
    for each in range(4):
        room.ask("effekt", f"ny møter Møte {each} #jernbane")
    room.ask("interessenter", "ny Kari Nordmann (NHO)")
    room.ask("interessenter", "møtte Kari Nordmann (NHO) om #jernbane: positiv")
    shown = card_of(room.press("sak.folg", "1", user=PER))
    (message,) = render_messages(shown)
    assert len(message.blocks) <= 15
