"""The copy of a reminder in the thread it is about: beside the direct message, for its owner alone, and never the delivery."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.commands import registry
from jobs.nudges.followup import REMINDER_KIND
from jobs.reporting import Observers
from jobs.tick import tick
from models.db.database import Database
from models.tables import Delivery, FollowUp, Workspace
from tests.support.nudges import at
from tests.support.slack import OnePack
from tests.support.teams import CHANNEL, KARI, Bench, Posted, labelled, place, teams, texts

ROOT = "1790000000555"
THREAD = f"{CHANNEL};messageid={ROOT}"
TAKE = {"commandId": "folg_opp", "messagePayload": {"id": ROOT, "body": {"content": "<p>Togene st&aring;r.</p>"}}}


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    """Kari has taken a message in the media channel at nine, to be followed up by four."""
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("hjelp", CHANNEL)
        with sqlite_database.session() as session:
            for row in session.scalars(select(Workspace)):
                row.media_channel = place(CHANNEL)
        await bench.kari.invoke("composeExtension/fetchTask", TAKE, CHANNEL, thread=ROOT)
        await round_of(bench)
        yield bench


async def round_of(bench: Bench) -> list[Posted]:
    """Run a round as the app does; return what was posted, copies last."""
    observer = Observers(*bench.room.observers)
    await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for, observer=observer)
    await bench.room.dispatcher.tasks.drain(60)
    return bench.said


async def half_way(bench: Bench) -> list[Posted]:
    """Let the time of the first reminder come."""
    bench.clock.at = at("2026-10-05 12:31")
    return await round_of(bench)


def reminders(bench: Bench) -> list[tuple[str, bool]]:
    """Return each reminder's state, and whether it is stored with its message."""
    with bench.database.reading() as session:
        rows = session.scalars(select(Delivery).where(Delivery.kind == REMINDER_KIND).order_by(Delivery.due_at))
        return [(each.state, each.message_ref is not None) for each in rows]


async def test_a_reminder_comes_directly_and_as_a_copy_in_the_thread_that_only_its_owner_sees(bench: Bench) -> None:
    *_, direct, copy = await half_way(bench)
    assert direct.targeted == ""
    assert CHANNEL not in direct.conversation
    assert (copy.conversation, copy.targeted) == (THREAD, f"29:{KARI}")
    assert [*texts(copy.card), "Slå av påminnelser om oppfølginger"] == texts(direct.card)
    assert texts(copy.card)[:2] == ["Husk oppfølgingen", "Oppfølgingen din har frist i dag kl. 16.00."]
    assert reminders(bench) == [("sent", True), ("planned", False)]
    assert await round_of(bench) == [], "it is sent once"


async def test_each_control_of_the_copy_carries_the_mark_of_a_private_message(bench: Bench) -> None:
    *_, copy = await half_way(bench)
    assert all(labelled(copy.card, each)["data"]["privat"] for each in ("Fulgt opp", "Gi videre"))


async def test_a_tenant_that_refuses_it_is_asked_no_more_that_day_and_the_reminder_stays_sent(bench: Bench) -> None:
    bench.connector.refuses_targeted = (403, "ForbiddenOperationException")
    posted = await half_way(bench)
    assert [each.targeted for each in posted if CHANNEL not in each.conversation][-1:] == [""]
    assert bench.connector.refused_targeted == 1
    bench.clock.at = at("2026-10-05 15:31")
    await round_of(bench)
    assert bench.connector.refused_targeted == 1
    assert reminders(bench) == [("sent", True), ("sent", True)]


@pytest.mark.parametrize("status", [500, 429])
async def test_a_copy_that_failed_is_not_sent_again(bench: Bench, status: int) -> None:
    bench.connector.refuses_targeted = (status, "ServiceError")
    await half_way(bench)
    assert bench.connector.refused_targeted == 1
    bench.connector.refuses_targeted = None
    bench.clock.at += timedelta(minutes=5)
    assert await round_of(bench) == []
    assert reminders(bench)[0] == ("sent", True)


async def test_without_the_direct_message_there_is_no_copy(bench: Bench) -> None:
    bench.connector.answers = [(403, {"error": {"code": "ConversationBlockedByUser"}}, {})] * 3
    posted = await half_way(bench)
    assert [each for each in posted if each.targeted] == []
    assert reminders(bench)[0] == ("failed", False)


async def test_what_was_taken_outside_a_channel_gets_no_copy(bench: Bench) -> None:
    with bench.database.session() as session:
        session.execute(update(FollowUp).values(channel="a:1"))
    assert [each for each in await half_way(bench) if each.targeted] == []
