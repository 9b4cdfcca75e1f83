"""`padriver migrate`."""

import typer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.cli import output
from models.db.migrate import make_folder
from models.db.migrate import migrate as bring_to


def migrate() -> None:
    """Bring databasen til nyeste skjema. Trygt å kjøre flere ganger."""
    url = output.settings_or_exit().database_url
    name = make_url(url).render_as_string(hide_password=True)
    try:
        make_folder(url)
        bring_to(url)
    except OSError as error:
        output.stop(f"Kan ikke lage mappen til databasen {name}: {type(error).__name__}. Sjekk DATABASE_URL.")
    except SQLAlchemyError as error:
        output.stop(
            f"Fikk ikke tak i databasen {name}: {type(error).__name__}. Sjekk DATABASE_URL og at databasen kjører."
        )
    typer.echo(f"Databasen {name} har nyeste skjema.")
