"""Two entries that are one: seen side by side, asked, and undone. It is Friday 2 October 2026, 9.00 in Oslo."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from models.db.database import Database
from models.register.roles import NewRole
from models.tables import Organisation, Person
from tests.support.people import PER, Room, card_of, find, full_room, text_of
from tests.support.register import new_organisation, new_person, spoke

SIDE_BY_SIDE = """\
Er dette samme person?

1. Kari Nordmann (Ap)
• ordfører
• Nivå B, 1 samtale, sist 1. oktober, i går
• Ansvarlig: @{U1KARI}
• Kommune: Vestby
• E-post: kari@vestby.no
• Notat: Liker tog
• Kilde: Møte
• Skrevet inn 5. oktober

2. Kari Nordman
• ordfører
• Nivå A, 1 samtale, sist 1. september, for 31 dager siden
• Ansvarlig: @{U2PER}
• E-post: kari@ap.no
• Notat: Liker kaffe
• Kilde: Møte
• Skrevet inn 5. oktober

Slik blir den ene oppføringen
• Nivå: A beholdes, B går ut
• Navn: Kari Nordmann beholdes, Kari Nordman går ut
• Ansvarlig hos oss: @{U1KARI} beholdes, @{U2PER} går ut
• E-post: kari@vestby.no beholdes, kari@ap.no går ut
• Notat: begge, under hverandre
• Samtaler, roller, holdninger, gaver og bekjentskaper fra begge

[Slå sammen] [Behold nummer 2 i stedet] [Ikke samme]

Du kan angre etterpå."""
ASKED = "slå sammen Kari Nordmann og Kari Nordman"


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    room = full_room(sqlite_database)
    here = room.workspace.id
    with sqlite_database.session() as session:
        mayor = NewRole("politiker", "ordfører", party="Ap")
        known = {"tier": "B", "owner": "U1KARI", "email": "kari@vestby.no", "note": "Liker tog", "municipality": "3216"}
        kari = new_person(session, here, "Kari Nordmann", mayor, **known)
        slip = new_person(
            session,
            here,
            "Kari Nordman",
            NewRole("annet", "ordfører"),
            tier="A",
            owner=PER,
            email="kari@ap.no",
            note="Liker kaffe",
        )
        spoke(session, here, date(2026, 10, 1), kari)
        spoke(session, here, date(2026, 9, 1), slip)
        new_organisation(session, here, "NHO")
        new_organisation(session, here, "Natur og Ungdom")
    return room


def names(room: Room) -> list[tuple[str, str | None]]:
    with room.database.reading() as session:
        here = select(Person.name, Person.email).where(Person.removed_at.is_(None)).order_by(Person.id)
        return [(name, email) for name, email in session.execute(here)]


def ask(room: Room, text: str) -> str:
    return text_of(room.ask("interessenter", text))


def test_two_are_shown_side_by_side_with_what_is_kept_and_made_one_when_that_is_confirmed(room: Room) -> None:
    card = card_of(room.ask("interessenter", ASKED))
    assert text_of(card) == SIDE_BY_SIDE
    assert len(names(room)) == 2, "nothing is done before it is confirmed"
    done = card_of(room.push(card, "Slå sammen"))
    assert text_of(done) == (
        "Slått sammen\n\nKari Nordmann og Kari Nordman er nå én oppføring, med 2 samtaler.\n\n[Angre] [Vis Kari Nordmann]"
    )
    assert names(room) == [("Kari Nordmann", "kari@vestby.no")]
    shown = text_of(room.push(done, "Vis Kari Nordmann"))
    assert "Nivå: A" in shown
    assert "Liker tog" in shown
    assert "Liker kaffe" in shown
    assert text_of(room.push(done, "Angre")) == "Angret\n\nAlt er slik det var før."
    assert text_of(room.ask("interessenter", ASKED)) == SIDE_BY_SIDE


def test_the_other_may_be_the_one_that_stays_and_neither_may_be_touched(room: Room) -> None:
    card = card_of(room.ask("interessenter", ASKED))
    assert text_of(room.push(card, "Ikke samme")) == "Ingenting er slått sammen\n\nBegge står som før."
    turned = card_of(room.push(card, "Behold nummer 2 i stedet"))
    assert "• E-post: kari@ap.no beholdes, kari@vestby.no går ut" in text_of(turned)
    room.push(turned, "Slå sammen")
    assert names(room) == [("Kari Nordman", "kari@ap.no")]


def test_what_was_changed_meanwhile_is_shown_anew_and_what_is_gone_is_told(room: Room) -> None:
    card = card_of(room.ask("interessenter", ASKED))
    person = card_of(room.ask("interessenter", "Kari Nordman ordfører"))
    del person
    with room.database.session() as session:
        row = session.scalars(select(Person).where(Person.name == "Kari Nordman")).one()
        row.note, row.version = "Liker båt", row.version + 1
    again = card_of(room.push(card, "Slå sammen"))
    assert "Noen har endret en av dem mens du så på. Se over på nytt før du slår sammen." in text_of(again)
    assert "Notat: Liker båt" in text_of(again)
    assert len(names(room)) == 2
    room.push(again, "Slå sammen", user=PER)
    gone = "Kan ikke slås sammen\n\nDen ene er borte. Noen har fjernet den eller slått dem sammen i mellomtiden."
    assert text_of(room.push(again, "Slå sammen")) == gone
    assert text_of(room.push(card, "Behold nummer 2 i stedet")) == gone


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("slå sammen", "Skriv hvilke to du vil slå sammen."),
        ("slå sammen Kari Nordmann", "Jeg fant ikke to oppføringer for «Kari Nordmann»."),
        ("slå sammen Kari Nordmann og Ola Ukjent", "Jeg fant ikke to oppføringer for «Ola Ukjent»."),
        ("slå sammen Kari Nordmann og Kari Nordmann", "Begge navnene er den samme oppføringen: Kari Nordmann."),
        ("slå sammen Kari Nordmann og NHO", "Du kan slå sammen to personer eller to virksomheter, ikke en av hver."),
    ],
)
def test_what_cannot_be_made_one_is_said_and_what_to_write(room: Room, asked: str, said: str) -> None:
    assert ask(room, asked).startswith(f"Kan ikke slås sammen\n\n{said}")


def test_an_organisation_may_have_og_in_its_name(room: Room) -> None:
    with room.database.session() as session:
        new_organisation(session, room.workspace.id, "Natur & Ungdom")
    shown = ask(room, "slå sammen Natur og Ungdom og Natur & Ungdom")
    assert shown.startswith("Er dette den samme virksomheten?\n\n1. Natur og Ungdom\n")
    assert "Samtaler, folk, holdninger, gaver og samarbeid fra begge" in shown
    room.push(card_of(room.ask("interessenter", "slå sammen Natur og Ungdom og Natur & Ungdom")), "Slå sammen")
    with room.database.reading() as session:
        left = session.scalars(select(Organisation.name).where(Organisation.removed_at.is_(None))).all()
    assert sorted(each for each in left if each.startswith("Natur")) == ["Natur og Ungdom"]


def test_a_card_asks_whether_a_twin_is_the_same_and_several_are_told_apart(room: Room) -> None:
    card = card_of(room.ask("interessenter", "Kari Nordmann (Ap)"))
    assert "Er dette samme person?" not in text_of(card)
    with room.database.session() as session:
        new_person(session, room.workspace.id, "Kari Nordmann", NewRole("annet", "daglig leder"))
    which = card_of(room.ask("interessenter", "slå sammen Kari Nordmann og Kari Nordmann"))
    assert "2. Kari Nordmann\n• daglig leder" in text_of(which)
    shown = card_of(room.push(room_list(room), "Vis", row="ordfører"))
    asked = card_of(room.push(shown, "Er dette samme person?"))
    assert "1. Kari Nordmann (Ap)" in text_of(asked)
    with room.database.session() as session:
        new_person(session, room.workspace.id, "Kari Nordmann", NewRole("annet", "redaktør"))
    several = card_of(room.ask("interessenter", "slå sammen Kari Nordmann og Kari Nordmann"))
    assert text_of(several).startswith("Hvilke to mener du?\n\n• 1: Kari Nordmann (Ap) · ordfører")
    assert find(several, "Sammenlign", row="redaktør")


def room_list(room: Room) -> Card:
    return card_of(room.ask("interessenter", "Kari Nordmann"))


def test_an_act_about_somebody_deleted_is_not_said_to_be_undone(room: Room) -> None:
    done = card_of(room.push(card_of(room.ask("interessenter", ASKED)), "Slå sammen"))
    room.now += timedelta(minutes=1)
    question = card_of(room.ask("interessenter", "slett Kari Nordmann"))
    room.push(question, "Slett alt")
    assert text_of(room.push(done, "Angre")).startswith("Svaret er utdatert")
    assert names(room) == []


def test_of_two_who_make_them_one_at_once_in_either_direction_one_does(database: Database) -> None:
    room = full_room(database)
    with database.session() as session:
        for name in ("Kari Nordmann", "Kari Nordman"):
            spoke(session, room.workspace.id, date(2026, 10, 1), new_person(session, room.workspace.id, name))
    card = card_of(room.ask("interessenter", ASKED))
    turned = card_of(room.push(card, "Behold nummer 2 i stedet"))
    together = Barrier(2)

    def press(shown: Card) -> str:
        together.wait()
        return card_of(room.push(shown, "Slå sammen")).title

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(press, (card, turned)))

    assert told == ["Kan ikke slås sammen", "Slått sammen"]
    assert len(names(room)) == 1
