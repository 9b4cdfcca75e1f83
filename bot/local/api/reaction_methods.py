"""reactions.*: reactions to a message."""

import re

from bot.local import posting
from bot.local.api.call import Call, Method
from bot.local.model import Json, LocalChannel, LocalMessage
from bot.local.shapes import message_json
from bot.local.workspace_errors import SlackError

REACTION = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def _target(call: Call, scope: str) -> tuple[LocalChannel, LocalMessage]:
    call.need(scope)
    channel = call.channel()
    if call.state.bot.id not in channel.members:
        raise SlackError(code="not_in_channel")
    return channel, call.message(channel, "timestamp")


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if REACTION.fullmatch(name) is None:
        raise SlackError(code="invalid_name")
    return name


def add(call: Call) -> Json:
    """reactions.add."""
    channel, message = _target(call, "reactions:write")
    if channel.archived:
        raise SlackError(code="is_archived")
    if not posting.react(call.workspace, channel, message, call.state.bot.id, _name(call)):
        raise SlackError(code="already_reacted")
    return {}


def remove(call: Call) -> Json:
    """reactions.remove: the bot's own."""
    channel, message = _target(call, "reactions:write")
    if not posting.unreact(call.workspace, channel, message, call.state.bot.id, _name(call)):
        raise SlackError(code="no_reaction")
    return {}


def get(call: Call) -> Json:
    """reactions.get."""
    channel, message = _target(call, "reactions:read")
    return {"type": "message", "channel": channel.id, "message": message_json(call.state, message)}


METHODS = (
    Method("reactions.add", add),
    Method("reactions.remove", remove),
    Method("reactions.get", get),
)
