"""`padriver check`."""

import asyncio
import tempfile
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from bot.cli import say
from bot.settings import Settings, secret
from bot.slack.identity import TIMEOUT_SECONDS, SignInError, open_client, sign_in
from content.load import ContentError, load_pack
from models.database import Unavailable
from models.migrate import is_migrated
from models.migrate import migrate as bring_to


class Area(StrEnum):
    """What can be checked."""

    INNSTILLINGER = "innstillinger"
    INNHOLD = "innhold"
    DATABASE = "database"
    TOKENER = "tokener"
    MIGRERINGER = "migreringer"


USUAL = (Area.INNSTILLINGER, Area.INNHOLD, Area.DATABASE, Area.TOKENER)


def check(
    only: Annotated[list[Area] | None, typer.Option("--only", help="Sjekk bare dette. Kan gjentas.")] = None,
) -> None:
    """Se etter feil i innstillinger, innhold, database og tokener. Sier hva som er galt, og hva du kan gjøre."""
    settings, faults = _settings()
    found = False
    # Without settings nothing else can be looked at.
    for area in (only or USUAL) if settings else (Area.INNSTILLINGER,):
        told = list(CHECKS[area](settings)) if settings else faults
        found = found or bool(told)
        typer.echo(f"{area.value.capitalize()}: " + ("i orden" if not told else "feil"))
        for sentence in told:
            typer.echo(f"  {sentence}")
    if found:
        raise typer.Exit(say.FAILED)


def _settings() -> tuple[Settings | None, list[str]]:
    try:
        return Settings(), []
    except ValidationError as error:
        return None, say.setting_faults(error)


def _content(settings: Settings) -> Iterable[str]:
    try:
        load_pack(settings.content)
    except ContentError as error:
        return [str(fault) for fault in error.faults]
    return []


def _database(settings: Settings) -> Iterable[str]:
    try:
        if not is_migrated(settings.database_url):
            return ["Databasen har ikke nyeste skjema. Kjør «padriver migrate»."]
    except (SQLAlchemyError, Unavailable):
        return [
            "Fikk ikke tak i databasen. Sjekk DATABASE_URL og at databasen kjører; er den ny, kjør «padriver migrate»."
        ]
    return []


def _tokens(settings: Settings) -> Iterable[str]:
    bot = secret(settings.slack_bot_token)
    if bot is None:
        yield "SLACK_BOT_TOKEN mangler. Se «Slack for real» i README."
        return
    if not (secret(settings.slack_app_token) or secret(settings.slack_signing_secret)):
        yield "Sett SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP)."
    try:
        asyncio.run(_sign_in(bot, settings.slack_base_url))
    except SignInError as error:
        yield str(error)


async def _sign_in(token: str, base_url: str) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        await sign_in(open_client(token, base_url, session))


def _migrations(_settings: Settings) -> Iterable[str]:
    """Tell what differs between the models and a database that only the migrations made."""
    from models.check import schema_differences  # noqa: PLC0415 - it brings all of Alembic, which `serve` can do without

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'check.db'}"
        bring_to(url)
        return [f"Migreringene og modellene er i utakt: {difference}" for difference in schema_differences(url)]


CHECKS: dict[Area, Callable[[Settings], Iterable[str]]] = {
    Area.INNSTILLINGER: lambda _: [],
    Area.INNHOLD: _content,
    Area.DATABASE: _database,
    Area.TOKENER: _tokens,
    Area.MIGRERINGER: _migrations,
}
