"""The credentials for Teams, and the tenants and hosts that the bot accepts."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from bot.teams.picture_addresses import PictureAddresses

PLATFORM = "teams"
LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where the Bot Connector publishes the keys it signs with
(https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication)."""
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
HOSTS = frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"})
"""The hosts of Teams' own services: the bot's token is sent to no other."""
FILE_HOSTS = frozenset({"sharepoint.com", "onedrive.com", "1drv.com"})
"""Where Teams keeps people's files: hosts of these domains."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class TeamsAccess:
    """The app's registration, and the tenants it serves. `repr` shows no secret.

    Signs in with the certificate (PEM, with its private key) if there is one, otherwise with the secret.
    """

    client_id: str
    home: str
    """The tenant that the app is registered in."""
    tenants: frozenset[str]
    """The tenants whose people may use it, in lower case."""
    secret: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)
    login_url: str = LOGIN
    openid_url: str = OPENID
    hosts: frozenset[str] = HOSTS
    file_hosts: frozenset[str] = FILE_HOSTS
    pictures: PictureAddresses | None = field(default=None, repr=False)
    """Where the bot serves its pictures; None if it has no public address or no keys."""

    @property
    def serves_several(self) -> bool:
        """Return True if more than one tenant is served: `PADRIVER_CONTENT` is then not the content of all."""
        return len(self.tenants) > 1

    def serves(self, tenant: str) -> bool:
        """Return True if the people of a tenant may use the bot."""
        return tenant.lower() in self.tenants

    def trusts(self, service: str) -> bool:
        """Return True if the bot's token may be sent to a service's address."""
        parts = _safe_url(service)
        return parts is not None and not parts.query and not parts.fragment and _host(parts) in self.hosts

    def keeps_files(self, url: str) -> bool:
        """Return True if an address is one where Teams keeps people's files."""
        parts = _safe_url(url)
        result = _host(parts) if parts else ""
        return any(result == each or result.endswith(f".{each}") for each in self.file_hosts)


def _safe_url(url: str) -> SplitResult | None:
    """Return the parts of an address that is safe to call; None if it is not."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return parts if safe and host and not parts.username and not parts.password else None


def _host(parts: SplitResult) -> str:
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
