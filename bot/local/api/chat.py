"""chat.*: posting, changing and deleting messages."""

from bot.local import posting
from bot.local.api.call import Call, Method
from bot.local.api.message_content import MessageContent, checked_content
from bot.local.model import Json, LocalChannel, LocalMessage
from bot.local.shapes import message_json
from bot.local.stored_files import check_shown
from bot.local.workspace_errors import SlackError


def _content(call: Call) -> MessageContent:
    content = checked_content(
        call.arguments.get("text"),
        call.structure("blocks", "invalid_blocks_format"),
        call.structure("attachments", "invalid_attachments"),
        call.structure("metadata", "invalid_metadata_format"),
        knows_tables=call.state.knows_tables,
    )
    check_shown(call.workspace, content.blocks or ())
    return content


def _new(call: Call, channel: LocalChannel, content: MessageContent) -> LocalMessage:
    message = posting.new_message(call.workspace, channel, call.state.bot.id, content.text or "")
    message.blocks = content.blocks or []
    message.attachments = content.attachments or []
    message.metadata = content.metadata
    thread_ts = call.optional("thread_ts")
    if thread_ts:
        if channel.message(thread_ts) is None:
            raise SlackError(code="thread_not_found")
        message.thread_ts = thread_ts
    return message


def _own(call: Call, channel: LocalChannel, refusal: str) -> LocalMessage:
    message = call.message(channel)
    if message.user != call.state.bot.id:
        raise SlackError(code=refusal)
    return message


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    call.need("chat:write")
    channel = call.channel_to_write_in()
    message = posting.post(call.workspace, channel, _new(call, channel, _content(call)))
    return {"channel": channel.id, "ts": message.ts, "message": message_json(call.state, message, metadata=True)}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: only to members of the channel."""
    call.need("chat:write")
    channel = call.channel_to_write_in()
    user = call.user()
    if user.id not in channel.members:
        raise SlackError(code="user_not_in_channel")
    message = _new(call, channel, _content(call))
    message.only_for = user.id
    posting.post(call.workspace, channel, message)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update: the bot's own messages. Blocks that are not mentioned stay; an empty list removes them."""
    call.need("chat:write")
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    if channel.archived:
        raise SlackError(code="is_archived")
    apply(call.workspace.timestamps.next(), message, _content(call))
    posting.edited(call.workspace, channel, message)
    inner = message_json(call.state, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": inner}


def apply(ts: str, message: LocalMessage, content: MessageContent) -> None:
    """Change a message to new content. «Edited» shows only on a message that is mere text."""
    if content.text is not None and content.text != message.text:
        message.text = content.text
        if not (content.blocks or content.attachments):
            message.edited = {"user": message.user, "ts": ts}
    message.blocks = message.blocks if content.blocks is None else content.blocks
    message.attachments = message.attachments if content.attachments is None else content.attachments
    message.metadata = message.metadata if content.metadata is None else content.metadata


def delete(call: Call) -> Json:
    """chat.delete: the bot's own messages."""
    call.need("chat:write")
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    posting.remove(call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.workspace.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = (
    Method("chat.postMessage", post_message),
    Method("chat.postEphemeral", post_ephemeral),
    Method("chat.update", update),
    Method("chat.delete", delete),
    Method("chat.getPermalink", get_permalink),
)
