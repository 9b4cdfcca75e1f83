"""A small load generator: signed Slack commands over keep-alive HTTP/1.1, closed loop, in a process of its own.

It speaks HTTP over bare asyncio streams so that its own cost stays small beside the server's. Durations are in
milliseconds, from the first byte sent to the last byte read.
"""

import asyncio
import hashlib
import hmac
import os
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

TRIGGERS = count()


@dataclass(frozen=True)
class Target:
    """A server that takes commands: its port, what every answer must hold (or it is no answer), and its process."""

    port: int
    secret: str = field(repr=False)
    command: dict[str, str]
    holds: bytes
    pid: int = 0


@dataclass(frozen=True)
class Run:
    """What one run took: each request in milliseconds, all of it in seconds, and how many were answered late.

    Late is an empty acknowledgement: the answer itself would come afterwards, at the command's response address.
    `cpu` is the server's own processor time in seconds, which tells more than the clock where others use the machine.
    """

    durations: list[float]
    seconds: float
    late: int
    cpu: float = 0.0


@dataclass(frozen=True)
class Figures:
    """What the runs showed together: latencies and each request's processor time in milliseconds, and requests a second."""

    p50: float
    p95: float
    p99: float
    per_second: float
    late: int
    cpu: float


def figures(runs: Sequence[Run]) -> Figures:
    """Take several runs together."""
    durations = [each for run in runs for each in run.durations]
    cuts = statistics.quantiles(durations, n=100)
    per_second = len(durations) / sum(run.seconds for run in runs)
    cpu = statistics.median(run.cpu / len(run.durations) for run in runs) * 1000
    return Figures(statistics.median(durations), cuts[94], cuts[98], per_second, sum(run.late for run in runs), cpu)


async def measure(target: Target, requests: int, concurrent: int) -> Run:
    """Send that many commands over that many connections, each with a trigger id of its own."""
    left = iter(range(requests))
    durations: list[float] = []
    late = count()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
        for _ in left:
            request = _signed_command(target)
            began = time.perf_counter()
            writer.write(request)
            body = await _answer(reader)
            durations.append((time.perf_counter() - began) * 1000)
            if not body:
                next(late)
            elif target.holds not in body:
                message = f"not the answer that was asked for: {body[:200]!r}"
                raise RuntimeError(message)
        writer.close()
        await writer.wait_closed()

    began, before = time.perf_counter(), worked(target.pid)
    await asyncio.gather(*(connection() for _ in range(concurrent)))
    return Run(durations, time.perf_counter() - began, next(late), worked(target.pid) - before)


def worked(pid: int) -> float:
    """Return the processor time of a process and all its threads in seconds, as far as the system tells it."""
    try:
        told = [each.read_text(encoding="ascii") for each in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    except OSError:
        return 0.0
    return sum(int(each.split()[0]) for each in told) / 1_000_000_000


async def ask(target: Target) -> bytes:
    """Send one command and return the answer's body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    writer.write(_signed_command(target))
    body = await _answer(reader)
    writer.close()
    await writer.wait_closed()
    return body


def machine() -> str:
    """Return what the figures were measured on, in one line."""
    rows = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def print_goal(text: str, *, is_reached: bool) -> None:
    """Print a goal with its figure, and whether it was reached."""
    print(f"{'reached' if is_reached else 'MISSED '}  {text}")


def _signed_command(target: Target) -> bytes:
    """Return the whole request of a slash command, signed as Slack signs it (v0, HMAC-SHA256)."""
    body = urlencode({**target.command, "trigger_id": f"{time.time_ns()}.{next(TRIGGERS)}"}).encode()
    stamp = str(int(time.time()))
    signed = hmac.new(target.secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signed}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length = next(int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if status != b"200":
        message = f"the server answered {status!r}: {body[:200]!r}"
        raise RuntimeError(message)
    return body
