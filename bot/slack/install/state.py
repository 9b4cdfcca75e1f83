"""What ties Slack's answer to the browser that asked: a cookie, and the same sealed in the `state` of the address.

Nothing is stored, so any replica can handle the answer (RFC 6749, section 10.12).
"""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import Response

from models.workspace.keyring import Keyring, UnreadableTokenError

LIFETIME = timedelta(minutes=10)
PURPOSE = "slack-oauth-state"


class StateRefusedError(Exception):
    """The state is missing, wrong, too old, or another browser's."""


def begin(keyring: Keyring, now: datetime) -> tuple[str, str]:
    """Return a new cookie's value and the state that goes with it."""
    cookie = secrets.token_urlsafe(32)
    return cookie, keyring.seal(PURPOSE, cookie, now)


def check(keyring: Keyring, cookie: str, state: str, now: datetime) -> None:
    """Check that the state goes with the cookie and is recent. Raises `StateRefusedError`."""
    try:
        expected = keyring.open_young(PURPOSE, state, LIFETIME, now)
    except UnreadableTokenError:
        raise StateRefusedError from None
    if not compare_digest(expected.encode(), cookie.encode()):
        raise StateRefusedError


class Cookie:
    """The cookie. Over https its name keeps other hosts of the same domain from setting it (RFC 6265bis, `__Host-`)."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self.name = "__Host-padriver_install" if secure else "padriver_install"

    def read(self, request: Request) -> str:
        """Return the cookie's value; empty if there is none."""
        return request.cookies.get(self.name, "")

    def put(self, response: Response, value: str) -> None:
        """Set the cookie in the browser. It comes back when Slack sends the browser here (`lax`)."""
        response.set_cookie(
            self.name,
            value,
            max_age=int(LIFETIME.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def take_away(self, response: Response) -> None:
        """Delete the cookie in the browser."""
        response.delete_cookie(self.name, path="/", secure=self._secure, httponly=True, samesite="lax")
