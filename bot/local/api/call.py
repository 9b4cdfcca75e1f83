"""One call of a Web API method: its arguments as they came, and the checks that every method makes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.local.model import Json, LocalChannel, LocalMessage, User
from bot.local.state import State
from bot.local.workspace import Workspace
from bot.local.workspace_errors import SlackError


@dataclass(frozen=True)
class Call:
    """A call whose token has been checked."""

    workspace: Workspace
    arguments: Mapping[str, Any]

    @property
    def state(self) -> State:
        """Return what the workspace holds."""
        return self.workspace.state

    def need(self, *scopes: str) -> None:
        """Refuse unless the token has one of the scopes."""
        permissions = self.workspace.permissions
        if not any(permissions.allows(scope) for scope in scopes):
            raise SlackError(code="missing_scope", needed=scopes[0], provided=permissions.provided())

    def text(self, name: str) -> str:
        """Return a required argument as text."""
        value = self.arguments.get(name)
        if value is None or value == "":
            raise SlackError.with_messages([f"[ERROR] missing required field: {name}"])
        return str(value)

    def optional(self, name: str, default: str = "") -> str:
        """Return an argument as text, or the default."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return a yes-or-no argument, in JSON's or a form's spelling; False if it is absent."""
        return str(self.arguments.get(name, "")).lower() in {"true", "1"}

    def whole(self, name: str, default: int, most: int) -> int:
        """Return a whole number between 1 and `most`."""
        value = self.optional(name, str(default))
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise SlackError(code="invalid_limit")
        return int(value)

    def structure(self, name: str, error: str) -> Any:
        """Return a JSON argument, which a form carries as text; None if it is absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(code=error) from None

    def channel(self, name: str = "channel") -> LocalChannel:
        """Return the channel an argument names; a direct conversation only if the bot is in it."""
        channel = self.state.find_channel(self.text(name))
        if channel is None or (channel.kind == "im" and self.state.bot.id not in channel.members):
            raise SlackError(code="channel_not_found")
        return channel

    def channel_to_write_in(self) -> LocalChannel:
        """Return the channel to post to. A user id means the direct conversation with that user."""
        user = self.state.users.get(self.text("channel"))
        channel = self.workspace.direct(user.id, self.state.bot.id) if user else self.channel()
        if channel.archived:
            raise SlackError(code="is_archived")
        if self.state.bot.id not in channel.members and not self._may_write_anywhere():
            raise SlackError(code="not_in_channel")
        return channel

    def _may_write_anywhere(self) -> bool:
        scopes = self.workspace.permissions.scopes
        return scopes is not None and "chat:write.public" in scopes

    def message(self, channel: LocalChannel, name: str = "ts") -> LocalMessage:
        """Return a message of a channel by its `ts`; an ephemeral message cannot be found, as in Slack."""
        message = channel.message(self.text(name))
        if message is None or message.only_for is not None:
            raise SlackError(code="message_not_found")
        return message

    def user(self, name: str = "user") -> User:
        """Return a user by id."""
        user = self.state.users.get(self.text(name))
        if user is None:
            raise SlackError(code="user_not_found")
        return user


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A Web API method and the kind of token it takes."""

    name: str
    handler: Handler
    by: Literal["bot", "app", "client", "anyone"] = "bot"
    """The bot's token, the app-level one, the app's client id and secret, or nothing at all."""
