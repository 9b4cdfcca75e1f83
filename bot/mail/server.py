"""The server that takes our messages: one connection for each, at a pace, and none at all while it does not let us in."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiosmtplib import SMTP, SMTPException

from bot.mail.access import TLS_PORT, MailAccess
from bot.mail.errors import LOGIN, NO_TLS, NOT_REACHED, before_data, while_sending
from jobs.ports import AccessLostError, SendError, TransientSendError

PACE_SECONDS, READY_SECONDS, DATA_SECONDS = 4.0, 8.0, 14.0
"""How long a message may wait for its turn, get ready, and be sent: in all less than the outbox gives a sender
(`jobs.sending.outcomes.SEND_SECONDS`), which calls what takes longer uncertain."""
HELD_SECONDS = {AccessLostError: 300.0, TransientSendError: 20.0}
"""How long nothing is tried after the server refused us, or did not answer: many refused logins lock an account."""
QUIT_SECONDS = 1.0
PACE = "smtp_pace"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Envelope:
    """A message as it is sent: who gets it, and its bytes."""

    recipient: str
    content: bytes


class MailServer:
    """The server of the settings. `seconds` is a monotonic clock; `context` holds the certificates that are trusted."""

    def __init__(self, access: MailAccess, seconds: Callable[[], float], context: ssl.SSLContext | None = None) -> None:
        self.access = access
        self._seconds = seconds
        self._context = context or ssl.create_default_context()
        self._next_at = 0.0
        self._held_until = 0.0
        self._held: SendError | None = None

    @property
    def trouble(self) -> str:
        """Return why the server takes nothing from us now; empty if it does, as far as we know."""
        return self._held.reason if self._held else ""

    async def send(self, envelope: Envelope) -> None:
        """Send a message. Raises `SendError`."""
        await self._turn()
        self._check_hold()
        try:
            await self._send(envelope)
        except SendError as error:
            self._hold(error)
            raise
        self._held = None

    async def sign_in(self) -> None:
        """Connect and log in, and send nothing. Raises `SendError`."""
        smtp = self._client()
        try:
            await self._get_ready(smtp, "")
        finally:
            smtp.close()

    async def _send(self, envelope: Envelope) -> None:
        smtp = self._client()
        try:
            await self._get_ready(smtp, envelope.recipient)
            try:
                async with asyncio.timeout(DATA_SECONDS):
                    await smtp.data(envelope.content)
            except Exception as error:
                raise while_sending(error) from error
            with suppress(SMTPException, OSError):  # what is taken is taken
                async with asyncio.timeout(QUIT_SECONDS):
                    await smtp.quit()
        finally:
            smtp.close()

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self.access.host,
            port=self.access.port,
            local_hostname=self.access.domain,
            timeout=None,
            use_tls=self.access.port == TLS_PORT,
            start_tls=False,
            tls_context=self._context,
        )

    async def _get_ready(self, smtp: SMTP, recipient: str) -> None:
        """Do everything that comes before the message itself: if it fails, nothing is sent."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._log_in(smtp)
                if recipient:
                    await smtp.mail(self.access.bounces)
                    await smtp.rcpt(recipient)
        except SendError:
            raise
        except Exception as error:
            raise before_data(error) from error

    async def _log_in(self, smtp: SMTP) -> None:
        await smtp.connect()
        await smtp.ehlo()
        if self.access.port != TLS_PORT and not self.access.is_near:
            if not smtp.supports_extension("starttls"):
                raise AccessLostError(NO_TLS)
            await smtp.starttls()
            await smtp.ehlo()  # what it can do is said again, now that nobody else reads it
        if self.access.user:
            if not smtp.supports_extension("auth"):
                raise AccessLostError(LOGIN)
            await smtp.login(self.access.user, self.access.password)

    async def _turn(self) -> None:
        """Wait for a message's turn. Raises `TransientSendError` if that would take too long."""
        now = self._seconds()
        at = max(self._next_at, now)
        if at - now > PACE_SECONDS:
            raise TransientSendError(PACE)
        self._next_at = at + 1 / self.access.per_second
        await asyncio.sleep(at - now)

    def _check_hold(self) -> None:
        if self._held and self._seconds() < self._held_until:
            raise type(self._held)(self._held.reason)

    def _hold(self, error: SendError) -> None:
        is_server = isinstance(error, AccessLostError) or error.reason == NOT_REACHED
        if is_server:
            self._held, self._held_until = error, self._seconds() + HELD_SECONDS[type(error)]
            log.warning("mail_held", reason=error.reason)
        elif not isinstance(error, TransientSendError):
            self._held = None
