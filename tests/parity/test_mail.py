"""`/padriver epost`, on both platforms: chosen, changed and ended with the same words."""

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.tables import MailAddress
from tests.parity.chats import CHATS, Chat
from tests.support.pack import small_pack


async def own_choice(chat: Chat) -> None:
    shown = await chat.ask("padriver epost")
    assert "Vil du ha ukesoversikten på e-post også" in shown.text
    saved = await chat.fill(shown, "Få den på e-post", {"adresse": "kari@kommune.example.no"})
    assert "Du får ukesoversikten på e-post til kari@kommune.example.no." in saved.text
    changed = await chat.fill(saved, "Endre adressen", {"adresse": "k.nordmann@kommune.example.no"})
    assert "Du får ukesoversikten på e-post til k.nordmann@kommune.example.no." in changed.text
    ended = await chat.press(changed, "Slutt å sende den")
    assert "Du får ikke lenger ukesoversikten på e-post." in ended.text


@pytest.mark.parametrize("name", CHATS)
async def test_one_chooses_the_digest_by_e_mail(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        await own_choice(chat)
    with sqlite_database.reading() as session:
        rows = session.scalars(select(MailAddress)).all()
        assert [(each.address, each.user_id) for each in rows] == [
            ("kari@kommune.example.no", None),
            ("k.nordmann@kommune.example.no", None),
        ]
