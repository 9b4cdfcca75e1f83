"""A web server inside a running loop: uvicorn, started and stopped with a block."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Literal

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp

SHUTDOWN_SECONDS = 2
TICK_SECONDS = 1.0


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling (whoever started it decides when to stop). It tells when it is up, and stops at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.stopping = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        while not self.stopping.is_set():
            await self.on_tick(0)  # the answers' date
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)  # in which those that nothing is under way on are lost
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)  # which sleeps a tenth of a second whatever there is

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one. Raises OSError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms.
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
    http: type[asyncio.Protocol] | Literal["auto"] = "auto",
    ws: Literal["none", "websockets-sansio"] = "none",
    patience: int = SHUTDOWN_SECONDS,
) -> AsyncIterator[str]:
    """Serve an ASGI app for as long as the block runs; gives its address, `http://127.0.0.1:8765`.

    At the end, what is under way has `patience` seconds. Nobody calls the bot by a socket: Slack's are its own calls.
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
    """Return the body of a request; None where it is of more bytes than that, of which no more is then read."""
    read = b""
    async for piece in request.stream():
        read += piece
        if len(read) > most:
            return None
    return read
