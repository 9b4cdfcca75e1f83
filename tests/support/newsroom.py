"""A workspace that listens, a newspaper's server, and the rounds between them, run by hand."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select

from bot.commands import registry
from bot.local.model import LocalMessage
from bot.runtime.workers import Workers
from content.schema.media import Feed as FeedEntry
from content.schema.media import Media
from jobs.alerts.alert_rounds import FeedRounds
from jobs.clock import NudgeClock
from jobs.feeds.fetch import Fetcher, Limits
from models.db.database import Database
from models.tables import FollowUp
from models.workspace.workspaces import by_external
from tests.support.feeds import LOOPBACK, FeedServer, feed_server, rss
from tests.support.local import NOON
from tests.support.nudges import Packs
from tests.support.pack import KILDE, small_media, small_pack
from tests.support.slack import Bench, slack
from tests.support.workers import ThreadWorkers

EARLIER = format_datetime((NOON - timedelta(minutes=20)).astimezone(UTC))


def item(number: int, title: str, path: str = "", guid: str = "") -> str:
    link = f"https://avisa.example.no/{path or number}?utm_source=rss"
    return f"<title>{title}</title><guid>{guid or number}</guid><link>{link}</link><pubDate>{EARLIER}</pubDate>"


def reads(served: FeedServer, *names: str) -> Media:
    """Return the small pack's words, and feeds that this server serves."""
    entry = FeedEntry.model_validate({"id": "x", "kilde": KILDE, "navn": "x", "adresse": "https://x.example.no"})
    feeds = [
        entry.model_copy(update={"id": each, "name": each.title(), "url": served.url(f"/{each}")}) for each in names
    ]
    return small_media().model_copy(update={"feeds": tuple(feeds)})


@dataclass
class Newsroom:
    """A workspace that listens, with a newspaper's server."""

    bench: Bench
    database: Database
    served: FeedServer
    nudges: NudgeClock
    feeds: FeedRounds

    async def round(self, after: timedelta = timedelta(minutes=15)) -> None:
        """Let time pass, fetch what is due, and send what came of it."""
        self.bench.clock.at += after
        await self.feeds(self.bench.clock.at)
        await self.feeds.settled()
        await self.nudges.run_now()

    async def reacts(self, message: LocalMessage, name: str, **how: Any) -> str:
        """Tell the bot of a reaction, and wait until it has been taken; return when the platform says it happened."""
        ts = await self.bench.reacts(message, name, **how)
        await self.bench.room.bolt_app.dispatcher.tasks.drain(60)
        return ts

    def thread(self, message: LocalMessage) -> list[LocalMessage]:
        channel = self.bench.workspace.state.channels[message.channel]
        return [each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts]

    def followups(self) -> list[tuple[str, str | None, str | None, str]]:
        with self.database.session() as session:
            return [(each.text, each.link, each.theme, each.state) for each in session.scalars(select(FollowUp))]

    def told(self) -> list[LocalMessage]:
        channel = self.bench.workspace.state.channel("media")
        return [each for each in channel.messages if each.thread_ts in {None, each.ts} and each.only_for is None]


@asynccontextmanager
async def newsroom(
    database: Database,
    *names: str,
    chosen: bool = True,
    limits: Limits | None = None,
    workers: Workers | None = None,
    **parts: Any,
) -> AsyncIterator[Newsroom]:
    """Run a workspace that reads those feeds; `workers` read them instead of threads."""
    both = ("sekretariatet", "media")
    async with AsyncExitStack() as stack:
        served = await stack.enter_async_context(feed_server())
        pack = small_pack(media=reads(served, *(names or ("avisa",))), **parts)
        settings = {"channels": both, "bot_in": both}
        bench = await stack.enter_async_context(slack("http", database, registry, pack=pack, **settings))
        with database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace
            workspace.media_channel = bench.workspace.state.channel("media").id if chosen else None
        packs = Packs(pack)
        fetcher = Fetcher(allowed=LOOPBACK, limits=limits or Limits(silence=1, whole=1))
        feeds = FeedRounds(database, packs, fetcher, lambda: None, workers or ThreadWorkers())
        nudges = NudgeClock(bench.clock, database, packs, bench.room.sender_for)
        yield Newsroom(bench, database, served, nudges, feeds)
        await feeds.close()


def card(message: LocalMessage) -> str:
    """Return the whole card as text; what a notification says stands before it."""
    return message.text.split("\n\n", 1)[1]


async def caught(room: Newsroom) -> LocalMessage:
    """Let a case come that is told of, and return its message."""
    room.served.serve("/avisa", rss(item(1, "Gamle tog")))
    await room.round()
    room.served.serve("/avisa", rss(item(2, "Togene står på Østlandet"), item(3, "Fint vær"), item(1, "Gamle tog")))
    await room.round()
    (message,) = room.told()
    return message
