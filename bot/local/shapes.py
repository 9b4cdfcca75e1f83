"""The workspace's things as Slack's JSON objects."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.local.model import Json, LocalChannel, LocalFile, LocalMessage, User, View
from bot.local.state import State

GENERAL = "generelt"
"""The channel that everybody of the workspace is in, and nobody is taken out of."""
_ZONE = ZoneInfo("Europe/Oslo")
_PICTURES = (24, 32, 48, 72, 192, 512)
"""Sizes of a person's picture, in pixels. The addresses lead nowhere."""


def message_json(state: State, message: LocalMessage, *, metadata: bool = False) -> Json:
    """Return Slack's message object, with its metadata only on demand."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": state.team.id,
    }
    if message.is_bot:
        body |= {"bot_id": state.bot_id, "app_id": state.app_id, "bot_profile": bot_profile(state)}
    optional = {
        "blocks": message.blocks,
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "edited": message.edited,
        "reactions": reactions_json(message),
        "files": [file_json(each) for each in message.files],
        "metadata": message.metadata if metadata else None,
    }
    body |= {name: value for name, value in optional.items() if value}
    if message.replies:
        body |= {
            "reply_count": len(message.replies),
            "reply_users": message.repliers,
            "reply_users_count": len(message.repliers),
            "latest_reply": message.replies[-1],
        }
    return body


def bot_profile(state: State) -> Json:
    """Return the bot's profile."""
    return {"id": state.bot_id, "name": state.bot.real_name, "app_id": state.app_id, "team_id": state.team.id}


def reactions_json(message: LocalMessage) -> list[Json]:
    """Return a message's reactions."""
    return [{"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()]


def file_json(file: LocalFile) -> Json:
    """Return Slack's file object."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2].lower() if "." in file.name else "",
        "user": file.user,
        "mode": "hosted",
        "is_external": False,
        "file_access": "visible",
        "size": file.length,
        "url_private": file.url,
        "url_private_download": file.url,
        "permalink": file.url,
    }


def profile_json(state: State, user: User, *, email: bool) -> Json:
    """Return Slack's profile object; a person's e-mail address needs a scope of its own."""
    first, _, last = user.real_name.partition(" ")
    picture = f"https://a.slack-edge.com/avatar/{user.id}_"
    found: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "first_name": first,
        "last_name": last,
        "fields": {},
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": f"g{user.id.lower()}",
        "team": user.team_id or state.team.id,
        **{f"image_{size}": f"{picture}{size}.png" for size in _PICTURES},
    }
    if user.is_bot:
        return found | {"always_active": True, "bot_id": state.bot_id, "api_app_id": state.app_id}
    return found | ({"email": user.email} if email and user.email else {})


def bot_json(state: State) -> Json:
    """Return Slack's bot object, of the only bot there is."""
    icons = {f"image_{size}": f"https://a.slack-edge.com/bot/{state.bot_id}_{size}.png" for size in (36, 48, 72)}
    return {
        "id": state.bot_id,
        "deleted": False,
        "name": state.bot.real_name,
        "updated": state.bot.updated,
        "app_id": state.app_id,
        "user_id": state.bot.id,
        "icons": icons,
    }


def user_json(state: State, user: User, *, email: bool = False, now: datetime | None = None) -> Json:
    """Return Slack's user object. The offset of its time zone from UTC is included if `now` (aware) is given."""
    body: Json = {
        "id": user.id,
        "team_id": user.team_id or state.team.id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "color": user.color.removeprefix("#"),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_email_confirmed": bool(user.email),
        "who_can_share_contact_card": "EVERYONE",
        "updated": user.updated,
        "profile": profile_json(state, user, email=email),
    }
    if user.team_id:
        return body | {"is_stranger": not _is_met(state, user)}
    if user.deleted:
        return body  # Slack leaves the flags and the time zone out once the account is deactivated
    flags = ("is_admin", "is_owner", "is_restricted", "is_ultra_restricted")
    is_primary_owner = user.is_owner and user is next((each for each in state.people() if each.is_owner), None)
    return (
        body | {flag: getattr(user, flag) for flag in flags} | {"is_primary_owner": is_primary_owner} | _time_zone(now)
    )


def _time_zone(now: datetime | None) -> Json:
    if now is None:
        return {"tz": _ZONE.key}
    moment = now.astimezone(_ZONE)
    label = "Central European Summer Time" if moment.dst() else "Central European Time"
    return {"tz": _ZONE.key, "tz_label": label, "tz_offset": int((moment.utcoffset() or timedelta()).total_seconds())}


def _is_met(state: State, user: User) -> bool:
    """Return True if a person of another organisation is in a channel the bot is in."""
    return any({user.id, state.bot.id} <= set(each.members) for each in state.channels.values())


def channel_json(state: State, channel: LocalChannel) -> Json:
    """Return Slack's conversation object as the bot sees it."""
    shared: Json = {
        "id": channel.id,
        "created": channel.created,
        "updated": channel.updated or channel.created * 1000,
        "is_archived": channel.archived,
        "context_team_id": state.team.id,
        "is_private": False,
        "is_mpim": False,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
    }
    if channel.kind == "im":
        other = next((each for each in channel.members if each != state.bot.id), state.bot.id)
        return shared | {"is_im": True, "is_channel": False, "user": other, "is_open": True}
    return shared | {
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.creator,
        "previous_names": channel.previous_names,
        "is_im": False,
        "is_channel": True,
        "is_group": False,
        "is_general": channel.name == GENERAL,
        "is_member": state.bot.id in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def view_json(state: State, view: View) -> Json:
    """Return Slack's view object."""
    body = view.body
    body_now: Json = {
        "id": view.id,
        "team_id": view.team or state.team.id,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": state.app_id,
        "bot_id": state.bot_id,
        "app_installed_team_id": state.team.id,
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
    }
    if view.kind == "modal":
        body_now |= {"title": body["title"], "submit": body.get("submit"), "close": body.get("close")}
    return body_now


def page_message(state: State, message: LocalMessage) -> Json:
    """Return a message as the page shows it."""
    body = message_json(state, message)
    body |= {"channel": message.channel, "time": _iso(message.at)}
    if message.only_for:
        body["ephemeral"] = True
    return body


def page_channel(channel: LocalChannel, user_id: str) -> Json:
    """Return a channel as the page shows it to a person."""
    body: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": channel.members,
        "archived": channel.archived,
        "topic": channel.topic,
    }
    if channel.kind == "im":
        body["with"] = next((each for each in channel.members if each != user_id), user_id)
    return body


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
