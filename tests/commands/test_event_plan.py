"""The plan of an event of several days: who goes, arrangements, meetings, people to talk with, posts, and the evenings.

It is Friday 2 October 2026.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.form import Form
from models.db.database import Database
from models.occurrences.attendance import attendance
from models.register.erasure import anonymise, erase
from models.register.event_plans import spoken_with
from models.register.merge import merge_people
from models.register.personal_data import held
from models.register.undo import undo
from models.tables import Dialogue, EventItem, Person
from models.workspace.contacts import ContactRole
from tests.support.people import KARI, NOW, PER, Room, card_of, empty_room, text_of
from tests.support.rows import new_row

FIRST, LAST = date(2026, 10, 16), date(2026, 10, 18)
"""Friday to Sunday."""
EMPTY = """\
Landsmøtet: planen vår

Når: 16.–18. oktober
Skal dit: ingen ennå

Ingenting er lagt inn ennå. Legg inn arrangementer, møter, innlegg og hvem dere vil snakke med.

De som sier at de skal dit, får spørsmål kl. 17.30 hver av dagene om hvem de møtte. Ingen andre får det.

[Legg inn …] [Jeg skal dit]"""
FULL = """\
Landsmøtet: planen vår

Når: 16.–18. oktober
Skal dit: @{U2PER} og @{U1KARI}

Arrangementer
• fredag 16. oktober kl. 8.00 – Frokostmøte om jernbane · vårt eget
• lørdag 17. oktober kl. 12.00–13.00 – Debatt med nabokommunen · sammen med andre
• Mingling · sammen med andre

Avtalte møter
• fredag 16. oktober – Kari Nordmann om jernbane · @{U1KARI}
• lørdag 17. oktober kl. 10.00 – Ordføreren i Lillestrøm

Vi vil snakke med
• Kari Nordmann (Ap)

Innlegg
• før: onsdag 14. oktober – Kronikk om veien
• under: lørdag 17. oktober – Bilde fra standen
• etter: Takk for oss

De som skal dit, får spørsmål kl. 17.30 hver av dagene om hvem de møtte. Ingen andre får det.

[Legg inn …] [Jeg skal ikke likevel] [Hvilke dager …] [Publisert] [Fjern]"""


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def event(room: Room, title: str = "Landsmøtet", **columns: Any) -> int:
    with room.database.session() as session:
        values = {"kind": "arrangement", "field": "arrangementer", **columns}
        row = new_row(session, room.workspace.id, title, LAST, **values)
        row.starts_on = FIRST
        return row.id


def add(room: Room, number: int, kind: str, lines: str, user: str = KARI) -> str:
    return text_of(room.send("arrangement.nytt_lagre", user, str(number), kind=kind, lines=lines))


def kari_nordmann(room: Room) -> int:
    room.ask("interessenter", "møtte Kari Nordmann (Ap) om jernbane: positiv")
    with room.database.reading() as session:
        return session.scalars(select(Person.id)).one()


def test_the_plan_is_one_list_of_everything_and_of_who_goes(room: Room) -> None:
    number = event(room)
    person = kari_nordmann(room)
    room.ask("interessenter", "skal møte Kari Nordmann 16.10 om jernbane")
    assert text_of(room.ask("arshjul", "landsmøtet")) == EMPTY
    listed = card_of(room.ask("frister", "landsmøtet"))
    about = card_of(room.push(listed, "Alt om den", "Landsmøtet"))
    opened = card_of(room.push(about, "Planen vår"))
    assert text_of(opened) == EMPTY
    room.push(opened, "Jeg skal dit", user=PER)
    room.now += timedelta(minutes=1)
    form = room.push(card_of(room.push(opened, "Jeg skal dit")), "Legg inn …")
    assert isinstance(form, Form)
    assert text_of(form).startswith("Planen vår\n\nLandsmøtet, 16.–18. oktober.")
    add(room, number, "eget", "fredag kl. 8 Frokostmøte om jernbane")
    add(room, number, "felles", "- 17.10 kl. 12-13 Debatt med nabokommunen\n- Mingling", PER)
    add(room, number, "møte", "lørdag kl. 10 Ordføreren i Lillestrøm")
    assert "1 linje er lagt inn." in add(room, number, "person", "Kari Nordmann (Ap)")
    assert "Alle står i planen fra før." in add(room, number, "person", "Kari Nordmann", PER)
    add(room, number, "før", "14.10 Kronikk om veien")
    add(room, number, "under", "17.10 Bilde fra standen")
    add(room, number, "etter", "Takk for oss")
    assert text_of(room.ask("arshjul", "Landsmøtet 2026")) == FULL
    card = card_of(room.ask("arshjul", "landsmøtet"))
    ticked = room.push(card, "Publisert", chosen="lørdag 17. oktober – Bilde fra standen")
    assert "• under: lørdag 17. oktober – Bilde fra standen · ✓ publisert" in text_of(ticked)
    told = room.press("interessent.mott", f"{number} {FIRST}")
    assert isinstance(told, Form)
    room.now = datetime(2026, 10, 16, 18, tzinfo=UTC)
    room.send(told.action, state=told.state, lines="Kari Nordmann: positiv")
    assert "• Kari Nordmann (Ap) · ✓ snakket med" in text_of(room.ask("arshjul", "landsmøtet"))
    with room.database.reading() as session:
        assert spoken_with(session, room.workspace.id, number) == {person}
        logged = session.scalars(select(Dialogue).where(Dialogue.event_id == number)).one()
        assert (logged.day, logged.place) == (FIRST, "Landsmøtet")
        attends = attendance(session, room.workspace.id, number, KARI)
        assert attends
        assert attends.answered_on == FIRST


def test_what_is_taken_off_comes_back_and_two_people_at_once_take_it_off_once(room: Room) -> None:
    number = event(room)
    assert "2 linjer er lagt inn." in add(room, number, "felles", "Mingling\nKaffe")
    card = card_of(room.ask("arshjul", "landsmøtet"))
    removed = card_of(room.push(card, "Fjern", chosen="Mingling"))
    assert "Linja er fjernet." in text_of(removed)
    assert "• Mingling" not in text_of(removed)
    assert "Linja er allerede fjernet." in text_of(room.push(card, "Fjern", chosen="Mingling", user=PER))
    assert "• Mingling" in text_of(room.push(removed, "Angre"))
    assert "Det er allerede angret." in text_of(room.push(removed, "Angre"))
    added = card_of(room.send("arrangement.nytt_lagre", KARI, str(number), kind="eget", lines="Stand"))
    assert "• Stand" not in text_of(room.push(added, "Angre"))


@pytest.mark.parametrize(
    ("kind", "lines", "said"),
    [
        ("eget", " ", "Skriv minst én linje."),
        ("eget", "a\n" * 21, "Skriv høyst 20 linjer om gangen."),
        ("eget", "19.10 Stand", "Se på «19.10 Stand»: Arrangementet er 16.–18. oktober. Skriv en av de dagene."),
        ("eget", "kl. 10 Stand", "Se på «kl. 10 Stand»: Skriv hvilken dag det er."),
        ("eget", "17.10", "Se på «17.10»: Skriv hva det er."),
        (
            "før",
            "17.10 Kronikk",
            "Se på «17.10 Kronikk»: Arrangementet er 16.–18. oktober. Skriv en dag før det, eller velg «Innlegg under».",
        ),
        (
            "person",
            "Ola Hansen",
            "Se på «Ola Hansen»: Ola Hansen er ikke i registeret. Skriv /interessenter ny Ola Hansen først.",
        ),
        ("tull", "Stand", "Velg hva det er."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    sqlite_database: Database, kind: str, lines: str, said: str
) -> None:
    room = empty_room(sqlite_database)
    assert said in add(room, event(room), kind, lines)
    with room.database.reading() as session:
        assert session.scalars(select(EventItem)).all() == []


def test_who_may_not_read_the_register_sees_a_number_and_nobody_is_named_openly(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    number = event(room)
    kari_nordmann(room)
    add(room, number, "person", "Kari Nordmann")
    room.ask("interessenter", f"lesere @{{{PER}}}")
    shown = text_of(room.ask("arshjul", "landsmøtet", user="U3OLA"))
    assert "Nordmann" not in shown
    assert "1 person vi vil snakke med, vises bare for deg alene i en direktemelding." in shown
    assert "Bare de som kan lese interessentregisteret" in add(room, number, "person", "Kari Nordmann", "U3OLA")


def test_a_person_who_is_deleted_is_taken_off_and_one_who_is_merged_stays(room: Room) -> None:
    number = event(room)
    person = kari_nordmann(room)
    room.ask("interessenter", "møtte Karoline Nordman (Ap) om vei: positiv")
    with room.database.reading() as session:
        other = session.scalars(select(Person.id).where(Person.id != person)).one()
    add(room, number, "person", "Kari Nordmann\nKaroline Nordman")
    with room.database.session() as session:
        edit = merge_people(session, room.workspace.id, person, other, KARI, NOW)
        assert [each["kind"] for each in held(session, room.workspace.id, person)["arrangementer"]] == ["person"]
        undo(session, room.workspace.id, edit.id, KARI, NOW)
        assert len(session.scalars(select(EventItem)).all()) == 2
        erase(session, room.workspace.id, person, KARI, NOW)
        assert [each.person_id for each in session.scalars(select(EventItem))] == [other]
        anonymise(session, room.workspace.id, other, KARI, NOW)
        assert session.scalars(select(EventItem)).all() == []


def test_a_guest_gets_no_plan(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    event(room)
    room.role = ContactRole.GUEST
    assert "planen vår" not in text_of(room.ask("arshjul", "landsmøtet"))
    assert "Planen vår" not in text_of(room.ask("frister", "landsmøtet"))
