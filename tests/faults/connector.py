"""What stands in for Teams: a Bot Connector that is watched, has bad weather, and may shut the bot out."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.local.trouble import InjectedFault
from tests.faults.replica import TOKEN
from tests.faults.watch import POSTING, Watch, cut
from tests.faults.watched import Weather
from tests.support.teams import Connector

LEFT, DISABLED = "BotNotInConversationRoster", "BotDisabledByAdmin"
REFUSED = (500, 502, 503, 504)
"""Answered where nothing was done."""
DONE_ALL_THE_SAME = (500, 502, 504)
"""Answered although it was done: 503 says that it was not."""


@dataclass
class WatchedConnector(Connector):
    """Keeps what was posted, whichever process dies. Nothing that was posted can be looked up here, as in Teams."""

    watch: Watch = field(kw_only=True)
    weather: Weather = field(kw_only=True)
    chance: random.Random = field(kw_only=True)
    closed: dict[str, str] = field(default_factory=dict)
    """What is answered for a conversation that does not take the bot's messages; `*` stands for all."""

    def begun(self, told: dict[str, Any]) -> str:
        """Return the conversation of two: it has the person's id in it."""
        return f"a:{told['members'][0]['id']}"

    def asgi(self) -> ASGIApp:
        """Return the application, with the watch before it."""
        inner = Starlette(routes=self.routes())

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            number = _caller(scope)
            if number is None:
                await inner(scope, receive, send)
                return
            method = POSTING if scope["path"].endswith("/activities") else "begin"
            with self.watch.counted():
                await self.watch.call(number, method, self._stormy(inner, method), scope, receive, send)

        return watched

    def _stormy(self, inner: ASGIApp, method: str) -> ASGIApp:
        async def called(scope: Scope, receive: Receive, send: Send) -> None:
            closed = self.closed.get("*") or self.closed.get(_conversation(scope))
            fault = self.weather.take(method, None)
            if closed:
                await _error(closed, 403)(scope, receive, send)
            elif fault is None:
                await inner(scope, receive, send)
            else:
                await self._struck(fault, inner, scope, receive, send)

        return called

    async def _struck(self, fault: InjectedFault, inner: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.kind:
            case "drop_before":
                await cut(scope, receive)
            case "drop_after":
                await inner(scope, receive, _unheard)
                await cut(scope, receive)
            case "server_error_after":
                await inner(scope, receive, _unheard)
                await _error("", self.chance.choice(DONE_ALL_THE_SAME))(scope, receive, send)
            case "server_error":
                await _error("", self.chance.choice(REFUSED))(scope, receive, send)
            case "ratelimited":
                wait = {"Retry-After": str(fault.retry_after)}
                await _error("Throttled", 429, wait)(scope, receive, send)
            case "slow":
                await asyncio.sleep(fault.seconds)
                await inner(scope, receive, send)
            case other:
                message = f"Teams knows no trouble of the kind {other}"
                raise ValueError(message)


def _caller(scope: Scope) -> int | None:
    """Return the replica that calls; None where it is none, or only asks."""
    if scope["type"] != "http" or scope["method"] == "GET":
        return None
    told = dict(scope["headers"]).get(b"authorization", b"").decode().removeprefix(f"Bearer {TOKEN}")
    return int(told) if told.isdecimal() else None


def _conversation(scope: Scope) -> str:
    return "".join(scope["path"].split("/")[3:4]).partition(";")[0]


def _error(code: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": {"code": code, "message": "nei"}} if code else {}, status, headers)


async def _unheard(_: Message) -> None:
    """Let nobody hear the answer."""
