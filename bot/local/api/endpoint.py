"""`/api/<method>`: reads a call in any of Slack's forms, checks its token, carries it out, and lets trouble strike."""

import asyncio
import json
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
from bot.local.errors import SlackError
from bot.local.model import Json
from bot.local.trouble import Fault
from bot.local.workspace import Workspace

_LARGEST = 1024 * 1024  # bytes of one call
_REFUSALS = {"archived": "is_archived", "token_revoked": "token_revoked"}


async def answer(workspace: Workspace, request: Request) -> Response:
    """Answer one call."""
    name = request.path_params["method"]
    body = await read(request, _LARGEST)
    try:
        arguments = _arguments(request, body)
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_json"})
    fault = workspace.trouble.take(name, _channel(workspace, arguments))
    if fault is not None:
        early = await _before(request, fault)
        if early is not None:
            return early
    found = JSONResponse(carry_out(workspace, name, _token(request, arguments), arguments))
    if fault is not None and fault.kind == "drop_after":
        return await cut_connection(request)
    return found


def carry_out(workspace: Workspace, name: str, token: str, arguments: Mapping[str, Any]) -> Json:
    """Return Slack's answer to a call."""
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError(code="unknown_method", req_method=name)  # noqa: TRY301 - one way to refuse
        _check_token(workspace, method, token)
        return {"ok": True, **method.handler(Call(workspace, arguments))}
    except SlackError as error:
        return {"ok": False, "error": error.code, **error.extra}


def _check_token(workspace: Workspace, method: Method, token: str) -> None:
    if not token:
        raise SlackError(code="not_authed")
    right = workspace.app_token if method.by == "app" else workspace.bot_token
    if compare_digest(token.encode(), right.encode()):
        if workspace.revoked:
            raise SlackError(code="token_revoked")
        return
    other = {workspace.app_token, workspace.bot_token} - {right}
    raise SlackError(code="not_allowed_token_type" if token in other else "invalid_auth")


async def _before(request: Request, fault: Fault) -> Response | None:
    if fault.kind == "drop_before":
        return await cut_connection(request)
    if fault.kind == "ratelimited":
        headers = {"Retry-After": str(fault.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
    if fault.kind == "server_error":
        return PlainTextResponse("upstream connect error", 503)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault.kind in {*_REFUSALS, "error"}:
        return JSONResponse({"ok": False, "error": _REFUSALS.get(fault.kind, fault.code)})
    return None


def _arguments(request: Request, body: bytes) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        given = json.loads(body or b"{}")
        if not isinstance(given, dict):
            raise ValueError
        arguments |= given
    else:
        arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return arguments


def _token(request: Request, arguments: Mapping[str, Any]) -> str:
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))


def _channel(workspace: Workspace, arguments: Mapping[str, Any]) -> str | None:
    found = workspace.state.find_channel(str(arguments.get("channel", "")))
    return found.id if found else None
