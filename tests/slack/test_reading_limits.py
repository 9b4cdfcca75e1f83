"""Where Slack lets the bot read once a minute, and 15 messages at a time: nothing that is posted waits for that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cards.card import Card, Paragraph
from bot.commands import registry
from bot.local import posting
from bot.local.model import LocalMessage
from bot.local.pace import Pace, reading
from jobs.clock import NudgeClock
from jobs.planning.plan import plan_next
from jobs.sending.claim import claim_next, soonest
from models.db.database import Database
from models.tables import Delivery, FollowUp
from models.workspace.workspaces import by_external
from tests.support.nudges import at
from tests.support.rows import new_row
from tests.support.slack import Bench, OnePack, seen, slack

HEADLINES = tuple(f"Togene står, sak {number} https://www.nrk.no/{number}" for number in range(4))
FIRST_DAY = date(2026, 10, 5)
CARD = Card("Frister", (Paragraph(("Det som ble sendt",)),), summary="Frister")


@dataclass
class Limited:
    """A workspace that reads once a minute, with the bot in #sekretariatet and #media; its rounds are run by hand."""

    bench: Bench
    database: Database
    nudges: NudgeClock
    workspace_id: int

    async def round(self, moment: datetime) -> None:
        self.bench.clock.at = moment
        await self.nudges.run_now()

    async def takes(self, *messages: LocalMessage) -> None:
        for message in messages:
            await self.bench.reacts(message, "eyes")

    def say(self, *texts: str, channel: str = "media", thread: str | None = None) -> list[LocalMessage]:
        return [self.bench.per.say(text, channel, thread_ts=thread) for text in texts]

    def followups(self) -> list[FollowUp]:
        with self.database.session() as session:
            return list(session.scalars(select(FollowUp).order_by(FollowUp.id)))

    def deliveries(self) -> list[Delivery]:
        with self.database.session() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def thread(self, message: LocalMessage) -> list[list[str]]:
        channel = self.bench.workspace.state.channels[message.channel]
        return [seen(each) for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts]

    def refused(self) -> list[int]:
        """Return the events that the bot did not take at once."""
        return [each.retry for each in self.bench.workspace.events.sent if each.retry]


@asynccontextmanager
async def limited(database: Database, begins: datetime) -> AsyncIterator[Limited]:
    """Run the bot in a workspace that limits reading."""
    channels = {"channels": ("sekretariatet", "media"), "bot_in": ("sekretariatet", "media")}
    async with slack("http", database, registry, **channels) as bench:
        bench.clock.at = begins

        def seconds() -> float:
            return bench.clock.at.timestamp()

        bench.workspace.reading = reading(seconds)
        with database.session() as session:
            row = by_external(session, "slack", bench.workspace.state.team.id)
            assert row
            row.shared_channel = bench.workspace.state.channel("sekretariatet").id
            row.media_channel = bench.workspace.state.channel("media").id
            workspace_id = row.id
        nudges = NudgeClock(bench.clock, database, OnePack(), bench.room.sender_for, [bench.room.read_texts])
        yield Limited(bench, database, nudges, workspace_id)


async def crash(room: Limited, eight_thirty: datetime, *, accepted: bool) -> Delivery:
    """Let a process die that had claimed the day's first nudge, and posted it where Slack `accepted` it."""
    message = claim_next(room.database, "crashed", eight_thirty)
    assert message
    sender = room.bench.room.sender_for(message.workspace)
    assert sender
    if accepted:
        first, *also = [each.delivery_id for each in message.claims]
        await sender.post(message.place.address, CARD, first, also)
    return next(each for each in room.deliveries() if each.id == message.claims[0].delivery_id)


def workdays(number: int) -> list[date]:
    days = [FIRST_DAY + timedelta(days=each) for each in range(number)]
    return [day for day in days if day.weekday() < 5]


async def two_weeks(database: Database, *, accepted: bool) -> tuple[list[Delivery], list[str], Delivery]:
    """Play two weeks after a crash with 40 messages since; return the deliveries, and the first lines of what stands."""
    begins = at(f"{FIRST_DAY} 08:30")
    async with limited(database, begins) as room:
        with database.session() as session:
            for day in workdays(15):
                new_row(session, room.workspace_id, f"Innspill {day}", day)
        await plan(room, begins)
        crashed = await crash(room, begins, accepted=accepted)
        for number in range(40):
            room.bench.clock.at += timedelta(seconds=3)
            room.say(f"{number}", channel="sekretariatet")
        for minute in range(5, 30):
            await room.round(begins + timedelta(minutes=minute))
        for day in workdays(15)[1:]:
            for minute in range(3):
                await room.round(at(f"{day} 08:30") + timedelta(minutes=minute))
        messages = room.bench.workspace.state.channel("sekretariatet").messages
        said = [seen(each)[0] for each in messages if each.is_bot]
        return room.deliveries(), said, crashed


async def plan(room: Limited, now: datetime) -> None:
    while plan_next(room.database, OnePack().current(), now) is not None:
        continue


AFTER_THE_FIRST = [
    "Frister tirsdag 6. oktober",
    "Frister onsdag 7. oktober",
    "Frister torsdag 8. oktober",
    "Frister fredag 9. oktober",
    "Uke 42: 12.–18. oktober",
    "Frister tirsdag 13. oktober",
    "Frister onsdag 14. oktober",
    "Frister torsdag 15. oktober",
    "Frister fredag 16. oktober",
    "Uke 43: 19.–25. oktober",
]


@pytest.mark.parametrize("accepted", [True, False])
async def test_after_a_crash_with_40_messages_since_every_nudge_of_two_weeks_comes_once(
    database: Database, *, accepted: bool
) -> None:
    rows, said, crashed = await two_weeks(database, accepted=accepted)
    first = ["Frister"] if accepted else ["Årshjulet for oktober 2026", "Årshjulet for oktober 2026 (2 av 2)"]
    assert said == [*first, *AFTER_THE_FIRST]
    assert {each.state for each in rows} == {"sent"}
    assert [each.attempt for each in rows if each.due_at > crashed.due_at + timedelta(days=5)] == [1] * 13


@pytest.mark.parametrize(
    ("messages", "became"),
    [(800, {"manedshjul": "sent", "frister": "sent"}), (1_000, {"manedshjul": "unknown", "frister": "sent"})],
)
async def test_within_an_hour_800_messages_are_read_and_of_more_the_kind_decides(
    sqlite_database: Database, messages: int, became: dict[str, str]
) -> None:
    begins = at(f"{FIRST_DAY} 09:00")
    async with limited(sqlite_database, begins) as room:
        with sqlite_database.session() as session:
            new_row(session, room.workspace_id, "Innspill", FIRST_DAY)
        await plan(room, begins)
        await crash(room, begins, accepted=False)
        channel, person = room.bench.workspace.state.channel("sekretariatet"), room.bench.kari.id
        room.bench.clock.at += timedelta(minutes=20)
        for number in range(messages):
            channel.messages.append(posting.new_message(room.bench.workspace, channel, person, f"Sagt {number}"))
        await room.round(room.bench.clock.at)
        while (moment := soonest(sqlite_database, room.bench.clock.at)) and moment < begins + timedelta(hours=2):
            await room.round(moment)

        states = {each.kind: each.state for each in room.deliveries()}
        assert {kind: states[kind] for kind in became} == became


async def test_what_comes_after_is_posted_while_the_first_is_still_looked_for(database: Database) -> None:
    begins = at(f"{FIRST_DAY} 08:30")
    async with limited(database, begins) as room:
        with database.session() as session:
            new_row(session, room.workspace_id, "Innspill", FIRST_DAY)
            new_row(session, room.workspace_id, "Utkast", FIRST_DAY, owner=room.bench.kari.id)
        await plan(room, begins)
        await crash(room, begins, accepted=False)
        room.bench.workspace.reading = Pace(lambda: 0.0, burst=0)

        await room.round(begins + timedelta(minutes=5))
        states = {each.kind: each.state for each in room.deliveries()}
        await room.round(at(f"{FIRST_DAY + timedelta(days=1)} 08:30"))

        assert states == {
            "manedshjul": "sending",
            "ukesoversikt": "sending",
            "frister": "sending",
            "frister_eier": "sent",
        }
        told = seen(room.bench.workspace.state.channel("sekretariatet").messages[-1])
        assert told[0].startswith("Frister")


async def test_four_reactions_within_a_minute_are_four_followups_and_their_texts_come_later(database: Database) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(database, begins) as room:
        messages = room.say(*HEADLINES)
        await room.takes(*messages)

        assert room.refused() == []
        base = room.bench.workspace.base_url
        channel = messages[0].channel
        links = [f"{base}/archives/{channel}/p{each.ts.replace('.', '')}" for each in messages]
        taken = room.followups()
        assert [each.text for each in taken] == [HEADLINES[0], "", "", ""]
        assert [each.link for each in taken] == ["https://www.nrk.no/0", *links[1:]]

        for minute in range(6):
            await room.round(begins + timedelta(minutes=minute, seconds=minute))
        taken = room.followups()
        assert [(each.text, each.text_due_at) for each in taken] == [(each, None) for each in HEADLINES]
        assert [each.link for each in taken] == [f"https://www.nrk.no/{number}" for number in range(4)]
        assert {each.theme for each in taken} == {"jernbane"}
        cards = [room.thread(each) for each in messages]
        assert [len(each) for each in cards] == [1, 1, 1, 1]
        assert {each[0][0] for each in cards} == {"Følg opp i dag"}
        assert len({tuple(each[0][2:-4]) for each in cards}) == 1


async def test_where_the_text_never_comes_the_followup_keeps_the_link_to_its_message(
    sqlite_database: Database,
) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(sqlite_database, begins) as room:
        room.bench.workspace.trouble.add("error", "conversations.history", times=99, code="fatal_error")
        (message,) = room.say(HEADLINES[0])
        await room.takes(message)
        for minutes in (0, 1, 5, 120, 60 * 24 + 1, 60 * 24 + 2):
            await room.round(begins + timedelta(minutes=minutes))

        (taken,) = room.followups()
        link = f"{room.bench.workspace.base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
        assert (taken.text, taken.link, taken.text_due_at) == ("", link, None)
        first, *_ = room.bench.kari.sees("bot")
        assert seen(first)[:3] == [
            "Husk oppfølgingen",
            "Oppfølgingen din har frist i dag kl. 16.00.",
            "se meldingen",
        ]


async def test_a_platform_that_asks_to_be_left_alone_for_years_is_asked_again_in_two_hours(
    sqlite_database: Database,
) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(sqlite_database, begins) as room:
        room.bench.workspace.trouble.add("ratelimited", "conversations.history", retry_after=10**12)
        (message,) = room.say(HEADLINES[0])
        await room.takes(message)
        assert [each.text_due_at for each in room.followups()] == [begins + timedelta(hours=2)]
        await room.round(begins + timedelta(hours=2))
        assert [(each.text, each.text_due_at) for each in room.followups()] == [(HEADLINES[0], None)]


async def test_without_leave_to_read_it_is_followed_up_and_nothing_is_tried_again(sqlite_database: Database) -> None:
    async with limited(sqlite_database, at(f"{FIRST_DAY} 12:00")) as room:
        room.bench.workspace.trouble.add("error", "conversations.history", code="missing_scope")
        (message,) = room.say(HEADLINES[0])
        await room.takes(message)
        (taken,) = room.followups()
        assert (taken.text, taken.text_due_at) == ("", None)


async def test_a_message_in_a_thread_is_followed_up_there_though_it_cannot_be_read_yet(
    sqlite_database: Database,
) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(sqlite_database, begins) as room:
        (first,) = room.say("Har dere sett dette?")
        other, reply = room.say(*HEADLINES[:2], thread=first.ts)
        await room.takes(other, reply)
        await room.round(begins)
        assert [each[0] for each in room.thread(first) if each] == ["Følg opp i dag", "Følg opp i dag"]
        await room.round(begins + timedelta(minutes=2))
        assert [(each.text, each.thread) for each in room.followups()] == [
            (HEADLINES[0], first.ts),
            (HEADLINES[1], first.ts),
        ]


async def test_a_message_that_was_deleted_meanwhile_is_not_asked_for_again(sqlite_database: Database) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(sqlite_database, begins) as room:
        messages = room.say(*HEADLINES[:2])
        await room.takes(*messages)
        room.bench.workspace.state.channel("media").messages.remove(messages[1])
        await room.round(begins + timedelta(minutes=2))
        assert [each.text_due_at for each in room.followups()] == [None, None]


async def test_who_joins_later_brings_the_text_with_them(sqlite_database: Database) -> None:
    begins = at(f"{FIRST_DAY} 12:00")
    async with limited(sqlite_database, begins) as room:
        messages = room.say(*HEADLINES[:2])
        await room.takes(*messages)
        room.bench.clock.at += timedelta(minutes=2)
        await room.bench.reacts(messages[1], "eyes", by=room.bench.per.id)
        assert [(each.text, each.text_due_at) for each in room.followups()] == [(each, None) for each in HEADLINES[:2]]
