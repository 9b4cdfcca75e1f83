"""How fast the page of a round is to a person with a link (goals: p50 under 10 ms, 200 requests a second on one core).

`.venv/bin/python bench/round_page.py [--rounds 3] [--requests 1000] [--together 8]`: a new SQLite file with a round to 62
members, a third of them with a reader's letter in a paper, what it means at home written in, and a whole Storting. The page is served by a process of its own, held to one core where the system can do that; the links are taken in turn,
one connection at a time for the latency, then several at once for the rate.
"""

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import cycle, islice
from multiprocessing.connection import Connection

from load import Run, figures, machine, print_goal, worked
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.commands import registry
from bot.pages.round_page import round_route
from bot.requests.deps import Deps
from bot.runtime.web import serving
from content.load import DEFAULT, load_pack
from content.municipalities import municipality
from content.schema.pack import Pack
from models.db.database import Database
from models.db.migrate import migrate
from models.members.functions import MAYOR
from models.members.members import members
from models.official.members import SITTING
from models.rounds.answers import USED
from models.rounds.carriers import NewRound, begin, mark_sent
from models.rounds.links import RoundLinks
from models.tables import Carrier, Member, MemberContact, OfficialMember, Person, Workspace
from models.workspace.keyring import Keyring, new_key
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 6, 10, 0, tzinfo=UTC)
UNTIL = date(2026, 10, 30)
MEMBERS, REPRESENTATIVES = 62, 169
P50_MS, PER_SECOND = 10.0, 200.0
HOLDS = b"til deres eget"


class OnePack:
    """The pack of every workspace."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def current(self) -> Pack:
        """Return the pack."""
        return self._pack


def filled(database: Database, pack: Pack, links: RoundLinks) -> list[str]:
    """Send a round to each member, and return the paths of its links."""
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Bench")
        _add_members(session, workspace, pack)
        _add_storting(session)
        _add_mayors(session, workspace, pack)
        issue = pack.issues[0]
        new = NewRound(
            "x", issue.id, "Rikstunnelen", "Rikstunnelen gir flere tog", "Start planleggingen", "alle", "alle", UNTIL
        )
        row = begin(session, workspace, pack, new, [], "U1", NOW)
        mark_sent(session, workspace.id, row.id, NOW)
        rows = session.scalars(select(Carrier).where(Carrier.round_id == row.id).order_by(Carrier.id)).all()
        for number, each in enumerate(rows):
            each.meaning = "Hos oss reiser 24 000 med toget hver dag, og halvparten står."
            if number % 3 == 0:
                each.answer, each.answered_at, each.is_letter, each.used_where = USED, NOW, True, "Romerikes Blad"
        return [links.address(each) for each in rows]  # fmt: skip


def _add_members(session: Session, workspace: Workspace, pack: Pack) -> None:
    """Enter members by the numbers of Akershus, Østfold, Buskerud and Vestfold until there are as many as we have."""
    known = {each.number for each in members(session, workspace.id, pack)}
    numbers = (
        f"{number:04}" for number in (*range(3201, 3243), *range(3101, 3125), *range(3301, 3340), *range(3901, 3912))
    )
    new = [each for number in numbers if number not in known and (each := municipality(number))]
    for each in new[: MEMBERS - len(known)]:
        row = {"number": each.number, "name": each.name, "created_by": "U1", "created_at": NOW, "changed_at": NOW}
        session.add(Member(workspace_id=workspace.id, **row))
    session.flush()


def _add_storting(session: Session) -> None:
    """Let there be as many representatives as there are, each page names those of its county."""
    counties = ("Akershus", "Oslo", "Buskerud", "Østfold", "Vestfold", "Innlandet", "Telemark", "Rogaland", "Troms")
    for number in range(REPRESENTATIVES):
        row = {"party": "A", "county": counties[number % len(counties)], "period": "2025-2029", "seen_at": NOW}
        listed = {"committees": [["TRANSKOM", "Transport- og kommunikasjonskomiteen"]], "listed": [SITTING]}
        session.add(OfficialMember(number=f"R{number}", name=f"Kari Nordmann {number}", **row, **listed))
    session.flush()


def _add_mayors(session: Session, workspace: Workspace, pack: Pack) -> None:
    for member in members(session, workspace.id, pack):
        name = f"Ordfører i {member.name}"
        person = Person(
            workspace_id=workspace.id, name=name, folded=name.casefold(), email="x@example.no", purpose="Runder",
            source="Bench", quiet_since=NOW.date(), created_by="U1", created_at=NOW,
        )  # fmt: skip
        session.add(person)
        session.flush()
        row = {"number": member.number, "person_id": person.id, "function": MAYOR, "created_by": "U1"}
        session.add(MemberContact(workspace_id=workspace.id, created_at=NOW, **row))


def serve(url: str, key: str, ready: Connection) -> None:
    """Serve the page in this process, on one core, until its parent ends it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})

    async def run() -> None:
        deps = Deps(Database(url), OnePack(load_pack(DEFAULT)), lambda: NOW, registry)
        app = Starlette(routes=[round_route(deps, RoundLinks("", Keyring([key])))])
        async with serving(app, "127.0.0.1", 0) as address:
            ready.send(int(address.rpartition(":")[2]))
            await asyncio.Event().wait()

    asyncio.run(run())


async def measure(port: int, pid: int, paths: Sequence[str], requests: int, together: int) -> Run:
    """Read that many pages over that many connections."""
    left = iter(islice(cycle(paths), requests))
    durations: list[float] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for path in left:
            began = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = next(int(row[15:]) for row in head.split(b"\r\n") if row.startswith(b"content-length:"))
            body = await reader.readexactly(length)
            durations.append((time.perf_counter() - began) * 1000)
            if not head.startswith(b"http/1.1 200") or HOLDS not in body:
                message = f"not the page: {head[:60]!r}"
                raise RuntimeError(message)
        writer.close()
        await writer.wait_closed()

    began, before = time.perf_counter(), worked(pid)
    await asyncio.gather(*(connection() for _ in range(together)))
    return Run(durations, time.perf_counter() - began, 0, worked(pid) - before)


def main() -> None:
    """Print both figures beside their goals."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--requests", type=int, default=1_000)
    asked.add_argument("--together", type=int, default=8)
    arguments = asked.parse_args()
    key, spawn = new_key(), multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/padriver.db"
        migrate(url)
        database = Database(url)
        paths = filled(database, load_pack(DEFAULT), RoundLinks("", Keyring([key])))
        database.close()
        mine, theirs = spawn.Pipe()
        server = spawn.Process(target=serve, args=(url, key, theirs))
        server.start()
        try:
            port, pid = mine.recv(), server.pid or 0
            asyncio.run(measure(port, pid, paths, 50, 1))
            shape = range(arguments.rounds)
            alone = figures([asyncio.run(measure(port, pid, paths, arguments.requests, 1)) for _ in shape])
            several = figures(
                [asyncio.run(measure(port, pid, paths, arguments.requests, arguments.together)) for _ in shape]
            )
        finally:
            server.terminate()
            server.join()
    print(f"{machine()}; {len(paths)} links")
    print(f"1 at a time: p50 {alone.p50:.2f} ms, p95 {alone.p95:.2f} ms, CPU {alone.cpu:.2f} ms each")
    print(
        f"{arguments.together} at a time: {several.per_second:.0f} requests/s, p50 {several.p50:.2f} ms, p95 {several.p95:.2f} ms"
    )
    print_goal(f"p50 {alone.p50:.2f} ms (goal {P50_MS:.0f} ms)", is_reached=alone.p50 < P50_MS)
    print_goal(
        f"{several.per_second:.0f} requests/s on one core (goal {PER_SECOND:.0f})",
        is_reached=several.per_second >= PER_SECOND,
    )


if __name__ == "__main__":
    main()
