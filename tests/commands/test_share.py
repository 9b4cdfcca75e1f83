"""«Del i kanalen»."""

import json

import pytest

from bot.cards.card import Button, Card, Controls, Item, Note, Paragraph, Person
from bot.cards.text import render_text
from bot.commands.ask import Reply
from bot.commands.share import public, share_button
from models.db.database import Database
from tests.support.people import KARI, Room, card_of, empty_room, text_of

STALE = "Svaret er utdatert\n\nDenne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


def test_a_shared_answer_is_the_same_without_buttons_and_says_who_shared_what(room: Room) -> None:
    private = card_of(room.ask("budskap", "kopier grep 4"))
    reply = room.push(private, "Del i kanalen")
    assert isinstance(reply, Reply)
    assert reply.card is None
    assert reply.share is not None
    assert render_text(reply.share) == (
        "Budskap å kopiere\n"
        "\n"
        "UTKAST – IKKE KLARERT\n"
        "\n"
        "GREP 4: GREP 4\n"
        "\n"
        "SLAGORD\n"
        "Slagord 4\n"
        "\n"
        "Teksten er et utkast. Få den klarert før dere bruker den utad.\n"
        "\n"
        "Delt av @{U1KARI} · `/budskap kopier grep 4`"
    )


def test_rows_keep_their_text_and_lose_their_controls() -> None:
    button = Button("Ferdig", "frister.done", "1")
    card = Card("Frister", (Item(("Innspill",), (button,)), Controls((button,)), Paragraph(("Slutt",))))
    assert public(card, KARI, "/frister").parts[:2] == (Item(("Innspill",)), Paragraph(("Slutt",)))


def test_hidden_signs_are_not_repeated_to_a_channel() -> None:
    (note,) = public(Card("Svar"), KARI, "/budskap \u202ejernbane").parts
    assert isinstance(note, Note)
    assert render_text(Card("", (note,))) == "Delt av @{U1KARI} · `/budskap jernbane`"
    assert Person(KARI) in note.line


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/frister @{U2PER|per} oktober", "`/frister @per oktober`"),
        ("/frister @{U2PER} oktober", "`/frister` @{U2PER} `oktober`"),
        ("/frister @{U2PER}", "`/frister` @{U2PER}"),
    ],
)
def test_people_in_the_question_stand_as_people_read_them(asked: str, told: str) -> None:
    (note,) = public(Card("Svar"), KARI, asked).parts
    assert render_text(Card("", (note,))) == f"Delt av @{{U1KARI}} · {told}"


@pytest.mark.parametrize(
    "value",
    ["", "ikke json", "[]", "null", json.dumps({"c": "borte", "t": ""}), json.dumps({"c": "budskap"}), "1" * 5000],
)
def test_a_button_that_no_longer_holds_says_what_to_do(room: Room, value: str) -> None:
    assert text_of(room.press("del.kanal", value)) == STALE


def test_a_form_cannot_be_shared(room: Room) -> None:
    assert text_of(room.press("del.kanal", {"c": "padriver", "t": "innstillinger"})) == STALE


def test_the_value_of_the_button_always_has_room() -> None:
    assert len(share_button("budskap", "\x00" * 10_000).value) < 2000
