"""The app as one server's workspaces know it: who it is, and which token opens which of them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.local.ids import secret
from bot.local.model import Team
from bot.local.oauth.codes import Codes

if TYPE_CHECKING:
    from bot.local.workspace import Workspace


class App:
    """The app. `workspaces` holds those it may be in, the first first; `organisation` one that may be chosen whole."""

    def __init__(self, app_id: str, manifest: Mapping[str, Any] | None, real: Callable[[], float]) -> None:
        self.id = app_id
        self.client_id = secret()
        self.client_secret = secret()
        self.redirect_urls: tuple[str, ...] = tuple((manifest or {}).get("oauth_config", {}).get("redirect_urls", ()))
        self.codes = Codes(real)
        self.workspaces: list[Workspace] = []
        self.organisation: Team | None = None
        self._tokens: dict[str, Workspace] = {}

    def of_token(self, token: str) -> "Workspace":
        """Return the workspace a token opens or has opened; the first where it is nobody's."""
        return self._tokens.get(token, self.workspaces[0])

    def opens(self, token: str, workspace: "Workspace") -> None:
        """Remember whose a token is, also when it opens no more."""
        self._tokens[token] = workspace

    def was_of(self, token: str, workspace: "Workspace") -> bool:
        """Say whether a token has opened that workspace."""
        return self._tokens.get(token) is workspace
