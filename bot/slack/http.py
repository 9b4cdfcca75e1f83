"""Slack over HTTP: one signed route."""

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web import body_of

PATH = "/slack/events"
MOST_BYTES = 1_000_000
"""Slack's own payloads are far smaller."""


def slack_route(bolt: AsyncApp, signing_secret: str) -> Route:
    """Return the route that Slack posts to; a wrong or old signature gets 401 and nothing is done.

    Raises `ValueError` without a signing secret: then anyone could sign.
    """
    if not signing_secret.strip():
        message = "SLACK_SIGNING_SECRET mangler. Uten den kan ikke boten ta imot Slack over HTTP."
        raise ValueError(message)

    async def receive(request: Request) -> Response:
        body = await body_of(request, MOST_BYTES)
        if body is None:
            return Response(status_code=413)
        try:
            body.decode()
        except UnicodeDecodeError:
            return Response(status_code=401)
        return to_starlette_response(await bolt.async_dispatch(to_async_bolt_request(request, body)))

    return Route(PATH, receive, methods=["POST"])
