"""`/effekt`: what was done is written down in one line or a form, listed, counted and undone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards.file import File
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.effekt.effekt_command import undo
from bot.commands.effekt.new_effect import submit_effect
from models.db.database import Database
from models.followups.effects import EffectFilter, find
from tests.support.people import KARI, Room, card_of, empty_room, text_of


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def sent(room: Room, **values: str) -> object:
    with room.database.session() as session:
        asked = Ask(room.workspace, room.pack, KARI, "C1", room.now)
        return submit_effect(asked, Submission("", values), session)


def test_an_empty_log_says_so(room: Room) -> None:
    assert text_of(room.ask("effekt")) == "Effekt: 2026\n\nHer er det ikke skrevet noe ennå.\n\n[Skriv i loggen]"


def test_one_line_is_written_down_listed_counted_and_undone(room: Room) -> None:
    told = text_of(room.ask("effekt", "ny medieoppslag Kronikk om Rikstunnelen https://avis.no/k #jernbane"))
    assert told == (
        "Skrevet i effektloggen\n\n"
        "• fredag 2. oktober · Medieoppslag · Jernbane\n"
        "  Kronikk om Rikstunnelen se (https://avis.no/k) [Angre]\n\n"
        "[Se loggen]"
    )
    sent(room, kind="moter", title="Møte med KDD", day="2026-10-01", reach="12 000")
    assert text_of(room.ask("effekt", "oktober")) == (
        "Effekt: oktober\n\n"
        "• Medieoppslag: 1\n"
        "• Møter: 1, nådde 12\u00a0000 i alt\n\n"
        "Det siste\n"
        "• fredag 2. oktober · Medieoppslag · Jernbane\n"
        "  Kronikk om Rikstunnelen se (https://avis.no/k)\n"
        "• torsdag 1. oktober · Møter · nådde 12\u00a0000\n"
        "  Møte med KDD\n\n"
        "[Skriv i loggen] [Last ned som Excel] [Del i kanalen]"
    )
    with room.database.session() as session:
        [_, article] = sorted(find(session, room.workspace.id, EffectFilter()), key=lambda row: row.day)
        asked = Ask(room.workspace, room.pack, KARI, "C1", room.now + timedelta(minutes=1))
        first, again = (undo(asked, Press(str(article.id)), session).card for _ in range(2))
    assert (first and first.summary, again and again.summary) == (
        "Det er tatt ut av loggen.",
        "Dette står ikke i loggen lenger.",
    )
    assert "Kronikk" not in text_of(room.ask("effekt", "oktober"))


def test_the_log_is_given_as_a_file_of_a_period_and_a_theme(room: Room) -> None:
    room.ask("effekt", "ny medieoppslag Kronikk om Rikstunnelen #jernbane")
    asked = (room.ask("effekt", "eksport"), room.ask("effekt", "Eksport oktober jernbane"))
    assert [(each.name, each.title) for each in asked if isinstance(each, File)] == [
        ("effekt-2026.xlsx", "Effekt: 2026"),
        ("effekt-oktober-jernbane.xlsx", "Effekt: oktober, Jernbane"),
    ]
    pressed = room.push(card_of(room.ask("effekt", "oktober")), "Last ned som Excel")
    assert isinstance(pressed, Reply)
    assert pressed.file
    assert pressed.file.name == "effekt-oktober.xlsx"


def test_there_is_no_file_of_nothing(room: Room) -> None:
    assert text_of(room.ask("effekt", "eksport mai")) == (
        "Ingenting å eksportere\n\nDet står ingenting i loggen for mai, så det er ingenting å eksportere."
    )
    assert text_of(room.ask("effekt", "eksport bananer")).startswith("Slik bruker du effektloggen")


@pytest.mark.parametrize("said", ["ny", "ny noe ukjent", "ny medieoppslag"])
def test_what_is_missing_is_asked_for_in_a_form(room: Room, said: str) -> None:
    answered = room.ask("effekt", said)
    assert isinstance(answered, Form)
    assert answered.title == "Skriv i effektloggen"


def test_what_is_wrong_in_the_form_is_told_at_its_field(room: Room) -> None:
    wrong = sent(room, kind="tull", title="", day="2027-01-01", reach="mange", link="avis")
    assert isinstance(wrong, FormErrors)
    assert dict(wrong.errors) == {
        "kind": "Velg hva det var.",
        "title": "Skriv kort hva det var.",
        "day": "Dagen har ikke vært ennå.",
        "reach": "Skriv et tall, for eksempel 1200.",
        "link": "Skriv hele adressen, for eksempel https://www.regjeringen.no.",
    }


def test_what_is_not_understood_is_looked_for_elsewhere(room: Room) -> None:
    assert text_of(room.ask("effekt", "bananer")).startswith("Det vet jeg ikke\n\nDet vet jeg ikke.\n\n")


MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Kronikk #jernbane 20.11", "fredag 20. november"),
        ("fredag Kronikk #jernbane", "fredag 27. november"),
        ("Kronikk i går #jernbane", "søndag 29. november"),
        ("Kronikk #jernbane 4. desember", "torsdag 4. desember 2025"),
        ("Kronikk #jernbane", "mandag 30. november"),
    ],
)
def test_a_line_says_when_it_was_which_has_been(room: Room, line: str, day: str) -> None:
    room.now = MONDAY
    assert f"• {day} · Medieoppslag · Jernbane\n  Kronikk [Angre]" in text_of(
        room.ask("effekt", f"ny medieoppslag {line}")
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Kronikk lørdag 20.11", "20. november 2026 er en fredag, ikke en lørdag."),
        ("Kronikk 4.12.2026", "Dagen har ikke vært ennå."),
        (
            "Kronikk 20.11 og 24.11",
            "Jeg fant to datoer: fredag 20. november og tirsdag 24. november. Velg den som er riktig.",
        ),
    ],
)
def test_a_day_that_is_not_sure_opens_the_form(room: Room, line: str, fault: str) -> None:
    room.now = MONDAY
    assert text_of(room.ask("effekt", f"ny medieoppslag {line}")).startswith(f"Skriv i effektloggen\n\n{fault}\n\nHva:")


@pytest.mark.parametrize(
    ("asked", "title", "found"),
    [
        ("uke 48", "uke 48", True),
        ("24.11", "tirsdag 24. november", False),
        ("fredag", "fredag 27. november", True),
        ("23.11–29.11", "23.–29. november", True),
        ("desember", "desember 2025", False),
        ("Q4", "4. kvartal", True),
    ],
)
def test_a_period_is_the_latest_such_that_has_begun(room: Room, asked: str, title: str, found: bool) -> None:
    room.now = MONDAY
    room.ask("effekt", "ny medieoppslag Kronikk 27.11")
    told = text_of(room.ask("effekt", asked))
    assert told.startswith(f"Effekt: {title}\n")
    assert ("Kronikk" in told) is found


def test_week_53_is_last_week_when_the_year_is_new(room: Room) -> None:
    room.now = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
    assert text_of(room.ask("effekt", "uke 53")).startswith("Effekt: uke 53 i 2026\n")
    assert text_of(room.ask("medie", "tall uke 53")).startswith("Mediesaker: uke 53 i 2026\n")
