"""`padriver keys`."""

from contextlib import closing

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.cli import output
from bot.platforms import SettingError, keyring_of
from models.db.database import Database, DatabaseUnavailableError
from models.workspace.keyring import new_key
from models.workspace.rotation import Rotation
from models.workspace.rotation import rotate as rotate_tokens

keys = typer.Typer(help="Nøklene som krypterer arbeidsområdenes tokener.", no_args_is_help=True, add_completion=False)


@keys.callback()
def keys_root() -> None:
    """Nøklene som krypterer arbeidsområdenes tokener (PADRIVER_KEYS)."""


@keys.command("new")
def new() -> None:
    """Skriv en ny nøkkel. Sett den først i PADRIVER_KEYS, med komma før de gamle."""
    typer.echo(new_key())


@keys.command("rotate")
def rotate() -> None:
    """Krypter alle tokener på nytt med den første nøkkelen. Etterpå kan de gamle nøklene fjernes."""
    settings = output.settings_or_exit()
    try:
        keyring = keyring_of(settings)
        with closing(Database(settings.database_url)) as database:
            done = rotate_tokens(database, keyring)
    except SettingError as error:
        output.stop(str(error))
    except (SQLAlchemyError, DatabaseUnavailableError):
        output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    _report(done)


def _report(done: Rotation) -> None:
    tokens = "1 token" if done.resealed == 1 else f"{done.resealed} tokener"
    typer.echo(f"{tokens} er kryptert med den første nøkkelen.")
    if done.unreadable:
        output.stop("\n".join(f"Tokenet til {team}: {output.UNOPENED}" for team in done.unreadable))
