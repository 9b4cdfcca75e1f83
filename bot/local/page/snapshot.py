"""Everything a person sees when the page opens."""

from bot.local.modals import home_json
from bot.local.model import Json, User
from bot.local.shapes import page_channel, page_message, view_json
from bot.local.workspace import Workspace


def snapshot(workspace: Workspace, user: User) -> Json:
    """Return the workspace as one person sees it."""
    state = workspace.state
    channels = state.seen_by(user.id)
    home = state.homes.get(user.id)
    return {
        "team": {"id": state.team.id, "name": state.team.name, "domain": state.team.domain},
        "now": moment(workspace),
        "zone": str(workspace.zone),
        "me": user.id,
        "bot_user": state.bot.id,
        "bot_connected": workspace.connected,
        "has_mail": workspace.has_mail,
        "users": [_user(each) for each in state.users.values()],
        "channels": [page_channel(each, user.id) for each in channels],
        "commands": _commands(workspace),
        "shortcuts": list(workspace.permissions.shortcuts or ()),
        "messages": {
            each.id: [page_message(state, message) for message in state.messages_for(user.id, each)]
            for each in channels
        },
        "home": home_json(home) if home else None,
        "views": [view_json(state, each) for each in state.modals.get(user.id, [])],
    }


def moment(workspace: Workspace) -> str:
    """Return what the workspace's clock shows."""
    return workspace.now().isoformat(timespec="seconds")


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "is_bot": user.is_bot,
        "color": user.color,
        # Nobody is offered whose account is deactivated.
        **({"deleted": True} if user.deleted else {}),
    }


def _commands(workspace: Workspace) -> list[Json]:
    return [
        {
            "command": each["command"],
            "description": each.get("description", ""),
            "usage_hint": each.get("usage_hint", ""),
        }
        for each in workspace.permissions.commands or ()
    ]
