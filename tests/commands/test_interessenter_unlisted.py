"""Somebody who is not in the register, and stands in a text all the same. It is Friday 2 October 2026."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.cards.file import File
from models.db.database import Database
from tests.support.people import Room, card_of, full_room, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    room = full_room(sqlite_database)
    room.ask("frister", "ny 15.12 Kaffe med Kari Nordmann")
    room.push(card_of(room.ask("interessenter", "møtte Kari Nordmann (Ap) om jernbane: vil ha faktaark")), "Angre")
    return room


def test_all_texts_with_the_name_are_handed_out(room: Room) -> None:
    file = room.ask("interessenter", "innsyn Kari Nordmann")
    assert isinstance(file, File)
    with ZipFile(BytesIO(file.content())) as archive:
        held = json.loads(archive.read("innsyn.json"))
    assert [each["text"] for each in held["nevnt ellers"]] == ["Kaffe med Kari Nordmann", "Kari Nordmann: faktaark"]
    assert "hentet ut alt som er lagret om en person" in text_of(room.ask("padriver", "logg"))


def test_the_name_is_taken_out_when_that_is_confirmed(room: Room) -> None:
    asked = card_of(room.ask("interessenter", "slett kari nordmann"))
    assert text_of(asked) == (
        "Ta ut navnet kari nordmann?\n\n"
        "kari nordmann står ikke i registeret, men er nevnt 2 steder. Dette kan ikke angres.\n\n"
        "Teksten blir stående, med [slettet] der navnet sto.\n\n"
        "[Ta ut navnet] [Avbryt]"
    )
    assert text_of(room.push(asked, "Ta ut navnet")) == "Tatt ut\n\nNavnet er tatt ut 2 steder."
    assert "Kaffe med [slettet]" in text_of(room.ask("frister", "desember"))
    assert text_of(room.push(asked, "Ta ut navnet")) == "Tatt ut\n\nNavnet står ingen steder lenger."
    assert text_of(room.ask("interessenter", "slett kari nordmann")).startswith("Ingen treff")
    assert "tok et navn ut av tekstene" in text_of(room.ask("padriver", "logg"))
