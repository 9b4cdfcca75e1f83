"""The playground's team as the bot knows it: its credentials, and its channels and person."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.teams.access import TeamsAccess
from bot.teams.incoming import place_id_of
from bot.teams.login import Login
from models.workspace.contacts import CHANNEL, SeenContact

CONFIG = Path(__file__).with_name("config.yaml")
LOOPBACK_ONLY = Path(__file__).with_name("loopback.js")
"""Required before the playground, so that it listens on this machine alone."""
SERVICE = "http://localhost:{port}/_connector"
NOT_A_TOKEN = "no-token"  # noqa: S105 - the playground asks for none


class NoLogin(Login):
    """Signs in nowhere: the playground asks for nothing."""

    async def token(self) -> str:
        """Return a placeholder."""
        return NOT_A_TOKEN


@dataclass(frozen=True)
class Playground:
    """The playground at a port of this machine."""

    port: int

    @property
    def service(self) -> str:
        """Return where its Connector is."""
        return SERVICE.format(port=self.port)

    def access(self) -> TeamsAccess:
        """Return the credentials. There is no secret in them."""
        result = _config()
        tenant = str(result["tenantId"])
        host = f"localhost:{self.port}"
        return TeamsAccess(
            str(result["bot"]["id"]).removeprefix("28:"), tenant, frozenset({tenant}), hosts=frozenset({host})
        )

    def channels(self) -> tuple[SeenContact, SeenContact]:
        """Return the shared channel, and the one for the media."""
        team = _config()["team"]
        shared, media = team["channels"][0], {"id": team["id"], "name": f"{team['name']} (Generelt)"}
        return self._met(shared, team["id"]), self._met(media, team["id"])

    def person(self) -> str:
        """Return the id of the person at the playground."""
        return str(_config()["currentUser"]["aadObjectId"])

    def _met(self, channel: dict[str, Any], team: str) -> SeenContact:
        place = place_id_of(channel["id"])
        return SeenContact(place, CHANNEL, channel["name"], place, channel["id"], self.service, parent=team)


def _config() -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    return values
