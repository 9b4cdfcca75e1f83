"""Deliveries to a request URL: signed, no redirects, Slack's time limit."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from bot.local.model import Json
from bot.local.transport.envelope import Envelope
from bot.local.transport.loopback import is_loopback
from bot.local.transport.signing import signed_headers
from bot.local.workspace_errors import NotAckedError

_FORM = "application/x-www-form-urlencoded"


class HttpOutlet:
    """Sends to one address on this machine. `real` gives Unix time for the signatures."""

    def __init__(self, url: str, secret: str, real: Callable[[], float], ack_seconds: float) -> None:
        if not is_loopback(url):
            message = "the request URL must be on this machine"
            raise ValueError(message)
        self.url = url
        self._secret = secret
        self._real = real
        self._limit = aiohttp.ClientTimeout(total=ack_seconds)

    async def deliver(self, envelope: Envelope) -> Json | None:
        """Return the app's answer; raises `NotAckedError` if the app did not acknowledge."""
        body, kind = _body(envelope)
        headers = {"Content-Type": kind, **signed_headers(self._secret, str(int(self._real())), body)}
        if envelope.retry:
            headers |= {"X-Slack-Retry-Num": str(envelope.retry), "X-Slack-Retry-Reason": envelope.reason}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._limit) as session,
                session.post(self.url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                return _answer(response, await response.read())
        except TimeoutError as error:
            raise NotAckedError(reason="http_timeout") from error
        except aiohttp.ClientError as error:
            raise NotAckedError(reason="connection_failed") from error


def _body(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.type == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    if envelope.type == "slash_commands":
        return urlencode(envelope.payload).encode(), _FORM
    return urlencode({"payload": json.dumps(envelope.payload)}).encode(), _FORM


def _answer(response: aiohttp.ClientResponse, body: bytes) -> Json | None:
    if not response.ok:
        gone = response.headers.get("X-Slack-No-Retry") == "1"
        raise NotAckedError(reason="no_retry" if gone else "http_error")
    if not body.strip():
        return None
    if response.content_type != "application/json":
        return {"text": body.decode(errors="replace")}
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise NotAckedError(reason="http_error") from error
    return answer if isinstance(answer, dict) else None
