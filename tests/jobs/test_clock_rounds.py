"""The clock runs rounds one at a time, and ends between them."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards.card import Card
from content.schema.pack import Pack
from jobs.clock import NudgeClock
from jobs.ports import SentMessage
from jobs.sending.outcomes import SETTLED_AFTER
from models.db.database import Database
from tests.support.nudges import Packs, at, office
from tests.support.pack import quiet_pack, small_campaign, small_pack
from tests.support.sender import FakeSender


class HeldSender(FakeSender):
    """Posts nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go = asyncio.Event(), asyncio.Event()

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        self.reached.set()
        await self.go.wait()
        return await super().post(address, card, delivery_id, also)


class GivenUpSender(HeldSender):
    """Carries out what it was asked for, though nobody waits for that any more, as a platform does."""

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        self.carried_out = asyncio.create_task(super().post(address, card, delivery_id, also))
        return await asyncio.shield(self.carried_out)


async def test_rounds_come_by_themselves(sqlite_database: Database) -> None:
    sender = HeldSender()
    office(sqlite_database, pack=quiet_pack())
    sender.go.set()
    clock = NudgeClock(lambda: at("2026-11-23 08:00"), sqlite_database, Packs(quiet_pack()), lambda *_: sender)

    clock.start(every_seconds=0.01)
    async with asyncio.timeout(20):
        await sender.reached.wait()
    await clock.stop()

    assert [each.address for each in sender.posted] == ["C1"]
    assert clock.last_round == datetime(2026, 11, 23, 7, tzinfo=UTC)


async def test_stopping_lets_the_message_on_its_way_arrive(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    sender = HeldSender()
    clock = NudgeClock(lambda: at("2026-11-23 08:00"), sqlite_database, Packs(here.pack), lambda *_: sender)
    clock.start(every_seconds=0.01)
    async with asyncio.timeout(20):
        await sender.reached.wait()

    stopping = asyncio.create_task(clock.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    sender.go.set()
    await stopping

    assert [each.state for each in here.deliveries()] == ["sent"]


async def test_what_is_handed_back_may_still_be_carried_out_so_nobody_looks_for_it_too_soon(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.sending.send_loop.STOP_SECONDS", 0.01)
    here = office(sqlite_database, pack=quiet_pack())
    now, sender = at("2026-11-23 08:00"), GivenUpSender()
    clock = NudgeClock(lambda: now, sqlite_database, Packs(here.pack), lambda *_: sender)
    clock.start(every_seconds=0.01)
    async with asyncio.timeout(20):
        await sender.reached.wait()
    await clock.stop()
    assert sender.posted == []

    here.sender = sender
    assert await here.handle(now, "b") is None
    sender.go.set()
    await sender.carried_out
    told = await here.handle(now + SETTLED_AFTER + timedelta(seconds=20), "b")

    assert told
    assert (told.state, len(sender.posted)) == ("sent", 1)


async def test_content_that_changed_is_looked_at_in_the_next_round(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    packs = Packs(quiet_pack())
    clock = NudgeClock(lambda: at("2026-10-01 10:00"), sqlite_database, packs, lambda *_: here.sender)
    await clock.run_now()

    packs.pack = small_pack(campaigns=(small_campaign(2026),))

    assert "2026:grep-4" in [each.key for each in (await clock.run_now()).sent]
    assert (await clock.run_now()).sent == ()


async def test_a_round_that_fails_does_not_stop_the_clock(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    sender = HeldSender()
    sender.go.set()

    class OnceBroken(Packs):
        broken = True

        def current(self) -> Pack:
            if self.broken:
                self.broken = False
                raise OSError
            return super().current()

    clock = NudgeClock(lambda: at("2026-11-23 08:00"), sqlite_database, OnceBroken(here.pack), lambda *_: sender)
    clock.start(every_seconds=0.01)
    async with asyncio.timeout(20):
        await sender.reached.wait()
    await clock.stop()

    assert [each.state for each in here.deliveries()] == ["sent"]
