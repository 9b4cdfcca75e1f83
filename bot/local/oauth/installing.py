"""The app is installed in a workspace, and uninstalled."""

from bot.local.ids import secret
from bot.local.model import Json
from bot.local.workspace import Workspace


def install(workspace: Workspace) -> str:
    """Install the app and return the bot's token: the same as long as the app stays, a new one after it has left."""
    if workspace.revoked:
        workspace.bot_token = secret("xoxb-")
        workspace.app.opens(workspace.bot_token, workspace)
        workspace.revoked = False
    return workspace.bot_token


def uninstall(workspace: Workspace) -> None:
    """Uninstall the app: its token no longer works, and it gets two events, even if it does not subscribe to them."""
    workspace.revoked = True
    send_revoked(workspace)
    _send_event(workspace, {"type": "app_uninstalled"})


def send_revoked(workspace: Workspace, *, bot: bool = True) -> None:
    """Send the app an event that tokens were revoked: the bot's own, or only a person's."""
    users = {"oauth": [], "bot": [workspace.state.bot.id]} if bot else {"oauth": ["U0009999"], "bot": []}
    _send_event(workspace, {"type": "tokens_revoked", "tokens": users})


def _send_event(workspace: Workspace, event: Json) -> None:
    workspace.events.happened(event | {"event_ts": workspace.timestamps.next()})
