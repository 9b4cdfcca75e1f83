"""The gate: what arrives is let in when Teams sent it, from a tenant that the bot serves."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.teams.access import TeamsAccess
from bot.teams.trust.keys import Keys
from bot.teams.trust.token import LONGEST, Flaw, NotTrustedError, check_token

BEARER = "Bearer "


class Gate(Protocol):
    """Who is let in. `headers` are HTTP's, by their names in small letters."""

    def may_try(self, headers: Mapping[str, str]) -> bool:
        """Tell whether it is worth reading what is told."""

    async def admit(self, headers: Mapping[str, str], activity: dict[str, Any]) -> str:
        """Return the tenant of an activity that may be let in.

        Raises `NotTrustedError`, and `KeysUnavailableError` where nobody can tell.
        """


class SignedGate:
    """Lets in what the Bot Connector signed for this bot. There is no way around it."""

    def __init__(self, access: TeamsAccess, keys: Keys, now: Callable[[], datetime]) -> None:
        self._access = access
        self._keys = keys
        self._now = now

    def may_try(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a token is shown."""
        return bool(headers.get("authorization"))

    async def admit(self, headers: Mapping[str, str], activity: dict[str, Any]) -> str:
        """Return the tenant of an activity that was signed for this bot by a service that is trusted."""
        authorization = headers.get("authorization", "")
        token = authorization.removeprefix(BEARER)
        if token == authorization or len(token) > LONGEST:
            raise NotTrustedError(Flaw.AUTHORIZATION)
        await check_token(token, self._keys, self._access.client_id, activity, self._now())
        if not self._access.trusts(str(activity.get("serviceUrl", ""))):
            raise NotTrustedError(Flaw.HOST)
        tenant = tenant_of(activity)
        if not self._access.serves(tenant):
            raise NotTrustedError(Flaw.TENANT)
        return tenant.lower()


def tenant_of(activity: dict[str, Any]) -> str:
    """Return the tenant an activity tells of; empty where it tells none, or two that differ."""
    data, conversation = activity.get("channelData") or {}, activity.get("conversation") or {}
    told = {str((data.get("tenant") or {}).get("id") or "").lower(), str(conversation.get("tenantId") or "").lower()}
    told.discard("")
    return told.pop() if len(told) == 1 else ""
