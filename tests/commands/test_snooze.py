"""Being reminded later, from the menu of a row in a list."""

from datetime import date, timedelta

import pytest

from bot.commands.ask import Reply
from models.db.database import Database
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

FRIDAY_AFTER = date(2026, 10, 9)


@pytest.fixture
def room(database: Database) -> Room:
    """It is Friday 2 October 2026, 9.00 in Oslo."""
    return empty_room(database)


@pytest.fixture
def row(room: Room) -> int:
    return room.add("Kronikk", FRIDAY_AFTER)


def later(room: Room, choice: str, menu: str = "Minn oss senere", user: str = KARI) -> Reply:
    reply = room.push(card_of(room.ask("frister", "", user)), menu, "Kronikk", choice, user)
    assert isinstance(reply, Reply)
    return reply


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (
            "I morgen",
            "Jeg sier ikke fra om «Kronikk» i felleskanalen før mandag 5. oktober. Datoen er den samme.",
        ),
        (
            "Mandag",
            "Jeg sier ikke fra om «Kronikk» i felleskanalen før mandag 5. oktober. Datoen er den samme.",
        ),
        ("Ikke minn om den", "Jeg sier ikke lenger fra om «Kronikk» i felleskanalen."),
    ],
)
def test_an_item_is_put_on_hold_and_the_date_stays(room: Room, row: int, choice: str, said: str) -> None:
    reply = later(room, choice)
    assert text_of(reply).startswith(f"Frister\n\n• {said} [Angre]\n\nDe neste 30 dagene\n• fredag 9. oktober")
    assert (reply.replace, room.row(row).ends_on) == (True, FRIDAY_AFTER)


def test_what_one_owns_concerns_ones_own_messages(room: Room) -> None:
    room.add("Kronikk", FRIDAY_AFTER, owner=KARI)
    reply = later(room, "Mandag", "Minn meg senere")
    assert "• Jeg minner deg om «Kronikk» igjen mandag 5. oktober. Datoen er den samme. [Angre]" in text_of(reply)
    assert text_of(room.ask("frister", "på vent")).startswith(
        "På vent\n\n"
        "• fredag 9. oktober – Kronikk · @{U1KARI}\n"
        "  For deg: på vent til mandag 5. oktober [Minn meg likevel]\n\n"
    )
    assert "Ingenting er satt på vent." in text_of(room.ask("frister", "på vent", PER))


def test_a_day_is_chosen_in_the_calendar(room: Room, row: int) -> None:
    asking = later(room, "Velg dag …")
    assert "• Når skal jeg minne dere om «Kronikk»? [Velg dag]\n" in text_of(asking)
    saturday = room.push(card_of(asking), "Velg dag", chosen="2026-10-17")
    assert "før mandag 19. oktober. Datoen er den samme. [Angre]" in text_of(saturday)
    assert room.row(row).ends_on == FRIDAY_AFTER
    too_soon = room.push(card_of(asking), "Velg dag", chosen="2026-10-02")
    assert "• Velg en dag etter i dag.\n" in text_of(too_soon)


def test_what_is_on_hold_is_shown_and_lifted_and_lifting_is_undone(room: Room, row: int) -> None:
    later(room, "Ikke minn om den")
    waiting = card_of(room.ask("frister", "utsatt", PER))
    assert text_of(waiting) == (
        "På vent\n\n"
        "• fredag 9. oktober – Kronikk\n"
        "  I felleskanalen: uten påminnelse [Minn oss likevel]\n\n"
        "Sett noe på vent med de tre prikkene ved en frist. Datoen blir stående. Jeg lar bare være å minne om den."
    )
    lifted = room.push(waiting, "Minn oss likevel", user=PER)
    assert text_of(lifted) == (
        "På vent\n\n"
        "• Jeg sier fra om «Kronikk» i felleskanalen som vanlig. [Angre]\n\n"
        "Ingenting er satt på vent.\n\n"
        "Sett noe på vent med de tre prikkene ved en frist. Datoen blir stående. Jeg lar bare være å minne om den."
    )
    back = room.push(card_of(lifted), "Angre", user=PER)
    assert "I felleskanalen: uten påminnelse [Minn oss likevel]" in text_of(back)
    assert room.row(row).done_at is None


def test_putting_on_hold_is_undone_to_what_it_was_before(room: Room, row: int) -> None:
    later(room, "Mandag")
    forever = card_of(later(room, "Ikke minn om den"))
    room.push(forever, "Angre")
    assert "på vent til mandag 5. oktober" in text_of(room.ask("frister", "på vent"))
    assert room.row(row).owner is None


def test_what_it_was_before_is_not_put_back_when_that_is_over(room: Room, row: int) -> None:
    later(room, "Mandag")
    forever = card_of(later(room, "Ikke minn om den"))
    room.now += timedelta(days=4)
    assert "som vanlig." in text_of(room.push(forever, "Angre"))
    assert "Ingenting er satt på vent." in text_of(room.ask("frister", "på vent"))
    assert room.row(row).owner is None


def test_what_is_done_or_has_returned_is_no_longer_on_hold(room: Room, row: int) -> None:
    later(room, "Mandag")
    room.now += timedelta(days=3)
    assert "Ingenting er satt på vent." in text_of(room.ask("frister", "på vent"))
    later(room, "Ikke minn om den")
    room.press("frist.done", {"id": row})
    assert "Ingenting er satt på vent." in text_of(room.ask("frister", "på vent"))


def test_a_row_that_is_gone_says_so(room: Room) -> None:
    reply = room.press("vent.sett", 'valgt oss {"id":4711}', "mandag")
    assert (
        text_of(reply)
        == "Ingenting er endret\n\n• Denne raden finnes ikke lenger. Noen kan ha fjernet den. Spør på nytt for å se det som er der nå."
    )


@pytest.mark.parametrize(
    "value", ["", "mandag", "mandag oss", "valgt oss {}", "mandag hvem {}", 'mandag oss {"id":"x"}', "a b c"]
)
def test_a_choice_that_cannot_be_read_is_stale(room: Room, value: str) -> None:
    assert "gjelder ikke lenger" in text_of(room.press("vent.sett", value))


def test_under_a_nudge_it_answers_in_private_and_renews_the_nudge_and_so_does_undoing(room: Room, row: int) -> None:
    room.message = "17.1"
    reply = room.press("vent.sett", f'valgt oss {{"id":{row}}}', "morgen")
    assert isinstance(reply, Reply)
    assert text_of(reply) == (
        "Satt på vent\n\n"
        "• Jeg sier ikke fra om «Kronikk» i felleskanalen før mandag 5. oktober. Datoen er den samme. [Angre]"
    )
    assert (reply.refresh, reply.replace) == ("17.1", False)
    room.message = ""
    undone = room.push(card_of(reply), "Angre")
    assert isinstance(undone, Reply)
    assert text_of(undone) == (
        "Påminnelsen er på igjen\n\n• Jeg sier fra om «Kronikk» i felleskanalen som vanlig. [Angre]"
    )
    assert (undone.refresh, undone.replace) == ("17.1", True)
