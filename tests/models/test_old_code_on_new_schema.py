"""Expand, then contract: while new code takes over, the old goes on beside it, on the schema the new one brought.

The code as it was before a migration is taken out of the history, given today's migrations, and held to its own tests:
asking, adding and ticking off over signed HTTP and by socket, syncing, planning and sending, on both databases.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from models.db.migrate import is_migrated, migrate
from tests.support.app import environment

ROOT = Path(__file__).parents[2]
OLDEST = "0002"
"""The first migration that old code may be serving without; raised when the schema contracts."""
HELD_TO = (
    "tests/jobs/test_rounds.py",
    "tests/slack/test_commands_and_presses.py",
    "tests/commands/test_frister_new.py",
)


@pytest.fixture
def old_code(tmp_path: Path) -> Path:
    """A folder with the code as it was before the migration `OLDEST`, and with today's migrations."""
    [migration] = (ROOT / "migrations" / "versions").glob(f"{OLDEST}_*.py")
    added = _git("log", "--diff-filter=A", "--format=%H", "--", str(migration.relative_to(ROOT)))
    if not added or not _git("rev-parse", "--verify", "--quiet", f"{added}^"):
        pytest.skip(f"the history of this clone does not hold the code before migration {OLDEST}")
    folder = tmp_path / "old"
    folder.mkdir()
    archive = tmp_path / "old.zip"
    _git("archive", "--output", str(archive), f"{added}^")
    shutil.unpack_archive(archive, folder)
    versions = Path("migrations") / "versions"
    shutil.rmtree(folder / versions)
    shutil.copytree(ROOT / versions, folder / versions, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_code_before_the_last_migration_works_on_the_newest_schema(old_code: Path) -> None:
    where = _python(old_code, "-c", "import models; print(models.__file__)")
    assert (where.returncode, where.stdout) == (0, f"{old_code}/models/__init__.py\n")

    held = _python(old_code, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *HELD_TO)
    assert held.returncode == 0, held.stdout


def test_a_database_that_newer_code_has_migrated_is_let_be(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    migrate(database_url)

    assert is_migrated(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    engine.dispose()


def _git(*words: str) -> str:
    """Return git's output; empty if it fails, or git is missing."""
    if shutil.which("git") is None:
        return ""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with that folder's code."""
    settings = environment(PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)
