"""The question whether to add what one's own assistant proposes: answered once, and its buttons go, on both platforms."""

from copy import deepcopy

import pytest
from sqlalchemy import select

from bot.commands.parse.entries import parse_entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_form import encode_entry
from models.db.database import Database
from models.tables import Contact, DeadlineProposal, Occurrence, Workspace
from models.workspace.deadline_proposals import Proposed, propose
from tests.parity.chats import CHATS, Chat, Seen, SlackChat, TeamsChat
from tests.support.blocks import visible
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.teams import texts

SETTLED = ["Forslag fra assistenten din", "Innspill til NTP", "Fristen er lagt inn."]
MOMENT = "2026-10-05 09:00"


async def asked(chat: Chat, database: Database, text: str, moment: str = MOMENT) -> Seen:
    """Propose a deadline to the person, and return the question."""
    await chat.ask("frister")
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        user = session.scalars(select(Contact.address).where(Contact.name == "Kari Nordmann")).first()
        assert user
        entry = parse_entry(text, at(moment).date(), themes_of(small_pack()), user)
        propose(
            session, workspace.id, user, Proposed(encode_entry(entry), entry.title, "tirsdag 15. desember"), at(moment)
        )
    return await chat.morning_alone(moment)


def question_now(chat: Chat, question: Seen) -> list[str]:
    """Return what the question says now, its buttons included."""
    if isinstance(chat, SlackChat):
        return [each.strip() for each in visible(question.raw.blocks)]
    assert isinstance(chat, TeamsChat)
    changed = [each for each in chat._bench.connector.every if each.path.endswith(question.raw[2])]
    return texts(changed[-1].card)


def settled(database: Database) -> list[tuple[bool, bool]]:
    with database.reading() as session:
        rows = session.scalars(select(DeadlineProposal).order_by(DeadlineProposal.id))
        return [(each.settled_at is not None, each.is_added) for each in rows]


@pytest.mark.parametrize("name", CHATS)
async def test_a_proposal_is_answered_once_and_shows_what_came_of_it(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        question = await asked(chat, sqlite_database, "15.12 Innspill til NTP")
        assert "Assistenten din foreslår en frist" in question.text
        old = Seen(question.text, deepcopy(question.raw))
        await chat.press(question, "Legg inn")
        assert settled(sqlite_database) == [(True, True)]
        assert question_now(chat, question) == SETTLED
        again = await chat.press(old, "Ikke nå")
        assert "Fristen er lagt inn." in again.text
        assert "ikke lagt inn" not in again.text
        with sqlite_database.reading() as session:
            titles = session.scalars(select(Occurrence.title).where(Occurrence.title == "Innspill til NTP")).all()
        assert titles == ["Innspill til NTP"]


@pytest.mark.parametrize("name", CHATS)
async def test_the_form_of_a_proposal_settles_the_question_too(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        question = await asked(chat, sqlite_database, "15.12 Innspill til NTP")
        old = Seen(question.text, deepcopy(question.raw))
        done = await chat.fill(question, "Endre …", {"title": "Innspill om tog"})
        assert "Innspill om tog" in done.text
        assert settled(sqlite_database) == [(True, True)]
        assert question_now(chat, question) == SETTLED
        again = await chat.press(old, "Endre …")
        assert "Fristen er lagt inn." in again.text


@pytest.mark.parametrize("name", CHATS)
async def test_a_proposal_that_is_refused_says_so(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack()) as chat:
        question = await asked(chat, sqlite_database, "15.12 Innspill til NTP")
        old = Seen(question.text, deepcopy(question.raw))
        refused = await chat.press(question, "Ikke nå")
        assert "Fristen er ikke lagt inn." in refused.text
        assert settled(sqlite_database) == [(True, False)]
        assert "Fristen er ikke lagt inn." in (await chat.press(old, "Legg inn")).text
