"""The door: one route, where Teams posts its activities. What is not trusted gets no further."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.commands.parse.json_text import read_json
from bot.teams.activities import Answered
from bot.teams.trust.gate import Gate
from bot.teams.trust.keys import KeysUnavailableError
from bot.teams.trust.token import Flaw, NotTrustedError
from bot.web import body_of

PATH = "/teams/messages"
MOST_BYTES = 300_000
"""Teams' own activities are far smaller."""
UNAUTHORIZED, FORBIDDEN, TOO_LARGE, UNAVAILABLE = 401, 403, 413, 503
NOT_OURS = frozenset({Flaw.CHANNEL, Flaw.HOST, Flaw.TENANT})
"""Signed well, but not for us to hear."""

log = structlog.get_logger(__name__)
Hear = Callable[[dict[str, Any], str], Awaitable[Answered]]
"""Sees to an activity (a dict of Teams' own form) of a tenant that may be let in."""


def teams_route(gate: Gate, hear: Hear) -> Route:
    """Return the route that Teams posts to. Nothing is done of what the gate does not admit."""

    async def receive(request: Request) -> Response:
        if not gate.may_try(request.headers):
            return Response(status_code=UNAUTHORIZED)
        body = await body_of(request, MOST_BYTES)
        if body is None:
            return Response(status_code=TOO_LARGE)
        activity = _read(body)
        if activity is None:
            return Response(status_code=UNAUTHORIZED)
        try:
            tenant = await gate.admit(request.headers, activity)
        except NotTrustedError as error:
            log.warning("not_let_in", flaw=error.flaw.value)
            return Response(status_code=FORBIDDEN if error.flaw in NOT_OURS else UNAUTHORIZED)
        except KeysUnavailableError:
            return Response(status_code=UNAVAILABLE)
        return _answer(await hear(activity, tenant))

    return Route(PATH, receive, methods=["POST"])


def _answer(answered: Answered) -> Response:
    if answered.body is None:
        return Response(status_code=answered.status)
    return JSONResponse(answered.body, status_code=answered.status)


def _read(body: bytes) -> dict[str, Any] | None:
    told = read_json(body)
    return told if isinstance(told, dict) else None
