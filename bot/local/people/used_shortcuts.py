"""Shortcuts, on a message or from anywhere, and the Home tab."""

from bot.local.model import Json, LocalChannel, LocalMessage, User
from bot.local.people.delivery import DeliveryOutcome, deliver, response_url, where, who
from bot.local.shapes import message_json, view_json
from bot.local.transport.envelope import Envelope
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError


async def message_shortcut(
    workspace: Workspace, user: User, channel: LocalChannel, message: LocalMessage, callback_id: str
) -> DeliveryOutcome:
    """Use a message shortcut."""
    _declared(workspace, callback_id, "message")
    key = workspace.hooks.new(channel.id, user.id, message.ts)
    payload = who(workspace, user, channel) | {
        "type": "message_action",
        "callback_id": callback_id,
        "action_ts": workspace.timestamps.next(),
        "message_ts": message.ts,
        "message": message_json(workspace.state, message),
        "channel": where(channel),
        "response_url": response_url(workspace, key),
    }
    return await deliver(workspace, user, Envelope("interactive", payload), channel)


async def global_shortcut(workspace: Workspace, user: User, callback_id: str) -> DeliveryOutcome:
    """Use a shortcut that belongs to no message."""
    _declared(workspace, callback_id, "global")
    ts = workspace.timestamps.next()
    payload = who(workspace, user) | {"type": "shortcut", "callback_id": callback_id, "action_ts": ts}
    return await deliver(workspace, user, Envelope("interactive", payload))


def open_home(workspace: Workspace, user: User) -> None:
    """Open the app's Home tab."""
    direct = workspace.direct(user.id, workspace.state.bot.id)
    ts = workspace.timestamps.next()
    event: Json = {"type": "app_home_opened", "user": user.id, "channel": direct.id, "tab": "home", "event_ts": ts}
    view = workspace.state.homes.get(user.id)
    if view is not None:
        event["view"] = view_json(workspace.state, view)
    workspace.events.happened(event)


def _declared(workspace: Workspace, callback_id: str, kind: str) -> None:
    if not workspace.permissions.shortcut(callback_id, kind):
        message = "Denne snarveien finnes ikke her."
        raise NotPossibleError(message)
