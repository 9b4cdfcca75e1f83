"""Reads bounces from their mailbox, over IMAP with TLS. Nothing else in it is fetched, or marked as read."""

import imaplib
import ssl
from collections.abc import Callable, Iterator

import structlog

from bot.mail.access import Mailbox
from bot.mail.bounces import Bounce, read_bounce

TIMEOUT_SECONDS = 10.0
MOST = 100
"""How many bounces are read at a time; the rest follows in the next round."""
LONGEST = 200_000
"""How many bytes of a bounce are read: the report comes first, what was returned last."""
ONLY_BOUNCES = ("UNSEEN", "HEADER", "Content-Type", "multipart/report")

log = structlog.get_logger(__name__)


class MailboxError(Exception):
    """The mailbox could not be read. The message is the kind of error, without what the server said."""


def read_bounces(mailbox: Mailbox, note: Callable[[Bounce], None], context: ssl.SSLContext | None = None) -> int:
    """Call `note` with each new bounce, mark it as read, and return how many there were. It blocks: call it in a thread.

    Raises `MailboxError`.
    """
    context = context or ssl.create_default_context()
    try:
        with imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=TIMEOUT_SECONDS) as client:
            client.login(mailbox.user, mailbox.password)
            client.select("INBOX")
            count = 0
            for uid in _new(client):
                bounce = _bounce(client, uid)
                if bounce:
                    note(bounce)
                    count += 1
                client.uid("STORE", uid, "+FLAGS", r"(\Seen)")
            return count
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(type(error).__name__) from error


def _new(client: imaplib.IMAP4) -> Iterator[str]:
    _, found = client.uid("SEARCH", *ONLY_BOUNCES)
    ids = found[0].split() if found and isinstance(found[0], bytes) else []
    yield from (each.decode() for each in ids[:MOST])


def _bounce(client: imaplib.IMAP4, uid: str) -> Bounce | None:
    _, rows = client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST}>)")
    content = next((row[1] for row in rows if isinstance(row, tuple)), b"")
    return read_bounce(content)
