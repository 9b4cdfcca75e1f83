"""`/padriver epost`: one's own choice, and what did not arrive."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.form import Form, FormErrors
from bot.commands.padriver.mail_command import CHOOSE, SAVE, TURN_OFF
from models.db.database import Database
from models.mail.addresses import mail_destination, stop, turn_off
from models.mail.sent import undecided
from models.register.readers import name_reader
from models.tables import Delivery, Workspace
from models.workspace.contacts import ContactRole
from tests.support.people import PER, Room, card_of, empty_room, text_of

OTHER = "ordforer@kommune.example.no"
WHAT = (
    "Det er det samme som i kanalen, uten det som ikke skal ut: ingenting fra interessentregisteret eller mediene, "
    "og ingen utkast."
)
OFF = "E-post er ikke slått på her. Be den som drifter meg, om å sette `PADRIVER_SMTP_HOST`."
NOTHING = f"""\
E-post

{OFF}

• Vil du ha ukesoversikten på e-post også, får du den samtidig som den kommer i kanalen. [Få den på e-post]

{WHAT}

[En adresse virker ikke …]"""


@pytest.fixture
def room(database: Database) -> Room:
    """It is Friday 2 October 2026, 9.00 in Oslo."""
    return empty_room(database)


def _uncertain(room: Room) -> None:
    with room.database.session() as session:
        place = mail_destination(session, room.workspace.id, OTHER, room.now)
        session.add(
            Delivery(
                workspace_id=room.workspace.id,
                destination_id=place.id,
                kind="ukesoversikt_epost",
                period_key="2026-W40",
                state="unknown",
                due_at=room.now,
                next_try_at=room.now,
            )
        )


def test_one_chooses_the_digest_changes_the_address_and_ends_it(room: Room) -> None:
    card = room.ask("padriver", "epost")
    assert text_of(card) == NOTHING
    assert isinstance(card, Card)
    form = room.push(card, "Få den på e-post")
    assert isinstance(form, Form)
    wrong = room.send(SAVE, adresse="kari@kommune.no, per@kommune.no")
    assert wrong == FormErrors({"adresse": "Skriv en e-postadresse som kari@kommune.no."})
    saved = room.send(SAVE, adresse=" Kari@Kommune.example.no")
    assert text_of(saved) == (
        f"E-post\n\nLagret. Den første kommer på mandag.\n\n{OFF}\n\n"
        "• Du får ukesoversikten på e-post til kari@kommune.example.no. [Endre adressen] [Slutt å sende den]\n\n"
        f"{WHAT}\n\n[En adresse virker ikke …]"
    )
    taken = room.send(SAVE, user=PER, adresse="kari@kommune.example.no")
    assert taken == FormErrors({"adresse": "Hit sender jeg ikke ukesoversikten. Skriv en annen adresse."})
    ended = text_of(room.push(card_of(saved), "Slutt å sende den"))
    assert "Du får ikke lenger ukesoversikten på e-post." in ended
    assert "[Få den på e-post]" in ended


def test_somebody_decides_about_what_may_have_arrived(room: Room) -> None:
    _uncertain(room)
    card = room.ask("padriver", "epost")
    assert isinstance(card, Card)
    assert (
        "Kom den frem?\nJeg vet ikke om disse kom frem, og sender dem ikke på nytt av meg selv.\n\n"
        f"• Ukesoversikt på e-post til {OTHER}, nå nettopp [Send på nytt] [Den kom frem]"
    ) in text_of(card)
    again = room.push(card, "Send på nytt")
    assert "Jeg sender den på nytt nå." in text_of(again)
    assert "gammel" in text_of(room.push(card, "Den kom frem")) or "Kom den frem" not in text_of(again)
    with room.database.session() as session:
        assert undecided(session, room.workspace.id) == []


def test_an_address_is_turned_off_by_hand_and_on_again(room: Room) -> None:
    _uncertain(room)
    assert room.send(TURN_OFF, adresse="ukjent@kommune.example.no") == FormErrors(
        {"adresse": "Jeg har ikke sendt noe til den adressen. Skriv den slik den står på e-posten."}
    )
    closed = room.send(TURN_OFF, adresse=OTHER)
    said = text_of(closed)
    assert f"Jeg skriver ikke til {OTHER} igjen. Rett adressen på kortet til personen." in said
    assert (
        f"Hit skriver jeg ikke\n• {OTHER}: en av dere sa at adressen ikke virker (nå nettopp) [Adressen virker]" in said
    )
    assert "1 e-postadresse virker ikke. Se `/padriver epost`." in text_of(room.ask("padriver", "status"))
    works = text_of(room.push(card_of(closed), "Adressen virker"))
    assert "Jeg skriver til adressen igjen." in works
    assert "Hit skriver jeg ikke" not in works


def test_who_stopped_the_messages_is_shown_without_a_way_back(room: Room) -> None:
    with room.database.session() as session:
        place = mail_destination(session, room.workspace.id, OTHER, room.now)
        stop(session, room.workspace.id, place.address, room.now)
    assert f"• {OTHER}: meldte seg av nå nettopp\n" in text_of(room.ask("padriver", "epost"))
    assert "virker ikke" not in text_of(room.ask("padriver", "status"))


def test_addresses_of_others_are_for_those_who_may_read_the_register(room: Room) -> None:
    _uncertain(room)
    with room.database.session() as session:
        place = mail_destination(session, room.workspace.id, "annen@kommune.example.no", room.now)
        turn_off(session, room.workspace.id, place.address, "smtp_bounced", room.now)
        name_reader(session, session.get_one(Workspace, room.workspace.id), PER, PER, room.now)
    said = text_of(room.ask("padriver", "epost", user="U3OLA"))
    assert "@kommune" not in said
    assert "annen@kommune.example.no: e-posten kom i retur" in text_of(room.ask("padriver", "epost", user=PER))
    for action, value in (("virker", place.address), ("feil", ""), ("igjen", "1"), ("fremme", "1")):
        assert "@kommune" not in text_of(room.press(f"padriver.epost.{action}", value, user="U3OLA"))
    assert "@kommune" not in text_of(room.send(TURN_OFF, user="U3OLA", adresse=OTHER))
    with room.database.session() as session:
        assert len(undecided(session, room.workspace.id)) == 1


def test_a_guest_is_answered_as_to_any_words(room: Room) -> None:
    room.role = ContactRole.GUEST
    assert "Få den på e-post" not in text_of(room.ask("padriver", "epost"))
    assert isinstance(room.press(CHOOSE, ""), Form)


def test_a_mail_server_that_refuses_us_is_in_the_status_with_what_to_do(room: Room) -> None:
    _uncertain(room)
    with room.database.session() as session:
        row = session.scalars(select(Delivery)).one()
        row.state, row.reason, row.attempt = "planned", "smtp_login", 3
        row.due_at, row.next_try_at = room.now - timedelta(minutes=20), room.now + timedelta(minutes=5)
    assert (
        "Ukesoversikt på e-post (for 20 minutter siden) til en e-postadresse er ikke sendt ennå: e-posttjeneren godtar ikke "
        "innloggingen vår; be den som drifter meg, om å se på PADRIVER_SMTP_USER og PADRIVER_SMTP_PASSWORD. "
        "Jeg prøver igjen kl. 9.05."
    ) in text_of(room.ask("padriver", "status"))
