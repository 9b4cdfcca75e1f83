"""Who is in a channel, and whether it is in use."""

from bot.local.model import Json, LocalChannel
from bot.local.shapes import page_channel
from bot.local.workspace import Workspace


def show_channel(workspace: Workspace, channel: LocalChannel) -> None:
    """Publish a channel to pages as it now is."""
    for user in workspace.state.people():
        if channel.kind == "channel" or user.id in channel.members:
            event = {"type": "channel", "channel": page_channel(channel, user.id)}
            workspace.bus.publish(event, lambda viewer, one=user.id: viewer == one)  # type: ignore[misc]  # a default binds the loop's user


def join(workspace: Workspace, channel: LocalChannel, user_id: str, inviter: str | None = None) -> bool:
    """Add a user to a channel; return True if that was new."""
    if user_id in channel.members:
        return False
    channel.members.append(user_id)
    show_channel(workspace, channel)
    event = _membership(workspace, channel, user_id, "member_joined_channel")
    workspace.events.happened(event | ({"inviter": inviter} if inviter else {}))
    return True


def leave(workspace: Workspace, channel: LocalChannel, user_id: str) -> bool:
    """Remove a user from a channel; return True if they were in it."""
    if user_id not in channel.members:
        return False
    workspace.events.happened(_membership(workspace, channel, user_id, "member_left_channel"))
    channel.members.remove(user_id)
    show_channel(workspace, channel)
    return True


def rename(workspace: Workspace, channel: LocalChannel, name: str) -> None:
    """Give a channel another name."""
    channel.previous_names.insert(0, channel.name)
    channel.name = name
    channel.updated = int(workspace.now().timestamp() * 1000)
    show_channel(workspace, channel)
    values = {"id": channel.id, "name": name, "created": channel.created}
    workspace.events.happened({"type": "channel_rename", "channel": values, "event_ts": workspace.timestamps.next()})


def archive(workspace: Workspace, channel: LocalChannel, user_id: str, *, archived: bool = True) -> None:
    """Archive a channel, or unarchive it."""
    channel.archived = archived
    channel.updated = int(workspace.now().timestamp() * 1000)
    show_channel(workspace, channel)
    kind = "channel_archive" if archived else "channel_unarchive"
    ts = workspace.timestamps.next()
    workspace.events.happened({"type": kind, "channel": channel.id, "user": user_id, "event_ts": ts})


def share(workspace: Workspace, channel: LocalChannel, team_id: str, *, shared: bool = True) -> None:
    """Share a channel with another organisation (Slack Connect), or end that."""
    channel.is_ext_shared = shared
    show_channel(workspace, channel)
    ts = workspace.timestamps.next()
    payload: Json = {"channel": channel.id, "event_ts": ts}
    if shared:
        payload |= {"type": "channel_shared", "connected_team_id": team_id}
    else:
        payload |= {"type": "channel_unshared", "previously_connected_team_id": team_id, "is_ext_shared": False}
    if workspace.state.bot.id in channel.members:
        workspace.events.happened(payload)


def _membership(workspace: Workspace, channel: LocalChannel, user_id: str, kind: str) -> Json:
    return {
        "type": kind,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "C",
        "team": workspace.state.team.id,
        "event_ts": workspace.timestamps.next(),
    }
