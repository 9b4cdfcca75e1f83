"""`padriver import`."""

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.exc import DataError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cards.words import amount
from bot.cli import say
from bot.commands.interessenter import importing
from bot.commands.interessenter.faulty import faulty
from bot.commands.interessenter.headings import known
from bot.commands.interessenter.importing import Plan
from bot.commands.interessenter.lines import lines
from bot.commands.parse.themes import themes_of
from bot.runtime.clock import Clock
from bot.runtime.workers import LimitReachedError, Workers
from bot.workbooks.packed import LIMITS, read_packed
from bot.workbooks.refused import RefusedError, StoppedError
from bot.workbooks.table import Table, unpack
from content.load import load_pack
from models.db.column_limits import DoesNotFitError
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Workspace

NOBODY = ""
"""Whose act it is where the command line does it."""


def take_in(
    workbook: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Et regneark (.xlsx) med interessenter.")
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Legg det inn. Uten denne vises bare hva som ville skjedd.")
    ] = False,
    team: Annotated[str, typer.Option("--team", help="Id-en til arbeidsområdet, der det er flere.")] = "",
) -> None:
    """Hent interessenter inn fra et regneark: alt eller ingenting. Rader som må rettes, legges i en egen fil."""
    settings = say.settings()
    with say.content_faults_told():
        pack = load_pack(settings.content)
    try:
        table = unpack(asyncio.run(_read(workbook.read_bytes())))
        with closing(Database(settings.database_url)) as database, database.session() as session:
            workspace, now = _workspace(session, team), Clock().now()
            today = now.astimezone(workspace.zone).date()
            found = lines(table, today, themes_of(pack).find)
            planned = importing.plan(session, workspace, found, today, f"Regnearket {workbook.name}")
            if apply and planned.wanted:
                edit = importing.begin(session, workspace.id, NOBODY, now)
                importing.apply(session, workspace.id, planned, edit)
    except RefusedError as refused:
        say.stop(refused.text)
    except (DataError, DoesNotFitError):
        say.stop(
            "Noe i regnearket er for langt til å lagres. Ingenting er lagt inn. Kort ned lange celler, og prøv igjen."
        )
    except (SQLAlchemyError, DatabaseUnavailableError):
        say.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    _tell(table, planned, applied=apply)
    _give_back(workbook, table, planned)


async def _read(content: bytes) -> bytes:
    try:
        return await Workers().run(LIMITS, read_packed, known, content)
    except LimitReachedError:
        raise StoppedError from None


def _workspace(session: Session, team: str) -> Workspace:
    found = session.scalars(select(Workspace).where(Workspace.removed_at.is_(None)).order_by(Workspace.id)).all()
    wanted = [each for each in found if not team or each.external_id == team]
    if not found:
        say.stop("Ingen arbeidsområder ennå. Start Pådriver med «padriver serve» først.")
    if len(wanted) != 1:
        say.stop(f"Velg arbeidsområde med --team: {', '.join(each.external_id for each in found)}.")
    return wanted[0]


def _tell(table: Table, planned: Plan, *, applied: bool) -> None:
    done = ("lagt til", "endret") if applied else ("ville blitt lagt til", "ville blitt endret")
    typer.echo(f"Arket «{table.sheet}»: {amount(len(table.rows), 'rad', 'rader')}.")
    typer.echo(f"{len(planned.added)} {done[0]}, {len(planned.changed)} {done[1]}, {planned.same} som før.")
    if table.others:
        typer.echo(f"Ikke lest: {', '.join(table.others)}.")
    if not applied and planned.wanted:
        typer.echo("Legg det inn med --apply.")


def _give_back(workbook: Path, table: Table, planned: Plan) -> None:
    if not planned.unclear:
        return
    path = workbook.with_name(f"{workbook.stem}-rettes.xlsx")
    path.write_bytes(faulty(table, planned.unclear)())
    typer.echo(f"{amount(len(planned.unclear), 'rad', 'rader')} må rettes: se {path}.")
