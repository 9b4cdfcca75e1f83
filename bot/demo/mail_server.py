"""The mail server of the demonstration: it takes every e-mail on this machine, and puts it in the inbox on the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.local.inbox import Inbox

SENDER, REPLY_TO = "Osloregionen (øving) <padriver@osloregionen.example>", "sekretariatet@osloregionen.example"


class Postman:
    """Puts what is taken in the inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a message for each of its recipients."""
        content = envelope.content or b""
        for to in envelope.rcpt_tos:
            self._inbox.receive(content if isinstance(content, bytes) else content.encode(), str(to))
        return "250 OK"


@asynccontextmanager
async def receiving_mail(inbox: Inbox) -> AsyncIterator[int]:
    """Take e-mails on 127.0.0.1 for as long as the block lasts; yields the port."""
    loop = asyncio.get_running_loop()
    running = await loop.create_server(lambda: SMTP(Postman(inbox), hostname="localhost", loop=loop), "127.0.0.1", 0)
    try:
        yield running.sockets[0].getsockname()[1]
    finally:
        running.close()
