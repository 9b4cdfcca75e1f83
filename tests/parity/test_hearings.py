"""A hearing that a source has brought, in both platforms: told at once or in the morning, and closed by «Ikke relevant»."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest
from sqlalchemy import select

from jobs.official.matching import match_pending
from models.db.database import Database
from models.official import records
from models.official.items import ItemKind, OfficialEvent, OfficialItem
from models.tables import Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.parity.chats import CHATS, Chat
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, small_pack()) as chat:
        with sqlite_database.session() as session:
            number = session.scalars(select(Workspace.id)).one()
            save_preference(session, number, ALL, "manedshjul", PreferenceChange(wanted=False))
        yield chat


def fetched(database: Database, items: Sequence[OfficialItem], moment: str) -> int:
    """Let a source bring that, and match it; return how many messages were planned."""
    with database.session() as session:
        records.keep_items(session, "regjeringen-liste", items, at(moment))
    return match_pending(database, OnePack(small_pack()), at(moment))


def hearing(number: int, title: str, **more: str) -> OfficialItem:
    deadline = (OfficialEvent("FRIST", "høringsfrist", date(2027, 1, 15), is_deadline=True),)
    return OfficialItem(ItemKind.HEARING, str(number), title, events=deadline, **more)


async def test_what_is_certain_is_told_at_once_and_what_is_likely_in_the_morning(
    chat: Chat, sqlite_database: Database
) -> None:
    moment = "2026-12-01 10:00"
    brought = (
        hearing(3167072, TITLE, body="Samferdselsdepartementet", link=ADDRESS),
        hearing(2, "Endringer i en forskrift", excerpt="Forslaget gjelder tog."),
        hearing(3, "Endringer i reglene om fosterhjem"),
    )
    assert fetched(sqlite_database, brought, moment) == 1
    assert fetched(sqlite_database, brought, moment) == 0, "told once"
    message = await chat.morning(moment, "Høring som angår oss")
    assert "Frist fredag 15. januar" in message.text
    assert "Jernbane: «tog» i tittelen. Fast dato, fra Regjeringens liste over høringer." in message.text
    assert "fosterhjem" not in message.text

    noted = await chat.press(message, "Ikke relevant")
    assert "Ordene som traff, står nå i" in noted.text
    assert TITLE in (await chat.ask("medie forslag")).text
    morning = await chat.morning("2026-12-02 08:30", "Nye høringer og saker")
    assert "Endringer i en forskrift" in morning.text
    assert "Jernbane: «tog» i omtalen." in morning.text
    assert TITLE not in morning.text
    listed = await chat.ask("padriver høringer")
    assert TITLE not in listed.text
    assert "Endringer i en forskrift" in listed.text
