"""Making a run's world, and taking it down."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.local.cut import CuttableProtocol
from bot.local.server import serve
from bot.runtime.web import serving
from bot.slack.manifest import manifest
from models.db.database import Database
from tests.faults import tenant
from tests.faults.connector import WatchedConnector
from tests.faults.databases import Databases, Furnish
from tests.faults.post_office import post_office
from tests.faults.watch import Watch
from tests.faults.watched import WatchedWorkspace, Weather
from tests.faults.world import World

PEOPLE = ("Kari Nordmann", "Per Hansen", "Amina Yusuf", "Maria Berg", "Nils Dahl")


@asynccontextmanager
async def a_world(  # noqa: PLR0913
    chance: random.Random,
    databases: Databases,
    folder: Path,
    *,
    story: str,
    furnish: Furnish,
    on: str = "slack",
    start: datetime,
    without_scopes: frozenset[str] = frozenset(),
    skews: tuple[float, ...] = (0.0,),
    spoilt: Callable[[], None] | None = None,
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> AsyncIterator[World]:
    """Give a world with its replicas up; `folder` is the run's own."""
    url = await asyncio.to_thread(databases.new, story, furnish, folder.name)
    world = World(chance, databases, url, folder, start, on, skews=skews, spoilt=spoilt, more_settings=settings)
    world.weather = Weather(random.Random(chance.random()))
    world.watch = Watch(world.kill)
    world.workspace = workspace(world.watch, lambda: world.now, without_scopes)
    world.workspace.trouble = world.workspace.events._trouble = world.weather
    world.workspace.door = world.door
    world.database = Database(url)
    office = post_office(world.watch, world.weather, lambda: world.now)
    async with serve(world.workspace), _teams(world), office as world.post:
        try:
            await world.revive()
            assert len(world.living()) == databases.replicas, "a replica did not start in fair weather"
            yield world
        finally:
            await asyncio.gather(*(each.stop() for each in world.replicas.values()))
            world.database.close()
            await asyncio.to_thread(databases.drop, url)


@asynccontextmanager
async def _teams(world: World) -> AsyncIterator[None]:
    """Serve what stands in for Teams, where the bot is there."""
    if world.on == "slack":
        yield
        return
    chance = random.Random(world.chance.random())
    connector = WatchedConnector(now=lambda: world.now, watch=world.watch, weather=world.weather, chance=chance)
    world.connector = connector
    async with serving(connector.asgi(), "127.0.0.1", 0, http=CuttableProtocol) as connector.url:
        await asyncio.to_thread(tenant.move, world.database, connector.url)
        yield


def workspace(
    watch: Watch, now: Callable[[], datetime], without_scopes: frozenset[str] = frozenset()
) -> WatchedWorkspace:
    """Return the workspace of every run: its ids are the same each time."""
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    scopes = told["oauth_config"]["scopes"]
    scopes["bot"] = [each for each in scopes["bot"] if each not in without_scopes]
    names = ("sekretariatet", "media", "styret")
    return WatchedWorkspace(
        watch, now=now, people=PEOPLE, channels=names, bot_in=("sekretariatet", "media"), manifest=told
    )
