"""`padriver import`."""

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DataError, SQLAlchemyError

from bot.cards.words import amount
from bot.cli import output
from bot.cli.workspace import one_workspace
from bot.commands.interessenter.workbook import import_plan
from bot.commands.interessenter.workbook.faulty_rows import faulty_rows
from bot.commands.interessenter.workbook.headings import KNOWN_HEADINGS
from bot.commands.interessenter.workbook.import_plan import ImportPlan
from bot.commands.interessenter.workbook.import_preview import notes
from bot.commands.interessenter.workbook.register_rows import register_rows
from bot.commands.parse.themes import themes_of
from bot.runtime.clock import Clock
from bot.runtime.workers import LimitReachedError, Workers
from bot.workbooks.table import Table, unpack
from bot.workbooks.workbook_errors import RefusedWorkbookError, StoppedError
from bot.workbooks.worker_reading import LIMITS, read_packed
from content.store import PackStore
from models.content.packs import pack_of
from models.db.base import DoesNotFitError
from models.db.database import Database, DatabaseUnavailableError

NOBODY = ""
"""The user in the log if the command line does it."""


def import_workbook(
    workbook: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Et regneark (.xlsx eller .csv) med interessenter.")
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Legg det inn. Uten denne vises bare hva som ville skjedd.")
    ] = False,
    team: Annotated[str, typer.Option("--team", help="Id-en til arbeidsområdet, der det er flere.")] = "",
) -> None:
    """Hent interessenter inn fra et regneark: alt eller ingenting. Rader som må rettes, legges i en egen fil."""
    settings = output.settings_or_exit()
    with output.exit_on_content_faults():
        pack = PackStore(settings.content).current()
    try:
        table = unpack(asyncio.run(_read(workbook.read_bytes())))
        with closing(Database(settings.database_url)) as database, database.session() as session:
            workspace, now = one_workspace(session, team), Clock().now()
            today = now.astimezone(workspace.zone).date()
            rows = register_rows(table, today, themes_of(pack_of(session, workspace, pack)).find)
            planned = import_plan.plan_import(session, workspace, rows, today, f"Regnearket {workbook.name}")
            if apply and planned.wanted:
                edit = import_plan.begin_import(session, workspace.id, NOBODY, now)
                import_plan.apply_import(session, workspace.id, planned, edit)
    except RefusedWorkbookError as refused:
        output.stop(refused.text)
    except (DataError, DoesNotFitError):
        output.stop(
            "Noe i regnearket er for langt til å lagres. Ingenting er lagt inn. Kort ned lange celler, og prøv igjen."
        )
    except (SQLAlchemyError, DatabaseUnavailableError):
        output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    _report(table, planned, applied=apply)
    _give_back(workbook, table, planned)


async def _read(content: bytes) -> bytes:
    try:
        return await Workers().run(LIMITS, read_packed, KNOWN_HEADINGS, content)
    except LimitReachedError:
        raise StoppedError from None


def _report(table: Table, planned: ImportPlan, *, applied: bool) -> None:
    done = ("lagt til", "endret") if applied else ("ville blitt lagt til", "ville blitt endret")
    sheet = f"Arket «{table.sheet}»: " if table.sheet else ""
    typer.echo(f"{sheet}{amount(len(table.rows), 'rad', 'rader')}.")
    typer.echo(f"{len(planned.added)} {done[0]}, {len(planned.changed)} {done[1]}, {planned.same} som før.")
    for note in notes(table, planned):
        typer.echo(note)
    if table.others:
        typer.echo(f"Ikke lest: {', '.join(table.others)}.")
    if not applied and planned.wanted:
        typer.echo("Legg det inn med --apply.")


def _give_back(workbook: Path, table: Table, planned: ImportPlan) -> None:
    if not planned.unclear:
        return
    path = workbook.with_name(f"{workbook.stem}-rettes.xlsx")
    path.write_bytes(faulty_rows(table, planned.unclear)())
    typer.echo(f"{amount(len(planned.unclear), 'rad', 'rader')} må rettes: se {path}.")
