"""The words for hearings and the times of the political year in the chat: tried, changed, previewed and undone."""

from datetime import date

import pytest

from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem
from tests.parity.chats import CHATS
from tests.support.content import PACK
from tests.support.nudges import at

NOW = "2026-10-09 12:00"
"""When the chat's clock is (`tests.parity.chats`)."""


def brought(database: Database, *titles: str) -> None:
    """Let a source have brought hearings with these titles."""
    deadline = (OfficialEvent("FRIST", "høringsfrist", date(2026, 12, 1), is_deadline=True),)
    items = [OfficialItem(ItemKind.HEARING, str(n), title, events=deadline) for n, title in enumerate(titles, 1)]
    with database.session() as session:
        records.keep_items(session, "regjeringen-liste", items, at(NOW))


@pytest.mark.parametrize("name", CHATS)
async def test_words_for_hearings_are_tried_on_what_the_sources_brought(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, PACK) as chat:
        shown = await chat.press(await chat.ask("padriver innhold høringsord"), "Åpne")
        assert "Jernbane" in shown.text
        preview = await chat.press(shown, "Forhåndsvis")
        assert "Jeg har ingen titler fra de siste 8 ukene å prøve ordene på ennå." in preview.text
        brought(sqlite_database, "Høring om persontog", "Ny forskrift om tunneler", "Endringer i bokloven")
        tried = await chat.fill(shown, "Endre", {"ord": "tunnel*"})
        assert "Prøvd på 3 titler fra de siste 8 ukene: 1 traff før, 2 treffer nå." in tried.text
        assert "Kommer til (1):\n• Ny forskrift om tunneler" in tried.text
        assert "Faller bort" not in tried.text, "the words of the media have persontog too"
        saved = await chat.resend(tried)
        assert "«Jernbane» er lagret." in saved.text
        assert "Ny forskrift om tunneler" in (await chat.ask("padriver høringer")).text
        history = await chat.press(saved, "Historikk")
        assert "→ «tunnel" in history.text
        await chat.press(saved, "Angre")
        assert "tunneler" not in (await chat.ask("padriver høringer")).text


@pytest.mark.parametrize("name", CHATS)
async def test_a_time_to_influence_is_changed_seen_and_undone(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, PACK) as chat:
        shown = await chat.ask("padriver innhold tid for å påvirke Stortingets behandling")
        assert "Stortingets behandling" in shown.text
        saved = await chat.fill(shown, "Endre", {"når": "16. mai–25. juni", "gjør": "Møt partiene.\nSend notatet."})
        assert "«Stortingets behandling» er lagret." in saved.text
        preview = await chat.press(saved, "Forhåndsvis")
        assert "Revidert nasjonalbudsjett 2027: Stortingets behandling" in preview.text
        assert ", trolig 16. mai–25. juni 2027: Møt partiene." in preview.text
        opened = (await chat.ask("arshjul åpent 20. juni 2027")).text
        assert "Revidert nasjonalbudsjett 2027: Stortingets behandling" in opened
        assert "Send notatet." in opened
        await chat.press(saved, "Angre")
        assert "Send notatet." not in (await chat.ask("arshjul åpent 20. juni 2027")).text
        listed = await chat.ask("padriver innhold tider for å påvirke")
        new = {
            "navn": "Regionplanen",
            "slag": "parti",
            "når": "3.–20. november",
            "sikkerhet": "fast",
            "gjør": "Svar fylkeskommunen.",
        }
        added = await chat.fill(listed, "Ny tid for å påvirke", new)
        assert "«Regionplanen» er lagt til." in added.text
        assert "Svar fylkeskommunen." in (await chat.ask("arshjul åpent 4. november")).text
        assert "er tatt ut." in (await chat.press(added, "Ta ut")).text
        assert "Svar fylkeskommunen." not in (await chat.ask("arshjul åpent 4. november")).text
