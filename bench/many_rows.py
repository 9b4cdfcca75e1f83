"""Every question that may be slow, with 50,000 rows behind it, over signed HTTP; and how long the loop is held meanwhile.

Run it with `python bench/many_rows.py`. The bot is a process of its own, on SQLite and on PostgreSQL. While a question
is answered, `/healthz` is asked every few milliseconds from beside: how long that takes is how long the loop was held.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from idle import postgres
from load import Target, ask, machine
from search_fill import _fill
from sqlalchemy import insert, text
from stand import Stand, answering, free_port, process, stand

from models.db.database import Database
from models.tables import Audit, Effect, FollowUp
from models.workspace.workspaces import by_external

GOAL_P95, GOAL_LAG_P99, GOAL_LAG = 100.0, 50.0, 250.0
QUESTIONS = (
    "/frister",
    "/frister 2026",
    "/frister høringssvar",
    "/frister finnes aldri noe sted",
    "/frister mine",
    "/frister ferdige",
    "/frister alle",
    "/frister på vent",
    "/arshjul",
    "/arshjul år",
    "/effekt",
    "/effekt 2026",
    "/medie tall",
    "/padriver logg",
    "/padriver status",
    "/interessenter stille",
    "/interessenter stille mine",
    "/interessenter nordmann",
    "/interessenter tema:jernbane",
    "/effekt eksport",
    "/interessenter eksport",
)
FIELDS = ("arrangementer", "statsbudsjett", "ntp", "nettverksbygging", "saker")


async def main(wanted: argparse.Namespace) -> None:
    """Measure on each database, and print."""
    print(f"{wanted.rows:,} rows of each kind\n{machine()}")
    for name in wanted.databases:
        with tempfile.TemporaryDirectory() as folder, database_url(name) as url:
            async with stand(Path(folder), wanted.rows, url) as place:
                await asyncio.to_thread(fill, place, wanted)
                with ExitStack() as stack:
                    port = free_port()
                    running = stack.enter_context(process(place.bot(), place.environment(port), place.folder))
                    await answering(running, port, place.folder)
                    await table(name, replace(place.target(port, b"{"), pid=running.pid), wanted)


@contextmanager
def database_url(name: str) -> Iterator[str | None]:
    """Give the address of an empty PostgreSQL; None for SQLite, whose file the stand makes."""
    with postgres() if name == "postgres" else nullcontext(None) as make:
        yield make(1) if make else None


def fill(place: Stand, wanted: argparse.Namespace) -> None:
    """Give Kari's workspace as many of everything; half of the deadlines stand in the wheel, a third is done."""
    database, now, dice = Database(place.env["DATABASE_URL"]), datetime.now(UTC), random.Random(7)
    kari = place.workspace.person("Kari Nordmann").id
    with database.session() as session:
        row = by_external(session, "slack", place.workspace.state.team.id)
        ours = row.id if row else 0
        session.execute(text("UPDATE occurrence SET field = 'saker' WHERE source = 'egen' AND id % 2 = 0"))
        session.execute(text("UPDATE occurrence SET done_at = created_at WHERE source = 'egen' AND id % 3 = 0"))
        session.execute(
            text("UPDATE occurrence SET owner = :kari WHERE source = 'egen' AND id % 5 = 0"), {"kari": kari}
        )
        same = {"workspace_id": ours, "user_id": kari}
        moments = [now - timedelta(minutes=dice.randrange(60 * 24 * 700)) for _ in range(wanted.rows)]
        for table, rows in (
            (Effect, [effect(at, number) | same for number, at in enumerate(moments)]),
            (FollowUp, [{"workspace_id": ours} | followup(at, number, kari) for number, at in enumerate(moments)]),
            (Audit, [{"at": at, "what": "innstilling", "before": {}, "after": {}} | same for at in moments]),
        ):
            session.execute(insert(table), rows)
        _fill(session, ours, wanted.people, wanted.people * 2, dice)
        session.execute(text("UPDATE person SET owner = :kari WHERE id % 50 = 0"), {"kari": kari})
        session.execute(text("ANALYZE"))
    database.close()


def effect(at: datetime, number: int) -> dict[str, object]:
    """Return an effect of that day."""
    return {
        "day": at.date(),
        "kind": "medieoppslag",
        "title": f"Kronikk nummer {number}",
        "reach": 10,
        "created_at": at,
    }


def followup(at: datetime, number: int, kari: str) -> dict[str, object]:
    """Return a follow-up that was taken after seven minutes, and done after two hours."""
    return {
        "channel": "C1", "message": f"{number}.1", "day": at.date(), "text": "Togene står", "owner": kari,
        "state": "ferdig", "due_at": at, "created_at": at + timedelta(minutes=7), "closed_at": at + timedelta(hours=2),
        "alerted_at": at, "theme": ("jernbane", "energi", None)[number % 3],
    }  # fmt: skip


async def table(name: str, target: Target, wanted: argparse.Namespace) -> None:
    """Ask each question some times in turn, and print how long the answers took and the loop was held."""
    print(f"\n{name:<34}{'p50':>9}{'p95':>9}{'lag p99':>10}{'lag max':>10}")
    for said in wanted.only or QUESTIONS:
        command, _, words = said.partition(" ")
        asked = replace(target, command={**target.command, "command": command, "text": words})
        await ask(asked)
        took, lags = await measured(asked, wanted.times)
        p50, p95, lag = at(took, 0.5), at(took, 0.95), at(lags, 0.99)
        missed = "" if p95 < GOAL_P95 and lag < GOAL_LAG_P99 and max(lags) < GOAL_LAG else "  <"
        print(f"{said:<34}{p50:>6.0f} ms{p95:>6.0f} ms{lag:>7.1f} ms{max(lags):>7.0f} ms{missed}", flush=True)


async def measured(target: Target, times: int) -> tuple[list[float], list[float]]:
    """Return how long each answer took, and each look at the loop beside it, in milliseconds."""
    lags: list[float] = []
    looking = asyncio.create_task(look(target.port, lags))
    took = []
    for _ in range(times):
        began = time.perf_counter()
        body = await ask(target)
        took.append((time.perf_counter() - began) * 1000)
        if body and b"Noe gikk galt" in body:
            raise RuntimeError(json.loads(body))
    await asyncio.sleep(0.2)
    looking.cancel()
    return took, lags


async def look(port: int, lags: list[float]) -> None:
    """Ask `/healthz` every 5 ms over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        began = time.perf_counter()
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-len"))
        await reader.readexactly(length)
        lags.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.005)


def at(numbers: list[float], share: float) -> float:
    """Return the least number that so large a share of them does not exceed."""
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))]


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=20, help="how often each question is asked")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    parser.add_argument("--only", nargs="+", help="ask only these, such as '/arshjul år'")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_wanted())))
