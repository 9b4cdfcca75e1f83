"""The addresses of files: for the app with its token, for the page as the person who looks."""

from email.message import Message
from hmac import compare_digest
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.local.body import read
from bot.local.cut import cut_connection
from bot.local.model import LocalFile
from bot.local.page.guard import PageRefusedError, from_page
from bot.local.people.talk import give
from bot.local.stored_files import LARGEST, sees_file
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError

GET = "files.get"
"""The name by which tests order trouble for fetching a file, as if it were a method."""
BYTES = "application/octet-stream"


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Return what uploads and fetches files, in all workspaces the app may be in."""

    async def upload(request: Request) -> Response:
        return await _upload(_that_holds(workspace, request.path_params["id"]), request)

    async def fetch(request: Request) -> Response:
        return await _fetch(_that_holds(workspace, request.path_params["id"]), request)

    async def shown(request: Request) -> Response:
        return _shown(workspace, request)

    async def given(request: Request) -> Response:
        return await _given(workspace, request)

    return [
        Route("/upload/{id:str}", upload, methods=["POST"]),
        Route("/files/{id:str}", fetch),
        Route("/_local/file", given, methods=["POST"]),
        Route("/_local/file/{id:str}", shown),
    ]


def _that_holds(workspace: Workspace, file_id: str) -> Workspace:
    return next((each for each in workspace.app.workspaces if file_id in each.state.files), workspace)


async def _upload(workspace: Workspace, request: Request) -> Response:
    file = workspace.state.files.get(request.path_params["id"])
    if file is None or file.content is not None:
        return PlainTextResponse("no such upload", 404)
    content = _file_in(request.headers.get("content-type", ""), await read(request, LARGEST))
    if len(content) != file.length:
        return PlainTextResponse("length does not match", 400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


def _file_in(content_type: str, body: bytes) -> bytes:
    """Return the bytes of an uploaded file: the whole body, or the first file of a form. Slack takes both.

    Source: https://docs.slack.dev/reference/methods/files.getUploadURLExternal
    """
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or not boundary:
        return body
    for part in body.split(f"--{boundary}".encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content.removesuffix(b"\r\n")
    return b""


async def _fetch(workspace: Workspace, request: Request) -> Response:
    """Answer with the bytes if the bot's token is given and may read files; others are sent to sign in, as Slack does.

    Source: https://docs.slack.dev/reference/objects/file-object
    """
    fault = workspace.trouble.take(GET, None)
    if fault is not None:
        return await cut_connection(request) if fault.kind == "drop_before" else PlainTextResponse("error", 503)
    file = workspace.state.files.get(request.path_params["id"])
    if file is None or not _lets_in(workspace, request, file):
        return RedirectResponse(f"{workspace.base_url}/?redir={quote(request.url.path)}", 302)
    return _bytes(file)


def _lets_in(workspace: Workspace, request: Request, file: LocalFile) -> bool:
    result = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
    known = compare_digest(result, workspace.bot_token.encode()) and not workspace.revoked
    bot = workspace.state.bot.id
    among = file.user == bot or any(
        file in message.files
        for channel in workspace.state.channels.values()
        if bot in channel.members
        for message in channel.messages
    )
    return known and workspace.permissions.allows("files:read") and among


def _shown(workspace: Workspace, request: Request) -> Response:
    file = workspace.state.files.get(request.path_params["id"])
    user = request.query_params.get("user", "")
    if file is None or not sees_file(workspace, user, file):
        return PlainTextResponse("Filen finnes ikke lenger.", 404)
    return _bytes(file)


async def _given(workspace: Workspace, request: Request) -> Response:
    """Take what a person uploads on the page, and share it in the channel they are in."""
    try:
        from_page(request, BYTES)
        query = request.query_params
        content = await read(request, LARGEST)
        user, channel = workspace.state.user(query.get("user", "")), workspace.state.channel(query.get("channel", ""))
        return JSONResponse({"ok": True, "ts": give(workspace, user, channel, query.get("name", ""), content).ts})
    except PageRefusedError as refusal:
        return JSONResponse({"error": refusal.text}, refusal.status)
    except NotPossibleError as refusal:
        return JSONResponse({"error": str(refusal)}, 400)


def _bytes(file: LocalFile) -> Response:
    if file.content is None:
        return PlainTextResponse("no such file", 404)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(file.content, media_type=file.mimetype, headers=headers)
