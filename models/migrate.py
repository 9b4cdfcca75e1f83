"""Bringing a database to the newest schema, and asking how far it has come."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from models.database import open_engine

FOLDER = Path(__file__).parents[1] / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Migrate the database at a SQLAlchemy URL up to a revision; does nothing where it is there already."""
    command.upgrade(_config(url), revision)


def unmigrate(url: str, revision: str = "base") -> None:
    """Take the database back to a revision (`base`: no tables at all). What those tables held is lost."""
    command.downgrade(_config(url), revision)


def is_migrated(url: str) -> bool:
    """Tell whether the database stands at the newest revision."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return current == ScriptDirectory.from_config(_config(url)).get_current_head()


def make_folder(url: str) -> None:
    """Make the folder an SQLite file is to stand in; does nothing for other databases."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config
