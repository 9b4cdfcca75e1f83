"""What a real SMTP server's answers mean: for an address, for a message, for all of them, or for nobody to know."""

import asyncio
import ssl
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.mail import server as mail_server
from bot.mail.access import MailAccess
from bot.mail.server import Envelope, MailServer
from jobs.ports import (
    AccessLostError,
    PermanentSendError,
    RefusedSendError,
    SendError,
    TransientSendError,
    UncertainSendError,
)
from jobs.sending.outcomes import SEND_SECONDS
from tests.support.certificates import certificate
from tests.support.smtp import Mailserver, mailserver

TO = "kari@kommune.example.no"
MAIL = Envelope(TO, b"Subject: Hei\r\n\r\nTekst\r\n")


def access(port: int, **changed: object) -> MailAccess:
    usual = MailAccess(
        "127.0.0.1", port, "padriver@example.no", "", "post@example.no", "retur@example.no", per_second=1000.0
    )
    return replace(usual, **changed)  # type: ignore[arg-type] # fields by name


def client(server: Mailserver, **changed: object) -> MailServer:
    return MailServer(access(server.port, **changed), time.monotonic)


async def refused(found: MailServer) -> SendError:
    with pytest.raises(SendError) as caught:
        await found.send(MAIL)
    return caught.value


async def test_a_message_is_sent_from_the_address_of_bounces() -> None:
    async with mailserver() as server:
        await client(server).send(MAIL)
    assert server.envelopes == [("retur@example.no", TO)]
    assert server.taken[0].get_content().split() == ["Tekst"]


@pytest.mark.parametrize(
    ("step", "answer", "kind", "reason"),
    [
        ("at_recipient", "550 5.1.1 No such user", PermanentSendError, "smtp_address"),
        ("at_recipient", "550 No such user", PermanentSendError, "smtp_address"),
        ("at_recipient", "553 5.1.3 Bad address", PermanentSendError, "smtp_address"),
        ("at_recipient", "451 4.7.1 Greylisted, try again", TransientSendError, "smtp_busy"),
        ("at_recipient", "421 4.3.2 Closing", TransientSendError, "smtp_busy"),
        ("at_recipient", "552 5.2.2 Mailbox full", RefusedSendError, "smtp_full"),
        ("at_recipient", "550 5.7.1 Blocked by policy", RefusedSendError, "smtp_policy"),
        ("at_recipient", "530 5.7.0 Log in first", AccessLostError, "smtp_login"),
        ("at_sender", "550 5.7.1 Not your address", AccessLostError, "smtp_sender"),
        ("at_sender", "553 5.1.8 Not your domain", AccessLostError, "smtp_sender"),
        ("at_sender", "452 4.3.1 Full disk", TransientSendError, "smtp_busy"),
        ("at_end", "451 4.7.1 Greylisted", TransientSendError, "smtp_busy"),
        ("at_end", "554 5.7.1 Looks like spam", RefusedSendError, "smtp_content"),
        ("at_end", "552 5.3.4 Too large", RefusedSendError, "smtp_content"),
        ("at_end", "550 5.1.1 No such user", PermanentSendError, "smtp_address"),
    ],
)
async def test_what_the_server_answers_says_who_is_refused(
    step: str, answer: str, kind: type[SendError], reason: str
) -> None:
    async with mailserver() as server:
        setattr(server, step, lambda _: answer)
        error = await refused(client(server))
    assert (type(error), error.reason, server.taken) == (kind, reason, [])


async def test_one_refused_recipient_holds_nobody_else() -> None:
    async with mailserver() as server:
        server.at_recipient = lambda address: "550 5.1.1 No" if address == TO else ""
        found = client(server)
        await refused(found)
        await found.send(Envelope("ola@kommune.example.no", MAIL.content))
        assert found.trouble == ""
    assert [to for _, to in server.envelopes] == ["ola@kommune.example.no"]


@pytest.mark.parametrize("cuts", ["before", "after"])
async def test_a_cut_while_the_message_is_sent_is_uncertain(cuts: str) -> None:
    async with mailserver() as server:
        server.cuts = cuts
        error = await refused(client(server))
    assert (type(error), error.reason) == (UncertainSendError, "smtp_cut")
    assert len(server.taken) == (cuts == "after")


async def test_a_server_that_does_not_answer_in_time_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_server, "DATA_SECONDS", 0.2)
    async with mailserver() as server:
        server.slow = asyncio.Event()
        error = await refused(client(server))
        server.slow.set()
    assert (type(error), error.reason) == (UncertainSendError, "smtp_slow")


async def test_a_server_that_is_slow_before_the_message_has_taken_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_server, "READY_SECONDS", 0.2)

    async def says_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await silent.wait()
        writer.close()

    silent = asyncio.Event()
    listening = await asyncio.start_server(says_nothing, "127.0.0.1", 0)
    try:
        error = await refused(MailServer(access(listening.sockets[0].getsockname()[1]), time.monotonic))
    finally:
        silent.set()
        listening.close()
        await listening.wait_closed()
    assert (type(error), error.reason) == (TransientSendError, "smtp_unreachable")


def test_a_message_never_takes_longer_than_the_outbox_gives_a_sender() -> None:
    from bot.mail.sender import MAKING_SECONDS  # noqa: PLC0415 - beside what it is added to

    steps = (mail_server.PACE_SECONDS, mail_server.READY_SECONDS, mail_server.DATA_SECONDS, mail_server.QUIT_SECONDS)
    assert sum(steps) + MAKING_SECONDS < SEND_SECONDS - 0.5


async def test_a_server_that_is_away_is_left_alone_for_a_while() -> None:
    async with mailserver() as server:
        port = server.port
    seconds = iter([100.0, 100.0, 101.0, 101.0, 130.0, 130.0, 130.0, 130.0])
    found = MailServer(access(port), lambda: next(seconds))
    error = await refused(found)
    assert (type(error), error.reason, found.trouble) == (TransientSendError, "smtp_unreachable", "smtp_unreachable")


async def test_a_refused_login_holds_all_messages_without_asking_again() -> None:
    now = [1000.0]
    async with mailserver(password="riktig") as server:
        found = MailServer(access(server.port, user="padriver", password="feil"), lambda: now[0])
        assert (await refused(found)).reason == "smtp_login"
        ways = len(server.logins)
        error = await refused(found)
        assert (type(error), error.reason, server.logins) == (AccessLostError, "smtp_login", ["padriver"] * ways)
        assert found.trouble == "smtp_login"
        now[0] += 301
        server.password = "feil"
        await found.send(MAIL)
        assert (found.trouble, len(server.taken)) == ("", 1)


@pytest.fixture
def contexts(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path, "localhost.example.no")


async def test_elsewhere_the_connection_is_encrypted_before_the_password_is_sent(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    server_side, trusting = contexts
    trusting.check_hostname = False
    monkeypatch.setattr(MailAccess, "is_near", property(lambda _: False))
    async with mailserver(server_side, password="hemmelig") as server:
        found = MailServer(access(server.port, user="padriver", password="hemmelig"), time.monotonic, trusting)
        await found.send(MAIL)
    assert (server.was_encrypted, len(server.taken)) == (True, 1)


async def test_a_certificate_of_somebody_else_holds_all_messages(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    server_side, trusting = contexts
    monkeypatch.setattr(MailAccess, "is_near", property(lambda _: False))
    async with mailserver(server_side) as server:
        for context in (None, trusting):  # nobody we trust has signed it; it is of another name
            error = await refused(MailServer(access(server.port), time.monotonic, context))
            assert (type(error), error.reason) == (AccessLostError, "smtp_certificate")
    assert server.taken == []


async def test_a_server_without_encryption_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MailAccess, "is_near", property(lambda _: False))
    async with mailserver() as server:
        error = await refused(client(server))
    assert (type(error), error.reason, server.envelopes) == (AccessLostError, "smtp_no_tls", [])


async def test_on_the_other_port_the_connection_is_encrypted_from_the_first_byte(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    server_side, trusting = contexts
    trusting.check_hostname = False
    async with mailserver(server_side, implicit=True) as server:
        monkeypatch.setattr(mail_server, "TLS_PORT", server.port)
        found = MailServer(access(server.port), time.monotonic, trusting)
        await found.send(MAIL)
        error = await refused(client(server))
    assert (len(server.taken), error.reason) == (1, "smtp_certificate")


async def test_messages_are_sent_at_the_pace_of_the_settings() -> None:
    async with mailserver() as server:
        found = client(server, per_second=20.0)
        began = time.monotonic()
        await asyncio.gather(*(found.send(MAIL) for _ in range(5)))
        assert time.monotonic() - began >= 4 / 20
        slow = client(server, per_second=0.1)
        await slow.send(MAIL)
        error = await refused(slow)
    assert (type(error), error.reason, len(server.taken)) == (TransientSendError, "smtp_pace", 6)
