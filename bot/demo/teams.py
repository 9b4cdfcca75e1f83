"""The demonstration in Teams: the whole bot for Microsoft's playground, which plays Teams on this machine."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.app import Application, Opener
from bot.demo.members import add_members
from bot.demo.official import CONTACT, read_sources, take_as_known, turn_on_sources
from bot.demo.practice.servers import practising
from bot.demo.slack import NewspaperPacks, fresh_database
from bot.local.newspaper import publishing
from bot.platforms import Platforms
from bot.requests.deps import Deps
from bot.runtime.clock import Clock
from bot.settings import Settings
from bot.teams.access import PLATFORM
from bot.teams.playground.authenticator import PlaygroundAuthenticator
from bot.teams.playground.playground import NoLogin, Playground
from bot.teams.teams_app import open_teams
from content.store import PackStore
from models.media import feeds
from models.workspace.contacts import record_contacts
from models.workspace.workspaces import get_or_create

HOST = "127.0.0.1"
NAME_OF_FILE = "demo-teams.db"
OTHER = "padriver demo-teams --port 3979 --folder demo2"


async def run_demo_teams(
    folder: Path,
    port: int,
    playground: Playground,
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
    at: datetime | None,
) -> None:
    """Run until the event is set, from the moment `at` (aware) on. Every start uses a new SQLite file in `folder`.

    `on_ready` is called when the playground may be started; the bot's own messages begin when its page is opened.
    Raises `StartRefusedError`.
    """
    clock, is_opened = Clock(), asyncio.Event()
    if at:
        clock.move_to(at)
    settings = _settings(folder, port)
    async with publishing(clock.now) as feed, practising(clock.now) as places:
        await asyncio.to_thread(fresh_database, settings.database_url, folder / NAME_OF_FILE, OTHER)
        packs = NewspaperPacks(PackStore(settings.content, monotonic), feed)
        opener = opener_for(playground, settings.host, is_opened.set)
        application = Application(settings, clock, packs, opener, places)
        async with application.running() as running:
            on_ready()
            if await _is_set_first(is_opened, stopping):
                await asyncio.to_thread(_set_up_team, application, playground)
                await asyncio.to_thread(add_members, application, PLATFORM, playground.access().home)
                await asyncio.to_thread(turn_on_sources, application)
                await read_sources(running, clock.now())
                await asyncio.to_thread(take_as_known, application)
                await running.nudges.run_now()
                await stopping.wait()


async def _is_set_first(one: asyncio.Event, other: asyncio.Event) -> bool:
    """Wait for either; return True if the first was set."""
    waiting = [asyncio.ensure_future(each.wait()) for each in (one, other)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()
    return one.is_set()


def opener_for(playground: Playground, host: str, is_opened: Callable[[], None]) -> Opener:
    """Return what opens Teams for a playground on this machine; `host` is where the bot listens."""
    access = playground.access()
    authenticator = PlaygroundAuthenticator(access, host, is_opened)

    @asynccontextmanager
    async def opened(deps: Deps) -> AsyncIterator[Platforms]:
        async with open_teams(
            deps, access, login=NoLogin(access), authenticator=authenticator, has_dialogs=False
        ) as dispatcher:
            yield Platforms(teams=dispatcher)

    return opened


def _settings(folder: Path, port: int) -> Settings:
    return Settings(
        DATABASE_URL=f"sqlite:///{folder / NAME_OF_FILE}",
        PADRIVER_HOST=HOST,
        PADRIVER_PORT=port,
        # Nothing leaves the machine: the feed and the official sources are made up, and served here.
        PADRIVER_FEEDS_ALLOW="127.0.0.1/32",
        PADRIVER_CONTACT=CONTACT,
    )


def _set_up_team(application: Application, playground: Playground) -> None:
    """Register the bot in the playground's team, with both channels chosen.

    The newspaper counts as read last night: what it publishes this morning is news.
    """
    now = application.clock.now()
    shared, media = playground.channels()
    with application.database.session() as session:
        workspace = get_or_create(session, PLATFORM, playground.access().home, "")
        record_contacts(session, workspace.id, (shared, media), now)
        workspace.installed_by = playground.person()
        workspace.shared_channel, workspace.media_channel = shared.place, media.place
        feeds.keep(session, workspace.id, application.packs.current().media)
        for feed in feeds.of(session, workspace.id):
            feed.baseline_at = now - timedelta(hours=12)
