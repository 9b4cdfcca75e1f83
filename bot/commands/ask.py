"""Requests from people and the replies to them, on any platform."""

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
from models.rounds.links import RoundLinks
from models.tables import Workspace
from models.workspace.contacts import ContactRole

Progress = Callable[[int, int], None]
"""Called with the number done and the total, on the thread that does the work."""


def _ignore_progress(done: int, of: int) -> None:
    """Do nothing."""
    del done, of


RoleOf = Callable[[Session, str], ContactRole]
"""Returns the role of a person, by the platform's id, within the transaction."""


IsReadOutside = Callable[[Session, str], bool]
"""Returns whether people of other organisations read a place, by the platform's id, within the transaction."""


def _as_colleague(session: Session, user_id: str) -> ContactRole:
    """Treat everybody as a colleague: the platform has not been asked."""
    del session, user_id
    return ContactRole.COLLEAGUE


@dataclass(frozen=True)
class Ask:
    """The context of a command, a button or a form: everything its answer may depend on.

    `now` is aware (UTC). `workspace` is part of every query, and has its own time zone and settings. `user_id` and
    `channel_id` are the platform's.
    `text` is what follows the command's name, without the platform's own markup: a person is
    `@{U123}` or `@{U123|kari}`, a channel `#{C123}` or `#{C123|jernbane}`, a link its bare address, and
    `<`, `>` and `&` are themselves. `message_id` is the platform's id of the public message whose control was used.
    """

    workspace: Workspace
    pack: Pack
    user_id: str
    channel_id: str
    now: datetime
    text: str = ""
    message_id: str = ""
    progress: Progress = field(default=_ignore_progress, repr=False)
    """Called with the progress of slow work, which the waiting person sees."""
    role: ContactRole = ContactRole.COLLEAGUE
    """The role of the person who asks, from `bot.requests.roles`: a guest may do less."""
    role_of: RoleOf = field(default=_as_colleague, repr=False)
    """Returns the role of another person, by the platform's id: for example of a new owner."""
    is_external: bool = False
    """Whether people of other organisations read the place of the request."""
    is_place_read_outside: IsReadOutside | None = field(default=None, repr=False)
    """Returns whether people of other organisations read another place; None if only stored data can answer."""
    is_private: bool = True
    """Whether the person who asks is the only one who sees the answer."""
    url: str = ""
    """Where people reach the bot (`PADRIVER_URL`), without a closing slash; empty if nowhere."""
    features_off: tuple[str, ...] = ()
    """What the bot cannot do here, as sentences, since people have not given it leave on the platform."""
    assistants: bool = False
    """Whether people's own assistants may ask."""
    mails: bool = False
    """Whether e-mail is set up."""
    round_links: RoundLinks | None = None
    """What makes the personal links of a round; None if the bot has no public address or no keys."""
    is_alone: bool = False
    """Whether the request comes from the conversation between the person and the bot."""

    def __post_init__(self) -> None:
        """Take out what no database stores, and texts that are not cleared where guests or outsiders would read them."""
        make_storable(self, "user_id", "channel_id", "text", "message_id")
        # Without a person it is the bot itself that goes on with something.
        if self.is_read_outside or (self.user_id and self.role is not ContactRole.COLLEAGUE):
            object.__setattr__(self, "pack", self.pack.cleared)

    @property
    def is_read_outside(self) -> bool:
        """Return True if people of other organisations read the answer: it must hold nothing from the register."""
        return self.is_external and not self.is_private

    @property
    def register_owner(self) -> str | None:
        """Return the only owner whose rows from the register may be shown; None for all owners, empty for none."""
        if self.is_read_outside:
            return ""
        return None if self.role is ContactRole.COLLEAGUE else self.user_id

    @cached_property
    def today(self) -> date:
        """Return today's date where the workspace is."""
        return self.now.astimezone(self.workspace.zone).date()


@dataclass(frozen=True)
class Press:
    """A control that was used: its value, and the choice if it offers one (an ISO date or an option)."""

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
    """A file that a person sent the bot directly: its name with its ending, and what `FileHandler.read` returned."""

    name: str
    content: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "name")


@dataclass(frozen=True)
class Reply:
    """What to show after a control or a form.

    Only the person sees `card`. With `replace` it replaces the private message that was pressed.
    `refresh` is the id of a public message in the same channel to compose again, so that it shows what has changed.
    `renew` are more public messages to compose again: pairs of the platform's ids of the channel and the message.
    `share` is posted to the channel where the control was pressed. `planned` is True if a message was planned for now.
    `file` is sent to the person alone, regardless of the other fields.
    """

    card: Card | None = None
    replace: bool = False
    refresh: str = ""
    renew: tuple[tuple[str, str], ...] = ()
    share: Card | None = None
    planned: bool = False
    file: File | None = None


Answer = Card | Form | File
"""A file is sent to the person alone."""
CommandHandler = Callable[[Ask, Session], Answer]
PressHandler = Callable[[Ask, Press, Session], Reply | Form]
UPLOAD_NAME = "fil"
"""The name of a request with a file, where a command has its own name."""
Submitted = Reply | FormErrors | Form
"""What to show after a form: the result, its errors, or a form in its place. With the last two nothing is written."""
SubmitHandler = Callable[[Ask, Submission, Session], Submitted]


@dataclass(frozen=True)
class FileHandler:
    """How a file that a person sends the bot is handled."""

    read: Callable[[bytes], bytes]
    """Returns the packed contents of the file. Pickled: it runs in a worker (`bot.runtime.workers`).

    Raises `bot.workbooks.workbook_errors.RefusedError`.
    """
    answer: Callable[[UploadedFile], Callable[[Ask, Session], Reply]]
    """Returns the function that answers; takes no session, and may be slow."""
    least: ContactRole
    """The least role of a person who may send one."""
