"""A session of the Storting for 1,000 workspaces, 100 of them with words of their own, and a daily round of 20 changes.

Then the session's 3,500 written questions for the same workspaces.

Run it with `python bench/official.py`, and with `--database postgres`. The cases are made up, in the shape and of the
size of the recorded answers (700 cases, 1.8 MB). Measured are reading the answer, storing it, matching it with each
workspace's words and planning what each is sent, in a process of its own; the day after that in the same process, and the
next in a new one; beside the same by the bare standard library: `json`, one regular expression for each of the 101 sets of
words, and one row for each case that a workspace's words are in, with SQLite.
The machine's other work is not counted: CPU time of the process (not of PostgreSQL's own), and its largest memory.
"""

import argparse
import asyncio
import json
import logging
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from idle import postgres
from load import machine, print_goal
from official_answers import answer_of, changed_on, questions_of, session_of_cases
from sqlalchemy import func, insert, select, update

from bot.cards.card import Card
from content.load import DEFAULT, load_pack
from content.schema.pack import Pack
from jobs.feeds.outcome import Fetched
from jobs.official.answer import Reader
from jobs.official.kept_answers import keep_answer
from jobs.official.matching import match_pending
from jobs.official.readers import read_answer
from jobs.official.sources import Places
from jobs.ports import SentMessage
from jobs.tick import tick
from models.content.packs import changes_of, note_marks
from models.db.bulk import insert_new
from models.db.database import Database
from models.db.migrate import migrate
from models.official import sources
from models.tables import ContentEntry, Delivery, OfficialMatch, OfficialRecord, Workspace
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CASES, QUESTIONS = 700, 3_500
MEMORY = "most memory, MB"
SESSION_SECONDS, SESSION_MB, DAILY_SECONDS = 60, 200, 2


def main(wanted: argparse.Namespace) -> None:
    """Measure both in processes of their own, and print."""
    print(
        f"{wanted.cases} cases and {wanted.questions:,} questions for {wanted.workspaces:,} workspaces, {wanted.own} of them with words of their own; {wanted.database}"
    )
    print(machine())
    ours, plain = (_child(wanted, part) for part in ("ours", "plain"))
    print(f"{'':<28}{'Pådriver':>10}{'plain':>10}")
    for name in plain:
        print(f"{name:<28}{ours[name]:>10.2f}{plain[name]:>10.2f}")
    for name in ours.keys() - plain.keys():
        print(f"{name:<28}{ours[name]:>10.2f}")
    for name, goal in (
        ("session, s of CPU", SESSION_SECONDS),
        ("daily round, s of CPU", DAILY_SECONDS),
        ("questions, s of CPU", SESSION_SECONDS),
        (MEMORY, SESSION_MB),
    ):
        print_goal(f"{name}: {ours[name]:.1f} (goal {goal})", is_reached=ours[name] < goal)
    print(f"posted in the round after: {ours['posted']:.0f} of {ours['planned']:.0f}")


def _child(wanted: argparse.Namespace, part: str) -> dict[str, float]:
    size = [f"--{each}={getattr(wanted, each)}" for each in ("cases", "questions", "workspaces", "own")]
    where = ["--database", wanted.database, *(["--url", wanted.url] if wanted.url else [])]
    command = [sys.executable, __file__, "--part", part, *size, *where]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return found


@dataclass
class Packs:
    """The content."""

    pack: Pack

    def current(self) -> Pack:  # noqa: D102 - a port's
        return self.pack


@dataclass
class Counting:
    """A sender that only counts."""

    posted: list[int] = field(default_factory=list)

    async def post(self, _address: str, _card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Count a message."""
        self.posted += [delivery_id, *also]
        return SentMessage("D1", f"{len(self.posted)}.0")


def ours(wanted: argparse.Namespace) -> dict[str, float]:
    """Measure the bot."""
    pack = load_pack(DEFAULT)
    cases = session_of_cases(wanted.cases)
    with _database(wanted.database) as url:
        migrate(url)
        database = Database(url)
        _fill(database, pack, wanted.workspaces, wanted.own)
        found: dict[str, float] = {}
        with timed(found, "session, s of CPU"):
            planned = read_and_match(database, pack, answer_of(cases), NOW)
        with database.session() as session:
            # What many at once are gathered for is not what a day brings.
            session.execute(update(OfficialMatch).values(gather_on=None))
        with timed(found, "daily round, s of CPU"):
            planned += read_and_match(database, pack, answer_of(changed_on(cases, 1)), NOW + timedelta(days=1))
        found["planned"] = planned
        found["posted"] = asyncio.run(_posted(database, pack, NOW + timedelta(days=1) + MINUTE))
        with database.reading() as session:
            found["matches"] = session.scalar(select(func.count()).select_from(OfficialMatch)) or 0
        database.close()
        found[MEMORY] = _peak_megabytes()
        wanted.url = url
        found |= _child(wanted, "with_questions")
        found |= _child(wanted, "after_start")
    return found


@contextmanager
def _database(kind: str) -> Iterator[str]:
    """Give the address of an empty database."""
    if kind == "postgres":
        with postgres() as make:
            yield make(0)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/official.db"


def with_questions(wanted: argparse.Namespace) -> dict[str, float]:
    """Measure the questions of the session, in a process that has matched nothing before."""
    pack, database, found = load_pack(DEFAULT), Database(wanted.url), dict[str, float]()
    content = questions_of(wanted.questions, NOW.date())
    with timed(found, "questions, s of CPU"):
        read_and_match(database, pack, content, NOW + timedelta(days=1), Reader.QUESTIONS)
    found["questions, most memory, MB"] = _peak_megabytes()
    database.close()
    return found


def after_start(wanted: argparse.Namespace) -> dict[str, float]:
    """Measure another day in a process that has matched nothing before."""
    pack, database, found = load_pack(DEFAULT), Database(wanted.url), dict[str, float]()
    content = answer_of(changed_on(session_of_cases(wanted.cases), 2))
    with timed(found, "first day after a start, s of CPU"):
        read_and_match(database, pack, content, NOW + timedelta(days=2))
    database.close()
    return found


def read_and_match(database: Database, pack: Pack, content: bytes, now: datetime, reader: Reader = Reader.CASES) -> int:
    """Do what the rounds do with an answer of a list; return how many messages were planned."""
    source = next(each for each in Places().sources("2026-2027", "2025-2026", now.date()) if each.reader is reader)
    answer = read_answer(content, "application/json", source.reader)
    with database.session() as session:
        sources.turn_on(session, source.key)
        row = sources.of_keys(session, [source.key])[source.key]
        keep_answer(session, source, row, Fetched(content, "application/json"), answer, now)
    planned = 0
    while _waits(database):
        planned += match_pending(database, Packs(pack), now)
    return planned


def _waits(database: Database) -> bool:
    with database.reading() as session:
        return (
            session.scalar(select(OfficialRecord.id).where(OfficialRecord.match_due_at.is_not(None)).limit(1))
            is not None
        )


async def _posted(database: Database, pack: Pack, now: datetime) -> int:
    sender = Counting()
    await tick(now, database, Packs(pack), lambda *_: sender)  # type: ignore[arg-type, return-value] # only posting is asked for
    with database.reading() as session:
        sent = session.scalars(select(Delivery.id).where(Delivery.kind == "horing", Delivery.state == "sent"))
        return len(set(sent) & set(sender.posted))


def _fill(database: Database, pack: Pack, workspaces: int, own: int) -> None:
    with database.session() as session:
        first = get_or_create(session, "slack", "T0", "")
        columns = {c.name: getattr(first, c.name) for c in Workspace.__table__.columns if c.name != "id"}
        changed = {"shared_channel": "C1", "plan_after": NOW + timedelta(days=30)}
        rows = [
            columns | changed | {"external_id": f"T{number}", "name": f"W{number}"} for number in range(1, workspaces)
        ]
        insert_new(session, Workspace, rows)
        ids = session.scalars(select(Workspace.id).order_by(Workspace.id).limit(own)).all()
        session.execute(insert(ContentEntry), [_own_words(each, pack) for each in ids])
        for workspace in session.scalars(select(Workspace).where(Workspace.id.in_(ids))):
            workspace.content_version = f"{workspace.id:032x}"
            note_marks(workspace, changes_of(session, workspace.id))


def _own_words(workspace_id: int, pack: Pack) -> dict[str, Any]:
    """Return a change of the words of a theme: which theme, by the workspace, and a word that no other has."""
    theme = pack.media.themes[workspace_id % 3]
    fields = {"ord": [*theme.words, f"egetord{workspace_id}"]}
    by = {"workspace_id": workspace_id, "version": 1, "changed_by": "U1", "changed_at": NOW, "is_removed": False}
    return by | {
        "file": "medier.yaml",
        "entry": theme.id,
        "fields": fields,
        "place": None,
        "after": None,
        "is_new": False,
    }


def plain(wanted: argparse.Namespace) -> dict[str, float]:
    """Measure the same by the standard library alone."""
    pack = load_pack(DEFAULT)
    words = [word.strip("*=.") for theme in pack.media.themes for word in theme.words]
    cases = session_of_cases(wanted.cases)
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "plain.db")
        database.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY, title TEXT)")
        database.execute("CREATE TABLE hit (workspace INTEGER, id INTEGER, PRIMARY KEY (workspace, id))")
        found: dict[str, float] = {}
        with timed(found, "session, s of CPU"):
            _plain_round(database, answer_of(cases), words, wanted)
        with timed(found, "daily round, s of CPU"):
            _plain_round(database, answer_of(changed_on(cases, 1)), words, wanted)
        database.close()
    found[MEMORY] = _peak_megabytes()
    return found


def _plain_round(
    database: sqlite3.Connection, content: bytes, words: Sequence[str], wanted: argparse.Namespace
) -> None:
    seen = dict(database.execute("SELECT id, title FROM seen"))
    rows = [(each["id"], each["tittel"]) for each in json.loads(content)["saker_liste"]]
    new = [each for each in rows if seen.get(each[0]) != each[1]]
    database.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", new)
    for number in range(wanted.own + 1):
        expression = re.compile("|".join(map(re.escape, [*words, f"egetord{number}"])), re.IGNORECASE)
        hits = [each[0] for each in new if expression.search(each[1])]
        workspaces = (number,) if number < wanted.own else range(wanted.own, wanted.workspaces)
        database.executemany("INSERT OR IGNORE INTO hit VALUES (?, ?)", ((w, hit) for w in workspaces for hit in hits))
    database.commit()


def _peak_megabytes() -> float:
    """Return the most memory of this process; what `getrusage` says begins with that of the process that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(each for each in lines if each.startswith("VmHWM:")).split()[1]) / 1024


@contextmanager
def timed(found: dict[str, float], name: str) -> Iterator[None]:
    """Note the processor time of a block."""
    before = time.process_time()
    yield
    found[name] = time.process_time() - before


PARTS_OF_BENCH: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "ours": ours,
    "plain": plain,
    "after_start": after_start,
    "with_questions": with_questions,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--workspaces", type=int, default=1_000)
    parser.add_argument("--own", type=int, default=100)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=sorted(PARTS_OF_BENCH))
    asked = parser.parse_args()
    if asked.part is None:
        main(asked)
    else:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        print(json.dumps(PARTS_OF_BENCH[asked.part](asked)))
