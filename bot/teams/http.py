"""Teams over HTTP: one route, which Teams posts its activities to. Untrusted requests are refused."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.commands.parse.json_text import read_json
from bot.requests.request_errors import UNREADABLE_ERRORS, log_refused_request
from bot.runtime.web import body_of
from bot.teams.activities import ActivityResponse
from bot.teams.auth.authenticator import Authenticator
from bot.teams.auth.keys import KeysUnavailableError
from bot.teams.auth.token import Flaw, NotTrustedError

PATH = "/teams/messages"
MOST_BYTES = 300_000
"""Teams' own activities are far smaller."""
BAD, UNAUTHORIZED, FORBIDDEN, TOO_LARGE, UNAVAILABLE = 400, 401, 403, 413, 503
NOT_OURS = frozenset({Flaw.CHANNEL, Flaw.HOST, Flaw.TENANT})
"""Signed correctly, but not for this bot."""

log = structlog.get_logger(__name__)
Handle = Callable[[dict[str, Any], str], Awaitable[ActivityResponse]]
"""Handles an activity (a dict in Teams' own form) of a tenant that is accepted."""


def teams_route(authenticator: Authenticator, handle: Handle) -> Route:
    """Return the route that Teams posts to. No body is read before the headers are authenticated.

    A signed request that cannot be read gets 400.
    """

    async def receive(request: Request) -> Response:
        try:
            signed = await authenticator.authenticate(request.headers)
            body = await body_of(request, MOST_BYTES)
            if body is None:
                return Response(status_code=TOO_LARGE)
            activity = read_json(body)
            if not isinstance(activity, dict):
                return Response(status_code=BAD)
            tenant = authenticator.authorize(signed, activity)
        except NotTrustedError as error:
            log.warning("not_let_in", flaw=error.flaw.value)
            return Response(status_code=FORBIDDEN if error.flaw in NOT_OURS else UNAUTHORIZED)
        except KeysUnavailableError:
            return Response(status_code=UNAVAILABLE)
        return await _handled(handle, activity, tenant)

    return Route(PATH, receive, methods=["POST"])


async def _handled(handle: Handle, activity: dict[str, Any], tenant: str) -> Response:
    try:
        return _answer(await handle(activity, tenant))
    except Exception as error:  # noqa: BLE001 - the last stop: Teams delivers it again if that may help
        log_refused_request(error)
        return Response(status_code=BAD if isinstance(error, UNREADABLE_ERRORS) else UNAVAILABLE)


def _answer(answer: ActivityResponse) -> Response:
    if answer.body is None:
        return Response(status_code=answer.status)
    return JSONResponse(answer.body, status_code=answer.status)
