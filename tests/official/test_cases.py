"""Cases: followed from the bill to the vote, one's own with its sheet and contacts, and questions that concern us."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from bot.cards.card import Card
from bot.cards.form import FormErrors
from bot.cards.text import render_text
from bot.slack.render import render_messages
from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from jobs.planning.plan import plan_next
from jobs.sending.compose import compose
from models.cases.contacts import expired
from models.cases.moves import key_at
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem, OfficialPerson, OfficialRole, Status
from models.official.keys import followup_key
from models.register.edits import begin
from models.register.mentions import Marks, strike
from models.register.people import NewPerson
from models.register.people import add as add_person
from models.tables import CaseContact, CaseMove, Delivery, Destination, Occurrence, Workspace
from tests.support.nudges import Packs, at
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

TITLE = "Representantforslag om flere tog i Follo"
TRANSPORT = "Transport- og kommunikasjonskomiteen"
OLA = OfficialPerson(OfficialRole.RAPPORTEUR, "Ola Moe", "Ap", "Akershus")
BERIT = OfficialPerson(OfficialRole.PROPOSER, "Berit Li", "SV", "Oslo")
TO_COMMITTEE = OfficialEvent("KOMITE", "til komiteen", date(2026, 10, 1))


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    room = empty_room(sqlite_database)
    room.set(shared_channel="C1")
    return room


def case(*events: OfficialEvent, **more: object) -> OfficialItem:
    values = {
        "body": TRANSPORT,
        "status": Status.CONSIDERED,
        "link": "https://www.stortinget.no/sak",
        "people": (BERIT,),
    }
    return OfficialItem(ItemKind.CASE, "104907", TITLE, events=(TO_COMMITTEE, *events), **(values | more))  # type: ignore[arg-type]


def question(number: int, about: str = "tog", answered: date | None = None, **more: object) -> OfficialItem:
    asker = OfficialPerson(OfficialRole.ASKER, f"Spørrer {number}", "Ap", "Akershus")
    minister = OfficialPerson(OfficialRole.ASKED, "samferdselsministeren")
    events = [OfficialEvent("SENDT", "sendt", date(2026, 10, 1))]
    events += [OfficialEvent("BESVART", "besvart", answered)] if answered else []
    return OfficialItem(
        ItemKind.QUESTION, str(number), f"Vil statsråden sørge for {about} nummer {number}?",
        events=tuple(events), people=(asker, minister), link=f"https://x.no/{number}",
        status=Status.FINISHED if answered else Status.CONSIDERED, **({"published": date(2026, 10, 1)} | more),  # type: ignore[arg-type]
    )  # fmt: skip


def brings(room: Room, items: Sequence[OfficialItem], moment: str, source: str = "stortinget-sak") -> int:
    """Let a source say that, as a round does; return how many messages the matching planned."""
    with room.database.session() as session:
        kept = records.keep_items(session, source, items, at(moment))
        tell_workspaces(session, (*kept.new, *kept.changed), at(moment))
    return match_pending(room.database, Packs(room.pack), at(moment))


def planned(room: Room, kind: str) -> list[tuple[str, str]]:
    """Return the keys and the addresses of what is planned of a kind."""
    with room.database.reading() as session:
        query = select(Delivery.period_key, Destination.address).join(Destination)
        return [tuple(each) for each in session.execute(query.where(Delivery.kind == kind).order_by(Delivery.id))]


def composed(room: Room, kind: str, key: str, address: str, moment: str) -> str:
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        found = compose(session, workspace, room.pack, kind, key, address, at(moment))
    return render_text(found) if isinstance(found, Card) else found.reason


def morning(room: Room, kind: str, moment: str) -> list[str]:
    """Return what the calendar plans of a kind at a moment, composed for each address; it is sent then."""
    before = set(planned(room, kind))
    with room.database.session() as session:
        session.execute(update(Workspace).values(plan_after=None))
    plan_next(room.database, room.pack, at(moment))
    new = [each for each in planned(room, kind) if each not in before]
    said = [composed(room, kind, *each, moment) for each in new]
    with room.database.session() as session:
        session.execute(update(Delivery).where(Delivery.kind == kind).values(state="sent"))
    return said


def now_is(room: Room, moment: str) -> datetime:
    room.now = at(moment)
    return room.now


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


def test_a_case_is_followed_from_the_bill_to_the_vote(room: Room) -> None:
    now_is(room, "2026-10-05 09:00")
    brings(room, [case()], "2026-10-05 08:00")
    shown = card_of(room.ask("sak", "flere tog i follo"))
    assert text_of(room.push(shown, "Følg saken")) == FOLLOWED
    room.push(shown, "Følg saken", user=PER)
    assert "Du følger den alt." in text_of(room.push(shown, "Følg saken"))

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
    assert told(room, "2026-10-27 18:00") == "Status er nå «ferdigbehandlet». Votering tirsdag 27. oktober."
    assert morning(room, "sak_dag", "2026-10-28 08:30") == [], "told when it came"
    now_is(room, "2026-10-28 09:00")
    assert f"• {TITLE}\n  Ferdigbehandlet, sist debatt i Stortinget 27. oktober [Se saken]" in text_of(room.ask("sak"))

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


def test_questions_come_in_one_message_a_day_and_five_a_week(room: Room) -> None:
    now_is(room, "2026-10-06 09:00")
    likely = question(9, "ting", excerpt="Det gjelder tog.")
    others = [
        question(1, "barnehager"),
        question(2, answered=date(2026, 10, 2)),
        question(3, published=date(2026, 8, 1)),
    ]
    items = [likely, *others, *(question(each) for each in range(20, 24))]
    assert brings(room, items, "2026-10-05 12:00", "stortinget-sporsmal") == 0, "no message of their own"
    (said,) = morning(room, "sporsmal", "2026-10-06 08:30")
    first = (
        "• Spørrer 20 (Ap, Akershus) spør samferdselsministeren\n  Vil statsråden sørge for tog nummer 20? · skriftlig "
        "spørsmål · les mer (https://x.no/20) [Følg opp] [Mer …]\n\nVi sier: Jernbane er viktigst. (utkast, ikke klarert "
        "ennå)\n\nJernbane: «tog» i tittelen. Fra Skriftlige spørsmål i Stortinget.\n\n"
    )
    assert said.startswith(f"Spørsmål og varslede saker som angår oss\n\n{first}")
    assert said.endswith("Resten står i `/padriver sak alle`.\n\n[Innstillinger]")
    assert said.count("[Følg opp]") == 5
    bill = OfficialItem(ItemKind.BILL, "1", "Lov om tog", month="mars", body="Samferdselsdepartementet")
    brings(room, [question(30), bill], "2026-10-06 12:00", "stortinget-sporsmal")
    assert morning(room, "sporsmal", "2026-10-07 08:30") == ["ingen nye saker å si fra om"], "five a week"
    listed = card_of(room.ask("sak", "alle"))
    assert "tog nummer 30?" in render_text(listed)
    assert "• Ventes i mars\n  Lov om tog · varslet sak · Samferdselsdepartementet [Følg saken] [Mer …]" in render_text(
        listed
    )
    assert "barnehager" not in render_text(listed)

    taken = text_of(room.push(listed, "Følg opp", "tog nummer 30?"))
    assert taken == (
        "Oppfølging\n\n• Du følger opp spørsmålet. Frist tirsdag 13. oktober. Jeg sier fra når det er besvart. [Angre] [Se saken]"
    )
    again = text_of(room.push(listed, "Følg opp", "tog nummer 30?", user=PER))
    assert again == "Oppfølging\n\n• @{U1KARI} følger alt opp spørsmålet. Du følger det også nå. [Se saken]"
    with room.database.reading() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.key == followup_key("spørsmål", "30"))).one()
        assert (row.title, row.owner, row.theme) == (
            "Følg opp spørsmålet: Vil statsråden sørge for tog nummer 30?",
            KARI,
            "jernbane",
        )
    brings(room, [question(30, answered=date(2026, 10, 9))], "2026-10-09 12:00", "stortinget-sporsmal")
    answered = composed(room, "sak_endret", key_at(1, at("2026-10-09 12:00")), KARI, "2026-10-09 12:00")
    assert "Vil statsråden sørge for tog nummer 30?\n  Besvart fredag 9. oktober. [Se" in answered
    week = [question(each) for each in (40, 41)]
    brings(room, week, "2026-10-09 15:00", "stortinget-sporsmal")
    (said,) = morning(room, "sporsmal", "2026-10-12 08:30")
    assert said.count("[Følg opp]") == 2, "another week"
    assert "Spørrer 40 (Ap, Akershus) spør samferdselsministeren" in text_of(room.ask("sak", "nummer 40"))


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
