"""The questions an entry is found by are written in a form and found at once, on both platforms."""

import pytest

from models.db.database import Database
from tests.parity.chats import CHATS
from tests.support.pack import small_pack

ASKED = "hvordan blir pendlerne raskere hjemme"


@pytest.mark.parametrize("name", CHATS)
async def test_a_question_is_written_and_found(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        entry = await chat.ask("padriver innhold jernbane først")
        saved = await chat.fill(entry, "Spørsmål", {"questions": ASKED})
        assert "«Spor A: Jernbane først» er lagret." in saved.text
        assert "Jernbane er viktigst." in (await chat.ask(f"padriver søk {ASKED}")).text
        undone = await chat.press(saved, "Angre")
        assert "Endringen er angret." in undone.text
        assert "Det vet jeg ikke" in (await chat.ask(f"padriver søk {ASKED}")).text
