"""Somebody who waits for a row that another transaction holds keeps nobody else waiting, and does not wait for ever."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

import models.db.database
from bot.app import use_threads
from bot.cards.card import Card
from bot.commands import registry
from bot.commands.ask import Ask
from bot.commands.shared.administration import lock_workspace
from bot.requests.deps import Deps
from bot.requests.request_dispatcher import Tasks
from bot.requests.roles import ANYBODY
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Workspace
from tests.fuzz.inside import Arrived, Unknowing
from tests.support.content import PACK
from tests.support.full_workspaces import NOW
from tests.support.slack import OnePack
from tests.support.two_workspaces_query import OURS, PERSON, THEIRS, two

WAITING = 20


@contextmanager
def held_by_another(url: str, workspace_id: int) -> Iterator[None]:
    """Hold a workspace's row in a transaction of another program."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SELECT 1 FROM workspace WHERE id = :id FOR UPDATE"), {"id": workspace_id})
        yield
    engine.dispose()


def changes(ask: Ask, session: Session) -> Card:
    lock_workspace(ask, session)
    return Card("Gjort")


def arrived(number: int, team: str) -> Arrived:
    return Arrived("frister", "", f"x:{number}", PERSON, None, None, team_id=team)


async def test_twenty_who_wait_in_one_workspace_hold_up_nobody_in_another(postgres_url: str) -> None:
    use_threads()
    database = Database(postgres_url)
    world = two(database)
    dispatcher = Unknowing(Deps(database, OnePack(PACK), lambda: NOW, registry), Tasks(2.0))
    with held_by_another(postgres_url, world.ours):
        waiting = [asyncio.create_task(dispatcher.ask(arrived(n, OURS), ANYBODY, changes)) for n in range(WAITING)]
        await asyncio.sleep(0)  # each has begun
        async with asyncio.timeout(models.db.database.LOCK_TIMEOUT_MS / 2_000):
            answer = await dispatcher.ask(arrived(WAITING, THEIRS), ANYBODY, registry.COMMANDS["frister"])
        assert isinstance(answer, Card)
        assert not any(each.done() for each in waiting)
    assert [each.title for each in await asyncio.gather(*waiting) if isinstance(each, Card)] == ["Gjort"] * WAITING
    database.close()


def test_nobody_waits_for_a_row_for_ever(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.db.database, "LOCK_TIMEOUT_MS", 50)
    database = Database(postgres_url)
    world = two(database)
    with (
        held_by_another(postgres_url, world.ours),
        pytest.raises(DatabaseUnavailableError, match="lock timeout"),
        database.session() as session,
    ):
        session.get_one(Workspace, world.ours, with_for_update=True)
    database.close()
