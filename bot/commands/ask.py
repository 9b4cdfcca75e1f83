"""What a person asks, and what comes back, on any platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form, FormErrors
from content.folding import make_storable, storable
from content.schema.pack import Pack
from models.tables import Workspace
from models.workspace.contacts import ContactRole

Progress = Callable[[int, int], None]
"""Hears how much of how much is done, on the thread that does it."""


def _ignore_progress(done: int, of: int) -> None:
    """Hear nothing."""
    del done, of


RoleOf = Callable[[Session, str], ContactRole]
"""Answers for a person, by the platform's id, within the transaction."""


IsReadOutside = Callable[[Session, str], bool]
"""Answers whether people of other organisations read a place, by the platform's id, within the transaction."""


def _as_colleague(session: Session, user_id: str) -> ContactRole:
    """Take everybody for a colleague: nobody has asked the platform."""
    del session, user_id
    return ContactRole.COLLEAGUE


@dataclass(frozen=True)
class Ask:
    """A command, a button or a form, with everything its answer may depend on.

    `now` is aware (UTC); `workspace` is named in every query, and has its own time zone and settings. `user_id` and `channel_id` are the platform's.
    `text` is what stood after the command's name. The platform's own marks are gone from it: a person stands as
    `@{U123}` or `@{U123|kari}`, a channel as `#{C123}` or `#{C123|jernbane}`, a link as its bare address, and
    `<`, `>` and `&` as themselves. `message_id` is the platform's id of the public message whose control was used.
    """

    workspace: Workspace
    pack: Pack
    user_id: str
    channel_id: str
    now: datetime
    text: str = ""
    message_id: str = ""
    progress: Progress = field(default=_ignore_progress, repr=False)
    """Told how far slow work has come; whoever waits is shown it."""
    role: ContactRole = ContactRole.COLLEAGUE
    """Who asks, as `bot.requests.roles` decided: a guest is allowed less."""
    role_of: RoleOf = field(default=_as_colleague, repr=False)
    """Return the role of another person, by the platform's id: of somebody who is to be given something."""
    is_external: bool = False
    """Whether people of other organisations read the place where it is asked."""
    is_place_read_outside: IsReadOutside | None = field(default=None, repr=False)
    """Return whether people of other organisations read another place; None where what is kept is all there is."""
    is_private: bool = True
    """Whether the person who asks is the only one who sees the answer."""
    is_alone: bool = False
    """Whether it is asked in the conversation of the person and the bot."""

    @property
    def is_read_outside(self) -> bool:
        """Return True if people of other organisations read the answer: nothing of the register may be in it."""
        return self.is_external and not self.is_private

    @property
    def register_owner(self) -> str | None:
        """Return whose rows alone may be shown of those that come from the register; None for everybody's."""
        if self.is_read_outside:
            return ""
        return None if self.role is ContactRole.COLLEAGUE else self.user_id

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "user_id", "channel_id", "text", "message_id")

    @cached_property
    def today(self) -> date:
        """Return today's date where the workspace is."""
        return self.now.astimezone(self.workspace.zone).date()


@dataclass(frozen=True)
class Press:
    """A control that was used: its value, and what was chosen where it offers a choice (ISO date or option)."""

    value: str
    chosen: str = ""

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "value", "chosen")


@dataclass(frozen=True)
class Submission:
    """A form that was sent: its state, and the values by input name (absent where left empty)."""

    state: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "state")
        object.__setattr__(self, "values", {name: storable(text) for name, text in self.values.items()})


@dataclass(frozen=True)
class UploadedFile:
    """A file that a person gave the bot, in the conversation of the two: its name with its ending, and what was read of it."""

    name: str
    content: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "name")


@dataclass(frozen=True)
class Reply:
    """What to show after a control or a form.

    `card` goes to the person alone. With `replace` it takes the place of the private message that was pressed.
    `refresh` is the id of a public message of the same channel to compose again (it shows what has changed since).
    `renew` are public messages to compose again too, each the platform's ids of its channel and of itself.
    `share` is posted to the channel where the control was pressed. `planned` tells that a message was planned for now.
    `file` is handed to the person alone, whatever became of the rest.
    """

    card: Card | None = None
    replace: bool = False
    refresh: str = ""
    renew: tuple[tuple[str, str], ...] = ()
    share: Card | None = None
    planned: bool = False
    file: File | None = None


Answer = Card | Form | File
"""A file is handed to the person alone."""
CommandHandler = Callable[[Ask, Session], Answer]
PressHandler = Callable[[Ask, Press, Session], Reply | Form]
UPLOAD_NAME = "fil"
"""The name that a file arrives under, as a command does under its own."""
SubmitHandler = Callable[[Ask, Submission, Session], Reply | FormErrors]


@dataclass(frozen=True)
class FileHandler:
    """What is done with a file that a person gives the bot."""

    read: Callable[[bytes], bytes]
    """Returns what the file says. Runs in a worker (`bot.runtime.workers`): it is pickled. Raises `bot.workbooks.errors.RefusedError`."""
    answer: Callable[[UploadedFile], Callable[[Ask, Session], Reply]]
    """Returns what answers for it; takes no session, and may take a while."""
    least: ContactRole
    """The least role of a person who may give one."""
