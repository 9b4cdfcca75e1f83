"""`padriver members`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import say
from content.members import read_members, write_members


def members(
    csv: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Kolonner: kommunenummer, kommunenavn, delregion")
    ],
) -> None:
    """Hent inn medlemskommuner fra en CSV-fil til medlemmer.yaml i innholdsmappen."""
    folder = say.settings().content
    with say.content_faults_told():
        read = read_members(csv)
        path = write_members(folder, read)
    typer.echo(f"{len(read)} medlemskommuner står nå i {path}.")
