"""Ten years in one workspace: how many rows and bytes there are after each, and what a round takes.

Run it with `python bench/growth.py`. The calendar is the content pack's own, synced and told by the bot itself, with
messages that go nowhere. What a secretariat of ten does beside that is made up (`YEARLY`). Each year ends with the
deleting of what has expired, as every round does it. With `--keep` nothing is deleted, for comparison.
"""

import argparse
import asyncio
import itertools
import logging
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import structlog
from idle import postgres
from load import machine
from sqlalchemy import func, select, text, update

from bot.cards.card import Card
from content.load import DEFAULT
from content.store import PackStore
from jobs.ports import Half, Sent
from jobs.tick import tick
from jobs.tidy import AT_ONCE, TIMES, Tidying
from models import changes, outgoing
from models.audit import note
from models.base import Base
from models.calendar.workdays import is_working_day
from models.database import Database
from models.migrate import migrate
from models.nudges.alert import KIND as ALERT_KIND
from models.nudges.alert import key_of
from models.nudges.deadlines import KIND as DEADLINES_KIND
from models.nudges.deadlines import OWNER_KIND
from models.nudges.deadlines import key_of as key_of_morning
from models.nudges.followup import KIND as CARD_KIND
from models.nudges.followup import REMINDER_KIND
from models.tables import Alert, Delivery, Effect, Feed, FollowUp, Inbound, Occurrence, Snooze, Workspace
from models.upsert import insert_new
from models.workspaces import destination, get_or_create

FIRST = 2026
WATCHED = (0, 2)
"""The days of the week that the bot's rounds are run on: Monday and Wednesday."""
TOLD = 4
"""To how many people the morning's deadlines are written down as sent on the other days."""
MOVED = 0.6
"""How many of the changes of a deadline move it; the others end it."""
PEOPLE = tuple(f"U{number:02}" for number in range(10))
YEARLY = {
    "deadlines of their own": 250,
    "changes of deadlines (moved or done)": 600,
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

    async def post(self, address: str, _card: Card, _delivery_id: int, _also: Sequence[int] = ()) -> Sent:
        """Take a message."""
        return Sent(address, f"{next(self.numbers)}.000")

    async def update(self, _sent: Sent, _card: Card) -> None:
        """Change a message: none is."""
        raise NotImplementedError

    async def find(self, _address: str, _delivery_id: int, _since: datetime) -> Sent | Half | None:
        """Look for a message: none is missed."""
        return None

    async def go_on(self, _half: Half, _card: Card) -> None:
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

    async def round(self, now: datetime) -> tuple[float, int]:
        """Run a round; return how many milliseconds it took, and how many messages it sent."""
        began = time.perf_counter()
        report = await tick(now, self.database, self.packs, lambda _: self.sender)
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
    columns = ("year", "rows", *SHOWN, "MB", "sent", "idle", "morning", "tidying", "deleted")
    print("".join(each.rjust(max(len(each) + 2, 9)) for each in columns))
    for year in range(FIRST, FIRST + wanted.years):
        sent = await one_year(here, year)
        rows, deleted, took = counted(database), 0, 0.0
        if not wanted.keep:
            took, deleted = tidied(database, datetime(year + 1, 1, 1, 3, tzinfo=UTC))
            rows = counted(database)
        idle, morning = await timed(here, year + 1)
        told = [year, sum(rows.values()), *(rows[name] for name in SHOWN), f"{size(database) / 1e6:.1f}", sent]
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


async def one_year(here: Office, year: int) -> int:
    """Let a year pass: on each working day what people do, and on some a round; return how many messages were sent."""
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    working = [day for day in days if is_working_day(day)]
    sent = 0
    for day in working:
        with here.database.session() as session:
            lived(here, session, day, datetime(day.year, day.month, day.day, 7, tzinfo=UTC), len(working))
            if day.weekday() not in WATCHED and day.day > 3:
                _morning(here, session, day)
                continue
        # After the last of the day's nudges is due, and while all of them are worth sending.
        sent += (await here.round(datetime(day.year, day.month, day.day, 10, 35, tzinfo=UTC)))[1]
    return sent


def _morning(here: Office, session: Any, day: date) -> None:
    """Write down the morning's deadlines as sent, on a day that is not lived through: the bench takes half as long."""
    at = datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)
    places = [(DEADLINES_KIND, destination(session, here.workspace.id, "kanal", "C1"))]
    places += [(OWNER_KIND, destination(session, here.workspace.id, "person", each)) for each in PEOPLE[:TOLD]]
    row = {"workspace_id": here.workspace.id, "period_key": key_of_morning(day), "state": "sent"}
    row |= {"due_at": at, "next_try_at": at, "sent_at": at, "channel_ref": "C1"}
    told = [(kind, place.id, f"{next(here.numbers)}.000") for kind, place in places]
    insert_new(
        session, Delivery, [{**row, "kind": kind, "destination_id": to, "message_ref": ref} for kind, to, ref in told]
    )


def lived(here: Office, session: Any, day: date, now: datetime, days: int) -> None:
    """Do what people and feeds do on one of so many days of a year."""

    def number(name: str) -> range:
        whole, rest = divmod(YEARLY[name], days)
        return range(whole + (here.chance.random() < rest / days))

    mine, who = here.workspace.id, here.chance.choice(PEOPLE)
    for each in number("deadlines of their own"):
        due = day + timedelta(days=here.chance.randrange(3, 90))
        changes.add(session, mine, who, now, title=f"Notat {day} {each}", due=due, owner=here.chance.choice(PEOPLE))
    near = select(Occurrence.id).where(
        Occurrence.workspace_id == mine,
        Occurrence.archived_at.is_(None),
        Occurrence.done_at.is_(None),
        Occurrence.ends_on.between(day - timedelta(days=30), day + timedelta(days=60)),
    )
    rows = list(session.scalars(near))
    here.chance.shuffle(rows)
    for row in rows[: len(number("changes of deadlines (moved or done)")) - 1]:
        if here.chance.random() < MOVED:
            changes.move(session, mine, row, who, day + timedelta(days=here.chance.randrange(3, 60)), now)
        else:
            changes.mark_done(session, mine, row, who, now)
    until = day + timedelta(days=14)
    snoozed = rows[len(rows) - len(number("snoozed")) :] if rows else []
    insert_new(session, Snooze, [_snooze(mine, row, until, now) for row in snoozed])
    _hear(here, session, now, number("items of feeds"), number("cases that are told"))
    ended = update(FollowUp).where(FollowUp.workspace_id == mine, FollowUp.state == "åpen")
    session.execute(ended.values(state="ferdig", closed_at=now, closed_by=who))
    for _ in number("followed up"):
        _follow(here, session, day, now, who)
    effects = [_effect(mine, day, now, who) for _ in number("effects")]
    session.add_all(effects)
    for _ in number("settings changed"):
        note(session, mine, who, now, "innstilling", {"digest_time": "08:00"}, {"digest_time": "08:30"})
    keys = [
        {"workspace_id": mine, "key": f"{next(here.numbers)}", "received_at": now}
        for _ in number("commands and presses")
    ]
    insert_new(session, Inbound, keys)


def _snooze(workspace_id: int, row: int, until: date, now: datetime) -> dict[str, object]:
    return {"workspace_id": workspace_id, "occurrence_id": row, "user_id": "", "until": until, "at": now}


def _effect(workspace_id: int, day: date, now: datetime, who: str) -> Effect:
    what = {"kind": "medieoppslag", "title": "Kronikk om jernbanen i regionavisa", "theme": "jernbane"}
    return Effect(workspace_id=workspace_id, day=day, user_id=who, created_at=now, reach=4_000, **what)


def _hear(here: Office, session: Any, now: datetime, items: range, cases: range) -> None:
    """Keep what a feed brings: most of it is about nothing, and of some a case is told."""
    found = []
    for _ in items:
        number = next(here.numbers)
        row = {"workspace_id": here.workspace.id, "feed_id": here.feed_id, "identity": f"{number:064}"}
        row |= {"title": "En sak fra avisa om noe helt annet enn jernbane", "source": "Avisa", "found_at": now}
        found.append(
            row
            | {"link": f"https://avisa.example.no/{number}", "link_hash": f"{number:064}", "themes": [], "words": {}}
        )
    insert_new(session, Alert, found)
    session.get_one(Feed, here.feed_id).last_item_at = now
    newest = select(Alert).where(Alert.workspace_id == here.workspace.id).order_by(Alert.id.desc()).limit(len(cases))
    for case in session.scalars(newest):
        case.state, case.themes, case.words = "varslet", ["jernbane"], {"jernbane": [["tog", "tog"]]}
        outgoing.plan(session, here.workspace.id, "kanal", "C2", ALERT_KIND, key_of(case.id), now)


def _follow(here: Office, session: Any, day: date, now: datetime, who: str) -> None:
    mine, message = here.workspace.id, f"{next(here.numbers)}.1"
    when = {"due_at": now + timedelta(hours=6), "created_at": now, "told_at": now}
    said = {"text": "Togene står igjen, og ingen vet når de går.", "theme": "jernbane"}
    row = FollowUp(workspace_id=mine, channel="C2", message=message, day=day, owner=who, **when, **said)
    session.add(row)
    session.flush()
    thread = outgoing.thread_address("C2", message)
    outgoing.plan(session, mine, outgoing.THREAD, thread, CARD_KIND, f"{row.id}:", now)
    outgoing.plan(session, mine, "person", who, REMINDER_KIND, f"{row.id}:{now.timestamp()}:snart", now)


def tidied(database: Database, now: datetime) -> tuple[float, int]:
    """Delete what has expired, in as many rounds as it takes; return the seconds of the slowest round, and how many rows."""
    work, deleted, slowest = Tidying(database), 0, 0.0
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
