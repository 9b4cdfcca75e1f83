"""A message in the media channel is taken with a reaction, followed up in its thread, and counted when it is closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.commands import registry
from bot.local.model import LocalMessage
from jobs.clock import NudgeClock
from models.db.database import Database
from models.media.spokespersons import Speaker, let_speak
from models.tables import Delivery, Effect, FollowUp
from models.workspace.workspaces import by_external
from tests.support.slack import Bench, OnePack, seen, slack

HEADLINE = "Togene står på Østlandet https://www.nrk.no/ostlandet/togene-star"


@dataclass
class Newsroom:
    """A workspace whose media channel is #media, and the bot's rounds, run by hand."""

    bench: Bench
    database: Database
    nudges: NudgeClock

    async def round(self, after: timedelta = timedelta()) -> None:
        self.bench.clock.at += after
        await self.nudges.run_now()

    async def taken(self, said: str = HEADLINE) -> LocalMessage:
        """Let Per say something in the media channel and Kari take it."""
        message = self.bench.per.say(said, "media")
        await self.reacts(message)
        return message

    async def reacts(self, message: LocalMessage, name: str = "eyes", **how: Any) -> str:
        """Tell the bot of a reaction, and wait until it has been taken; return when the platform says it happened."""
        return await self.bench.reacts(message, name, **how)

    def thread(self, message: LocalMessage) -> list[list[str]]:
        channel = self.bench.workspace.state.channels[message.channel]
        return [seen(each) for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts]

    def followups(self) -> list[FollowUp]:
        with self.database.session() as session:
            return list(session.scalars(select(FollowUp).order_by(FollowUp.id)))


@asynccontextmanager
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    channels = {"channels": ("sekretariatet", "media"), "bot_in": ("sekretariatet", "media")}
    async with slack("http", database, registry, **channels) as bench:
        with database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace
            workspace.media_channel = bench.workspace.state.channel("media").id
        nudges = NudgeClock(bench.clock, database, OnePack(), bench.room.sender_for)
        yield Newsroom(bench, database, nudges)


async def test_a_reaction_takes_a_message_for_today_and_its_thread_is_told(database: Database) -> None:
    async with newsroom(database) as room:
        message = await room.taken()
        await room.round()

        (taken,) = room.followups()
        assert (taken.owner, taken.state, taken.link) == (
            room.bench.kari.id,
            "åpen",
            "https://www.nrk.no/ostlandet/togene-star",
        )
        (card,) = room.thread(message)
        assert card[0] == "Følg opp i dag"
        assert "Frist i dag kl. 16.00." in "".join(card)


async def test_reacting_for_real_tells_the_one_who_did(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = room.bench.per.say(HEADLINE, "media")
        room.bench.kari.react(message, "eyes")
        told = await room.bench.workspace.wait_for(
            lambda _: [each for each in room.bench.kari.sees("media") if each.only_for == room.bench.kari.id]
        )
        assert seen(told[0]) == ["Oppfølging", "Du følger opp denne. Frist i dag kl. 16.00."]


async def test_the_same_reaction_under_two_event_ids_counts_once(database: Database) -> None:
    async with newsroom(database) as room:
        message = room.bench.per.say(HEADLINE, "media")
        first = await room.reacts(message)
        await room.reacts(message, event_ts=first)
        await room.round()
        await room.round()
        assert len(room.followups()) == 1
        assert len(room.thread(message)) == 1


async def test_taking_the_reaction_away_calls_it_off_and_a_late_twin_does_not_bring_it_back(database: Database) -> None:
    async with newsroom(database) as room:
        message = room.bench.per.say(HEADLINE, "media")
        first = await room.reacts(message)
        await room.round()
        await room.reacts(message, removed=True)
        await room.reacts(message, event_ts=first)

        (taken,) = room.followups()
        assert taken.state == "avbrutt"
        assert [card[0] for card in room.thread(message)] == ["Oppfølgingen er avlyst"]

        await room.reacts(message)
        (taken,) = room.followups()
        assert taken.state == "åpen"
        await room.round(timedelta(hours=3))
        assert room.bench.kari.sees("bot") != []


async def test_who_comes_later_joins_and_takes_over_when_the_owner_leaves(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = await room.taken()
        await room.round()
        await room.reacts(message, by=room.bench.per.id)
        (card,) = room.thread(message)
        assert f" Med: {room.bench.per.id}" in "".join(card)

        await room.reacts(message, removed=True)
        (taken,) = room.followups()
        assert (taken.state, taken.owner) == ("åpen", room.bench.per.id)
        await room.round(timedelta(hours=3, minutes=30))
        assert [seen(each)[0] for each in room.bench.per.sees("bot")] == ["Husk oppfølgingen"]
        assert room.bench.kari.sees("bot") == []


async def test_only_that_reaction_in_the_media_channel_and_never_the_bots_own_counts(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        elsewhere = room.bench.per.say(HEADLINE, "sekretariatet")
        await room.reacts(elsewhere)
        message = room.bench.per.say(HEADLINE, "media")
        await room.reacts(message, "tada")
        await room.reacts(message, by=room.bench.workspace.state.bot.id)
        assert room.followups() == []


async def test_a_message_in_a_thread_is_followed_up_in_that_thread(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        first = room.bench.per.say("Noen som har sett dette?", "media")
        reply = room.bench.per.say(HEADLINE, "media", thread_ts=first.ts)
        await room.reacts(reply)
        await room.round()
        (taken,) = room.followups()
        assert (taken.message, taken.thread, taken.text) == (reply.ts, first.ts, HEADLINE)
        assert [card[0] for card in room.thread(first) if card] == ["Følg opp i dag"]


async def test_the_shortcut_takes_a_message_wherever_it_stands(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = room.bench.per.say(HEADLINE, "sekretariatet")
        await room.bench.kari.shortcut("folg_opp", message)
        await room.round()
        assert [card[0] for card in room.thread(message)] == ["Følg opp i dag"]


async def test_the_owner_is_reminded_twice_and_the_thread_is_told_when_the_time_is_out(database: Database) -> None:
    async with newsroom(database) as room:
        message = await room.taken()  # at 12.00
        await room.round()
        await room.round(timedelta(hours=2))
        await room.round(timedelta(hours=1, minutes=30))
        assert [seen(each)[:2] for each in room.bench.kari.sees("bot")] == [
            ["Husk oppfølgingen", "Oppfølgingen din har frist i dag kl. 16.00."],
            ["Husk oppfølgingen", "Oppfølgingen din har frist i dag kl. 16.00."],
        ]
        await room.round(timedelta(minutes=30))
        assert [card[0] for card in room.thread(message)] == ["Følg opp i dag", "Fristen for oppfølgingen er ute"]


async def test_closing_it_with_what_was_done_writes_an_effect_and_ends_the_reminders(database: Database) -> None:
    async with newsroom(database) as room:
        message = await room.taken()
        await room.round()
        kari, channel = room.bench.kari, room.bench.workspace.state.channels[message.channel]
        card = next(each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts)
        await kari.press(card, "oppfolging.ferdig/0", expect=0)
        view = kari.view

        wrong = await kari.submit(view, {"deed": "kommentar", "reach": "mange"})
        assert list(wrong.errors.values()) == ["Skriv et tall, for eksempel 1200."]
        await kari.submit(view, {"deed": "kommentar", "reach": "ca. 12 000", "result": "Statsråden svarte"})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)

        with database.session() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.kind, effect.reach, effect.result) == ("medieoppslag", 12_000, "Statsråden svarte")
        assert [card[0] for card in room.thread(message)] == ["Fulgt opp", "Skrevet i effektloggen"]
        await room.round(timedelta(hours=5))
        assert [each for each in kari.sees("bot") if seen(each)[0] == "Husk oppfølgingen"] == []
        with database.session() as session:
            reasons = set(session.scalars(select(Delivery.reason).where(Delivery.state == "skipped")))
        assert reasons == {"oppfølgingen er avsluttet"}


def speaks(room: Newsroom, *user_ids: str, theme: str = "jernbane") -> None:
    """Let people speak for a theme."""
    with room.database.session() as session:
        workspace = by_external(session, "slack", room.bench.workspace.state.team.id)
        assert workspace
        workspace.shared_channel = room.bench.workspace.state.channel("sekretariatet").id
        for each in user_ids:
            let_speak(session, workspace.id, theme, Speaker(each))


LATE = "Mediesaker som venter på oppfølging"


async def test_when_the_time_is_out_the_others_who_speak_for_the_theme_are_asked(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        kari, per = room.bench.kari, room.bench.per
        speaks(room, kari.id, per.id)
        message = await room.taken()  # at 12.00
        await room.round()
        await room.round(timedelta(hours=4))
        (asked,) = per.sees("bot")
        said = f"Fristen for en oppfølging om Jernbane var i dag kl. 16.00. {kari.id} har den."
        assert "".join(seen(asked)).startswith(f"Kan du ta denne?{said}«{HEADLINE}» les saken")
        assert "Kan du ta denne?" not in [seen(each)[0] for each in kari.sees("bot")]

        await per.press(asked, "oppfolging.ta/1", expect=1)
        (taken,) = room.followups()
        assert taken.owner == per.id
        assert (taken.due_at - taken.handed_at).total_seconds() == 2 * 3600 if taken.handed_at else False
        assert "".join(seen(per.sees("bot")[0])) == f"OppfølgingFølges opp av {per.id}."
        await room.round(timedelta(hours=1, minutes=30))
        assert seen(per.sees("bot")[-1])[0] == "Husk oppfølgingen"
        await room.round(timedelta(minutes=30))
        assert [card[0] for card in room.thread(message)].count("Fristen for oppfølgingen er ute") == 2


async def test_what_is_overdue_stands_first_next_morning_until_it_is_closed(database: Database) -> None:
    async with newsroom(database) as room:
        speaks(room)
        await room.taken()  # on Friday at 12.00
        await room.round()
        room.bench.clock.at = room.bench.clock.at.replace(hour=6, minute=0) + timedelta(days=3)
        await room.round()
        await room.round(timedelta(minutes=30))
        (morning,) = [each for each in room.bench.kari.sees("sekretariatet") if LATE in seen(each)]
        kari = room.bench.kari.id
        said = f"«{HEADLINE}» les saken"
        first = f"{LATE}{said} · {kari} · frist fredag 2. oktober kl. 16.00"
        assert first in "".join(seen(morning))
        room.bench.clock.at += timedelta(minutes=1)
        await room.bench.per.press(morning, "oppfolging.ikke/3", expect=1)
        assert f"{said} · avsluttet av {room.bench.per.id}" in "".join(seen(morning))

        await room.round(timedelta(days=1))
        assert [each for each in room.bench.kari.sees("sekretariatet") if LATE in seen(each)] == [morning]


async def test_a_follow_up_is_given_to_another_who_is_told_so(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        kari, per = room.bench.kari, room.bench.per
        message = await room.taken()
        await room.round()
        card = next(each for each in kari.sees("media") if each.thread_ts == message.ts and each.ts != message.ts)
        await kari.press(card, "oppfolging.videre/2", expect=0)
        wrong = await kari.submit(kari.view, {"to": kari.id})
        assert list(wrong.errors.values()) == ["Den personen har den allerede. Velg en annen."]
        await kari.submit(kari.view, {"to": per.id})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        await room.round()
        (given,) = per.sees("bot")
        told = f"{kari.id} har gitt deg en oppfølging. Frist i dag kl. 16.00."
        assert "".join(seen(given)).startswith(f"Du har fått en oppfølging{told}")
        assert f"Følges opp av {per.id}" in "".join(room.thread(message)[0])
        (taken,) = room.followups()
        assert (taken.owner, taken.state, taken.alerted_at is not None) == (per.id, "åpen", True)


async def test_what_was_said_outside_the_media_channel_is_not_told_to_those_who_were_not_there(
    sqlite_database: Database,
) -> None:
    async with newsroom(sqlite_database) as room:
        kari, per = room.bench.kari, room.bench.per
        speaks(room, per.id)
        message = per.say("Togene: hemmelig plan", "sekretariatet")
        await kari.shortcut("folg_opp", message)
        with room.database.session() as session:
            for row in session.scalars(select(FollowUp)):
                row.channel, row.theme = "C0STYRET", "jernbane"
        await room.round(timedelta(hours=4))
        (asked,) = per.sees("bot")
        assert "En melding utenfor mediekanalen" in seen(asked)
        await per.press(asked, "oppfolging.videre/2", expect=0)
        assert "hemmelig" not in str(per.view.blocks)
        await kari.press(kari.sees("bot")[-1], "oppfolging.videre/1", expect=0)
        assert "hemmelig" in str(kari.view.blocks)


@pytest.mark.parametrize(("deed", "said"), [("innlegg", "Leserinnlegg eller kronikk"), ("egen-sak", "Egen sak")])
async def test_what_we_made_ourselves_is_logged_under_its_own_title_and_link(
    sqlite_database: Database, deed: str, said: str
) -> None:
    async with newsroom(sqlite_database) as room:
        message = await room.taken()
        await room.round()
        kari, channel = room.bench.kari, room.bench.workspace.state.channels[message.channel]
        card = next(each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts)
        await kari.press(card, "oppfolging.ferdig/0", expect=0)
        view = kari.view
        labels = [each["label"]["text"] for each in view.blocks if each["type"] == "input"]
        assert labels[:3] == ["Tittel på det dere laget", "Lenke til det dere laget", "Hva gjorde dere?"]
        wrong = await kari.submit(view, {"deed": deed})
        assert list(wrong.errors.values()) == ["Skriv tittelen på det dere laget."]
        own = {"title": "Toget må gå", "link": "https://www.osloregionen.no/toget"}
        await kari.submit(view, {"deed": deed, **own})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        with sqlite_database.session() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.title, effect.link) == (f"{said}: Toget må gå", "https://www.osloregionen.no/toget")


async def test_the_newspapers_link_is_not_that_of_what_we_made_ourselves(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message = await room.taken()
        await room.round()
        kari, channel = room.bench.kari, room.bench.workspace.state.channels[message.channel]
        card = next(each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts)
        await kari.press(card, "oppfolging.ferdig/0", expect=0)
        await kari.submit(kari.view, {"deed": "innlegg", "title": "Toget må gå"})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        with sqlite_database.session() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.title, effect.link) == ("Leserinnlegg eller kronikk: Toget må gå", None)
