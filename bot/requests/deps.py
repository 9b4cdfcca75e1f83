"""What the listeners need from other packages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from bot.commands.ask import CommandHandler, FileHandler, PressHandler, SubmitHandler
from bot.commands.shortcut_requests import GlobalShortcut, Shortcut
from bot.requests.file_reading import FileReading
from bot.requests.observation import NoRequestObserver, RequestObserver
from bot.runtime.workers import Workers
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database
from models.occurrences.sync import sync
from models.rounds.links import RoundLinks
from models.workspace.administrators import NamedAdministrators
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import by_external

log = structlog.get_logger(__name__)


class Packs(Protocol):
    """A source of content packs."""

    def current(self) -> Pack:
        """Return the newest valid content."""


class Registry(Protocol):
    """Handlers by name: `bot.commands.registry`, or a part of it in a test."""

    @property
    def COMMANDS(self) -> Mapping[str, CommandHandler]:  # noqa: N802 - the module's own name for it
        """Return the handlers of commands."""

    @property
    def PRESSES(self) -> Mapping[str, PressHandler]:  # noqa: N802 - the same
        """Return the handlers of controls."""

    @property
    def SUBMITS(self) -> Mapping[str, SubmitHandler]:  # noqa: N802 - the same
        """Return the handlers of forms."""

    @property
    def FILE(self) -> FileHandler:  # noqa: N802 - the same
        """Return the handler of a file that a person gives the bot."""

    @property
    def NAMES(self) -> frozenset[str]:  # noqa: N802 - the same
        """Return the names of the handlers that need people's names."""

    @property
    def SLOW(self) -> Mapping[str, str]:  # noqa: N802 - the same
        """Return the names of slow handlers, and what is said meanwhile."""

    @property
    def REACTIONS(self) -> Mapping[str, ContactRole]:  # noqa: N802 - the same
        """Return the least role of a person whose reaction counts, by what the reaction means."""

    @property
    def SHORTCUTS(self) -> Mapping[str, Shortcut]:  # noqa: N802 - the same
        """Return the message shortcuts."""

    @property
    def GLOBAL_SHORTCUTS(self) -> Mapping[str, GlobalShortcut]:  # noqa: N802 - the same
        """Return the shortcuts that belong to no message."""

    @property
    def HOME(self) -> CommandHandler:  # noqa: N802 - the same
        """Return the handler that composes the bot's own page."""


@dataclass(frozen=True)
class Deps:
    """The database, the content, the bot's clock (aware, UTC), the handlers, and the observer of response times."""

    database: Database
    packs: Packs
    now: Callable[[], datetime]
    registry: Registry
    trigger_now: Callable[[], None] = lambda: None
    """Sends what is planned for now at once, instead of in the next round."""
    observer: RequestObserver = field(default_factory=NoRequestObserver)
    files: FileReading = field(default_factory=lambda: FileReading(Workers()))
    named: NamedAdministrators = field(default_factory=NamedAdministrators)
    """The administrators named in `PADRIVER_ADMINS`."""
    url: str = ""
    """Where people reach the bot (`PADRIVER_URL`), without a closing slash; empty if nowhere."""
    assistants: bool = False
    """Whether people's own assistants may ask (`PADRIVER_MCP`)."""
    mails: bool = False
    """Whether e-mail is set up (`PADRIVER_SMTP_HOST`)."""
    round_links: RoundLinks | None = None
    """What makes the personal links of a round; None without a public address or keys."""
    contact: str = ""
    """The e-mail or web address of who runs it (`PADRIVER_CONTACT`)."""

    def fill_calendar(self, platform: str, team_id: str) -> None:
        """Fill the calendar of a workspace that was just installed (also again), so that its first question finds it full.

        If that fails the next round does it. Blocks: call it in a thread.
        """
        try:
            pack, now = self.packs.current(), self.now()
            with self.database.session() as session:
                workspace = by_external(session, platform, team_id)
                if workspace is not None and workspace.synced_on is None and workspace.removed_at is None:
                    sync(session, workspace, pack_of(session, workspace, pack), now)
        except Exception:
            log.exception("calendar_not_filled", team=team_id)
