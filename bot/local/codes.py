"""Codes: each is exchanged once, within ten minutes, by the app it was given to.

Source: https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.local.ids import secret
from bot.local.workspace_errors import SlackError

CODE_SECONDS = 10 * 60


@dataclass
class AuthorizationCode:
    """What a person agreed to. `team_id` is the organisation's if it was chosen whole."""

    team_id: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    """As the app gave it; empty if the app left it out."""
    until: float
    used: bool = False


class Codes:
    """The codes that were issued. `real` gives Unix time."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._given: dict[str, AuthorizationCode] = {}

    def new(self, team_id: str, user_id: str, scopes: tuple[str, ...], redirect_uri: str) -> str:
        """Return a new authorisation code, for `oauth.v2.access`."""
        key = secret()
        self._given[key] = AuthorizationCode(team_id, user_id, scopes, redirect_uri, self._real() + CODE_SECONDS)
        return key

    def use(self, key: str, redirect_uri: str) -> AuthorizationCode:
        """Return the code's data, once; refuse it with Slack's errors."""
        code = self._given.get(key)
        if code is None:
            raise SlackError(code="invalid_code")
        if code.used:
            raise SlackError(code="code_already_used")
        if self._real() > code.until:
            raise SlackError(code="code_expired")
        if code.redirect_uri != redirect_uri:
            raise SlackError(code="bad_redirect_uri")
        code.used = True
        return code
