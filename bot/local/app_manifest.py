"""What an app manifest allows: scopes, commands, events and shortcuts. Without a manifest, everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.local.model import Json

EVENT_SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_created": "channels:read",
    "channel_rename": "channels:read",
}
"""Events that need a scope besides their subscription (https://docs.slack.dev/reference/events)."""

EVERY_SCOPE = (
    *("app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write"),
    *("chat:write.public", "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history"),
    *("im:read", "im:write", "mpim:read", "reactions:read", "reactions:write", "team:read", "users.profile:read"),
    *("users:read", "users:read.email"),
)
"""The scopes and settings of an app without a manifest: everything the workspace needs."""

ALWAYS = frozenset({"app_uninstalled", "tokens_revoked"})
"""Events that every app gets, also when it is no longer installed."""


@dataclass(frozen=True)
class Permissions:
    """The manifest as the workspace uses it; None means «all»."""

    scopes: frozenset[str] | None
    events: frozenset[str] | None
    commands: tuple[Json, ...] | None
    shortcuts: tuple[Json, ...] | None

    def allows(self, scope: str) -> bool:
        """Return True if the bot token has a scope."""
        return self.scopes is None or scope in self.scopes

    def provided(self) -> str:
        """Return the token's scopes as Slack writes them."""
        return ",".join(sorted(EVERY_SCOPE if self.scopes is None else self.scopes))

    def hears(self, event: str) -> bool:
        """Return True if the app subscribes to an event and may get it. Messages are `message.channels` or `message.im`."""
        if self.events is None or event in ALWAYS:
            return True
        needed = EVENT_SCOPES.get(event)
        return event in self.events and (needed is None or self.allows(needed))

    def command(self, name: str) -> Json | None:
        """Return a command's entry; one without a description if no manifest lists them."""
        if self.commands is None:
            return {"command": name}
        return next((each for each in self.commands if each["command"] == name), None)

    def shortcut(self, callback_id: str, kind: str) -> bool:
        """Return True if the app has that shortcut (`message` or `global`)."""
        if self.shortcuts is None:
            return True
        return any(each["callback_id"] == callback_id and each["type"] == kind for each in self.shortcuts)


def permissions(manifest: Mapping[str, Any] | None) -> Permissions:
    """Read an app manifest in Slack's form."""
    if manifest is None:
        return Permissions(None, None, None, None)
    scopes: Sequence[str] = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
    events: Sequence[str] = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    features = manifest.get("features", {})
    return Permissions(
        frozenset(scopes),
        frozenset(events),
        tuple(features.get("slash_commands", [])),
        tuple(features.get("shortcuts", [])),
    )
