"""The parts of a workspace."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]


@dataclass
class Team:
    """The workspace itself."""

    id: str
    name: str
    domain: str


@dataclass
class User:
    """A person or a bot."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    color: str = ""
    team_id: str = ""
    """The person's own workspace, if that is another organisation's."""
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    email: str = ""
    """Empty for bots."""
    updated: int = 0
    """When the profile was last changed, in seconds of Unix time."""


@dataclass
class LocalFile:
    """An uploaded file; `content` is None until the bytes have come."""

    id: str
    name: str
    length: int
    title: str = ""
    mimetype: str = "application/octet-stream"
    content: bytes | None = None
    url: str = ""
    user: str = ""
    """Who uploaded it."""


@dataclass
class LocalMessage:
    """A message. `only_for` is the one person who sees it (an ephemeral message), else None."""

    ts: str
    channel: str
    user: str
    text: str
    at: datetime
    is_bot: bool = False
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    repliers: list[str] = field(default_factory=list)
    edited: Json | None = None
    files: list[LocalFile] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """Return True if it is in a thread, below the first message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class LocalChannel:
    """A public channel or a direct conversation (`im`), with its messages in order of arrival."""

    id: str
    name: str
    kind: Literal["channel", "im"]
    created: int
    """In seconds of Unix time."""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    topic: str = ""
    is_ext_shared: bool = False
    """Whether another organisation's people are in it (Slack Connect)."""
    creator: str = ""
    previous_names: list[str] = field(default_factory=list)
    updated: int = 0
    """When it was last changed, in milliseconds of Unix time, as in Slack; 0 if it has not been changed."""
    messages: list[LocalMessage] = field(default_factory=list)

    def message(self, ts: str) -> LocalMessage | None:
        """Return the message with that timestamp."""
        return next((message for message in self.messages if message.ts == ts), None)


@dataclass
class View:
    """A modal or a Home tab. `body` is what the app gave, `values` the form as last seen."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)
    team: str = ""
    """The workspace that its payloads name outermost, if it was opened from a shared channel; else the app's own."""

    @property
    def kind(self) -> str:
        """Return `modal` or `home`."""
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks it shows."""
        blocks: list[Json] = self.body["blocks"]
        return blocks
