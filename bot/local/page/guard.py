"""Refuses everyone but this machine's own browser and programs.

A page elsewhere gets no access: a foreign `Host` is refused (DNS rebinding), a foreign `Origin` is refused, and only
JSON is accepted, which no plain form can send.
"""

import json
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.local.body import read
from bot.local.transport.loopback import host_is_loopback
from bot.local.workspace_errors import NotPossibleError

JSON = "application/json"
_LARGEST = 256 * 1024  # bytes


class LoopbackOnly:
    """Refuses every request, sockets too, whose `Host` is not this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on accepted requests."""
        if scope["type"] in {"http", "websocket"} and not host_is_loopback(Headers(scope=scope).get("host", "")):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await JSONResponse({"error": "Adressen må være denne maskinen."}, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class PageRefusedError(Exception):
    """A request the page API does not take: status, and a sentence."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def from_page(request: Request, kind: str) -> None:
    """Refuse what did not come from the page, or is not of that content type (which no plain form can send)."""
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers['host']}":
        raise PageRefusedError(403, text="Forespørselen kom fra en annen side.")
    if origin is None and request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise PageRefusedError(403, text="Forespørselen kom fra en annen side.")
    if request.headers.get("content-type", "").partition(";")[0].strip() != kind:
        raise PageRefusedError(415, text=f"Forespørselen må være {'JSON' if kind == JSON else kind}.")


async def posted(request: Request) -> dict[str, Any]:
    """Return the JSON object that the page posted; refuse what did not come from the page."""
    from_page(request, JSON)
    try:
        payload = json.loads(await read(request, _LARGEST))
    except ValueError:
        raise PageRefusedError(400, text="Forespørselen er ikke gyldig JSON.") from None
    if not isinstance(payload, dict):
        raise PageRefusedError(400, text="Forespørselen må være et JSON-objekt.")
    return payload


def word(asked: dict[str, Any], name: str) -> str:
    """Return a required text of what the page posted."""
    value = asked.get(name)
    if not isinstance(value, str):
        message = f"Feltet «{name}» mangler."
        raise NotPossibleError(message)
    return value
