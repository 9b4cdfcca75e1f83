"""Migrates a database to the newest schema, and reads which revision it has."""

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url

from models.db.database import open_engine

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic itself is imported where it is used: a bot that only starts does not need it, and it is heavy.

FOLDER = Path(__file__).parents[2] / "migrations"
NAMED = re.compile(r"""^(revision|down_revision)\b[^=\n]*=\s*["'](\w+)["']""", re.MULTILINE)
"""A migration's own revision, and the one before it."""


def migrate(url: str, revision: str = "head") -> None:
    """Migrate the database at a SQLAlchemy URL up to a revision; does nothing if it is there already, or further.

    Raises `BranchedMigrationsError`.
    """
    newest()
    if revision == "head" and is_migrated(url):
        return
    from alembic import command  # noqa: PLC0415

    command.upgrade(_config(url), revision)


def unmigrate(url: str, revision: str = "base") -> None:
    """Downgrade the database to a revision (`base`: no tables at all). The data of those tables is lost."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(_config(url), revision)


def is_migrated(url: str) -> bool:
    """Return True if the database has the newest revision this code knows, or a newer one.

    Newer is fine: while new code takes over from old, what the old needs is still there (expand, then contract).
    """
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return is_at_head(connection)
    finally:
        engine.dispose()


def is_at_head(connection: Connection) -> bool:
    """Do the same with a connection that is open."""
    known = inspect(connection).has_table("alembic_version")
    current = set(connection.scalars(text("SELECT version_num FROM alembic_version"))) if known else set()
    # By the order in which they follow each other: the numbers are only names, and a higher one may come before.
    return bool(current) and (current == {newest()} or not current <= _history().keys())


def make_folder(url: str) -> None:
    """Create the folder of an SQLite file; does nothing for other databases."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


class BranchedMigrationsError(Exception):
    """More than one migration is the last. The message says which, and what to do."""

    def __init__(self, last: Collection[str]) -> None:
        self.last = tuple(sorted(last))
        names = " and ".join(self.last)
        super().__init__(f"{names} are both last: let the new one follow the other (its `down_revision`)")


def newest() -> str:
    """Return the revision that no other follows. Raises `BranchedMigrationsError` if there are several."""
    last = _history().keys() - _history().values()
    if len(last) > 1:
        raise BranchedMigrationsError(last)
    return next(iter(last))


@cache
def _history() -> Mapping[str, str]:
    """Return the revision before each; empty for the first."""
    files = (FOLDER / "versions").glob("*.py")
    named = [dict(NAMED.findall(file.read_text(encoding="utf-8"))) for file in files]
    return {each["revision"]: each.get("down_revision", "") for each in named if "revision" in each}


def _config(url: str) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config
