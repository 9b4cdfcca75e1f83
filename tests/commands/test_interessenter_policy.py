"""The document for the person responsible, in the chat."""

import pytest

from bot.cards.file import File
from bot.commands.ask import Reply
from models.db.database import Database
from tests.support.people import PER, Room, card_of, full_room, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


def test_it_is_told_as_a_card_without_the_tables_and_handed_over_whole(room: Room) -> None:
    card = card_of(room.ask("interessenter", "personvern"))
    shown = text_of(card)
    assert shown.startswith("Personvern i Pådriver\n\nFor den som er ansvarlig for personopplysningene.")
    for told in (
        "Hvorfor vi har opplysningene",
        "Hvor lenge",
        "Hente ut og angre",
        "Hvem som kan lese",
        "Journalføring",
        "Innsyn (artikkel 15)",
    ):
        assert told in shown
    assert "`/interessenter innsyn NAVN`" in shown
    assert "edited_row" not in shown
    assert "**" not in shown
    assert shown.endswith("Hele dokumentet har også hvert felt som lagres.\n\n[Hent hele dokumentet]")

    handed = room.push(card, "Hent hele dokumentet")

    assert isinstance(handed, Reply)
    assert isinstance(handed.file, File)
    page = handed.file.content().decode()
    assert "<h3><code>edited_row</code> – hva som sto der før og etter</h3>" in page
    assert "<li><b>Parti</b> er en særlig kategori (artikkel 9)." in page


def test_who_may_not_read_the_register_may_read_of_it(room: Room) -> None:
    room.ask("interessenter", "lesere @{U3OLA|ola}")
    assert text_of(room.ask("interessenter", "Kari", user=PER)).startswith("Registeret er lukket")
    card = card_of(room.ask("interessenter", "Personvern", user=PER))
    assert text_of(card).startswith("Personvern i Pådriver")
    handed = room.push(card, "Hent hele dokumentet", user=PER)
    assert isinstance(handed, Reply)
    assert handed.file is not None
