"""The local workspace, watched; and trouble by chance, for it and for what stands in for Teams."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.local.model import Json
from bot.local.server import LocalWorkspace
from bot.local.transport.envelope import Envelope
from bot.local.transport.http_requests import HttpOutlet
from bot.local.trouble import CallTrouble, InjectedFault, InjectedFaults
from tests.faults.watch import Watch


class Weather(InjectedFaults):
    """Trouble by chance: each call meets each kind with some probability, from a seeded source."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self.mix: Mapping[CallTrouble, float] = {}
        self.longest_wait = 30
        """Seconds that a 429 may ask for."""

    def take(self, method: str, channel: str | None) -> InjectedFault | None:
        """Return what strikes this call."""
        drawn = self._chance.random()
        for kind, share in self.mix.items():
            drawn -= share
            if drawn < 0:
                wait = self._chance.randint(1, self.longest_wait)
                return InjectedFault(kind, method, channel, 1, wait, self._chance.uniform(0, 0.05), "internal_error")
        return super().take(method, channel)

    def clear(self) -> None:
        """Fair weather."""
        super().clear()
        self.mix = {}


class WatchedWorkspace(LocalWorkspace):
    """A workspace that replica number n reaches at `/r/<n>/api/`."""

    def __init__(self, watch: Watch, **settings: Any) -> None:
        super().__init__(**settings)
        self.watch = watch
        self.door: Callable[[], str] = str
        """Gives the address at which a replica is to be told the next thing."""

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
            plain = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
            with self.watch.counted():
                await self.watch.call(int(number), rest.removeprefix("api/"), inner, plain, receive, send)

        return watched
