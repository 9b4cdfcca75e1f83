"""What the app answers to a command or an action: at once with the acknowledgement, or to its response address."""

from bot.local import posting
from bot.local.api.message_content import MessageContent, content_of_payload
from bot.local.model import Json, LocalChannel, LocalMessage
from bot.local.once import Hook
from bot.local.workspace import Workspace
from bot.local.workspace_errors import SlackError


def answer(workspace: Workspace, hook: Hook, payload: Json) -> None:
    """Carry out one answer from the app: post a new message, or replace or delete the message that was acted on.

    Raises `SlackError` if Slack would refuse the answer.
    """
    channel = workspace.state.channels[hook.channel]
    if payload.get("delete_original"):
        posting.remove(workspace, channel, _original(channel, hook))
    elif payload.get("replace_original"):
        _replace(workspace, channel, _original(channel, hook), _content(workspace, payload))
    else:
        _new(workspace, channel, hook, payload)


def _content(workspace: Workspace, payload: Json) -> MessageContent:
    return content_of_payload(payload, knows_tables=workspace.state.knows_tables)


def _original(channel: LocalChannel, hook: Hook) -> LocalMessage:
    message = channel.message(hook.ts) if hook.ts else None
    if message is None or not message.is_bot:
        raise SlackError(code="message_not_found")
    return message


def _replace(workspace: Workspace, channel: LocalChannel, message: LocalMessage, content: MessageContent) -> None:
    message.text = content.text or ""
    message.blocks = content.blocks or []
    message.attachments = content.attachments or []
    posting.edited(workspace, channel, message)


def _new(workspace: Workspace, channel: LocalChannel, hook: Hook, payload: Json) -> None:
    content = _content(workspace, payload)
    if channel.archived:
        raise SlackError(code="is_archived")
    message = posting.new_message(workspace, channel, workspace.state.bot.id, content.text or "")
    message.blocks = content.blocks or []
    message.attachments = content.attachments or []
    message.metadata = content.metadata
    message.thread_ts = payload.get("thread_ts") or hook.thread_ts
    message.only_for = None if payload.get("response_type") == "in_channel" else hook.user
    posting.post(workspace, channel, message)
