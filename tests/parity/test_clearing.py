"""Texts are cleared and taken back on both platforms, in the same words."""

import pytest

from models.db.database import Database
from tests.parity.chats import CHATS
from tests.support.content import PACK

MAIN = "kampanjer/2026.yaml#hovedbudskap-2026"


@pytest.mark.parametrize("name", CHATS)
async def test_the_board_clears_and_one_press_undoes(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, PACK) as chat:
        ticked: dict[str, str] = {"styret1": [MAIN] if name == "slack" else MAIN}  # type: ignore[dict-item]

        unticked = await chat.fill(await chat.ask("padriver klarering"), "Klarer tekster", {"den": "2026-10-01"})
        assert "Kryss av minst én tekst." in unticked.text
        without = await chat.fill(
            await chat.ask("padriver klarering"), "Klarer tekster", ticked | {"den": "2026-10-01"}
        )
        assert "Skriv saksnummeret, eller fjern kryssene i «Styret vedtar»." in without.text

        done = await chat.fill(
            await chat.ask("padriver klarering"), "Klarer tekster", ticked | {"den": "2026-10-01", "sak": "8/26"}
        )
        assert [each for each in done.text.splitlines() if each != "•"] == [
            "Klarering",
            "1 tekst er nå klarert.",
            "Hovedbudskap 2026",
            "Angre",
        ]
        assert "Noe av dette er utkast og ikke klarert ennå." in (await chat.ask("budskap hovedbudskap")).text
        assert "Vedtatt av styret 1.10.2026, sak 8/26." in (await chat.ask("padriver klarering")).text

        assert "Angret. Tekstene er som før." in (await chat.press(done, "Angre")).text
        assert "Utkast, ikke klarert ennå." in (await chat.ask("budskap hovedbudskap")).text
