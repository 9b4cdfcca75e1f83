"""users.*: the people and bots of the workspace."""

from bot.local.api.call import Call, Method
from bot.local.api.conversations import visible
from bot.local.api.paging import page
from bot.local.model import Json
from bot.local.shapes import channel_json, user_json


def info(call: Call) -> Json:
    """users.info."""
    call.need("users:read")
    return {"user": user_json(call.state, call.user())}


def listed(call: Call) -> Json:
    """users.list."""
    call.need("users:read")
    rows, more = page(call, list(call.state.users.values()))
    return {"members": [user_json(call.state, each) for each in rows], "cache_ts": int(call.workspace.real()), **more}


def conversations(call: Call) -> Json:
    """users.conversations: those the bot, or a given user, is a member of."""
    user_id = call.user().id if call.optional("user") else call.state.bot.id
    rows, more = page(call, [each for each in visible(call) if user_id in each.members])
    return {"channels": [channel_json(call.state, each) for each in rows], **more}


METHODS = (
    Method("users.info", info),
    Method("users.list", listed),
    Method("users.conversations", conversations),
)
