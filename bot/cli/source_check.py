"""`padriver check --kilder`."""

import asyncio
from contextlib import closing
from datetime import datetime

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.cards.words import amount
from bot.cli import output
from bot.runtime.clock import Clock
from bot.runtime.workers import Workers
from bot.settings import Settings
from jobs.official.check import CheckedSource, SourceCheck
from jobs.official.rounds import polite_fetcher
from jobs.official.sources import Places, real_places
from models.db.database import Database, DatabaseUnavailableError
from models.official.sources import name_of, turn_on

NO_CONTACT = "Sett PADRIVER_CONTACT til en e-postadresse eller nettadresse. Stortinget og regjeringen skal kunne se hvem som spør."
OPENING = " i forrige sesjon, den nye er tom ennå"


def check_sources(settings: Settings, places: Places | None = None) -> None:
    """Ask each source once, say what was expected and what came, and turn on those that sent it; exit if one did not."""
    if not settings.contact:
        output.stop(NO_CONTACT)
    with closing(Database(settings.database_url)) as database:
        try:
            is_fine = asyncio.run(_check(settings, database, places, Clock().now()))
        except (SQLAlchemyError, DatabaseUnavailableError):
            output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    if not is_fine:
        raise typer.Exit(output.FAILED)


async def _check(settings: Settings, database: Database, places: Places | None, now: datetime) -> bool:
    is_fine = True
    check = SourceCheck(
        polite_fetcher(settings.contact, settings.feeds_allow),
        Workers(),
        places or real_places(einnsyn=settings.einnsyn),
    )
    async for each in check.run(now):
        typer.echo(_said(each))
        for note in each.notes:
            typer.echo(f"  ikke forstått: {note}")
        is_fine = is_fine and each.trouble is None
        if each.trouble is None:
            with database.session() as session:
                turn_on(session, each.source.key)
    return is_fine


def _said(each: CheckedSource) -> str:
    name = name_of(each.source.key)
    opening = OPENING if each.is_opening else ""
    if each.trouble is None:
        return f"{name}: som ventet ({amount(each.count, 'rad', 'rader')}{opening}). Kilden er på."
    return f"{name}: ventet {each.source.reader.value}. Det som kom: {each.trouble}{opening}. Ingenting er endret."
