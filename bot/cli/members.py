"""`padriver members`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from content.members import read_members, write_members


def members(
    csv: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Kolonner: kommunenummer, kommunenavn, delregion")
    ],
) -> None:
    """Hent inn medlemskommuner fra en CSV-fil til medlemmer.yaml i innholdsmappen."""
    folder = output.settings_or_exit().content
    with output.exit_on_content_faults():
        read = read_members(csv)
    try:
        path = write_members(folder, read)
    except OSError as error:
        output.stop(f"Kan ikke skrive til {folder}: {type(error).__name__}. Sjekk PADRIVER_CONTENT.")
    typer.echo(f"{len(read)} {'medlemskommune' if len(read) == 1 else 'medlemskommuner'} står nå i {path}.")
