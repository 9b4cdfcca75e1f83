"""Makes a consistent copy of an SQLite database while the bot is running."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

OWNER_ONLY = 0o600
"""A copy contains what people have written, and tokens."""


class BackupError(Exception):
    """No copy was made, and an existing file at its place is unchanged. The message is a sentence in bokmål."""


def backup(url: str, file: Path) -> None:
    """Copy the SQLite database at a SQLAlchemy URL to a file, which is replaced only when the whole copy is sound.

    The copy is the state at one moment, in one file without a write-ahead log. It blocks nobody.

    Raises:
        BackupError: there is no database there, it cannot be read, or the copy cannot be written or is damaged.
    """
    database = Path(str(make_url(url).database))
    if not database.is_file():
        message = f"Det er ingen database i {database}. Sjekk DATABASE_URL."
        raise BackupError(message)
    if file.exists() and file.samefile(database):
        message = f"{file} er databasen selv. Velg en annen fil."
        raise BackupError(message)
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(OWNER_ONLY)
        _copy(database, part)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        message = f"Fikk ikke kopiert {database} til {file}: {getattr(error, 'strerror', None) or error}."
        raise BackupError(message) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _copy(database: Path, part: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as copy:
        # All in one go: with a write-ahead log a long read blocks no writer.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        found = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        message = f"kopien henger ikke sammen ({found})"
        raise sqlite3.DatabaseError(message)
