"""The app's addresses: the Web API, response addresses, sockets and files."""

import json
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.local.api import endpoint
from bot.local.api.files import LARGEST
from bot.local.body import read
from bot.local.errors import SlackError
from bot.local.people.answers import answer
from bot.local.workspace import Workspace

_LARGEST_ANSWER = 256 * 1024  # bytes


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Return what the app calls, for all workspaces it may be in."""

    async def method(request: Request) -> Response:
        return await endpoint.answer(workspace, request)

    async def response(request: Request) -> Response:
        return await _respond(_that_knows(workspace, request.path_params["key"]), request)

    async def link(socket: WebSocket) -> None:
        await workspace.sockets.serve(socket)

    async def upload(request: Request) -> Response:
        return await _upload(_that_holds(workspace, request.path_params["id"]), request)

    async def file(request: Request) -> Response:
        return _file(_that_holds(workspace, request.path_params["id"]), request.path_params["id"])

    return [
        Route("/api/{method:str}", method, methods=["GET", "POST"]),
        Route("/response/{key:str}", response, methods=["POST"]),
        WebSocketRoute("/link/", link),
        Route("/upload/{id:str}", upload, methods=["POST"]),
        Route("/files/{id:str}", file),
    ]


def _that_knows(workspace: Workspace, key: str) -> Workspace:
    return next((each for each in workspace.app.workspaces if each.hooks.knows(key)), workspace)


def _that_holds(workspace: Workspace, file_id: str) -> Workspace:
    return next((each for each in workspace.app.workspaces if file_id in each.state.files), workspace)


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


async def _upload(workspace: Workspace, request: Request) -> Response:
    file = workspace.state.files.get(request.path_params["id"])
    if file is None or file.content is not None:
        return PlainTextResponse("no such upload", 404)
    content = await read(request, LARGEST)
    if len(content) != file.length:
        return PlainTextResponse("length does not match", 400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


def _file(workspace: Workspace, file_id: str) -> Response:
    file = workspace.state.files.get(file_id)
    if file is None or file.content is None:
        return PlainTextResponse("no such file", 404)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, media_type=file.mimetype, headers=headers)
