"""Bringing a database to the newest schema, and asking how far it has come."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.database import open_engine

FOLDER = Path(__file__).parents[1] / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Migrate the database at a SQLAlchemy URL up to a revision; does nothing where it is there already."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def is_migrated(url: str) -> bool:
    """Tell whether the database stands at the newest revision."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return current == ScriptDirectory.from_config(config).get_current_head()
