"""The first minute: what the bot is asked and invited to is answered at once, not when the next round comes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from sqlalchemy import delete, select

from bot.commands import registry
from jobs.clock import NudgeClock
from jobs.sending.outbox import SenderFor
from jobs.tick import tick
from models.db.database import Database
from models.tables import Occurrence
from tests.support.install import many, said
from tests.support.local import NOON
from tests.support.nudges import Packs
from tests.support.pack import small_pack
from tests.support.slack import seen, slack
from tests.support.teams import BOT, CHANNEL, teams, texts

HOUR = 3_600.0
EMPTY = "Ingenting står i kalenderen"


@asynccontextmanager
async def rounds(database: Database, now: Callable[[], datetime], sender_for: SenderFor) -> AsyncIterator[NudgeClock]:
    """Run rounds an hour apart, so that only what is asked for at once comes in a test's time."""
    clock = NudgeClock(now, database, Packs(small_pack()), sender_for)
    clock.start(every_seconds=HOUR)
    try:
        yield clock
    finally:
        await clock.stop()


class Hurry:
    """What listeners ask for a round by; the clock comes when the platform is there to send by."""

    clock: NudgeClock | None = None

    def __call__(self) -> None:
        assert self.clock
        self.clock.trigger_now()


def in_calendar(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.scalars(select(Occurrence.title).order_by(Occurrence.title)))


async def test_the_calendar_is_full_as_soon_as_a_workspace_has_installed_the_bot(database: Database) -> None:
    async with many(database) as held:
        assert said(await held.install(held.fjordby)) == f"Pådriver er installert i {held.fjordby.state.team.name}"
        (answer,) = await held.fjordby.person("Kari Nordmann").command("/arshjul", "år")
    assert not [text for text in seen(answer) if EMPTY in text]
    assert in_calendar(database)


async def test_where_the_calendar_cannot_be_filled_the_bot_is_installed_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.requests.deps.sync", broken)
    async with many(database) as held:
        assert said(await held.install(held.fjordby)) == f"Pådriver er installert i {held.fjordby.state.team.name}"
        assert held.rows() == [held.fjordby.state.team.id]


async def test_a_workspace_that_comes_back_has_the_calendar_of_today(database: Database) -> None:
    async with many(database) as held:
        await held.install(held.fjordby)
        with database.session() as session:
            session.execute(delete(Occurrence))
        await held.install(held.fjordby)
    assert in_calendar(database)


async def test_the_calendar_is_full_at_the_first_message_in_teams(database: Database) -> None:
    async with teams(database, registry, now=NOON) as bench:
        await bench.kari.write("årshjul år")
        (answer,) = bench.said
    assert not [text for text in texts(answer.card) if EMPTY in text]
    assert in_calendar(database)


async def test_the_greeting_comes_as_soon_as_the_bot_is_invited_in_slack(database: Database) -> None:
    trigger_now = Hurry()
    async with (
        slack("http", database, registry, trigger_now=trigger_now) as bench,
        rounds(database, bench.clock, bench.room.sender_for) as trigger_now.clock,
    ):
        bench.kari.invite_bot("styret")
        (message,) = await bench.workspace.wait_for(lambda state: state.channel("styret").messages)
    assert seen(message)[0] == "Hei, jeg er Pådriver"


async def test_the_greeting_comes_as_soon_as_the_bot_is_added_in_teams(database: Database) -> None:
    trigger_now = Hurry()
    async with (
        teams(database, registry, now=NOON, trigger_now=trigger_now) as bench,
        rounds(database, bench.clock, bench.room.sender_for) as trigger_now.clock,
    ):
        added = {"type": "conversationUpdate", "membersAdded": [{"id": BOT["id"]}]}
        await bench.post(bench.kari.activity(added, CHANNEL))
        async with asyncio.timeout(20):
            while CHANNEL not in {each.conversation for each in bench.connector.posted}:
                bench.connector.heard.clear()
                await bench.connector.heard.wait()
        (message,) = [each for each in bench.said if each.conversation == CHANNEL]
    assert texts(message.card)[0] == "Hei, jeg er Pådriver"


async def test_two_invitations_in_a_row_are_both_greeted(sqlite_database: Database) -> None:
    """The second comes while the round for the first is under way."""
    trigger_now, channels = Hurry(), ("sekretariatet", "styret", "media")
    async with (
        slack("http", sqlite_database, registry, channels=channels, trigger_now=trigger_now) as bench,
        rounds(sqlite_database, bench.clock, bench.room.sender_for) as trigger_now.clock,
    ):
        for channel in channels[1:]:
            bench.kari.invite_bot(channel)
        for channel in channels[1:]:
            await bench.workspace.wait_for(lambda state, name=channel: state.channel(name).messages)


async def test_what_is_asked_for_while_a_round_is_under_way_gets_a_round_of_its_own(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, ran = asyncio.Event(), asyncio.Event(), 0

    async def held(*args: object, **how: object) -> object:
        nonlocal ran
        ran += 1
        begun.set()
        await go_on.wait()
        return await tick(*args, **how)  # type: ignore[arg-type] # as the clock gives them

    monkeypatch.setattr("jobs.clock.tick", held)
    async with rounds(sqlite_database, lambda: NOON, lambda _: None) as clock:
        clock.trigger_now()
        await begun.wait()
        clock.trigger_now()
        clock.trigger_now()
        go_on.set()
        await asyncio.gather(*clock._woken)
    assert ran == 2
