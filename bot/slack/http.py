"""Slack over HTTP: one signed route. Nothing in a body is parsed before its signature is found to be good."""

import json
from typing import Any
from urllib.parse import parse_qsl

import structlog
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.requests.request_errors import UNREADABLE_ERRORS, log_refused_request
from bot.runtime.web import body_of

PATH = "/slack/events"
MOST_BYTES = 1_000_000
"""Slack's own payloads are far smaller."""
RATE_LIMITED = "app_rate_limited"
"""Slack holds our events back: more than 30,000 an hour (https://docs.slack.dev/reference/events/app_rate_limited)."""
SECONDS = 12
"""A time of Unix has fewer digits than that until the year 33,658."""

log = structlog.get_logger(__name__)


def slack_route(bolt: AsyncApp, signing_secret: str) -> Route:
    """Return the route that Slack posts to; a wrong or old signature gets 401 and nothing is done.

    A signed request that cannot be read gets 400. Raises `ValueError` without a signing secret: then anyone could sign.
    """
    if not signing_secret.strip():
        message = "SLACK_SIGNING_SECRET mangler. Uten den kan ikke boten ta imot Slack over HTTP."
        raise ValueError(message)
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        if int(request.headers.get("content-length", 0)) > MOST_BYTES:
            return Response(status_code=413)
        if not _may_be_signed(request.headers):
            return Response(status_code=401)
        body = await body_of(request, MOST_BYTES)
        if body is None:
            return Response(status_code=413)
        if not _is_signed(verifier, request.headers, body):
            return Response(status_code=401)
        return await _dispatch(bolt, request.headers, body)

    return Route(PATH, receive, methods=["POST"])


async def _dispatch(bolt: AsyncApp, headers: Headers, body: bytes) -> Response:
    """Return the answer to a signed request."""
    try:
        request = _bolt_request(headers, body)
        if request.body.get("type") == RATE_LIMITED:
            log.warning("events_held_back", team=request.body.get("team_id"))
            return Response(status_code=200)
        return to_starlette_response(await bolt.async_dispatch(request))
    except UNREADABLE_ERRORS as error:  # Bolt raises these too, for parts it could not read
        log_refused_request(error)
        return Response(status_code=400)


def _may_be_signed(headers: Headers) -> bool:
    """Return True if the signature's headers have the form that Slack gives them."""
    timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    is_time = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= SECONDS
    return is_time and signature.isascii() and signature.startswith("v0=")


def _is_signed(verifier: SignatureVerifier, headers: Headers, body: bytes) -> bool:
    try:
        return verifier.is_valid(body, headers["x-slack-request-timestamp"], headers["x-slack-signature"])
    except UnicodeDecodeError:  # Slack signs text
        return False


def _bolt_request(headers: Headers, body: bytes) -> AsyncBoltRequest:
    """Return the request in the form Bolt uses for Socket Mode: parsed, and known to be Slack's.

    Bolt's own parsing takes the word «payload» in a command's text for a form's field.
    May raise any of `UNREADABLE_ERRORS`.
    """
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    text = body.decode()
    payload = _payload(text, is_json=content_type == "application/json" or text.startswith("{"))
    return AsyncBoltRequest(body=payload, headers=dict(headers), mode="socket_mode")


def _payload(body: str, *, is_json: bool) -> dict[str, Any]:
    """Return an event, which is JSON, or a command or what `payload` of a form holds (a press, a form, a shortcut).

    https://docs.slack.dev/interactivity/handling-user-interaction#payloads
    """
    fields: dict[str, str] = {} if is_json else dict(parse_qsl(body, keep_blank_values=True))
    if not is_json and "payload" not in fields:
        return fields
    payload = json.loads(body if is_json else fields["payload"])
    if not isinstance(payload, dict):
        message = "not an object"
        raise TypeError(message)
    return payload
