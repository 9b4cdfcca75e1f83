"""Bounces: which of them say that an address does not work, and what is done then."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.mail.access import MailAccess, Mailbox
from bot.mail.bounces import Bounce, read_bounce
from bot.mail.mail_app import open_mail
from bot.mail.mailbox import MailboxError, read_bounces
from bot.mail.returned import note_bounce
from bot.requests.deps import Deps
from models.db.database import Database
from models.mail.addresses import closed_addresses, mail_destination
from models.tables import Delivery, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.workspaces import get_or_create
from tests.support.certificates import certificate
from tests.support.slack import OnePack

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
REF = "7." + "a" * 32


def report(status: str, action: str = "failed", returned: str = "message/rfc822", ref: str = REF) -> bytes:
    """Return a report as Postfix writes it."""
    return f"""\
From: MAILER-DAEMON@mx.example.no
To: retur@example.no
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.no

Final-Recipient: rfc822; kari@kommune.example.no
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such user

--XX
Content-Type: {returned}

Subject: Klart til bruk
Message-ID: <{ref}@example.no>

--XX--
""".encode()


@pytest.mark.parametrize(
    ("status", "action", "is_hard"),
    [
        ("5.1.1", "failed", True),
        ("5.1.10", "failed", True),
        ("5.0.0", "failed", True),
        ("5.2.1", "failed", True),
        ("5.4.4", "failed", True),
        ("5.2.2", "failed", False),
        ("5.7.1", "failed", False),
        ("5.3.4", "failed", False),
        ("4.4.7", "failed", False),
        ("4.2.2", "delayed", False),
        ("5.1.1", "delayed", False),
        ("2.0.0", "delivered", False),
        ("tull", "failed", False),
    ],
)
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_only_what_is_about_the_address_for_good_is_hard(
    status: str, action: str, is_hard: bool, returned: str
) -> None:
    assert read_bounce(report(status, action, returned)) == Bounce(REF, is_hard)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: Hei\n\nJeg er borte til mandag.\n",
        report("5.1.1").replace(b"multipart/report", b"multipart/mixed"),
        report("5.1.1").replace(b"Message-ID", b"X-ID"),
        report("5.1.1").replace(b"message/delivery-status", b"text/plain"),
        report("5.1.1", ref="x" * 65),
        b"\xff\x00" * 1000,
    ],
)
def test_what_is_no_bounce_of_ours_is_left(content: bytes) -> None:
    assert read_bounce(content) is None


def _sent(database: Database) -> tuple[int, str]:
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Fjordby")
        name_administrator(session, workspace, "U1")
        place = mail_destination(session, workspace.id, "kari@kommune.example.no", NOW)
        session.add(
            Delivery(
                workspace_id=workspace.id,
                destination_id=place.id,
                kind="ukesoversikt_epost",
                period_key="2026-W41",
                state="sent",
                due_at=NOW,
                next_try_at=NOW,
                sent_at=NOW,
                channel_ref=place.address,
                message_ref=REF,
            )
        )
        return workspace.id, place.address


def test_a_hard_bounce_turns_the_address_off_and_an_administrator_is_asked_for_another(database: Database) -> None:
    here, reference = _sent(database)
    with database.session() as session:
        assert note_bounce(session, Bounce(REF, is_hard=False), NOW) is False
        assert note_bounce(session, Bounce("8." + "b" * 32, is_hard=True), NOW) is False
        assert closed_addresses(session, here) == []
        assert note_bounce(session, Bounce(REF, is_hard=True), NOW) is True
        assert note_bounce(session, Bounce(REF, is_hard=True), NOW + timedelta(hours=1)) is False
    with database.session() as session:
        assert [(each.address, each.off_reason) for each in closed_addresses(session, here)] == [
            ("kari@kommune.example.no", "smtp_bounced")
        ]
        keys = session.scalars(select(Delivery.period_key).where(Delivery.kind == "varsel")).all()
        assert keys == [f"av:{reference}:2026-10-05"]


@dataclass
class ImapServer:
    """Some of IMAP4rev1: a mailbox with messages, those that were read, and what was asked for."""

    messages: list[bytes]
    seen: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK IMAP4rev1\r\n")
        try:
            while row := await reader.readline():
                tag, _, rest = row.decode().strip().partition(" ")
                self.asked.append(rest)
                writer.write(self._answer(tag, rest))
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    def _answer(self, tag: str, asked: str) -> bytes:
        words = asked.split()
        done = f"{tag} OK done\r\n".encode()
        if words[0] == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n" + done
        if words[0] == "LOGIN" and "hemmelig" not in asked:
            return f"{tag} NO [AUTHENTICATIONFAILED] Nei, retur@example.no\r\n".encode()
        if words[0] == "SELECT":
            return f"* {len(self.messages)} EXISTS\r\n".encode() + done
        if words[:2] == ["UID", "SEARCH"]:
            found = (
                str(at)
                for at, each in enumerate(self.messages, 1)
                if at not in self.seen and b"multipart/report" in each.partition(b"\n\n")[0]
            )
            return f"* SEARCH {' '.join(found)}\r\n".encode() + done
        if words[:2] == ["UID", "FETCH"]:
            content = self.messages[int(words[2]) - 1]
            head = f"* {words[2]} FETCH (UID {words[2]} BODY[]<0> {{{len(content)}}}\r\n".encode()
            return head + content + b")\r\n" + done
        if words[:2] == ["UID", "STORE"]:
            self.seen.add(int(words[2]))
        return done


@asynccontextmanager
async def imap(messages: list[bytes], context: ssl.SSLContext) -> AsyncIterator[ImapServer]:
    server = ImapServer(messages)
    running = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    server.port = running.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        running.close()
        await running.wait_closed()


async def test_only_bounces_are_read_in_the_mailbox_and_each_once(tmp_path: Path) -> None:
    server_side, trusting = certificate(tmp_path, "localhost")
    letter = b"Subject: Privat\nContent-Type: text/plain\n\nHei\n"
    found: list[Bounce] = []
    async with imap([letter, report("5.1.1"), report("4.2.2", ref="9.b")], server_side) as server:
        mailbox = Mailbox("localhost", server.port, "retur@example.no", "hemmelig")
        assert await asyncio.to_thread(read_bounces, mailbox, found.append, trusting) == 2
        assert await asyncio.to_thread(read_bounces, mailbox, found.append, trusting) == 0
        assert found == [Bounce(REF, is_hard=True), Bounce("9.b", is_hard=False)]
        assert [each for each in server.asked if each.startswith("UID FETCH 1 ")] == []
        assert server.seen == {2, 3}
        wrong = Mailbox("localhost", server.port, "retur@example.no", "feil")
        with pytest.raises(MailboxError, match=r"^error$"):
            await asyncio.to_thread(read_bounces, wrong, found.append, trusting)
        with pytest.raises(MailboxError, match=r"^SSLCertVerificationError$"):
            await asyncio.to_thread(read_bounces, mailbox, found.append)


def test_the_notice_names_the_address(database: Database) -> None:
    from bot.cards.text import render_text  # noqa: PLC0415 - for this test
    from jobs.sending.compose import compose  # noqa: PLC0415 - the same
    from tests.support.pack import small_pack  # noqa: PLC0415 - the same

    here, reference = _sent(database)
    with database.session() as session:
        note_bounce(session, Bounce(REF, is_hard=True), NOW)
    with database.session() as session:
        workspace = session.get_one(Workspace, here)
        card = compose(session, workspace, small_pack(), "varsel", f"av:{reference}:2026-10-05", "U1", NOW)
        assert render_text(card) == (  # type: ignore[arg-type] # a card
            "En e-postadresse virker ikke\n\n"
            "E-posten til kari@kommune.example.no kom ikke frem: e-posten kom i retur.\n\n"
            "Jeg skriver ikke dit igjen. Finn riktig adresse, og rett den på kortet til personen. "
            "Stemmer adressen likevel, kan du slå den på igjen med `/padriver epost`."
        )


async def test_the_bot_reads_them_by_itself_and_a_round_does_not_wait(database: Database, tmp_path: Path) -> None:
    here, _ = _sent(database)
    server_side, trusting = certificate(tmp_path, "localhost")
    deps = Deps(database, OnePack(), lambda: NOW, None)  # type: ignore[arg-type] # asks no handler
    async with imap([report("5.1.1")], server_side) as server:
        mailbox = Mailbox("localhost", server.port, "retur@example.no", "hemmelig")
        access = MailAccess(
            "127.0.0.1", 1, "bot@example.no", "", "post@example.no", "retur@example.no", mailbox=mailbox
        )
        async with open_mail(deps, access, trusting) as app:
            assert app.reads_bounces
            await app.read_bounces(NOW)
            await app.read_bounces(NOW)  # it is not time again yet
        assert [each for each in server.asked if each.startswith("LOGIN")] == ['LOGIN retur@example.no "hemmelig"']
    with database.session() as session:
        assert [each.off_reason for each in closed_addresses(session, here)] == ["smtp_bounced"]


async def test_a_mailbox_that_cannot_be_read_stops_nothing(database: Database) -> None:
    deps = Deps(database, OnePack(), lambda: NOW, None)  # type: ignore[arg-type] # asks no handler
    mailbox = Mailbox("localhost", 1, "retur@example.no", "hemmelig")
    access = MailAccess("127.0.0.1", 1, "bot@example.no", "", "post@example.no", "retur@example.no", mailbox=mailbox)
    async with open_mail(deps, access) as app:
        await app.read_now(NOW)
        assert app.trouble == ""
