"""A morning of several parts in both platforms: one message, whose buttons work, and which keeps its parts."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.tables import Delivery, Occurrence, Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.parity.chats import CHATS, Chat, Seen
from tests.support.blocks import visible
from tests.support.pack import small_pack
from tests.support.rows import new_row

PARTS = ["Frister tirsdag 1. desember", "Hovedbudskapet for 2026"]
TITLE = "Send innspill"


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, small_pack()) as chat:
        with sqlite_database.session() as session:
            number = session.scalars(select(Workspace.id)).one()
            new_row(session, number, TITLE, date(2026, 12, 2))
            # Its picture takes long to draw on a busy machine.
            save_preference(session, number, ALL, "manedshjul", PreferenceChange(wanted=False))
        yield chat


def parts(seen: Seen) -> list[str]:
    return [line for line in seen.text.splitlines() if line in PARTS]


async def test_a_row_is_taken_in_a_message_of_several_parts_which_keeps_them_and_their_one_button(
    chat: Chat, sqlite_database: Database
) -> None:
    message = await chat.morning("2026-12-01 08:30")
    assert parts(message) == PARTS
    assert message.text.splitlines().count("Innstillinger") == 1

    shown = await chat.press(message, "Jeg tar den")
    with sqlite_database.reading() as session:
        assert session.scalars(select(Occurrence.owner).where(Occurrence.title == TITLE)).one() is not None
        sent = session.scalars(select(Delivery).where(Delivery.message_ref.is_not(None))).all()
    assert TITLE in shown.text
    if chat.name == "slack":
        assert parts(Seen("\n".join(visible(message.raw.blocks)), None)) == PARTS  # the posted message, updated
    rows = [row for row in sent if row.due_at.day == 1]
    assert len({row.message_ref for row in rows}) == 1
    assert [row.kind for row in rows] == ["frister", "kampanje_hovedbudskap"]
    opened = await chat.press(message, "Innstillinger")
    assert ("Innstillinger for alle" in opened.text) or ("Spør en administrator" in opened.text)
