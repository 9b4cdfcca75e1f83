"""A web server inside a running loop: uvicorn, started and stopped with a block, with limits for slow clients."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Literal

import h11
import structlog
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

SHUTDOWN_SECONDS = 2
TICK_SECONDS = 1.0
REQUEST_SECONDS = 10.0
"""How long a request may take to arrive, from connection or first byte to last, and an answer to be received."""
MOST_CONNECTIONS = 300
"""Well below the 1,024 open files a process is usually given."""

log = structlog.get_logger(__name__)


class LimitedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 with limits it has no settings for: on the time a request takes, and on connections.

    (uvicorn limits the time between requests, the size of the headers, and nothing else; its `limit_concurrency` lets
    in any number of connections that never send a request.)
    """

    _deadline: asyncio.TimerHandle | None = None
    since = 0.0
    """When it began to wait, by the loop's clock."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Wait for a request. If there are too many connections, the one that has waited longest is closed."""
        super().connection_made(transport)
        self._begin_waiting()
        if len(self.connections) > MOST_CONNECTIONS:
            others = [each for each in self.connections if isinstance(each, LimitedProtocol) and each.is_waiting]
            min(others, key=lambda each: each.since).cut_off("connections")

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadline of a connection that has ended."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read the data; an incomplete request must be complete within its time."""
        super().data_received(data)
        if not self.is_waiting or self.transport.is_closing():
            self._stop_waiting()
        elif self._deadline is None:
            self._begin_waiting()

    def pause_writing(self) -> None:
        """Start the deadline: the client takes no more of the answer for now."""
        super().pause_writing()
        self._begin_waiting()

    def resume_writing(self) -> None:
        """Stop the deadline: the client takes the answer again."""
        super().resume_writing()
        if not self.is_waiting:
            self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that is not HTTP; if an answer has begun, only close the connection."""
        if self.cycle is not None and self.cycle.response_started:
            self.transport.close()
        else:
            super().send_400_response(msg)

    @property
    def is_waiting(self) -> bool:
        """True until the request under way has arrived complete, and between requests."""
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def cut_off(self, why: str) -> None:
        """Close the connection at once, without an answer."""
        log.info("connection_cut_off", why=why)
        self.transport.abort()

    def _begin_waiting(self) -> None:
        self._stop_waiting()
        self.since = self.loop.time()
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self.cut_off, "time")

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling (the caller decides when to stop). Sets `up` at start, and stops at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.stopping = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        while not self.stopping.is_set():
            await self.on_tick(0)  # renews the answers' date
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)  # so that idle connections are closed
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)  # which sleeps a tenth of a second even if nothing is open

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one. Raises OSError if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, otherwise asyncio leaves Nagle's algorithm on and every answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


@asynccontextmanager
async def serving(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    http: type[asyncio.Protocol] = LimitedProtocol,
    ws: Literal["none", "websockets-sansio"] = "none",
    patience: int = SHUTDOWN_SECONDS,
) -> AsyncIterator[str]:
    """Serve an ASGI app for as long as the block runs; yields its address, `http://127.0.0.1:8765`.

    At the end, requests under way have `patience` seconds. WebSockets are off by default: the bot opens Slack's itself.
    """
    listening = bind(host, port)
    config = uvicorn.Config(
        app,
        http=http,
        ws=ws,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=patience,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await _started(server, task)
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        server.stopping.set()
        with suppress(asyncio.CancelledError):
            await task
        listening.close()


async def _started(server: _Server, task: asyncio.Task[None]) -> None:
    up = asyncio.create_task(server.up.wait())
    await asyncio.wait((up, task), return_when=asyncio.FIRST_COMPLETED)
    up.cancel()
    if task.done():
        task.result()


async def body_of(request: Request, most: int) -> bytes | None:
    """Return the body of a request; None if it is more than `most` bytes (no more is read), or the client left."""
    read = bytearray()
    try:
        async for piece in request.stream():
            read += piece
            if len(read) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(read)
