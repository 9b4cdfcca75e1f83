"""A round with the clock ahead (`padriver tick --at`, or a machine whose clock was wrong) stops nothing afterwards."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

import jobs.clock
from bot.operations.monitoring import Monitor
from bot.runtime.web import serving
from jobs.clock import NudgeClock
from jobs.nudges.greeting import GREETING
from jobs.ports import TransientSendError
from jobs.tick import tick
from models.db.bulk import insert_new
from models.db.database import Database
from models.media.feeds import take_due
from models.tables import Delivery, Destination, Feed, Workspace
from models.workspace import contacts, outgoing
from models.workspace.contacts import PERSON, SeenContact
from models.workspace.inbound import keep, recover
from models.workspace.installations import remove
from tests.support.nudges import Office, Packs, at, office
from tests.support.pack import quiet_pack

MONDAY = at("2026-11-23 08:00")
YEAR, DAY, MINUTE = timedelta(days=365), timedelta(days=1), timedelta(minutes=1)
AHEAD = [DAY / 24, DAY, 3 * DAY, 20 * DAY, YEAR, 30 * YEAR]
IDS = ["an hour", "a day", "three days", "twenty days", "a year", "thirty years"]


def an_office(database: Database) -> Office:
    return office(database, pack=quiet_pack())


async def a_round(here: Office, now: datetime, **how: Any) -> set[str]:
    done = await tick(now, here.database, Packs(here.pack), lambda *_: here.sender, **how)
    return {each.key for each in done.sent}


@pytest.mark.parametrize("ahead", AHEAD[2:], ids=IDS[2:])
async def test_after_a_round_ahead_the_next_one_plans_what_is_due_now(database: Database, ahead: timedelta) -> None:
    here = an_office(database)
    await a_round(here, MONDAY - DAY)
    await a_round(here, MONDAY - DAY + ahead, fresh=True)

    assert "2026-W48" in await a_round(here, MONDAY)


@pytest.mark.parametrize("ahead", AHEAD, ids=IDS)
async def test_the_process_that_ran_it_sees_that_its_clock_went_back(database: Database, ahead: timedelta) -> None:
    here, now = an_office(database), MONDAY - MINUTE
    moments = iter([now, now + ahead, now, MONDAY, MONDAY + DAY])
    clock = NudgeClock(lambda: next(moments), database, Packs(here.pack), lambda *_: here.sender)
    for _ in range(4):
        await clock.run_now()
    sent = {(each.period_key, each.state) for each in here.deliveries()}
    assert ("2026-W48", "sent") in sent


@pytest.mark.parametrize("ahead", [DAY, YEAR], ids=["a day", "a year"])
async def test_what_was_given_up_as_too_late_before_it_was_due_is_sent_when_it_is(
    database: Database, ahead: timedelta
) -> None:
    here = an_office(database)
    here.deadline("Send innspill", (MONDAY + DAY).date(), owner="UKARI")
    await a_round(here, MONDAY - MINUTE)
    early = [each.id for each in here.deliveries()]
    await a_round(here, MONDAY - MINUTE + ahead, fresh=True)
    assert [each.state for each in here.deliveries() if each.id not in early]

    await a_round(here, MONDAY - MINUTE, fresh=True)
    await a_round(here, MONDAY + timedelta(hours=1))

    states = {(each.kind, each.key): each.state for each in here_told(here) if each.due_at <= MONDAY + DAY}
    assert states["ukesoversikt", "2026-W48"] == "sent"
    assert set(states.values()) == {"sent"}


def here_told(here: Office) -> list[Any]:
    with here.database.session() as session:
        query = select(Delivery.kind, Delivery.period_key.label("key"), Delivery.state, Delivery.due_at)
        return list(session.execute(query))


async def test_a_try_that_was_put_off_by_a_clock_ahead_holds_up_nothing(database: Database) -> None:
    here = an_office(database)
    with database.session() as session:
        outgoing.plan(session, here.workspace_id, "kanal", "C1", GREETING.kind, "C1", MONDAY)
    here.sender.trouble.append(TransientSendError("ratelimited", 60))
    assert await a_round(here, MONDAY) == set()
    moved = {"next_try_at": MONDAY + YEAR}
    change(database, Delivery, **moved)
    change(database, Workspace, send_after=MONDAY + YEAR)

    assert "2026-W48" in await a_round(here, MONDAY + timedelta(hours=1))
    assert {each.state for each in here.deliveries()} == {"sent"}


async def test_what_a_process_was_sending_when_it_died_with_its_clock_ahead_is_taken_up(database: Database) -> None:
    here = an_office(database)
    here.plan(MONDAY)
    ahead = MONDAY + YEAR
    change(database, Delivery, state="sending", attempt=1, next_try_at=ahead, lease_until=ahead, lease_owner="dead")

    assert "2026-W48" in await a_round(here, MONDAY + MINUTE)


async def test_a_channel_that_was_turned_off_by_a_clock_ahead_is_tried_again(database: Database) -> None:
    here = an_office(database)
    here.plan(MONDAY - DAY)
    with database.session() as session:
        outgoing.plan(session, here.workspace_id, "kanal", "C1", GREETING.kind, "C1", MONDAY)
    change(database, Destination, off_since=MONDAY + YEAR, off_reason="is_archived", off_until=MONDAY + YEAR + DAY)

    await a_round(here, MONDAY)
    assert {each.state for each in here.deliveries()} == {"sent"}


async def test_feeds_and_kept_requests_are_due_again_and_the_latest_address_wins(database: Database) -> None:
    here = an_office(database)
    with database.session() as session:
        row = {"workspace_id": here.workspace_id, "key": "avis", "name": "Avis", "url": "https://x.no", "on": True}
        insert_new(session, Feed, [row])
        keep(session, here.workspace_id, "command:1", "command", "{}", MONDAY + YEAR)
        old = SeenContact("A", PERSON, "Kari", service="https://gammel", account="29:a")
        contacts.record_contacts(session, here.workspace_id, [old], MONDAY + YEAR)
    change(database, Feed, next_at=MONDAY + YEAR, baseline_at=MONDAY + YEAR)

    await a_round(here, MONDAY, fresh=True)

    with database.session() as session:
        [feed] = take_due(session, here.workspace_id, MONDAY)
        assert feed.baseline_at == MONDAY
        [kept] = recover(session, "slack", MONDAY)
        assert kept.key == "command:1"
        contacts.record_contacts(
            session, here.workspace_id, [SeenContact("B", PERSON, "Per", service="https://ny")], MONDAY + MINUTE
        )
        assert contacts.service(session, here.workspace_id) == "https://ny"


async def test_what_a_right_clock_put_off_is_left_alone(database: Database) -> None:
    here = an_office(database)
    here.plan(MONDAY)
    lease = MONDAY + timedelta(minutes=5)
    change(database, Delivery, state="sending", attempt=1, next_try_at=lease, lease_until=lease, lease_owner="alive")

    assert await a_round(here, MONDAY + MINUTE, fresh=True) == set()
    assert [each.state for each in here.deliveries()] == ["sending"]


def change(database: Database, table: Any, **columns: Any) -> None:
    with database.session() as session:
        for row in session.scalars(select(table)):
            for name, value in columns.items():
                setattr(row, name, value)


async def test_it_is_not_ready_until_a_round_has_set_it_right(database: Database) -> None:
    here = an_office(database)
    await a_round(here, MONDAY + YEAR, fresh=True)
    watch = Monitor(database, lambda: 0.0, now=lambda: MONDAY)
    app = Starlette(routes=watch.routes())
    async with serving(app, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as client:
        not_ready = await client.get("/readyz")
        assert (not_ready.status_code, not_ready.json()) == (503, {"ready": False, "failing": ["clock"]})
        await a_round(here, MONDAY)
        assert (await client.get("/readyz")).json() == {"ready": True, "failing": []}


async def test_a_clock_that_jumps_a_year_deletes_nothing_for_its_age(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = an_office(database)
    with database.session() as session:
        remove(session, here.workspace_id, MONDAY)
    now = MONDAY
    clock = NudgeClock(lambda: now, database, Packs(here.pack), lambda *_: here.sender)
    await clock.run_now()
    now = MONDAY + YEAR
    await clock.run_now()
    await clock.run_now()
    assert here.plan_after()

    monkeypatch.setattr(jobs.clock, "STEADY_SECONDS", 0.0)
    await clock.run_now()
    with database.session() as session:
        assert session.get(Workspace, here.workspace_id) is None


async def test_rounds_run_by_hand_at_any_moment_delete_nothing_for_its_age(sqlite_database: Database) -> None:
    here = an_office(sqlite_database)
    with sqlite_database.session() as session:
        remove(session, here.workspace_id, MONDAY)
    moment = MONDAY + YEAR
    clock = NudgeClock(lambda: moment, sqlite_database, Packs(here.pack), lambda *_: here.sender, tidies=False)
    await clock.run_now(fresh=True)
    assert here.plan_after()
