"""Everything the workspace holds, in memory, and how to look it up."""

from dataclasses import dataclass, field

from bot.local.model import LocalChannel, LocalFile, LocalMessage, Team, User, View
from bot.local.workspace_errors import NotPossibleError

OTHER_TEAM = "T0000ANNEN"
"""Another organisation's workspace, none of whose people are in this one yet."""


@dataclass
class State:
    """The workspace's contents. `modals` is each person's stack, the top last; `homes` each person's Home tab."""

    team: Team
    bot: User
    bot_id: str
    app_id: str
    knows_tables: bool = True
    """Whether it takes the block `data_table`, which not every Slack does."""
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, LocalChannel] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, LocalFile] = field(default_factory=dict)

    def people(self) -> list[User]:
        """Return the humans, in order of arrival."""
        return [user for user in self.users.values() if not user.is_bot]

    def outer_team(self, channel: LocalChannel | None) -> str:
        """Return the workspace that payloads name outermost: in a channel shared with another organisation, that one's.

        Slack may name either there; `authorizations` and `app_installed_team_id` say what the payload is for.
        """
        if channel is None or not channel.is_ext_shared:
            return self.team.id
        members = (self.users[each] for each in channel.members if each in self.users)
        return next((each.team_id for each in members if each.team_id), OTHER_TEAM)

    def user(self, key: str) -> User:
        """Return a user by id, user name or full name; refuse one that does not exist."""
        for user in self.users.values():
            if key in {user.id, user.name, user.real_name}:
                return user
        message = f"Fant ingen bruker «{key}»."
        raise NotPossibleError(message)

    def find_channel(self, key: str) -> LocalChannel | None:
        """Return a channel by id or by name, with or without #."""
        if key in self.channels:
            return self.channels[key]
        name = key.removeprefix("#")
        return next((each for each in self.channels.values() if each.kind == "channel" and each.name == name), None)

    def channel(self, key: str) -> LocalChannel:
        """Return a channel by id or name; refuse one that does not exist."""
        found = self.find_channel(key)
        if found is None:
            message = f"Fant ingen kanal «{key}»."
            raise NotPossibleError(message)
        return found

    def im_with(self, one: str, other: str) -> LocalChannel | None:
        """Return the direct conversation of two users."""
        wanted = {one, other}
        return next(
            (each for each in self.channels.values() if each.kind == "im" and set(each.members) == wanted), None
        )

    def seen_by(self, user_id: str) -> list[LocalChannel]:
        """Return the channels a person sees: all public ones and their own direct conversations."""
        return [each for each in self.channels.values() if each.kind == "channel" or user_id in each.members]

    def messages_for(self, user_id: str, channel: LocalChannel) -> list[LocalMessage]:
        """Return what a person sees in a channel, in order of arrival."""
        return [message for message in channel.messages if message.only_for in {None, user_id}]

    def view(self, view_id: str) -> View | None:
        """Return an open modal or a published Home tab."""
        opened = [view for stack in self.modals.values() for view in stack]
        return next((view for view in (*opened, *self.homes.values()) if view.id == view_id), None)
