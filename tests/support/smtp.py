"""A real SMTP server (aiosmtpd) that can be told to refuse, to wait, to cut and to be slow."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = str
"""What the server says at a step, such as `550 5.1.1 No such user`; empty lets it through."""


@dataclass
class Mailserver:
    """What the server took, and what it does at each step. A step's `Answer` may depend on the address."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    """Who each was from and to, by the envelope."""
    at_sender: Callable[[str], Answer] = lambda _: ""
    at_recipient: Callable[[str], Answer] = lambda _: ""
    at_end: Callable[[str], Answer] = lambda _: ""
    """After the message was read, before it is kept."""
    cuts: str = ""
    """`before`: the connection is cut before the message is kept, `after`: after it; the client gets no answer."""
    slow: asyncio.Event | None = None
    """The answer to the message waits for it."""
    password: str = ""
    logins: list[str] = field(default_factory=list)
    was_encrypted: bool = False

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.was_encrypted = session.ssl is not None
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.at_sender(address):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answer := self.at_recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        recipient = str(envelope.rcpt_tos[0])
        if answer := self.at_end(recipient):
            return answer
        if self.cuts == "before":
            server.transport.abort()
            return "250 OK"
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.envelopes.append((str(envelope.mail_from), recipient))
        if self.slow is not None:
            await self.slow.wait()
        if self.cuts == "after":
            server.transport.abort()
        return "250 OK"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any) -> AuthResult:
        """Take the one password."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=data.password.decode() == self.password, handled=False)


@asynccontextmanager
async def mailserver(
    context: ssl.SSLContext | None = None, *, implicit: bool = False, password: str = "", port: int = 0
) -> AsyncIterator[Mailserver]:
    """Run a server on this machine; with `context` over TLS (`implicit`: from the first byte)."""
    server = Mailserver(password=password)

    def protocol() -> SMTP:
        with warnings.catch_warnings():  # about a password without TLS, which is what some tests are about
            warnings.simplefilter("ignore")
            return SMTP(
                server,
                hostname="mail.example.no",
                tls_context=None if implicit else context,
                authenticator=server.authenticate if password else None,
                auth_required=bool(password),
                auth_require_tls=context is not None,
                loop=asyncio.get_running_loop(),
            )

    running = await asyncio.get_running_loop().create_server(
        protocol, "127.0.0.1", port, ssl=context if implicit else None
    )
    server.port = running.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        running.close()
