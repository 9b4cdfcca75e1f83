"""The mail server of every run: real SMTP, watched, with trouble by chance. Each replica is known by the name it says."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from models.db.database import Database
from models.tables import MailAddress
from tests.faults.reading import Read
from tests.faults.wanted import Wanted, at
from tests.faults.watch import POSTING, Watch
from tests.faults.watched import Weather

DOMAIN = ".padriver.example.no"
KIND = "ukesoversikt_epost"
REFUSED = "borte"
"""How the addresses begin that do not exist."""


@dataclass
class PostOffice:
    """What was taken, by the address it was for."""

    watch: Watch
    weather: Weather
    now: Callable[[], datetime]
    taken: dict[str, list[Read]] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse the addresses that do not exist."""
        if address.startswith(REFUSED):
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message, or do what the weather says; kill the replica that is aimed at."""
        number = int(str(session.host_name).removeprefix("r").removesuffix(DOMAIN))
        with self.watch.counted():
            return await self._answer(server, number, envelope)

    async def _answer(self, server: SMTP, number: int, envelope: Envelope) -> str:
        fault = self.weather.take(POSTING, None)
        kind = fault.kind if fault else ""
        struck = self.watch.strike("arrives", number, POSTING)
        if kind in {"server_error", "ratelimited"}:
            return "451 4.7.1 Greylisted, try again"
        if kind == "drop_before" or (struck and not struck.taken):
            server.transport.abort()
            return "250 OK"
        if fault and kind == "slow":
            await asyncio.sleep(fault.seconds)
        self._keep(envelope)
        self.watch.strike("accepted", number, POSTING)
        if kind in {"drop_after", "server_error_after"}:
            server.transport.abort()
        asyncio.get_running_loop().call_soon(self.watch.strike, "answered", number, POSTING)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(("plain",))
        delivery = int(message["Message-ID"].removeprefix("<").partition(".")[0])
        read = Read(self.now(), part.get_content() if part else "", (delivery,))
        self.taken.setdefault(str(envelope.rcpt_tos[0]), []).append(read)


@asynccontextmanager
async def post_office(watch: Watch, weather: Weather, now: Callable[[], datetime]) -> AsyncIterator[PostOffice]:
    """Run the server on this machine."""
    found = PostOffice(watch, weather, now)
    loop = asyncio.get_running_loop()
    running = await loop.create_server(lambda: SMTP(found, hostname="post", loop=loop), "127.0.0.1", 0)
    found.port = running.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        running.close()


@dataclass(frozen=True)
class InMail:
    """All that was taken; `addresses` are the e-mail addresses by their references."""

    office: PostOffice
    addresses: Mapping[str, str]

    def place(self, address: str) -> str:
        """Return the e-mail address of a destination."""
        return self.addresses.get(address, address)

    def read(self) -> Mapping[str, list[Read]]:
        """Return what was taken, by e-mail address."""
        return self.office.taken


def in_mail(office: PostOffice, database: Database) -> InMail:
    """Return the reading of what was taken."""
    with database.reading() as session:
        rows = session.execute(select(MailAddress.reference, MailAddress.address))
        return InMail(office, {row.reference: row.address for row in rows})


def wanted_digests(database: Database) -> list[Wanted]:
    """Return what is wanted: the digest, once to each who asked for it."""
    due, words = at("2026-11-02 08:00"), "Uke 45: 2.–8. november"
    with database.reading() as session:
        return [Wanted(KIND, "2026-W45", each, due, words) for each in session.scalars(select(MailAddress.reference))]
