"""A watch on what replicas call: it knows who calls, and may have a replica killed at that very moment."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Point = Literal["arrives", "accepted", "answered"]
POSTING = "chat.postMessage"
"""What posting a message is called here, whichever platform takes it."""


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
        """Count a call that reached a point, and return True if it is the one."""
        if point != self.point or self.only not in {None, method} or method == "auth.test":
            return False
        self._seen += 1
        return self._seen == self.nth


class Watch:
    """One for all platforms of a world. `kill(number, wait)` is asked when an aim strikes."""

    def __init__(self, kill: Callable[[int, float], None]) -> None:
        self._kill = kill
        self.aim: Aim | None = None
        self._under_way = 0
        self._stillness = asyncio.Event()
        self._stillness.set()

    async def still(self) -> None:
        """Wait until no call is under way: what a dead replica asked for may yet be done, and a lease outlasts that."""
        async with asyncio.timeout(30):
            await self._stillness.wait()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count a call as under way for as long as the block lasts."""
        self._under_way += 1
        self._stillness.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._stillness.set()

    async def call(self, number: int, method: str, inner: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a replica's call through to the platform, and strike where it is aimed at."""
        struck = self.strike("arrives", number, method)
        if struck and not struck.taken:
            await cut(scope, receive)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.strike("accepted", number, method)
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self.strike("answered", number, method)

        await inner(scope, receive, told)

    def strike(self, point: Point, number: int, method: str) -> Aim | None:
        """Kill the replica that calls if it is the one that is aimed at; return the aim then."""
        aim = self.aim
        if aim is None or not aim.strikes(point, method):
            return None
        self.aim = None
        self._kill(number, aim.wait)
        return aim


async def cut(scope: Scope, receive: Receive) -> None:
    """Cut the connection that a call came by, and wait until it is gone."""
    scope["extensions"]["local.cut"]()
    while (await receive())["type"] != "http.disconnect":
        continue
