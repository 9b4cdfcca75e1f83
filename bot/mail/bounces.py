"""Bounces: what a mail server says of a message that it could not deliver (RFC 3464), as plain data (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

REPORT = "multipart/report"
STATUS_PART = "message/delivery-status"
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
STATUS = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})\b")
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^@<>\s]{1,64})@", re.IGNORECASE | re.MULTILINE)
OF_ADDRESS = frozenset({"0", "1"})
"""The subjects of a status that are about the address (RFC 3463): it does not exist, or nobody says why."""
NO_MAILBOX = frozenset({("2", "1"), ("4", "4")})
"""The mailbox is closed, or the domain is not there."""


@dataclass(frozen=True)
class Bounce:
    """What came back: the part before the @ of our `Message-ID`, and whether the address itself does not work."""

    message_ref: str
    is_hard: bool


def read_bounce(content: bytes) -> Bounce | None:
    """Read a message; None if it is no bounce of one of ours."""
    message = message_from_bytes(content)
    if message.get_content_type() != REPORT:
        return None
    found = _message_ref(message)
    statuses = [each for part in message.walk() for each in _statuses(part)]
    if found is None or not statuses:
        return None
    return Bounce(found, any(map(_is_hard, statuses)))


def _message_ref(message: Message) -> str | None:
    for part in message.walk():
        if part.get_content_type() in RETURNED and (match := MESSAGE_ID.search(_returned(part))):
            return match[1].decode("ascii", "replace")
    return None


def _returned(part: Message) -> bytes:
    """Return the headers of the message that came back, or all of it."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"".join(each.as_bytes() for each in payload if isinstance(each, Message))
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _statuses(part: Message) -> Iterator[tuple[str, str]]:
    """Yield the action and the status of each address in a report."""
    blocks = part.get_payload() if part.get_content_type() == STATUS_PART else []
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and block.get("Status"):
            yield str(block.get("Action", "")).strip().lower(), str(block["Status"]).strip()


def _is_hard(found: tuple[str, str]) -> bool:
    action, status = found
    match = STATUS.match(status)
    if action != "failed" or not match or match[1] != "5":
        return False
    return match[2] in OF_ADDRESS or (match[2], match[3]) in NO_MAILBOX
