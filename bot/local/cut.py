"""Cuts a connection for real, so that the other side sees what a broken network looks like."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEY = "local.cut"


class CuttableProtocol(H11Protocol):
    """uvicorn's own protocol, which gives the application a way to cut the connection a request came by."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn itself has it
        """Wrap the application for this one connection."""
        super().connection_made(transport)
        served = self.app

        async def with_cut(scope: Any, receive: Any, send: Any) -> None:
            scope.setdefault("extensions", {})[_KEY] = transport.abort
            await served(scope, receive, send)

        self.app = with_cut


class _NoResponse(Response):
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Do nothing: nobody listens any more."""


async def cut_connection(request: Request) -> Response:
    """Abort the connection and wait until it is gone; the answer returned is never sent."""
    request.scope["extensions"][_KEY]()
    while (await request.receive())["type"] != "http.disconnect":
        continue
    return _NoResponse()
