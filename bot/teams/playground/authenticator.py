"""Authentication for the playground, which signs nothing: only on this machine, and only when enabled in code.

No setting enables it: `padriver serve` cannot import it (`pyproject.toml` has the contract, and a test tries).
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.teams.access import LOOPBACK, TeamsAccess
from bot.teams.auth.authenticator import tenant_of
from bot.teams.auth.token import Flaw, NotTrustedError, Signed

MARK = "x-ms-agents-playground"
"""The playground's own header. A page in a browser cannot send it here without a preflight, which is refused."""


class OpenToThisMachineError(Exception):
    """Requests without signature would have been accepted from other machines."""


class PlaygroundAuthenticator:
    """Accepts requests from the playground on this machine, without a signature.

    `host` is where the bot listens; `on_activity` is called for each accepted activity.
    """

    def __init__(self, access: TeamsAccess, host: str, on_activity: Callable[[], None] = lambda: None) -> None:
        if host not in LOOPBACK or not access.hosts or any(not _is_here(each) for each in access.hosts):
            message = f"{host} is more than this machine"
            raise OpenToThisMachineError(message)
        self._access = access
        self._on_activity = on_activity

    async def authenticate(self, headers: Mapping[str, str]) -> Signed:
        """Accept the playground: a page elsewhere has an origin, or a name that is not this machine's."""
        ours = _is_here(headers.get("host", "")) and "origin" not in headers
        if not ours or headers.get(MARK) != "true":
            raise NotTrustedError(Flaw.AUTHORIZATION)
        return Signed("", frozenset())

    def authorize(self, signed: Signed, activity: dict[str, Any]) -> str:
        """Return the tenant that the playground names (unsigned), if its service is trusted and the tenant is served."""
        del signed
        if not self._access.trusts(str(activity.get("serviceUrl", ""))):
            raise NotTrustedError(Flaw.HOST)
        tenant = tenant_of(activity)
        if not self._access.serves(tenant):
            raise NotTrustedError(Flaw.TENANT)
        self._on_activity()
        return tenant


def _is_here(host: str) -> bool:
    """Return True if a host (`localhost:3978`) is this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False
