"""Nobody waits for somebody else's slowness, and no channel gets more than one message a second. On both databases."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.cards.card import Card
from jobs.planning.plan import plan_greeting
from jobs.ports import Sender, SentMessage, TransientSendError
from jobs.reporting import TickReport
from jobs.sending.claim import ClaimResult, Turn, claim_in
from jobs.sending.outbox import Outbox, handle
from jobs.sending.outcomes import Handled
from jobs.sending.send_queue import AT_ONCE, PER_WORKSPACE, Prefetch
from jobs.tick import tick
from models.db.database import Database
from models.tables import Destination, Workspace
from tests.support.nudges import Office, Packs, at, office
from tests.support.pack import quiet_pack
from tests.support.sender import FakeSender

PACK = quiet_pack()
MORNING = at("2026-11-24 08:30")
MANY = 40


class HangingSender(FakeSender):
    """Never answers; keeps count of how many wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = 0
        self.go = asyncio.Event()

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        self.waiting += 1
        await self.go.wait()
        return await super().post(address, card, delivery_id, also)


def with_owners(database: Database, team: str, owners: int) -> Office:
    here = office(database, team, None, pack=PACK)
    for number in range(owners):
        here.deadline(f"Frist {number}", date(2026, 11, 25), owner=f"U{team}{number}")
    return here


async def a_round(
    here: Office, sender_for: Callable[[Workspace, str], Sender], now: datetime = MORNING, **how: object
) -> TickReport:
    return await tick(now, here.database, Packs(here.pack), sender_for, **how)  # type: ignore[arg-type] # what is given


async def test_workspaces_that_hang_hold_only_their_own_places(database: Database) -> None:
    hanging = [with_owners(database, f"T{number}", PER_WORKSPACE + 1) for number in range(AT_ONCE // PER_WORKSPACE)]
    quick = with_owners(database, "T99", 3)
    slow = HangingSender()
    quickly = FakeSender()

    running = asyncio.create_task(
        a_round(quick, lambda workspace, _: quickly if workspace.id == quick.workspace_id else slow)
    )
    async with asyncio.timeout(20):
        while len(quickly.posted) < 3:  # noqa: ASYNC110 - what is sent is told by nothing else
            await asyncio.sleep(0.01)
    assert slow.waiting == PER_WORKSPACE * len(hanging)
    slow.go.set()
    done = await running

    assert len(done.sent) == 3 + len(hanging) * (PER_WORKSPACE + 1)


async def test_a_workspace_with_much_to_send_lets_the_others_come_in_between(database: Database) -> None:
    big, small = with_owners(database, "T1", MANY), with_owners(database, "T2", 1)

    await a_round(big, lambda *_: big.sender)

    addresses = [each.address for each in big.sender.posted]
    assert len(addresses) == MANY + 1
    assert addresses.index("UT20") <= PER_WORKSPACE
    assert [each.state for each in small.deliveries()] == ["sent"]


async def test_what_nobody_is_asked_about_lets_the_others_on_the_loop_in_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspaces = 3 * AT_ONCE // PER_WORKSPACE // 2
    for number in range(workspaces):
        with_owners(database, f"T{number}", PER_WORKSPACE)
    handled, turns = Counter[int](), 0

    async def turning() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def counted(*what: Any) -> Handled:
        handled[turns] += 1
        return await handle(*what)

    monkeypatch.setattr("jobs.sending.send_loop.handle", counted)
    beside = asyncio.create_task(turning())
    done = await tick(MORNING, database, Packs(PACK), lambda *_: None)
    beside.cancel()

    assert len(done.waiting) == PER_WORKSPACE * workspaces == handled.total()
    assert max(handled.values()) <= AT_ONCE


async def test_a_pause_the_platform_asks_for_holds_the_whole_workspace_and_no_other(database: Database) -> None:
    here, other = with_owners(database, "T1", 3), with_owners(database, "T2", 1)
    limited = FakeSender(trouble=[TransientSendError("ratelimited", retry_after=30)] * 2)

    def sender_for(workspace: Workspace, _kind: str) -> Sender:
        return limited if workspace.id == here.workspace_id else other.sender

    await a_round(here, sender_for)
    assert (len(limited.posted), len(other.sender.posted)) == (0, 1)
    await a_round(here, sender_for, MORNING + timedelta(seconds=29))
    assert limited.posted == []
    await a_round(here, sender_for, MORNING + timedelta(seconds=32))
    assert len(limited.posted) == 3


async def test_a_channel_gets_one_message_a_second(database: Database) -> None:
    here = office(database, pack=PACK)
    with database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C1", at("2026-10-01 08:00"))
    loop = asyncio.get_running_loop()
    posted: list[float] = []

    class Timed(FakeSender):
        async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
            posted.append(loop.time())
            return await super().post(address, card, delivery_id, also)

    sender = Timed()
    await a_round(here, lambda *_: sender, at("2026-10-01 09:30"))

    first, second = posted
    assert second - first >= 0.99


async def test_a_clock_that_is_moved_back_does_not_hold_a_channel(database: Database) -> None:
    here = with_owners(database, "T1", 1)
    here.plan(MORNING)
    with database.session() as session:
        for place in session.query(Destination):
            place.next_at = MORNING + timedelta(days=30)

    assert [each.state for each in await here.drain(MORNING)] == ["sent"]


async def test_a_channel_that_becomes_free_just_after_it_was_asked_for_does_not_wait_for_the_next_round(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = with_owners(database, "T1", 1)
    here.plan(MORNING)
    free_at = MORNING + timedelta(milliseconds=500)
    with database.session() as session:
        for place in session.query(Destination):
            place.next_at = free_at

    def late(*asked: Any) -> ClaimResult:
        found = claim_in(*asked)
        busy_for.append(0 if busy_for else 1)
        time.sleep(busy_for[-1])  # the database is slow, once
        return found

    busy_for: list[int] = []
    monkeypatch.setattr("jobs.sending.claim.claim_in", late)
    await a_round(here, lambda *_: here.sender)

    assert len(here.sender.posted) == 1


async def test_what_another_process_takes_just_now_is_passed_by_and_what_waits_behind_it_is_taken(
    postgres_url: str,
) -> None:
    database = Database(postgres_url)
    for number in range(4):
        with_owners(database, f"T{number}", 1).plan(MORNING)
    supply = Prefetch(Outbox(database, lambda *_: None, lambda: 0.5, "this"), PACK, lambda: MORNING)

    with database.session() as other:
        theirs = claim_in(other, "other", MORNING, Turn(), 2).messages
        ours = supply.claim(2, ())

        assert [each.place.address for each in theirs] == ["UT00", "UT10"]
        assert [each.place.address for each in ours] == ["UT20", "UT30"]
        assert supply.claim(2, ()) == ()
    database.close()
