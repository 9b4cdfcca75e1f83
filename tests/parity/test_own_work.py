"""A case, a follow-up and a dialogue of one's own are found in plain words, on both platforms."""

import pytest

from models.db.database import Database
from tests.parity.chats import CHATS
from tests.support.pack import small_pack


@pytest.mark.parametrize("name", CHATS)
async def test_what_we_work_with_is_found_in_plain_words(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        await chat.ask("padriver sak ny Sykkelvei langs Glomma")
        await chat.follow_up()
        await chat.ask("interessenter møtte Berit Moe i går om ladestasjoner for ferger")
        case = (await chat.ask("padriver søk hva skjer med sykkelveien langs Glomma")).text
        assert "Sykkelvei langs Glomma" in case
        assert "Kilde: sakene våre." in case
        media = (await chat.ask("padriver søk togene står på Østlandet")).text
        assert "Oppfølging i media" in media
        assert "Følges opp av" in media
        talk = (await chat.ask("padriver søk ladestasjoner for ferger")).text
        assert "Møte med Berit Moe om ladestasjoner for ferger" in talk
        assert "Kilde: dialogloggen." in talk
