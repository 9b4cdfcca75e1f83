"""Reactions where there is nothing to follow up, and from people nobody knows: nothing breaks, and Slack is answered."""

from typing import Any

from models.db.database import Database
from tests.support.newsroom import Newsroom, newsroom


async def reacts(room: Newsroom, ts: str, user: str = "", channel: str = "") -> None:
    """Tell the bot that somebody reacted to a message with that id."""
    place = channel or room.bench.workspace.state.channel("media").id
    event: dict[str, Any] = {"type": "reaction_added", "user": user or room.bench.kari.id, "reaction": "eyes"}
    event |= {"item": {"type": "message", "channel": place, "ts": ts}}
    await room.bench.workspace.happened({**event, "event_ts": room.bench.workspace.timestamps.next()})
    await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
    await room.nudges.run_now()


def waits_for_retry(room: Newsroom) -> bool:
    """Return True if Slack has an event to deliver again, since it was not acknowledged."""
    return any(each.retry for each in room.bench.workspace.events.sent)


async def test_a_message_that_is_gone_is_not_followed_up(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        await reacts(room, "1790000000.000009")
        assert room.followups() == []
        assert not waits_for_retry(room)


async def test_a_message_that_only_one_person_sees_is_not_followed_up(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        kari = room.bench.kari
        (answer,) = await kari.command("/medie", "test Togene står", channel="media")
        assert answer.only_for == kari.id
        await reacts(room, answer.ts)
        assert room.followups() == []
        assert not waits_for_retry(room)


async def test_in_a_channel_that_the_bot_has_left_nothing_is_followed_up(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = room.bench.per.say("Togene står", "media")
        channel = room.bench.workspace.state.channel("media")
        channel.members.remove(room.bench.workspace.state.bot.id)
        await reacts(room, message.ts)
        assert room.followups() == []
        assert not waits_for_retry(room)


async def test_somebody_slack_does_not_know_counts_as_a_guest_and_follows_nothing_up(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = room.bench.per.say("Togene står", "media")
        await reacts(room, message.ts, user="U9999999")
        assert room.followups() == []
        assert room.thread(message) == []
        assert not waits_for_retry(room)
