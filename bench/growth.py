"""Ten years in one workspace: how many rows and bytes there are after each, and what a round takes.

Run it with `python bench/growth.py`. The calendar is the content pack's own, synced by the bot itself. What a secretariat
of ten leaves behind in a year beside that is made up (`YEARLY`), with as many messages as there were in a year that the
bot lived through itself. Each year ends with the deleting of what has expired, in the rounds of the night («tidying» is
the slowest of them). Then rounds are timed: one with nothing due, and one of a Monday morning with all that is due, sent
to nowhere. With `--keep` nothing is deleted, for comparison.
"""

import argparse
import asyncio
import itertools
import logging
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import structlog
from idle import postgres
from load import machine
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.cards.card import Card
from content.load import DEFAULT
from content.store import PackStore
from jobs.nudges.digest_rows import week_key
from jobs.ports import PartlySent, SentMessage
from jobs.pruning import AT_ONCE, TIMES, Pruning
from jobs.tick import tick
from models.calendar.workdays import is_working_day
from models.db.base import Base
from models.db.bulk import insert_new
from models.db.database import Database
from models.db.migrate import migrate
from models.occurrences.sync import sync
from models.tables import (
    Alert,
    Audit,
    Change,
    Delivery,
    Effect,
    Feed,
    FollowUp,
    Inbound,
    Occurrence,
    Snooze,
    Workspace,
)
from models.workspace.workspaces import destination, get_or_create

FIRST = 2026
TOLD = 4
"""How many people are told of their deadlines each morning, and of who has gone quiet each week."""
PEOPLE = tuple(f"U{number:02}" for number in range(10))
YEARLY = {
    "deadlines of their own": 250,
    "changes of deadlines": 600,
    "snoozed": 100,
    "items of feeds": 20_000,
    "cases that are told": 250,
    "followed up": 100,
    "effects": 200,
    "settings changed": 50,
    "commands and presses": 15_000,
}
SHOWN = ("occurrence", "change", "delivery", "followup", "effect", "alert", "snooze", "audit", "inbound")
RUNS = 9
"""How many rounds of each kind are timed: the middle one is told."""


@dataclass
class Nowhere:
    """A way out that takes every message."""

    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def post(self, address: str, _card: Card, _delivery_id: int, _also: Sequence[int] = ()) -> SentMessage:
        """Take a message."""
        return SentMessage(address, f"{next(self.numbers)}.000")

    async def update(self, _sent: SentMessage, _card: Card) -> None:
        """Change a message: none is."""
        raise NotImplementedError

    async def find(self, _address: str, _delivery_id: int, _since: datetime) -> SentMessage | PartlySent | None:
        """Look for a message: none is missed."""
        return None

    async def go_on(self, _half: PartlySent, _card: Card) -> None:
        """Go on with a message: none is broken off."""
        raise NotImplementedError


@dataclass
class Office:
    """The workspace, and what the bench needs to let its years pass."""

    database: Database
    packs: PackStore
    workspace: Workspace
    feed_id: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    sender: Nowhere = field(default_factory=Nowhere)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def new(self) -> str:
        """Return a number that no other row has."""
        return str(next(self.numbers))

    async def round(self, now: datetime) -> tuple[float, int]:
        """Run a round; return how many milliseconds it took, and how many messages it sent."""
        began = time.perf_counter()
        report = await tick(now, self.database, self.packs, lambda *_: self.sender)
        return (time.perf_counter() - began) * 1000, len(report.sent)


def main(wanted: argparse.Namespace) -> None:
    """Measure on both databases, and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(f"{wanted.years} years in one workspace; {machine()}\nmade up for each year: {YEARLY}")
    with tempfile.TemporaryDirectory(prefix="padriver-growth-") as folder, postgres() as server:
        urls = {"SQLite": lambda: f"sqlite:///{folder}/growth.db", "PostgreSQL": lambda: server(1)}
        for name, url in urls.items():
            if wanted.on in ("both", name.lower()):
                print(f"\n{name}")
                asyncio.run(years(url(), wanted))


async def years(url: str, wanted: argparse.Namespace) -> None:
    """Let the years pass, and print a line for each."""
    migrate(url)
    database = Database(url)
    here = opened(database)
    columns = ("year", "rows", *SHOWN, "MB", "idle", "morning", "tidying", "deleted")
    print("".join(each.rjust(max(len(each) + 2, 9)) for each in columns))
    for year in range(FIRST, FIRST + wanted.years):
        one_year(here, year)
        rows, deleted, took = counted(database), 0, 0.0
        if not wanted.keep:
            took, deleted = tidied(database, datetime(year + 1, 1, 1, 3, tzinfo=UTC))
            rows = counted(database)
        idle, morning = await timed(here, year + 1)
        told = [year, sum(rows.values()), *(rows[name] for name in SHOWN), f"{size(database) / 1e6:.1f}"]
        told += [f"{idle:.1f} ms", f"{morning:.1f} ms", f"{took:.2f} s", deleted]
        cells = zip(columns, told, strict=True)
        print("".join(str(cell).rjust(max(len(name) + 2, 9)) for name, cell in cells), flush=True)
    database.close()


def opened(database: Database) -> Office:
    """Make the workspace, with a media channel and a feed."""
    packs = PackStore(DEFAULT)
    packs.current()
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Sekretariatet")
        workspace.shared_channel, workspace.media_channel, workspace.installed_by = "C1", "C2", PEOPLE[0]
        feed = Feed(workspace_id=workspace.id, key="avisa", name="Avisa", url="https://avisa.example.no", on=True)
        session.add(feed)
        session.flush()
        return Office(database, packs, workspace, feed.id)


def one_year(here: Office, year: int) -> None:
    """Write down what a year leaves behind: the calendar by the bot's own sync, the rest as `YEARLY` says."""
    mine = here.workspace.id
    for month in (1, 4, 7, 10):
        with here.database.session() as session:
            here.workspace = session.get_one(Workspace, mine)
            sync(session, here.workspace, here.packs.current(), datetime(year, month, 1, 3, tzinfo=UTC))
    working = [day for number in range(365) if is_working_day(day := date(year, 1, 1) + timedelta(days=number))]
    moments = [datetime(day.year, day.month, day.day, 7, tzinfo=UTC) for day in working]

    def spread(name: str) -> list[datetime]:
        return [moments[number * len(moments) // YEARLY[name]] for number in range(YEARLY[name])]

    with here.database.session() as session:
        own = [_deadline(here, at) for at in spread("deadlines of their own")]
        insert_new(session, Occurrence, own)
        keys = [each["key"] for each in own]
        rows = session.scalars(select(Occurrence.id).where(Occurrence.workspace_id == mine, Occurrence.key.in_(keys)))
        ids = sorted(rows)
        changed = [{**_by(mine, at), **_row(ids, each)} for each, at in enumerate(spread("changes of deadlines"))]
        insert_new(
            session, Change, [{**each, "before": {"owner": None}, "after": {"owner": "U01"}} for each in changed]
        )
        snoozed = [(ids[each], at) for each, at in enumerate(spread("snoozed"))]
        insert_new(session, Snooze, [_snooze(mine, row, at) for row, at in snoozed])
        insert_new(session, Effect, [_effect(mine, at) for at in spread("effects")])
        log = {"what": "innstilling", "before": {"digest_time": "08:00"}, "after": {"digest_time": "08:30"}}
        insert_new(session, Audit, [{**_by(mine, at), **log} for at in spread("settings changed")])
        keyed = spread("commands and presses")
        insert_new(session, Inbound, [{"workspace_id": mine, "key": here.new(), "received_at": at} for at in keyed])
    with here.database.session() as session:
        _heard(here, session, spread("items of feeds"))
        followed = [_followup(here, at) for at in spread("followed up")]
        insert_new(session, FollowUp, followed)
        insert_new(
            session, Delivery, list(_nudges(here, session, working, moments, spread("cases that are told"), followed))
        )


def _by(workspace_id: int, at: datetime) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "user_id": "U01", "at": at}


def _row(ids: Sequence[int], number: int) -> dict[str, Any]:
    return {"occurrence_id": ids[number % len(ids)]}


def _deadline(here: Office, at: datetime) -> dict[str, Any]:
    due = at.date() + timedelta(days=here.chance.randrange(3, 90))
    row = {"workspace_id": here.workspace.id, "key": f"egen:{here.new()}", "source": "egen", "kind": "frist"}
    row |= {"title": "Notat om jernbanen", "starts_on": due, "ends_on": due, "certainty": "fast", "created_at": at}
    return row | {"owner": here.chance.choice(PEOPLE), "done_at": at + timedelta(days=2), "done_by": "U01"}


def _snooze(workspace_id: int, row: int, at: datetime) -> dict[str, Any]:
    until = at.date() + timedelta(days=14)
    return {"workspace_id": workspace_id, "occurrence_id": row, "user_id": "", "until": until, "at": at}


def _effect(workspace_id: int, at: datetime) -> dict[str, Any]:
    row = {"workspace_id": workspace_id, "day": at.date(), "user_id": "U01", "created_at": at, "reach": 4_000}
    return row | {"kind": "medieoppslag", "title": "Kronikk om jernbanen i regionavisa", "theme": "jernbane"}


def _heard(here: Office, session: Session, moments: Sequence[datetime]) -> None:
    """Keep what a feed brings; most of it is about nothing."""
    row = {"workspace_id": here.workspace.id, "feed_id": here.feed_id, "source": "Avisa", "words": {}}
    row |= {"title": "En sak fra avisa om noe helt annet enn jernbane", "themes": []}
    every = YEARLY["items of feeds"] // YEARLY["cases that are told"]
    found = []
    for place, at in enumerate(moments):
        new = here.new()
        link = {"identity": _hash(new), "link": f"https://avisa.example.no/{new}", "link_hash": _hash(f"lenke {new}")}
        found.append({**row, **link, "found_at": at, "state": "sett" if place % every else "varslet"})
    insert_new(session, Alert, found)
    session.get_one(Feed, here.feed_id).last_item_at = moments[-1]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _followup(here: Office, at: datetime) -> dict[str, Any]:
    row = {"workspace_id": here.workspace.id, "channel": "C2", "message": f"{here.new()}.1", "day": at.date()}
    row |= {"text": "Togene står igjen, og ingen vet når de går.", "theme": "jernbane", "owner": "U01"}
    when = {"due_at": at + timedelta(hours=6), "created_at": at, "told_at": at, "closed_at": at + timedelta(hours=4)}
    return row | when | {"state": "ferdig", "closed_by": "U01"}


def _nudges(
    here: Office,
    session: Session,
    working: Sequence[date],
    moments: Sequence[datetime],
    cases: Sequence[datetime],
    followed: Sequence[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """Give what was sent in a year: each kind under a key as its planner makes it, so that nothing is planned again."""
    mine = here.workspace.id
    channel, media = (destination(session, mine, "kanal", each).id for each in ("C1", "C2"))
    people = [destination(session, mine, "person", each).id for each in PEOPLE[:TOLD]]

    def row(kind: str, key: str, to: int, at: datetime, state: str = "sent") -> dict[str, Any]:
        told = {"workspace_id": mine, "kind": kind, "period_key": key, "destination_id": to, "state": state}
        return told | {"due_at": at, "next_try_at": at, "sent_at": at, "channel_ref": "C1", "message_ref": here.new()}

    for day, at in zip(working, moments, strict=True):
        yield row("frister", f"frister:{day}", channel, at)
        yield from (row("frister_eier", f"frister:{day}", each, at) for each in people)
        if day.weekday() == 0:
            yield row("ukesoversikt", week_key(day), channel, at)
            yield from (row("stille", week_key(day), each, at) for each in people)
        if day.weekday() == 2:
            yield row("kampanje_onsdag", week_key(day), channel, at)
    for number, at in enumerate(cases):
        yield row("mediesak", f"sak:{at.year}{number:06}", media, at)
    for number, each in enumerate(followed):
        thread = destination(session, mine, "tråd", f"C2:{each['message']}").id
        yield row("oppfolging", f"{each['day'].year}{number:06}:", thread, each["created_at"])
        yield row("oppfolging_husk", f"{each['day'].year}{number:06}:snart", people[0], each["created_at"])
        yield row("oppfolging_ute", f"{each['day'].year}{number:06}:ute", thread, each["due_at"], "skipped")


def tidied(database: Database, now: datetime) -> tuple[float, int]:
    """Delete what has expired, in as many rounds as it takes; return the seconds of the slowest round, and how many rows."""
    work, deleted, slowest = Pruning(database), 0, 0.0
    for _ in range(2 + max(counted(database).values()) // (AT_ONCE * TIMES)):
        began = time.perf_counter()
        deleted += sum(work.run(now).values())
        slowest = max(slowest, time.perf_counter() - began)
    return slowest, deleted


async def timed(here: Office, year: int) -> tuple[float, float]:
    """Return the milliseconds of a round with nothing due, and of Monday morning's with everything; each the middle one."""
    monday = next(
        day for day in (date(year, 1, 8) + timedelta(days=number) for number in range(7)) if day.weekday() == 0
    )
    now = datetime(monday.year, monday.month, monday.day, 7, 35, tzinfo=UTC)
    await here.round(now - timedelta(hours=5))
    idle = sorted([(await here.round(now - timedelta(hours=4, minutes=each)))[0] for each in range(RUNS)])
    return idle[RUNS // 2], (await here.round(now))[0]


def counted(database: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def size(database: Database) -> int:
    """Return the bytes that the database takes, without what it keeps free for new rows."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.is_near:
            pages, free, page = (
                connection.exec_driver_sql(f"PRAGMA {each}").scalar_one()
                for each in ("page_count", "freelist_count", "page_size")
            )
            return int((pages - free) * page)
        connection.execute(text("VACUUM ANALYZE"))
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--on", choices=("both", "sqlite", "postgresql"), default="both")
    parser.add_argument("--keep", action="store_true", help="delete nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main(_wanted())
