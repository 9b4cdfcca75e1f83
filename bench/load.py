"""A small load generator: signed Slack commands over keep-alive HTTP/1.1, closed loop, in a process of its own.

It speaks HTTP over bare asyncio streams so that its own cost stays small beside the server's. Durations are in
milliseconds, from the first byte sent to the last byte read.
"""

import asyncio
import hashlib
import hmac
import platform
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Figures:
    """What one run showed: latencies in milliseconds, and requests a second."""

    p50: float
    p99: float
    per_second: float


def signed_command(secret: str, fields: dict[str, str], port: int) -> bytes:
    """Return the whole request of a slash command, signed as Slack signs it (v0, HMAC-SHA256)."""
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
    )
    return head.encode() + body


async def measure(port: int, secret: str, fields: dict[str, str], requests: int, concurrent: int) -> Figures:
    """Send that many commands over that many connections, each with a trigger id of its own."""
    left = iter(range(requests))
    durations: list[float] = []

    async def connection(name: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in left:
            own = {**fields, "trigger_id": f"{time.time_ns()}.{name}.{number}"}
            request = signed_command(secret, own, port)
            began = time.perf_counter()
            writer.write(request)
            await _answer(reader)
            durations.append((time.perf_counter() - began) * 1000)
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(connection(name) for name in range(concurrent)))
    took = time.perf_counter() - began
    cuts = statistics.quantiles(durations, n=100)
    return Figures(p50=statistics.median(durations), p99=cuts[98], per_second=requests / took)


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length = next(int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
    body = await reader.readexactly(length)
    if status != b"200":
        message = f"the server answered {status!r}: {body[:200]!r}"
        raise RuntimeError(message)
    return body


def machine() -> str:
    """Return what the figures were measured on, in one line."""
    return f"{platform.machine()}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
