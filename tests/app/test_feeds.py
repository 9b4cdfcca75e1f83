"""The bot as it is run reads feeds where the settings and a media channel say so, and only where it may."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.app import Application
from bot.local.demo import demo_workspace
from bot.local.server import serve
from bot.runtime.clock import Clock
from bot.settings import Settings
from bot.slack.manifest import manifest
from models.tables import Feed, Workspace
from tests.support.content import copied_pack
from tests.support.feeds import feed_server, rss
from tests.support.local import NOON

NOWHERE = "https://127.0.0.1:9/rss"


def closed_pack(folder: Path) -> Path:
    """Return the content pack with every feed on this machine, where nothing listens."""
    pack = copied_pack(folder)
    file = pack / "medier.yaml"
    file.write_text(re.sub(r"adresse: \S+", f"adresse: {NOWHERE}", file.read_text("utf-8")), "utf-8")
    return pack


async def read_once(url: str, content: Path, **more: Any) -> set[str | None]:
    """Run the bot for one round of feeds; return what was wrong with those it asked for."""
    clock = Clock()
    local = demo_workspace(now=clock.now, manifest=manifest(None, socket_mode=True))
    async with serve(local, 0) as address:
        told = {
            "DATABASE_URL": url,
            "PADRIVER_PORT": 0,
            "PADRIVER_CONTENT": content,
            "SLACK_BOT_TOKEN": local.bot_token,
            "SLACK_APP_TOKEN": local.app_token,
            "SLACK_API_URL": f"{address}/api/",
        }
        application = Application(Settings.model_validate(told | more), clock)
        async with application.running() as running:
            with application.database.session() as session:
                session.scalars(select(Workspace)).one().media_channel = local.state.channel("media").id
            await running.nudges.run_now()
            if running.feeds:
                await running.feeds.settled()
            with application.database.session() as session:
                return {row.error for row in session.scalars(select(Feed)) if row.last_fetched_at}


async def test_a_case_comes_from_a_newspaper_to_the_media_channel(sqlite_url: str, tmp_path: Path) -> None:
    clock = Clock()
    clock.move_to(NOON)
    local = demo_workspace(now=clock.now, manifest=manifest(None, socket_mode=True))
    async with feed_server() as newspaper, serve(local, 0) as address:
        newspaper.serve("/rss", rss("<title>Fint vær</title><guid>1</guid>"))
        told = {
            "DATABASE_URL": sqlite_url,
            "PADRIVER_PORT": 0,
            "PADRIVER_CONTENT": closed_pack(tmp_path),
            "PADRIVER_FEEDS_ALLOW": "127.0.0.0/8",
            "SLACK_BOT_TOKEN": local.bot_token,
            "SLACK_APP_TOKEN": local.app_token,
            "SLACK_API_URL": f"{address}/api/",
        }
        application = Application(Settings.model_validate(told), clock)
        async with application.running() as running:
            with application.database.session() as session:
                session.scalars(select(Workspace)).one().media_channel = local.state.channel("media").id
            await local.person("kari.nordmann").command("/medie", f"kilder ny {newspaper.url('/rss')} Avisa")
            for served in ("<title>Fint vær</title><guid>1</guid>", "<title>Togene står</title><guid>2</guid>"):
                newspaper.serve("/rss", rss(served))
                clock.move_to(clock.now() + timedelta(minutes=15))
                await running.nudges.run_now()
                assert running.feeds
                await running.feeds.settled()
            channel = local.state.channel("media")
            await local.wait_for(lambda _: channel.messages)
            (message,) = channel.messages
            assert message.text.startswith("Mediesak: Jernbane. Togene står\n\n")


async def test_feeds_are_read_but_not_from_a_closed_network(sqlite_url: str, tmp_path: Path) -> None:
    wrong = await read_once(sqlite_url, closed_pack(tmp_path))
    assert wrong == {"adresse: adressen fører til et lukket nett"}


async def test_a_network_that_the_settings_allow_is_reached(sqlite_url: str, tmp_path: Path) -> None:
    wrong = await read_once(sqlite_url, closed_pack(tmp_path), PADRIVER_FEEDS_ALLOW="10.0.0.0/8, 127.0.0.0/8")
    assert wrong == {"nett: ClientConnectorError"}


async def test_no_feed_is_read_where_that_is_turned_off(sqlite_url: str, tmp_path: Path) -> None:
    assert await read_once(sqlite_url, closed_pack(tmp_path), PADRIVER_FEEDS="false") == set()


def test_a_network_that_is_none_is_told_in_a_sentence() -> None:
    with pytest.raises(ValidationError, match=r"ventet nett som 10\.0\.0\.0/8, med komma mellom"):
        Settings.model_validate({"PADRIVER_FEEDS_ALLOW": "hjemme"})
