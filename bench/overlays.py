"""Monday's digest for 10,000 workspaces whose people have changed twenty things each, beside the same without changes.

Run it with `python bench/overlays.py`. As in `bench/fanout.py` the peer and the bot are processes of their own, on SQLite;
with and without changes take turns. With `--own` what was changed is in the digest itself, so that no two are alike.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from fanout import KEY, Figures, clients
from fanout_fill import MONDAY, TOKEN, fill
from load import machine, print_goal
from overlay_changes import CHANGES, change_all
from sqlalchemy import create_engine

from models.db.database import Database
from models.workspace.keyring import Keyring

GOAL_RATIO, GOAL_MB = 1.1, 160


def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"Monday's digest for {wanted.workspaces:,} workspaces with {CHANGES} changes each\n{machine()}")
    with tempfile.TemporaryDirectory(prefix="padriver-overlays-") as name:
        folder = Path(name)
        bare, changed = folder / "bare.db", folder / "changed.db"
        fill(f"sqlite:///{bare}", wanted.workspaces, Keyring([KEY]), TOKEN, changed=False)
        _settle(bare)
        shutil.copy(bare, changed)
        database = Database(f"sqlite:///{changed}")
        change_all(database, MONDAY, is_in_digest=wanted.own)
        database.close()
        _settle(changed)
        wanted.allowance = None
        rounds = [tuple(_run(folder, each, wanted) for each in (bare, changed)) for _ in range(wanted.rounds)]
    for kind, side in (("without changes", 0), ("with changes", 1)):
        found = sorted((each[side] for each in rounds), key=lambda each: each.per_second)[len(rounds) // 2]
        print(f"{kind:<18}{found.per_second:>8.0f}/s{found.cpu * 1000:>8.2f} ms CPU each{found.peak_mb:>8.0f} MB")
    times = [bare.per_second / changed.per_second for bare, changed in rounds]
    peak = max(changed.peak_mb for _, changed in rounds)
    print_goal(
        f"at most {GOAL_RATIO} times as long: {', '.join(f'{each:.2f}' for each in times)}",
        is_reached=statistics.median(times) <= GOAL_RATIO,
    )
    print_goal(f"at most {GOAL_MB} MB: {peak:.0f}", is_reached=peak <= GOAL_MB)


def _run(folder: Path, made: Path, wanted: argparse.Namespace) -> Figures:
    for old in folder.glob("run.db*"):
        old.unlink()
    shutil.copy(made, folder / "run.db")
    return clients("ours", 1, f"sqlite:///{folder / 'run.db'}", wanted)


def _settle(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--own", action="store_true", help="the changed texts are those that the digest says")
    main(parser.parse_args())
