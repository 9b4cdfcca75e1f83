"""`padriver content`."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from sqlalchemy.exc import DataError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cards.words import amount
from bot.cli import output
from bot.cli.workspace import one_workspace
from bot.runtime.clock import Clock
from content.difference import difference
from content.load import load_pack
from content.overlay import EntryChange, overlay, plain_files
from content.schema.pack import Pack
from content.store import PackStore
from models.content.content_edits import RefusedChangeError, replace
from models.content.packs import changes_of, start_of
from models.db.base import DoesNotFitError
from models.db.database import Database, DatabaseUnavailableError
from models.tables import Workspace

OPERATOR = ""
"""The user in the history if it was done on the command line."""
LINE = 120
LONGEST_NAME = 100
"""The most characters of a file's name, with its folder (`ContentEntry.file`)."""
TEAM = typer.Option("--team", help="Id-en til arbeidsområdet, der det er flere.")

content = typer.Typer(help="Innholdet i et arbeidsområde, som filer.", no_args_is_help=True, add_completion=False)


@content.callback()
def content_root() -> None:
    """Innholdet i et arbeidsområde, som filer."""


@content.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="En ny eller tom mappe.", file_okay=False)],
    team: Annotated[str, TEAM] = "",
) -> None:
    """Skriv det et arbeidsområde har, til en mappe: filene det begynte med, og det som er endret i chatten."""
    if folder.exists() and any(folder.iterdir()):
        output.stop(f"{folder} er ikke tom. Velg en ny mappe, så blander ikke filene seg.")
    with _workspace(team) as (session, workspace, shared):
        files = plain_files(overlay(start_of(workspace, shared), changes_of(session, workspace.id)))
    try:
        write_pack(folder, files)
    except OSError as error:
        output.stop(f"Kan ikke skrive til {folder}: {type(error).__name__}. Sjekk rettighetene, eller velg en annen.")
    typer.echo(f"{amount(len(files), 'fil', 'filer')} er skrevet til {folder}.")


@content.command("import")
def read(
    folder: Annotated[Path, typer.Argument(help="En mappe med innhold.", exists=True, file_okay=False)],
    team: Annotated[str, TEAM] = "",
) -> None:
    """Gi et arbeidsområde innholdet i en mappe: alt eller ingenting. Det som er endret i chatten, blir byttet ut."""
    with output.exit_on_content_faults():
        wanted = plain_files(load_pack(folder))
    if too_long := [name for name in wanted if len(name) > LONGEST_NAME]:
        output.stop(f"{folder.name}/{too_long[0]}: ventet et filnavn på høyst {LONGEST_NAME} tegn med mappen.")
    with _workspace(team) as (session, workspace, shared):
        changes = difference(plain_files(start_of(workspace, shared)), wanted)
        edit = replace(session, workspace, shared, OPERATOR, changes, Clock().now())
    typer.echo(_summary(changes) if edit else "Ingenting er endret: Arbeidsområdet har det samme innholdet.")


@contextmanager
def _workspace(team: str) -> Iterator[tuple[Session, Workspace, Pack]]:
    """Give the workspace and the shared pack in a transaction; if something fails, say what and exit."""
    settings = output.settings_or_exit()
    with output.exit_on_content_faults():
        shared = PackStore(settings.content).current()
    try:
        with closing(Database(settings.database_url)) as database, database.session() as session:
            yield session, one_workspace(session, team), shared
    except RefusedChangeError as refused:
        output.stop("Innholdet har feil:\n" + "\n".join(f"  {fault}" for fault in refused.faults))
    except (DataError, DoesNotFitError):
        output.stop("Noe i innholdet er for langt til å lagres. Ingenting er endret. Kort det ned, og prøv igjen.")
    except (SQLAlchemyError, DatabaseUnavailableError):
        output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")


def write_pack(folder: Path, files: Mapping[str, Any]) -> None:
    """Write a pack's files. Comments are not in them."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=LINE)
        path.write_bytes(text.encode())


def _summary(changes: list[EntryChange]) -> str:
    if not changes:
        return "Innholdet er nå som i filene arbeidsområdet begynte med."
    new, gone = sum(each.is_new for each in changes), sum(each.is_removed for each in changes)
    rest = len(changes) - new - gone
    counts = [f"{new} nye", f"{rest} endret eller flyttet", f"{gone} fjernet"]
    return f"Innholdet er byttet ut. Mot filene det begynte med er {', '.join(counts)}."
