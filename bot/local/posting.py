"""What happens to messages, by a person or the app: posted, edited, removed, reacted to. Pages and the app get it."""

from bot.local.model import Json, LocalChannel, LocalMessage
from bot.local.shapes import message_json, page_message, reactions_json
from bot.local.workspace import Workspace


def post(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> LocalMessage:
    """Put a message in its channel, show it to those who may see it, and send the app an event."""
    channel.messages.append(message)
    _show(workspace, channel, message, "message")
    if message.only_for is None:
        _into_thread(workspace, channel, message)
        _send_event(workspace, channel, _message_event(workspace, channel, message))
        _send_mention(workspace, channel, message)
    return message


def new_message(workspace: Workspace, channel: LocalChannel, user: str, text: str) -> LocalMessage:
    """Return a message that is not yet in its channel."""
    is_bot = user == workspace.state.bot.id
    return LocalMessage(workspace.timestamps.next(), channel.id, user, text, workspace.now(), is_bot)


def edited(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> None:
    """Publish that a message has changed."""
    _show(workspace, channel, message, "message_changed")
    if message.only_for is None:
        inner = message_json(workspace.state, message)
        _send_event(workspace, channel, {"subtype": "message_changed", "message": inner, "hidden": True})


def remove(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> None:
    """Delete a message."""
    channel.messages.remove(message)
    event = {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
    workspace.bus.publish(event, lambda user: sees(channel, message, user))
    if message.only_for is None:
        previous = message_json(workspace.state, message)
        gone = {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": previous, "hidden": True}
        _send_event(workspace, channel, gone)


def react(workspace: Workspace, channel: LocalChannel, message: LocalMessage, user: str, name: str) -> bool:
    """Add a reaction; return True if it was new."""
    users = message.reactions.setdefault(name, [])
    if user in users:
        return False
    users.append(user)
    _reacted(workspace, channel, message, user, name, "reaction_added")
    return True


def unreact(workspace: Workspace, channel: LocalChannel, message: LocalMessage, user: str, name: str) -> bool:
    """Remove a reaction; return True if there was one."""
    users = message.reactions.get(name, [])
    if user not in users:
        return False
    users.remove(user)
    if not users:
        del message.reactions[name]
    _reacted(workspace, channel, message, user, name, "reaction_removed")
    return True


def sees(channel: LocalChannel, message: LocalMessage, user: str) -> bool:
    """Return True if a person may see a message."""
    return message.only_for in {None, user} and (channel.kind == "channel" or user in channel.members)


def _show(workspace: Workspace, channel: LocalChannel, message: LocalMessage, kind: str) -> None:
    event = {"type": kind, "channel": channel.id, "message": page_message(workspace.state, message)}
    workspace.bus.publish(event, lambda user: sees(channel, message, user))


def _into_thread(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> None:
    parent = channel.message(message.thread_ts) if message.is_reply and message.thread_ts else None
    if parent is None:
        return
    parent.thread_ts = parent.ts
    parent.replies.append(message.ts)
    if message.user not in parent.repliers:
        parent.repliers.append(message.user)
    _show(workspace, channel, parent, "message_changed")


def _message_event(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> Json:
    event = message_json(workspace.state, message)
    if message.files:
        event |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
    parent = channel.message(message.thread_ts) if message.is_reply and message.thread_ts else None
    if parent is not None:
        event["parent_user_id"] = parent.user
    return event


def _send_event(workspace: Workspace, channel: LocalChannel, event: Json) -> None:
    if workspace.state.bot.id not in channel.members:
        return
    kind, subscription = ("im", "message.im") if channel.kind == "im" else ("channel", "message.channels")
    ts = event.get("ts") or workspace.timestamps.next()
    whole = {"type": "message", "channel": channel.id, "ts": ts, "event_ts": ts, "channel_type": kind, **event}
    workspace.events.happened(whole, subscription)


def _send_mention(workspace: Workspace, channel: LocalChannel, message: LocalMessage) -> None:
    bot = workspace.state.bot.id
    mentioned = f"<@{bot}>" in message.text or f"<@{bot}|" in message.text
    if mentioned and not message.is_bot and channel.kind == "channel" and bot in channel.members:
        event = message_json(workspace.state, message)
        workspace.events.happened(event | {"type": "app_mention", "channel": channel.id, "event_ts": message.ts})


def _reacted(
    workspace: Workspace, channel: LocalChannel, message: LocalMessage, user: str, name: str, kind: str
) -> None:
    event = {"type": "reaction", "channel": channel.id, "ts": message.ts, "reactions": reactions_json(message)}
    workspace.bus.publish(event, lambda viewer: sees(channel, message, viewer))
    if workspace.state.bot.id in channel.members:
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        happened = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
        workspace.events.happened(happened | {"event_ts": workspace.timestamps.next()})
