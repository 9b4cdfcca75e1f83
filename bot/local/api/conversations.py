"""conversations.*: channels and direct conversations."""

import re

from bot.local import membership
from bot.local.api.call import Call, Method
from bot.local.api.paging import page
from bot.local.model import Json, LocalChannel
from bot.local.shapes import GENERAL, channel_json
from bot.local.workspace_errors import SlackError

_READ = {"public_channel": "channels:read", "im": "im:read", "private_channel": "groups:read", "mpim": "mpim:read"}
CHANNEL_NAME = re.compile(r"[a-z0-9æøå_-]+")
PUNCTUATION = re.compile(r"[\W_]+")
LONGEST_NAME = 80
MOST_INVITED = 100


def _read(call: Call, channel: LocalChannel) -> None:
    call.need("im:read" if channel.kind == "im" else "channels:read")


def visible(call: Call) -> list[LocalChannel]:
    """Return the conversations of the requested types that the bot can see."""
    kinds = {each.strip() for each in call.optional("types", "public_channel").split(",")}
    if not kinds <= set(_READ):
        raise SlackError(code="invalid_types")
    for kind in sorted(kinds):
        call.need(_READ[kind])
    wanted = {"channel" if kind == "public_channel" else kind for kind in kinds}
    seen = [each for each in call.state.seen_by(call.state.bot.id) if each.kind in wanted]
    return [each for each in seen if not (call.flag("exclude_archived") and each.archived)]


def listed(call: Call) -> Json:
    """conversations.list."""
    rows, more = page(call, visible(call))
    return {"channels": [channel_json(call.state, each) for each in rows], **more}


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    _read(call, channel)
    return {"channel": channel_json(call.state, channel)}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    _read(call, channel)
    rows, more = page(call, channel.members)
    return {"members": list(rows), **more}


def join(call: Call) -> Json:
    """conversations.join: the bot itself, into a public channel."""
    call.need("channels:join")
    channel = call.channel()
    if channel.kind == "im":
        raise SlackError(code="method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError(code="is_archived")
    new = membership.join(call.workspace, channel, call.state.bot.id)
    return {"channel": channel_json(call.state, channel), **({} if new else {"warning": "already_in_channel"})}


def leave(call: Call) -> Json:
    """conversations.leave: the bot itself."""
    call.need("channels:manage", "channels:write")
    left = membership.leave(call.workspace, call.channel(), call.state.bot.id)
    return {} if left else {"not_in_channel": True}


def create(call: Call) -> Json:
    """conversations.create: a public channel with the bot in it."""
    call.need("channels:manage", "channels:write")
    channel = call.workspace.new_channel(_new_name(call), [call.state.bot.id], call.state.bot.id)
    membership.show_channel(call.workspace, channel)
    return {"channel": channel_json(call.state, channel)}


def _new_name(call: Call) -> str:
    """Return the name a call gives a channel; refuses with Slack's errors."""
    name = call.optional("name")
    refusals = (
        (not name, "invalid_name_required"),
        (len(name) > LONGEST_NAME, "invalid_name_maxlength"),
        (PUNCTUATION.fullmatch(name), "invalid_name_punctuation"),
        (not CHANNEL_NAME.fullmatch(name), "invalid_name_specials"),
        (call.state.find_channel(name), "name_taken"),
    )
    for refused, code in refusals:
        if refused:
            raise SlackError(code=code)
    return name


def _managed(call: Call) -> LocalChannel:
    """Return a channel in use that a call changes, with the bot in it."""
    call.need("channels:manage", "channels:write")
    channel = call.channel()
    if channel.kind == "im":
        raise SlackError(code="method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError(code="is_archived")
    if call.state.bot.id not in channel.members:
        raise SlackError(code="not_in_channel")
    return channel


def rename(call: Call) -> Json:
    """conversations.rename: only a channel that the bot made itself, as it is no administrator."""
    channel = _managed(call)
    if channel.creator != call.state.bot.id:
        raise SlackError(code="not_authorized")
    membership.rename(call.workspace, channel, _new_name(call))
    return {"channel": channel_json(call.state, channel)}


def invite(call: Call) -> Json:
    """conversations.invite: invites nobody if one of several is refused, unless `force` says to leave that one out."""
    channel = _managed(call)
    users = [each.strip() for each in call.optional("users").split(",") if each.strip()]
    if not users:
        raise SlackError(code="no_user")
    if len(users) > MOST_INVITED:
        raise SlackError(code="too_many_users")
    errors = [
        {"user": user_id, "ok": False, "error": code} for user_id in users if (code := _refused(call, channel, user_id))
    ]
    welcome = [each for each in users if each not in {error["user"] for error in errors}]
    if errors and not (welcome and call.flag("force")):
        raise SlackError(code=str(errors[0]["error"]), errors=errors)
    for user_id in welcome:
        membership.join(call.workspace, channel, user_id, call.state.bot.id)
    return {"channel": channel_json(call.state, channel), **({"errors": errors} if errors else {})}


def _refused(call: Call, channel: LocalChannel, user_id: str) -> str:
    """Return why a user cannot be invited; empty if they can."""
    user = call.state.users.get(user_id)
    if user is None:
        return "user_not_found"
    if user is call.state.bot:
        return "cant_invite_self"
    if user_id in channel.members:
        return "already_in_channel"
    return "cant_invite" if user.deleted else ""


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = _managed(call)
    if not call.optional("user"):
        raise SlackError(code="no_user")
    user = call.user()
    if user is call.state.bot:
        raise SlackError(code="cant_kick_self")
    if user.id not in channel.members:
        raise SlackError(code="not_in_channel")
    if channel.name == GENERAL:
        raise SlackError(code="cant_kick_from_general")
    membership.leave(call.workspace, channel, user.id)
    return {"errors": {}}


def archive(call: Call) -> Json:
    """conversations.archive."""
    call.need("channels:manage", "channels:write")
    channel = call.channel()
    if channel.archived:
        raise SlackError(code="already_archived")
    membership.archive(call.workspace, channel, call.state.bot.id)
    return {}


def opened(call: Call) -> Json:
    """conversations.open: a direct conversation with one user."""
    call.need("im:write")
    if call.optional("channel"):
        channel = call.channel()
    else:
        users = call.text("users").split(",")
        user = call.state.users.get(users[0].strip())
        if user is None:
            raise SlackError(code="user_not_found")
        if user.deleted:
            raise SlackError(code="user_disabled")
        if len(users) > 1:
            raise SlackError(code="method_not_supported_for_channel_type")
        channel = call.workspace.direct(user.id, call.state.bot.id)
    short = {"id": channel.id}
    return {"channel": channel_json(call.state, channel) if call.flag("return_im") else short, "already_open": True}


METHODS = (
    Method("conversations.list", listed),
    Method("conversations.info", info),
    Method("conversations.members", members),
    Method("conversations.join", join),
    Method("conversations.leave", leave),
    Method("conversations.create", create),
    Method("conversations.archive", archive),
    Method("conversations.rename", rename),
    Method("conversations.invite", invite),
    Method("conversations.kick", kick),
    Method("conversations.open", opened),
)
