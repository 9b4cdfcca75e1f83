"""`/api/<method>`: reads a call in any of Slack's forms, checks its token, carries it out, or fails it on order."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.local.api.call import Call, Method
from bot.local.api.table import METHODS
from bot.local.body import read
from bot.local.cut import cut_connection
from bot.local.model import Json
from bot.local.trouble import InjectedFault
from bot.local.workspace import Workspace
from bot.local.workspace_errors import SlackError

_LARGEST = 1024 * 1024  # bytes of one call
READING = frozenset({"conversations.history", "conversations.replies"})
APP_SCOPES = "connections:write"
"""What the app-level token may do."""
_REFUSALS = {"archived": "is_archived", "token_revoked": "token_revoked"}


async def answer(server: Workspace, request: Request) -> Response:
    """Answer one call, in the workspace of the server that the token belongs to."""
    name = request.path_params["method"]
    body = await read(request, _LARGEST)
    try:
        arguments = _arguments(request, body)
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_json"})
    token = _token(request, arguments)
    workspace = server.app.of_token(token)
    fault = workspace.trouble.take(name, _channel(workspace, arguments))
    if fault is not None:
        early = await _before(request, fault)
        if early is not None:
            return early
    wait = _too_fast(workspace, name, arguments)
    if wait:
        return _slower(wait)
    # Asked before the call: one that gives the token up is answered with its scopes all the same.
    headers = _scopes(workspace, token)
    response = JSONResponse(carry_out(workspace, name, token, arguments), headers=headers)
    return response if fault is None else await _after(request, fault, response)


def carry_out(workspace: Workspace, name: str, token: str, arguments: Mapping[str, Any]) -> Json:
    """Return Slack's answer to a call."""
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError(code="unknown_method", req_method=name)  # noqa: TRY301 - one way to refuse
        if method.by == "client":
            _check_client(workspace, arguments)
        elif method.by != "anyone":
            _check_token(workspace, method, token)
        return {"ok": True, **method.handler(Call(workspace, arguments))}
    except SlackError as error:
        return {"ok": False, "error": error.code, **error.extra}


def _check_token(workspace: Workspace, method: Method, token: str) -> None:
    if not token:
        raise SlackError(code="not_authed")
    right = workspace.app_token if method.by == "app" else workspace.bot_token
    if compare_digest(token.encode(), right.encode()):
        if workspace.revoked and method.by == "bot":
            raise SlackError(code="token_revoked")
        return
    if method.by == "bot" and token != workspace.app_token and workspace.app.was_of(token, workspace):
        raise SlackError(code="token_revoked")
    other = {workspace.app_token, workspace.bot_token} - {right}
    raise SlackError(code="not_allowed_token_type" if token in other else "invalid_auth")


def _scopes(workspace: Workspace, token: str) -> dict[str, str]:
    """Return the header that says what a token may do; Slack's own libraries read it."""
    if compare_digest(token.encode(), workspace.app_token.encode()):
        return {"x-oauth-scopes": APP_SCOPES}
    if workspace.revoked or not compare_digest(token.encode(), workspace.bot_token.encode()):
        return {}
    return {"x-oauth-scopes": workspace.permissions.provided()}


def _check_client(workspace: Workspace, arguments: Mapping[str, Any]) -> None:
    app = workspace.app
    if arguments.get("client_id") != app.client_id:
        raise SlackError(code="invalid_client_id")
    if not compare_digest(str(arguments.get("client_secret", "")).encode(), app.client_secret.encode()):
        raise SlackError(code="bad_client_secret")


async def _before(request: Request, fault: InjectedFault) -> Response | None:
    if fault.kind == "drop_before":
        return await cut_connection(request)
    if fault.kind == "ratelimited":
        return _slower(fault.retry_after)
    if fault.kind == "server_error":
        return _unavailable()
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault.kind in {*_REFUSALS, "error"}:
        return JSONResponse({"ok": False, "error": _REFUSALS.get(fault.kind, fault.code)})
    return None


async def _after(request: Request, fault: InjectedFault, response: Response) -> Response:
    if fault.kind == "drop_after":
        return await cut_connection(request)
    return _unavailable() if fault.kind == "server_error_after" else response


def _too_fast(workspace: Workspace, method: str, arguments: Mapping[str, Any]) -> int:
    """Return how many seconds a call comes too early."""
    if workspace.reading and method in READING:
        return workspace.reading.wait(method)
    if workspace.pace is None or method != "chat.postMessage":
        return 0
    return workspace.pace.wait(_channel(workspace, arguments) or str(arguments.get("channel", "")))


def _slower(seconds: int) -> Response:
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})


def _unavailable() -> Response:
    return PlainTextResponse("upstream connect error", 503)


def _arguments(request: Request, body: bytes) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        given = json.loads(body or b"{}")
        if not isinstance(given, dict):
            raise ValueError
        arguments |= given
    else:
        arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return arguments | _client(request.headers.get("authorization", ""))


def _client(header: str) -> dict[str, str]:
    """Return the client id and secret if they are in the header, as Slack's own client sends them."""
    if not header.startswith("Basic "):
        return {}
    client_id, _, client_secret = b64decode(header.removeprefix("Basic ")).decode().partition(":")
    return {"client_id": client_id, "client_secret": client_secret}


def _token(request: Request, arguments: Mapping[str, Any]) -> str:
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))


def _channel(workspace: Workspace, arguments: Mapping[str, Any]) -> str | None:
    channel = workspace.state.find_channel(str(arguments.get("channel", "")))
    return channel.id if channel else None
