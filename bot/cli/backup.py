"""`padriver backup`."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import make_url

from bot.cli import output
from models.db.backup import BackupError
from models.db.backup import backup as copy


def backup(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Filen kopien skrives til. Finnes den, erstattes den.")],
) -> None:
    """Ta en sikkerhetskopi av SQLite-databasen. Boten kan kjøre imens."""
    url = output.settings_or_exit().database_url
    if make_url(url).get_backend_name() != "sqlite":
        output.stop("PostgreSQL kopieres med pg_dump. Se «Backup» i models/README.md.")
    try:
        copy(url, file)
    except BackupError as error:
        output.stop(str(error))
    typer.echo(f"Sikkerhetskopien ligger i {file}.")
