"""What opens Teams, and whom the bot listens to there."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

PLATFORM = "teams"
LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where the Bot Connector tells which keys it signs with
(https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication)."""
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
HOSTS = frozenset({"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"})
"""The hosts of Teams' own services: the bot's token is sent to no other."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class TeamsAccess:
    """The app's registration, and the tenants it serves. No secret shows in a `repr`.

    Signs in with the certificate (PEM, with its private key) where there is one, else with the secret.
    """

    client_id: str
    home: str
    """The tenant that the app is registered in."""
    tenants: frozenset[str]
    """The tenants whose people may use it, in small letters."""
    secret: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)
    login_url: str = LOGIN
    openid_url: str = OPENID
    hosts: frozenset[str] = HOSTS

    def serves(self, tenant: str) -> bool:
        """Tell whether the people of a tenant may use the bot."""
        return tenant.lower() in self.tenants

    def trusts(self, service: str) -> bool:
        """Tell whether a service's address is one that the bot's token may be sent to."""
        try:
            parts = urlsplit(service)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts.username or parts.password or parts.query or parts.fragment:
            return False
        told = f"{host}:{port}" if port else host
        return told in self.hosts and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
