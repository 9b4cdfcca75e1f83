"""Slack's side of Socket Mode for a bench: sends commands over the socket, and waits for what is posted back.

Durations are in milliseconds, from the command's envelope to the whole answer at its response address.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from load import Run, Target, worked


@dataclass
class SocketPeer:
    """The peer, and the one app that holds a socket to it."""

    url: str = ""
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _socket: web.WebSocketResponse | None = None
    _waiting: dict[str, asyncio.Future[bytes]] = field(default_factory=dict)

    async def ask(self, target: Target) -> bytes:
        """Send a command, and return what is posted to its response address."""
        assert self._socket
        number = uuid.uuid4().hex
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        payload = {
            **target.command,
            "trigger_id": number,
            "token": "made-up",
            "api_app_id": "A0000001",
            "user_name": "kari",
            "response_url": f"{self.url}/answers/{number}",
        }
        envelope = {
            "type": "slash_commands",
            "envelope_id": number,
            "payload": payload,
            "accepts_response_payload": True,
        }
        await self._socket.send_json(envelope)
        async with asyncio.timeout(30):
            return await answer

    async def measure(self, target: Target, requests: int, concurrent: int) -> Run:
        """Send that many commands, so many at a time."""
        left = iter(range(requests))
        durations: list[float] = []

        async def one_after_the_other() -> None:
            for _ in left:
                began = time.perf_counter()
                body = await self.ask(target)
                durations.append((time.perf_counter() - began) * 1000)
                if target.holds not in body:
                    message = f"not the answer that was asked for: {body[:200]!r}"
                    raise RuntimeError(message)

        began, before = time.perf_counter(), worked(target.pid)
        await asyncio.gather(*(one_after_the_other() for _ in range(concurrent)))
        return Run(durations, time.perf_counter() - began, 0, worked(target.pid) - before)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws{self.url.removeprefix('http')}/socket"})
        assert method == "auth.test", method
        return web.json_response(
            {"ok": True, "url": f"{self.url}/", "team_id": "T0000001", "user_id": "U0000001", "bot_id": "B0000001"}
        )

    async def _open(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0000001"}})
        self._socket = socket
        self.connected.set()
        async for _ in socket:  # acknowledgements, which nobody waits for
            pass
        return socket

    async def _answered(self, request: web.Request) -> web.Response:
        self._waiting.pop(request.match_info["number"]).set_result(await request.read())
        return web.Response(text="ok")


@asynccontextmanager
async def socket_peer() -> AsyncIterator[SocketPeer]:
    """Serve for as long as the block does."""
    peer = SocketPeer()
    app = web.Application()
    app.router.add_post("/api/{method}", peer._api)  # noqa: SLF001 - its own routes
    app.router.add_get("/socket", peer._open)  # noqa: SLF001
    app.router.add_post("/answers/{number}", peer._answered)  # noqa: SLF001
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    peer.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield peer
    finally:
        await runner.cleanup()
