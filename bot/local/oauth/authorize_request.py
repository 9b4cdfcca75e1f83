"""What an app asks a person to agree to, checked as Slack checks it before anything is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.local.workspace import App, Workspace


class AuthorizeRequestError(Exception):
    """The address is not one that Slack would show a page for; the text is Slack's own code for the reason."""


@dataclass(frozen=True)
class AuthorizeRequest:
    """The scopes, where to send the person back, and the app's own `state`."""

    scopes: tuple[str, ...]
    redirect_uri: str
    """As the app gave it; empty if the app left it out."""
    state: str
    back: str
    """Where the person is sent: `redirect_uri`, or the first in the manifest."""


def read_authorize_request(workspace: Workspace, query: Mapping[str, str]) -> AuthorizeRequest:
    """Read the query of `/oauth/v2/authorize`. Raises `AuthorizeRequestError`."""
    app = workspace.app
    if query.get("client_id") != app.client_id:
        raise AuthorizeRequestError("invalid_client_id")  # noqa: EM101 - Slack's own word
    scopes = tuple(each for each in query.get("scope", "").split(",") if each)
    if not scopes or not all(workspace.permissions.allows(each) for each in scopes):
        raise AuthorizeRequestError("invalid_scope")  # noqa: EM101 - the same
    redirect_uri = query.get("redirect_uri", "")
    return AuthorizeRequest(scopes, redirect_uri, query.get("state", ""), _return_address(app, redirect_uri))


def _return_address(app: App, redirect_uri: str) -> str:
    if not app.redirect_urls:
        raise AuthorizeRequestError("bad_redirect_uri")  # noqa: EM101 - the same
    if not redirect_uri:
        return app.redirect_urls[0]
    if not any(redirect_uri == each or redirect_uri.startswith(f"{each.rstrip('/')}/") for each in app.redirect_urls):
        raise AuthorizeRequestError("bad_redirect_uri")  # noqa: EM101 - the same
    return redirect_uri
