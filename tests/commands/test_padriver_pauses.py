"""`/padriver pause`, and reading the days that people write."""

from datetime import date

import pytest

from bot.commands.ask import Reply
from bot.commands.parse.fault import Fault
from bot.commands.parse.spans import Days, parse_days
from models.db.database import Database
from tests.support.people import PER, Room, card_of, empty_room, text_of

HOW = (
    "Skriv `/padriver pause 6.7–31.7 fellesferie` for alle, eller `/padriver pause meg uke 8 vinterferie` for deg selv. "
    "I en pause sender jeg ingenting. Frister som går ut imens, minner jeg om siste dag før pausen. Det som fortsatt er "
    "verdt å si, kommer første dag etter den.\n\n[Ny pause]"
)


@pytest.fixture
def room(database: Database) -> Room:
    """It is Friday 2 October 2026, 9.00 in Oslo."""
    return empty_room(database)


def test_a_pause_for_everybody_is_added_in_a_line_seen_by_all_and_removed(room: Room) -> None:
    assert text_of(room.ask("padriver", "pause 5.7–30.7 fellesferie")) == (
        f"Pauser\n\nFellesferie 5.–30. juli 2027 er lagt inn for alle.\n\n"
        f"For alle\n• Fellesferie 5.–30. juli 2027 [Fjern]\n\n{HOW}"
    )
    seen = card_of(room.ask("padriver", "pauser", PER))
    assert "• Fellesferie 5.–30. juli 2027 [Fjern]" in text_of(seen)
    assert "Bare administratorer kan endre pauser for alle. Spør @{U1KARI}." in text_of(
        room.push(seen, "Fjern", user=PER)
    )
    assert text_of(room.push(seen, "Fjern")) == (
        f"Pauser\n\nFellesferie 5.–30. juli 2027 er fjernet.\n\nIngen pauser er lagt inn.\n\n{HOW}"
    )


def test_ones_own_pause_is_ones_own(room: Room) -> None:
    own = room.ask("padriver", "pause meg i morgen")
    assert text_of(own) == (
        f"Pauser\n\nPause lørdag 3. oktober er lagt inn for deg.\n\nFor deg\n• Pause lørdag 3. oktober [Fjern]\n\n{HOW}"
    )
    assert text_of(room.ask("padriver", "pause", PER)) == f"Pauser\n\nIngen pauser er lagt inn.\n\n{HOW}"
    assert "gjelder ikke lenger" in text_of(room.push(card_of(own), "Fjern", user=PER))
    assert "Pause lørdag 3. oktober er fjernet." in text_of(room.push(card_of(own), "Fjern"))


def test_one_who_is_no_administrator_adds_only_ones_own(room: Room) -> None:
    assert text_of(room.ask("padriver", "pause uke 8 vinterferie", PER)) == (
        "Spør en administrator\n\n"
        "Bare administratorer kan endre pauser for alle. Spør @{U1KARI}.\n\n"
        "Det som bare gjelder deg, endrer du selv.\n\n"
        "[Mine innstillinger] [Pauser]"
    )
    assert "Vinterferie 22.–28. februar 2027 er lagt inn for deg." in text_of(
        room.ask("padriver", "pause meg uke 8 vinterferie", PER)
    )


def test_the_form_offers_everybody_only_to_administrators_and_adds_the_same(room: Room) -> None:
    assert "Gjelder: [x] Alle her, [ ] Bare meg" in text_of(room.press("padriver.pause.skjema", ""))  # type: ignore[arg-type]
    assert "Gjelder: [x] Bare meg\n" in text_of(room.press("padriver.pause.skjema", "", user=PER))  # type: ignore[arg-type]
    sent = room.send("padriver.pause.ny", whose="alle", first="2026-12-21", last="2027-01-03", name="Jul")
    assert "Jul 21. desember 2026–3. januar 2027 er lagt inn for alle." in text_of(sent)
    refused = room.send("padriver.pause.ny", PER, whose="alle", first="2026-12-21", last="2027-01-03")
    assert isinstance(refused, Reply)
    assert text_of(refused).startswith("Spør en administrator\n")
    wrong = room.send("padriver.pause.ny", whose="alle", first="2026-12-21", last="2026-12-20")
    assert (
        text_of(wrong)
        == "last: Den siste dagen er før den første. Skriv for eksempel 6.7–31.7, uke 28, juli eller fredag."
    )


def test_days_that_are_not_understood_are_told_with_how_to_write_them(room: Room) -> None:
    told = text_of(room.ask("padriver", "pause snart"))
    assert told.startswith(
        "Det forsto jeg ikke\n\nJeg forstår ikke hvilke dager du mener. Skriv for eksempel 6.7–31.7, uke 28, juli eller "
        "fredag.\n\nSkriv `/padriver pause 6.7–31.7 fellesferie` for alle"
    )


JULY = (date(2026, 7, 6), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("6.7–31.7 fellesferie", *JULY, "fellesferie"),
        ("6.7-31.7", *JULY, ""),
        ("6.–31. juli Fellesferie for alle", *JULY, "Fellesferie for alle"),
        ("6. juli til 31. juli", *JULY, ""),
        ("6.7 til og med 31.7 ferie", *JULY, "ferie"),
        ("2026-07-06–2026-07-31", *JULY, ""),
        ("uke 28", date(2026, 7, 6), date(2026, 7, 12), ""),
        ("uke 28–30 ferie", date(2026, 7, 6), date(2026, 7, 26), "ferie"),
        ("juli", date(2026, 7, 1), date(2026, 7, 31), ""),
        ("fredag", date(2026, 6, 19), date(2026, 6, 19), ""),
        ("20.12–3.1 jul", date(2026, 12, 20), date(2027, 1, 3), "jul"),
        ("5.6–20.6", date(2026, 6, 5), date(2026, 6, 20), ""),
        ("fellesferie 6.7–31.7", *JULY, "fellesferie"),
        ("fra 6.7 til 31.7 ferie", *JULY, "ferie"),
        ("vinterferie uke 8", date(2027, 2, 22), date(2027, 2, 28), "vinterferie"),
        ("jul 20.12–3.1", date(2026, 12, 20), date(2027, 1, 3), "jul"),
        ("romjula", date(2026, 12, 27), date(2026, 12, 31), ""),
        ("over nyttår", date(2026, 12, 31), date(2027, 1, 1), ""),
        ("ut juli", date(2026, 6, 15), date(2026, 7, 31), ""),
        ("påske", date(2027, 3, 21), date(2027, 3, 29), ""),
        ("fellesferien", date(2026, 7, 6), date(2026, 7, 26), ""),
        ("juli fellesferie", date(2026, 7, 1), date(2026, 7, 31), "fellesferie"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: date, last: date, rest: str) -> None:
    assert parse_days(text, date(2026, 6, 15)) == Days(first, last, rest)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("avspasering", "Jeg forstår ikke hvilke dager du mener."),
        ("14", "Jeg forstår ikke hvilke dager du mener."),
        ("31.6–4.7", "31. juni finnes ikke."),
        ("6.7 31.7", "Sett en strek mellom den første og den siste dagen."),
        ("1.7.2026–1.8.2028", "En pause kan vare i høyst ett år. Velg en tidligere siste dag."),
        ("1.5.2026–8.5.2026", "De dagene er over."),
        ("lørdag 6.7.2026", "6. juli 2026 er en mandag, ikke en lørdag."),
        ("x" * 10_000, "Jeg forstår ikke hvilke dager du mener."),
    ],
)
def test_days_that_cannot_be_are_told(text: str, said: str) -> None:
    told = parse_days(text, date(2026, 6, 15))
    assert isinstance(told, Fault)
    assert told.text.startswith(said)
