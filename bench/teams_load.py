"""Load for Teams: activities with a verified token over keep-alive HTTP/1.1, closed loop (see `load`)."""

import asyncio
import time
from itertools import count
from pathlib import Path

from load import Run
from sqlalchemy import inspect, select
from teams_peer import TENANT, Peer

from models.db.bulk import insert_new
from models.db.database import Database
from models.tables import Occurrence, Workspace
from models.workspace.workspaces import get_or_create

PAGE = 4096


async def measure_teams(peer: Peer, port: int, requests: int, concurrent: int, text: str) -> Run:
    """Write that many messages to the bot over that many connections; each is over when its answer is posted."""
    left = iter(range(requests))
    durations: list[float] = []
    token, before, late = peer.token(), peer.posted, count()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in left:
            request = _request(port, token, peer.activity(text))
            began = time.perf_counter()
            writer.write(request)
            await _answered(reader)
            durations.append((time.perf_counter() - began) * 1000)
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(concurrent)))
    run = Run(durations, time.perf_counter() - began, next(late))
    if peer.posted - before < requests:
        message = f"{requests} messages, but {peer.posted - before} answers"
        raise RuntimeError(message)
    return run


def resident(pid: int) -> float:
    """Return the memory of a process in MB (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE / 1e6


def fill(url: str) -> None:
    """Give the tenant what the other workspace of the database holds."""
    database = Database(url)
    try:
        with database.session() as session:
            theirs = session.scalars(select(Workspace)).one()
            row = get_or_create(session, "teams", TENANT, "")
            row.synced_on = theirs.synced_on
            names = [each.key for each in inspect(Occurrence).column_attrs if each.key not in {"id", "workspace_id"}]
            rows = [
                {name: getattr(each, name) for name in names} | {"workspace_id": row.id}
                for each in session.scalars(select(Occurrence).where(Occurrence.workspace_id == theirs.id))
            ]
            insert_new(session, Occurrence, rows)
    finally:
        database.close()


def _request(port: int, token: str, body: bytes) -> bytes:
    head = (
        f"POST /teams/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answered(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length = next(int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if status != b"200":
        message = f"the bot answered {status!r}: {body[:200]!r}"
        raise RuntimeError(message)
