"""users.* and bots.info: who is here."""

from bot.local.api.call import Call, Method
from bot.local.api.conversations import visible
from bot.local.api.paging import page
from bot.local.model import Json, User
from bot.local.shapes import bot_json, channel_json, profile_json, user_json
from bot.local.workspace_errors import SlackError


def info(call: Call) -> Json:
    """users.info."""
    call.need("users:read")
    return {"user": _user(call, call.user())}


def listed(call: Call) -> Json:
    """users.list."""
    call.need("users:read")
    rows, more = page(call, list(call.state.users.values()))
    return {"members": [_user(call, each) for each in rows], "cache_ts": int(call.workspace.real()), **more}


def profile(call: Call) -> Json:
    """users.profile.get: of a user, or else of the bot itself."""
    call.need("users.profile:read")
    user = call.user() if call.optional("user") else call.state.bot
    return {"profile": profile_json(call.state, user, email=_sees_email(call))}


def by_email(call: Call) -> Json:
    """users.lookupByEmail: people whose account is in use."""
    call.need("users:read.email")
    email = call.text("email").strip().casefold()
    found = next((each for each in call.state.people() if each.email.casefold() == email and not each.deleted), None)
    if found is None:
        raise SlackError(code="users_not_found")
    return {"user": _user(call, found)}


def bot_info(call: Call) -> Json:
    """bots.info: of the app's own bot; without an id the answer is empty."""
    call.need("users:read")
    bot = call.optional("bot")
    if bot not in {"", call.state.bot_id}:
        raise SlackError(code="bot_not_found")
    return {"bot": bot_json(call.state)} if bot else {}


def _user(call: Call, user: User) -> Json:
    return user_json(call.state, user, email=_sees_email(call), now=call.workspace.now())


def _sees_email(call: Call) -> bool:
    return call.workspace.permissions.allows("users:read.email")


def conversations(call: Call) -> Json:
    """users.conversations: those the bot, or a given user, is a member of."""
    user_id = call.user().id if call.optional("user") else call.state.bot.id
    rows, more = page(call, [each for each in visible(call) if user_id in each.members])
    return {"channels": [channel_json(call.state, each) for each in rows], **more}


METHODS = (
    Method("users.info", info),
    Method("users.list", listed),
    Method("users.conversations", conversations),
    Method("users.profile.get", profile),
    Method("users.lookupByEmail", by_email),
    Method("bots.info", bot_info),
)
