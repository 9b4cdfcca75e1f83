"""Questions in plain words, on both platforms: those an entry is found by, and what one asks to be reminded of."""

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


@pytest.mark.parametrize("name", CHATS)
async def test_what_one_asks_to_be_reminded_of_stands_among_the_deadlines(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        added = await chat.ask("padriver minn meg på å ringe Bane NOR 15. desember")
        assert "Fristen er lagt til" in added.text
        assert "ringe Bane NOR" in (await chat.ask("frister mine")).text
        await chat.press(added, "Angre")
        assert "ringe Bane NOR" not in (await chat.ask("frister mine")).text
