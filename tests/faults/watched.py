"""The local workspace, watched: it knows which replica calls, and may have it killed at that very moment."""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.local.model import Json
from bot.local.server import LocalWorkspace
from bot.local.transport.envelope import Envelope
from bot.local.transport.http import HttpOutlet
from bot.local.trouble import CallTrouble, Fault, Trouble

Point = Literal["arrives", "accepted", "answered"]
POSTING = "chat.postMessage"


@dataclass
class Aim:
    """Kill the replica that makes the n-th call of a round (`only` of that method), at a point of it.

    `arrives`: before the platform has done anything; with `taken` it then does it all the same. `accepted`: when it is
    done, before the answer is sent. `answered`: so many seconds after the answer is sent.
    """

    point: Point
    nth: int
    only: str | None = None
    taken: bool = True
    wait: float = 0.0
    _seen: int = field(default=0, repr=False)

    def strikes(self, point: Point, method: str) -> bool:
        """Count a call that reached a point, and tell whether it is the one."""
        if point != self.point or self.only not in {None, method} or method == "auth.test":
            return False
        self._seen += 1
        return self._seen == self.nth


class Weather(Trouble):
    """Trouble by chance: each call meets each kind with some probability, from a seeded source."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self.mix: Mapping[CallTrouble, float] = {}
        self.longest_wait = 30
        """Seconds that a 429 may ask for."""

    def take(self, method: str, channel: str | None) -> Fault | None:
        """Return what strikes this call."""
        drawn = self._chance.random()
        for kind, share in self.mix.items():
            drawn -= share
            if drawn < 0:
                wait = self._chance.randint(1, self.longest_wait)
                return Fault(kind, method, channel, 1, wait, self._chance.uniform(0, 0.05), "internal_error")
        return super().take(method, channel)

    def clear(self) -> None:
        """Fair weather."""
        super().clear()
        self.mix = {}


class WatchedWorkspace(LocalWorkspace):
    """A workspace that replica number n reaches at `/r/<n>/api/`. `kill(number, wait)` is asked when an aim strikes."""

    def __init__(self, kill: Callable[[int, float], None], **settings: Any) -> None:
        super().__init__(**settings)
        self._kill = kill
        self.aim: Aim | None = None
        self.door: Callable[[], str] = str
        """Gives the address at which a replica is to be told the next thing."""
        self._under_way = 0
        self._stillness = asyncio.Event()
        self._stillness.set()

    async def still(self) -> None:
        """Wait until no call is under way: what a dead replica asked for may yet be done, and a lease outlasts that."""
        async with asyncio.timeout(30):
            await self._stillness.wait()

    async def deliver(self, envelope: Envelope) -> Json | None:
        """Hand one thing to one of the replicas, by signed HTTP."""
        outlet = HttpOutlet(self.door(), self.signing_secret, self.real, self.ack_seconds)
        return await outlet.deliver(envelope)

    def asgi(self) -> ASGIApp:  # type: ignore[override]
        """Return the application, with the watch before it."""
        inner = super().asgi()

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            path = scope.get("path", "")
            if scope["type"] != "http" or not path.startswith("/r/"):
                await inner(scope, receive, send)
                return
            number, rest = path.removeprefix("/r/").split("/", 1)
            with self._counted():
                await self._watched(int(number), rest, scope, receive, send, inner)

        return watched

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._under_way += 1
        self._stillness.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._stillness.set()

    async def _watched(
        self, number: int, rest: str, scope: Scope, receive: Receive, send: Send, inner: ASGIApp
    ) -> None:
        method = rest.removeprefix("api/")
        struck = self._strike("arrives", number, method)
        if struck and not struck.taken:
            scope["extensions"]["local.cut"]()
            while (await receive())["type"] != "http.disconnect":
                continue
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._strike("accepted", number, method)
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._strike("answered", number, method)

        await inner({**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}, receive, told)

    def _strike(self, point: Point, number: int, method: str) -> Aim | None:
        aim = self.aim
        if aim is None or not aim.strikes(point, method):
            return None
        self.aim = None
        self._kill(number, aim.wait)
        return aim
