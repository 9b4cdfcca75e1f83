"""The app's addresses: the Web API, response addresses and sockets."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.local.api import endpoint
from bot.local.body import read
from bot.local.people.answers import answer
from bot.local.workspace import Workspace
from bot.local.workspace_errors import SlackError

_LARGEST_ANSWER = 256 * 1024  # bytes


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Return what the app calls, for all workspaces it may be in."""

    async def method(request: Request) -> Response:
        return await endpoint.answer(workspace, request)

    async def response(request: Request) -> Response:
        return await _respond(_that_knows(workspace, request.path_params["key"]), request)

    async def link(socket: WebSocket) -> None:
        await workspace.sockets.serve(socket)

    return [
        Route("/api/{method:str}", method, methods=["GET", "POST"]),
        Route("/response/{key:str}", response, methods=["POST"]),
        WebSocketRoute("/link/", link),
    ]


def _that_knows(workspace: Workspace, key: str) -> Workspace:
    return next((each for each in workspace.app.workspaces if each.hooks.knows(key)), workspace)


async def _respond(workspace: Workspace, request: Request) -> Response:
    try:
        payload = json.loads(await read(request, _LARGEST_ANSWER))
    except ValueError:
        payload = None
    if not isinstance(payload, dict):
        return JSONResponse({"ok": False, "error": "invalid_payload"}, 400)
    try:
        hook = workspace.hooks.use(request.path_params["key"])
    except SlackError as error:
        return JSONResponse({"ok": False, "error": error.code}, 404)
    try:
        answer(workspace, hook, payload)
    except SlackError as error:
        return JSONResponse({"ok": False, "error": error.code, **error.extra}, 400)
    return JSONResponse({"ok": True})
