"""What sends e-mail: the server, the addresses, and the pace, read from the settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from models.mail.written import BadAddressError, written

TLS_PORT = 465
"""Where the connection is encrypted from its first byte; on other ports it is by STARTTLS."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""This machine: the only host that is sent to without encryption."""
PER_SECOND = 5.0
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
LONGEST_NAME = 60


class MailSettingError(Exception):
    """The settings of e-mail are not consistent. The message is a sentence, in bokmål, that says what to do."""


class MailValues(NamedTuple):
    """The settings as they are written; what is not set is empty."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    """An address, or «Name <address>»."""
    reply_to: str
    bounces: str
    """Where the server sends bounces; empty: to the sender."""
    per_second: float
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: str = ""


@dataclass(frozen=True)
class Mailbox:
    """The mailbox that bounces come to, read over IMAP with TLS."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class MailAccess:
    """A server that takes our messages, and the addresses that they carry. `repr` shows no password."""

    host: str
    port: int
    sender: str
    sender_name: str
    reply_to: str
    bounces: str
    user: str = ""
    password: str = field(default="", repr=False)
    per_second: float = PER_SECOND
    mailbox: Mailbox | None = None

    @property
    def domain(self) -> str:
        """Return the domain of the sender's address."""
        return self.sender.rpartition("@")[2]

    @property
    def is_near(self) -> bool:
        """Return True if the server is on this machine, where nothing has to be encrypted."""
        return self.host in LOOPBACK


def mail_access(values: MailValues) -> MailAccess | None:
    """Return what sends e-mail; None if it is off. Raises `MailSettingError`."""
    if not any((values.host, values.sender, values.user, values.password, values.imap_host)):
        return None
    if fault := next(_faults(values), None):
        raise MailSettingError(fault)
    name, _, bare = values.sender.rpartition("<")
    address = _address("PADRIVER_MAIL_FROM", bare.strip().removesuffix(">"))
    return MailAccess(
        values.host.strip().lower(),
        values.port,
        address,
        _name(name),
        _address("PADRIVER_MAIL_REPLY_TO", values.reply_to) if values.reply_to.strip() else address,
        _address("PADRIVER_MAIL_BOUNCES", values.bounces) if values.bounces.strip() else address,
        values.user,
        values.password,
        values.per_second,
        _mailbox(values),
    )


def _faults(values: MailValues) -> Iterator[str]:
    """Yield what is wrong, as sentences (bokmål)."""
    if not values.host.strip():
        yield "PADRIVER_SMTP_HOST mangler: e-posttjeneren som sender for dere, f.eks. smtp.example.no."
    if not HOST.fullmatch(values.host.strip()):
        yield "PADRIVER_SMTP_HOST: ventet et vertsnavn som smtp.example.no, uten «https://» og port."
    if not values.sender.strip():
        yield "PADRIVER_MAIL_FROM mangler: adressen e-posten sendes fra, f.eks. padriver@example.no."
    if bool(values.user) != bool(values.password):
        yield "Sett både PADRIVER_SMTP_USER og PADRIVER_SMTP_PASSWORD, eller ingen av dem."
    yield from _mailbox_faults(values)


def _mailbox_faults(values: MailValues) -> Iterator[str]:
    given = _of_mailbox(values)
    if not any(given):
        return
    if not all(given):
        yield (
            "Sett PADRIVER_IMAP_HOST, PADRIVER_IMAP_USER og PADRIVER_IMAP_PASSWORD for å lese e-post som kommer i retur, "
            "eller ingen av dem."
        )
    if not HOST.fullmatch(given[0]):
        yield "PADRIVER_IMAP_HOST: ventet et vertsnavn som imap.example.no, uten «https://» og port."
    if not values.bounces.strip():
        yield "PADRIVER_MAIL_BOUNCES mangler: adressen til postkassen som bare får e-post i retur."


def _address(setting: str, text: str) -> str:
    try:
        return written(text)
    except BadAddressError:
        message = f"{setting}: ventet en e-postadresse som padriver@example.no."
        raise MailSettingError(message) from None


def _name(text: str) -> str:
    name = text.strip().strip('"').strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        message = f"PADRIVER_MAIL_FROM: navnet foran adressen kan ha {LONGEST_NAME} tegn, på én linje."
        raise MailSettingError(message)
    return name


def _of_mailbox(values: MailValues) -> tuple[str, str, str]:
    return values.imap_host.strip(), values.imap_user.strip(), values.imap_password


def _mailbox(values: MailValues) -> Mailbox | None:
    host, user, password = _of_mailbox(values)
    return Mailbox(host.lower(), values.imap_port, user, password) if host else None
