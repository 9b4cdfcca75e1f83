"""Dates in both platforms: how sure they are, whose they are, and entering one that is missing."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.tables import Occurrence
from tests.parity.chats import CHATS, Chat
from tests.support.content import PACK


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, PACK) as chat:
        yield chat


def row(database: Database, key: str) -> Occurrence:
    with database.reading() as session:
        return session.scalars(select(Occurrence).where(Occurrence.key == key)).one()


async def test_our_own_deadline_is_around_a_day_and_never_today(chat: Chat) -> None:
    await chat.morning("2027-01-18 08:00")

    listed = (await chat.ask("frister denne uka")).text
    assert "rundt 18. januar · vår egen frist" in listed
    assert "Lever budsjettinnspillet til departementene" in listed
    today = (await chat.ask("frister i dag")).text
    assert today.index("Ingenting har frist i dag.") < today.index("Uten fast dato") < today.index("rundt 18. januar")
    assert "vår egen frist" in (await chat.ask("frister alle")).text


async def test_the_digest_has_the_debate_and_what_to_do_for_the_plan(chat: Chat) -> None:
    digest = " ".join((await chat.morning("2026-11-30 08:00")).text.replace("*", "").split())

    debate = "Stortinget debatterer budsjettet og vedtar rammene"
    assert re.search(rf"trolig 1\.–4\. desember – \W*{debate}", digest)
    assert "NTP – Press på konkrete prosjekter i møter og medieutspill (ut desember)" in digest


async def test_a_missing_date_is_entered_at_its_question(chat: Chat, sqlite_database: Database) -> None:
    asked = await chat.morning("2026-11-02 09:00", "Zerokonferansen")
    assert "I november (dato mangler) · Holdt i november 2020" in asked.text
    assert "I desember (dato mangler)" in asked.text

    await chat.press(asked, "Legg inn dato", "2026-11-10", after="I november (dato mangler)")

    found = row(sqlite_database, "arshjul:2026-11:zerokonferansen")
    assert (found.starts_on, found.certainty) == (date(2026, 11, 10), "fast")


async def test_a_missing_date_is_entered_in_the_wheel_and_undone(chat: Chat, sqlite_database: Database) -> None:
    await chat.morning("2026-12-01 09:00")
    shown = await chat.ask("arshjul november 2027")
    assert "i november 2027 (dato mangler)" in shown.text
    assert "Zerokonferansen?" in shown.text
    assert "Holdt i november 2020" in shown.text

    done = await chat.press(shown, "Legg inn dato", "2027-11-09")

    assert row(sqlite_database, "arshjul:2027-11:zerokonferansen").ends_on == date(2027, 11, 9)
    assert "tirsdag 9. november 2027" in done.text
    await chat.press(done, "Angre")
    assert row(sqlite_database, "arshjul:2027-11:zerokonferansen").certainty == "måned"
