"""E-mail, opened: what sends it in each workspace, and what reads the bounces."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.mail.access import MailAccess
from bot.mail.bounces import Bounce
from bot.mail.mailbox import MailboxError, read_bounces
from bot.mail.returned import note_bounce
from bot.mail.sender import MailSender
from bot.mail.server import MailServer
from bot.requests.deps import Deps
from jobs.ports import Sender
from models.tables import Workspace

READ_EVERY_SECONDS = 300.0
CLOSING_SECONDS = 3.0

log = structlog.get_logger(__name__)


@dataclass
class MailApp:
    """Sends e-mail with one server. Not a chat: nobody writes to the bot by e-mail."""

    deps: Deps
    access: MailAccess
    server: MailServer
    context: ssl.SSLContext | None = None
    _read_at: float | None = None
    _reading: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def reads_bounces(self) -> bool:
        """Return True if there is a mailbox that bounces come to."""
        return self.access.mailbox is not None

    @property
    def trouble(self) -> str:
        """Return why no e-mail can be sent now; empty if it can, as far as we know."""
        return self.server.trouble

    def sender_for(self, workspace: Workspace) -> Sender | None:
        """Return what sends a workspace's e-mail; None if the bot was removed there."""
        if workspace.removed_at is not None:
            return None
        return MailSender(
            workspace, self.deps.database, self.server, self.deps.url, self.deps.now, self.deps.round_links
        )

    async def read_bounces(self, now: datetime) -> None:
        """Begin to read new bounces, if that was long ago (`now`, aware, is when they are noted). A round does not wait for it."""
        since = time.monotonic() - self._read_at if self._read_at is not None else READ_EVERY_SECONDS
        is_reading = self._reading is not None and not self._reading.done()
        if since >= READ_EVERY_SECONDS and not is_reading:
            self._read_at = time.monotonic()
            self._reading = asyncio.create_task(self.read_now(now))

    async def read_now(self, now: datetime) -> None:
        """Read new bounces."""
        if self.access.mailbox is None:
            return
        try:
            count = await asyncio.to_thread(read_bounces, self.access.mailbox, self._note(now), self.context)
        except MailboxError as error:
            log.warning("bounces_not_read", error=str(error))
        except Exception:
            log.exception("bounces_broke")
        else:
            log.info("bounces_read", count=count)

    async def close(self) -> None:
        """Wait a while for what is being read."""
        if self._reading is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await asyncio.shield(self._reading)

    def _note(self, now: datetime) -> "BounceNote":
        return BounceNote(self.deps, now)


@dataclass(frozen=True)
class BounceNote:
    """Stores each bounce in a transaction of its own."""

    deps: Deps
    now: datetime

    def __call__(self, bounce: Bounce) -> None:
        """Store a bounce."""
        with self.deps.database.session() as session:
            note_bounce(session, bounce, self.now)


@asynccontextmanager
async def open_mail(deps: Deps, access: MailAccess, context: ssl.SSLContext | None = None) -> AsyncIterator[MailApp]:
    """Open what sends e-mail. Nothing is connected yet: a server that is away does not stop the bot from starting."""
    app = MailApp(deps, access, MailServer(access, time.monotonic, context), context)
    try:
        yield app
    finally:
        await app.close()
