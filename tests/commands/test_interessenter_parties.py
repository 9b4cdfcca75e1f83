"""`/interessenter partier`: the parties' dates, what was sent to all of them, and where it was not."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.form import CheckInput, Form
from bot.cards.parties import LOG_SENT, SHOW_PARTIES
from bot.commands.interessenter.party_list import SAVE_DATE, SAVE_SENT
from content.parties import PARTIES
from content.schema.pack import Pack
from models.calendar.elections import next_elections
from models.db.database import Database
from models.occurrences import changes
from models.tables import Gift, Occurrence, Organisation
from tests.support.content import PACK
from tests.support.people import KARI, PER, Room, card_of, full_room, text_of

SENT = {"kind": "innspill", "day": "2026-10-01"}
EVERYBODY = ",".join(PARTIES)
UNKNOWN = "fylkesårsmøter, frist for forslag til landsmøtet, programkomité og frist for innspill til programmet"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


@pytest.fixture
def room(sqlite_database: Database, pack: Pack) -> Room:
    return full_room(sqlite_database, pack)


def parties(room: Room) -> str:
    return text_of(room.ask("interessenter", "partier"))


def send(room: Room, text: str, who: str, day: str = "2026-10-01") -> str:
    return text_of(room.send(SAVE_SENT, text=text, parties=who, **SENT | {"day": day}))


def set_date(room: Room, party: str, step: str, first: str, last: str = "", election: str = "2027") -> str:
    return text_of(room.send(SAVE_DATE, party=party, step=step, first=first, last=last, election=election))


def test_every_party_is_there_with_what_is_known_and_what_is_not(room: Room) -> None:
    """What nobody knows is said to be unknown; the order is that of the names."""
    shown = parties(room)
    assert shown.startswith(
        "Partiene\n\nNeste valg: kommunestyre- og fylkestingsvalget 2027, trolig mandag 13. september 2027. "
        "Deretter stortingsvalget 2029, trolig mandag 10. september 2029.\n\n"
        "[Loggfør sendt] [Legg inn dato]\n\n"
        "Dette har vi sendt\nIngenting er loggført som sendt til partiene ennå.\n\n"
        "Hvert parti\n"
        f"• Arbeiderpartiet\n  Landsmøte: trolig 1. april–10. mai 2027.\n  Ikke kjent: {UNKNOWN}.\n"
        f"• Fremskrittspartiet\n  Landsmøte: i mars–mai 2027.\n  Ikke kjent: {UNKNOWN}.\n"
        "• Høyre\n  Frist for forslag til landsmøtet: i januar–mars 2027.\n  Landsmøte: i mars–mai 2027.\n"
        "  Ikke kjent: fylkesårsmøter, programkomité og frist for innspill til programmet.\n"
        "• Industri- og næringspartiet\n  Alle datoer: ikke kjent.\n"
    )
    assert shown.count("Alle datoer: ikke kjent.") == len(PARTIES) - 3


def test_the_same_offer_goes_to_every_party_and_the_list_shows_where_it_did_not(room: Room) -> None:
    assert send(room, "Innspill til partiprogrammene", "Ap,FrP,H,MDG,R,Sp,SV,V") == (
        "Loggført\n\n"
        "«Innspill til partiprogrammene» er sendt til Ap, FrP, H, MDG, R, Sp, SV og V (1. oktober).\n\n"
        "[Angre] [Vis partiene]"
    )
    shown = parties(room)
    assert (
        "• Innspill til partiprogrammene (innspill), 1. oktober\n"
        "  Sendt til 8 av 10. Ikke sendt til INP og KrF. [Loggfør for resten]\n"
    ) in shown
    assert (
        "Ikke sendt: «Innspill til partiprogrammene»." in shown.partition("• Kristelig Folkeparti\n")[2].split("•")[0]
    )
    assert "Sist sendt: «Innspill til partiprogrammene», 1. oktober." in shown.partition("• Venstre\n")[2]

    form = room.push(card_of(room.press(SHOW_PARTIES, "")), "Loggfør for resten")
    assert isinstance(form, Form)
    chosen = next(each for each in form.inputs if isinstance(each, CheckInput))
    assert chosen.initial == ("INP", "KrF")
    again = send(room, "innspill til  partiprogrammene", EVERYBODY, "2026-10-02")
    assert "er sendt til INP og KrF (2. oktober)" in again
    assert (
        "Innspill til partiprogrammene (innspill), 1. oktober og 2. oktober\n  Sendt til alle partiene.\n"
        in parties(room)
    )
    assert send(room, "Innspill til partiprogrammene", EVERYBODY) == (
        "parties: Dette er loggført for disse partiene fra før. Velg andre partier."
    )
    with room.database.reading() as session:
        rows = session.scalars(select(Organisation).where(Organisation.kind == "parti")).all()
        assert sorted(row.name for row in rows) == sorted(names[0] for names in PARTIES.values())
        assert len(session.scalars(select(Gift)).all()) == len(PARTIES)


def test_what_was_logged_can_be_undone_as_one(room: Room) -> None:
    logged = room.send(SAVE_SENT, text="Invitasjon", parties=EVERYBODY, kind="invitasjon", day="2026-10-01")
    room.push(card_of(logged), "Angre")
    assert "Ingenting er loggført som sendt til partiene ennå." in parties(room)


def test_the_form_asks_for_what_is_missing_and_takes_no_day_to_come(room: Room) -> None:
    assert text_of(room.send(SAVE_SENT, text="", kind="", day="2026-12-24", parties="Ap,tull")) == (
        "text: Skriv kort hva dere sendte.\nkind: Velg hva det var.\n"
        "day: Dagen har ikke vært ennå. Velg dagen det ble sendt."
    )
    form = room.ask("interessenter", "partier sendt Brev om Rikstunnelen")
    assert text_of(form).startswith("Sendt til partiene\n")
    assert "Brev om Rikstunnelen" in text_of(form)
    opened = room.press(LOG_SENT, "")
    assert isinstance(opened, Form)
    assert next(each for each in opened.inputs if isinstance(each, CheckInput)).initial == tuple(PARTIES)


def test_a_date_of_a_party_is_set_once_and_is_among_the_deadlines(room: Room) -> None:
    assert set_date(room, "KrF", "landsmote", "2027-04-23", "2027-04-25") == (
        "Dato lagt inn\n\nKristelig Folkeparti: landsmøte 23.–25. april 2027. Datoen ligger også i /frister.\n\n"
        "[Angre] [Vis partiene]"
    )
    set_date(room, "KrF", "landsmote", "2027-04-16", "2027-04-18")
    assert "• Kristelig Folkeparti\n  Landsmøte: 16.–18. april 2027.\n" in parties(room)
    assert text_of(room.ask("frister", "april 2027")).count("Landsmøtet i Kristelig Folkeparti") == 1

    room.push(card_of(room.send(SAVE_DATE, party="V", step="landsmote", first="2027-04-10", election="")), "Angre")
    assert "• Venstre\n  Alle datoer: ikke kjent.\n" in parties(room)
    again = room.send(SAVE_DATE, party="V", step="landsmote", first="2027-04-17", election="")
    assert "• Venstre\n  Landsmøte: lørdag 17. april 2027.\n" in parties(room)
    room.push(card_of(again), "Angre")
    assert "• Venstre\n  Alle datoer: ikke kjent.\n" in parties(room)

    moved = room.send(SAVE_DATE, party="Ap", step="landsmote", first="2027-04-08", last="2027-04-11", election="")
    assert "• Arbeiderpartiet\n  Landsmøte: 8.–11. april 2027.\n" in parties(room)
    with room.database.reading() as session:
        rows = session.scalars(select(Occurrence).where(Occurrence.title == "Landsmøtet i Arbeiderpartiet"))
        assert [row.key for row in rows if row.starts_on == date(2027, 4, 8)] == ["kalender:2027:landsmote-ap"]
    room.push(card_of(moved), "Angre")
    assert "• Arbeiderpartiet\n  Landsmøte: trolig 1. april–10. mai 2027.\n" in parties(room)


def test_a_programme_belongs_to_an_election_and_its_deadline_is_a_window_until_then(room: Room) -> None:
    assert set_date(room, "V", "programfrist", "2028-06-01", election="2029").startswith("Dato lagt inn\n")
    assert "  Frist for innspill til programmet for stortingsvalget 2029: torsdag 1. juni 2028.\n" in parties(room)
    opened = text_of(room.ask("arshjul", "åpent 20. mai 2028"))
    assert "• Send innspill til programkomiteen i Venstre: frist torsdag 1. juni 2028 (12 dager igjen da)\n" in opened
    assert "Fristene hos programkomiteene er ikke kjent" not in opened
    assert set_date(room, "V", "programfrist", "2028-06-01", "2028-06-02") == (
        "last: En frist er én dag. La feltet stå tomt."
    )
    assert set_date(room, "V", "programkomite", "2028-06-01", "2028-05-02", "1999").startswith(
        "last: Siste dag er før den første. Velg en senere dag."
    )
    assert set_date(room, "V", "programfrist", "2028-06-01", election="2027") == (
        "first: Dagen er etter kommunestyre- og fylkestingsvalget 2027. Velg en tidligere dag, eller et annet valg."
    )
    with room.database.session() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.key == "egen:parti:V:programfrist:2029")).one()
        changes.mark_done(session, room.workspace.id, row.id, KARI, room.now)
    assert "Send innspill til programkomiteen i Venstre" not in text_of(room.ask("arshjul", "åpent 20. mai 2028"))
    assert "programmet for stortingsvalget 2029: torsdag 1. juni 2028." in parties(room)
    assert set_date(room, "V", "programkomite", "2028-05-01", "2028-05-02", "1999") == (
        "election: Velg hvilket valg programmet er for."
    )


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 12, 1), ["kommunestyre- og fylkestingsvalget 2027", "stortingsvalget 2029"]),
        (date(2027, 9, 13), ["kommunestyre- og fylkestingsvalget 2027", "stortingsvalget 2029"]),
        (date(2027, 9, 14), ["stortingsvalget 2029", "kommunestyre- og fylkestingsvalget 2031"]),
        (date(2029, 9, 10), ["stortingsvalget 2029", "kommunestyre- og fylkestingsvalget 2031"]),
        (date(2029, 9, 11), ["kommunestyre- og fylkestingsvalget 2031", "stortingsvalget 2033"]),
        (date(2025, 9, 8), ["stortingsvalget 2025", "kommunestyre- og fylkestingsvalget 2027"]),
    ],
)
def test_which_election_is_next_depends_on_the_day(pack: Pack, day: date, names: list[str]) -> None:
    assert [each.name for each in next_elections(pack, day)] == names


def test_as_the_rest_of_the_register_it_is_for_its_readers(room: Room) -> None:
    """By its own command, by `/padriver partier` and by the button; what can be influenced is for every colleague."""
    assert text_of(room.ask("padriver", "partier")) == parties(room)
    room.ask("interessenter", f"lesere @{{{KARI}}}")
    closed = "Registeret er lukket\n\nBare noen få her kan lese interessentregisteret"
    assert text_of(room.ask("interessenter", "partier", user=PER)).startswith(closed)
    assert text_of(room.ask("padriver", "partier", user=PER)).startswith(closed)
    opened = room.ask("padriver", "åpent", user=PER)
    assert text_of(opened).startswith("Hva kan vi påvirke nå?\n")
    assert text_of(room.push(card_of(opened), "Partiene", user=PER)).startswith(closed)
