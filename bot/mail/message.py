"""A card as an e-mail message: its headers, its two forms, and how its reader stops more of them.

Headers: RFC 5322; `Auto-Submitted`: RFC 3834; `List-Unsubscribe`: RFC 2369, with one click by RFC 8058.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from bot.cards.card import Card
from bot.cards.cutting import one_line
from bot.commands.shared.mail_links import stop_address
from bot.mail.access import MailAccess
from bot.mail.names import NOBODY, MailNames
from bot.mail.render import render_html, render_plain, subject_of
from bot.mail.render.html import link
from models.tables import MailAddress

STOP_SUBJECT = "Meld meg av"
LONGEST_NAME = 60


@dataclass(frozen=True)
class MailFrame:
    """What a workspace's mails have in common. `url` is where people reach the bot, empty if they cannot; `now` is aware."""

    access: MailAccess
    workspace: str
    url: str
    now: datetime

    @property
    def has_one_click(self) -> bool:
        """Return True if a mail program may stop the messages for its reader: only over https (RFC 8058)."""
        return self.url.startswith("https://")


def message_ref(delivery_id: int, token: str) -> str:
    """Return the part of a delivery's `Message-ID` before the @: the same each time, and nobody can guess it."""
    digest = hashlib.sha256(f"{delivery_id}:{token}".encode()).hexdigest()
    return f"{delivery_id}.{digest[:32]}"


def compose_mail(
    frame: MailFrame, to: MailAddress, card: Card, delivery_id: int, names: MailNames = NOBODY
) -> EmailMessage:
    """Return the message of a delivery to an address."""
    access = frame.access
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject_of(card)
    message["From"] = _from(frame)
    message["To"] = Address(addr_spec=to.address)
    message["Reply-To"] = Address(addr_spec=access.reply_to)
    message["Date"] = format_datetime(frame.now)
    message["Message-ID"] = f"<{message_ref(delivery_id, to.token)}@{access.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in _stopping(frame, to).items():
        message[name] = value
    message.set_content(
        render_plain(card, names, _footer(frame, to, FOOTERS[card.language])),
        subtype="plain",
        charset="utf-8",
        cte="quoted-printable",
    )
    message.add_alternative(
        render_html(card, names, _html_footer(frame, to, FOOTERS[card.language])),
        subtype="html",
        charset="utf-8",
        cte="quoted-printable",
    )
    return message


def _from(frame: MailFrame) -> Address:
    name = frame.access.sender_name or one_line(f"{frame.workspace} (Pådriver)", LONGEST_NAME)
    return Address(display_name=name, addr_spec=frame.access.sender)


def _stopping(frame: MailFrame, to: MailAddress) -> dict[str, str]:
    by_mail = f"<{_by_mail(frame)}>"
    if not frame.has_one_click:
        return {"List-Unsubscribe": by_mail}
    return {
        "List-Unsubscribe": f"<{stop_address(frame.url, to.token)}>, {by_mail}",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _by_mail(frame: MailFrame) -> str:
    return f"mailto:{frame.access.reply_to}?subject={quote(STOP_SUBJECT)}"


class Footer(NamedTuple):
    """What stands below a message, in one language."""

    sent_for: str
    no_more: str
    stop: str
    answer: str


FOOTERS = {
    "nb": Footer(
        "Sendt av Pådriver for {who}. Svar går til sekretariatet.", "Vil du ikke ha flere?", "Meld deg av", "svar med"
    ),
    "nn": Footer(
        "Send av Pådriver for {who}. Svar går til sekretariatet.", "Vil du ikkje ha fleire?", "Meld deg av", "svar med"
    ),
}


def _sent_for(frame: MailFrame, words: Footer) -> str:
    return words.sent_for.format(who=one_line(frame.workspace, LONGEST_NAME))


def _footer(frame: MailFrame, to: MailAddress, words: Footer) -> str:
    how = stop_address(frame.url, to.token) if frame.url else f"{words.answer} «{STOP_SUBJECT}»"
    return f"{_sent_for(frame, words)}\n{words.no_more} {words.stop}: {how}"


def _html_footer(frame: MailFrame, to: MailAddress, words: Footer) -> str:
    way = stop_address(frame.url, to.token) if frame.url else _by_mail(frame)
    return f"{escape(_sent_for(frame, words))}<br>{escape(words.no_more)} {link(words.stop, way)}"
