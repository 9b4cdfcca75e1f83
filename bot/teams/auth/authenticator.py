"""Authentication: a request is accepted if Teams sent it, from a tenant that the bot serves."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.teams.access import TeamsAccess
from bot.teams.auth.keys import Keys
from bot.teams.auth.token import LONGEST, Flaw, NotTrustedError, Signed, check_activity, check_token

BEARER = "Bearer "


class Authenticator(Protocol):
    """Decides which requests are accepted: by their headers first, before the body is read, then by the activity."""

    async def authenticate(self, headers: Mapping[str, str]) -> Signed:
        """Return what a request's headers (HTTP's, in lower case) prove about its sender.

        Raises `NotTrustedError`, and `KeysUnavailableError` if that cannot be found out.
        """

    def authorize(self, signed: Signed, activity: dict[str, Any]) -> str:
        """Return the tenant of an activity that is accepted. Raises `NotTrustedError`."""


class TokenAuthenticator:
    """Accepts what the Bot Connector signed for this bot, and nothing else."""

    def __init__(self, access: TeamsAccess, keys: Keys, now: Callable[[], datetime]) -> None:
        self._access = access
        self._keys = keys
        self._now = now

    async def authenticate(self, headers: Mapping[str, str]) -> Signed:
        """Return what the token, which must be signed for this bot, says."""
        authorization = headers.get("authorization", "")
        token = authorization.removeprefix(BEARER)
        if token == authorization or len(token) > LONGEST:
            raise NotTrustedError(Flaw.AUTHORIZATION)
        return await check_token(token, self._keys, self._access.client_id, self._now())

    def authorize(self, signed: Signed, activity: dict[str, Any]) -> str:
        """Return the tenant of an activity from the service that the token speaks for, if that is trusted."""
        check_activity(signed, activity)
        if not self._access.trusts(signed.service):
            raise NotTrustedError(Flaw.HOST)
        tenant = tenant_of(activity)
        if not self._access.serves(tenant):
            raise NotTrustedError(Flaw.TENANT)
        return tenant


def tenant_of(activity: dict[str, Any]) -> str:
    """Return the tenant an activity names, in lower case; empty if it names none, or two that differ."""
    data, conversation = _part(activity, "channelData"), _part(activity, "conversation")
    named = {str(_part(data, "tenant").get("id") or "").lower(), str(conversation.get("tenantId") or "").lower()}
    named.discard("")
    return named.pop() if len(named) == 1 else ""


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}
