"""Sends a workspace's nudges as e-mail."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card, Link, Span, with_lines
from bot.mail.message import MailFrame, compose_mail, message_ref
from bot.mail.names import names_in
from bot.mail.server import Envelope, MailServer
from jobs.ports import (
    PartlySent,
    PermanentSendError,
    RefusedSendError,
    Search,
    SearchPage,
    SendError,
    SentMessage,
    TransientSendError,
)
from models.db.database import Database
from models.mail.addresses import mail_address
from models.rounds.links import SCHEME, RoundLinks
from models.tables import MailAddress, Workspace

NOT_SEARCHED = "smtp_not_searched"
NOT_CHANGED = "e-post som er sendt, kan ikke endres"
DELETED = "smtp_deleted"
NO_LINK = "smtp_no_link"
MAKING_SECONDS = 1.5

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class MailSender:
    """Sends to the e-mail addresses of one workspace (`jobs.ports.Sender`). What was sent cannot be looked up or changed."""

    workspace: Workspace
    database: Database
    server: MailServer
    url: str
    """Where people reach the bot; empty if they cannot."""
    now: Callable[[], datetime]
    links: RoundLinks | None = None
    """What makes the personal links that a card names (`models.rounds.links.SCHEME`)."""

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Send a card to an address, by its reference. The same delivery is the same message (`Message-ID`) each time."""
        del also
        try:
            async with asyncio.timeout(MAKING_SECONDS):
                row, content = await asyncio.to_thread(self._made, address, card, delivery_id)
        except SendError:
            raise
        except Exception as error:
            log.exception("mail_not_made", delivery=delivery_id)
            reason = f"intern feil ({type(error).__name__})"
            raise TransientSendError(reason) from error
        await self.server.send(Envelope(row.address, content))
        return SentMessage(row.reference, message_ref(delivery_id, row.token))

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Raise `PermanentSendError`: what was sent cannot be changed."""
        del sent, card
        raise PermanentSendError(NOT_CHANGED)

    async def find(self, search: Search) -> SearchPage:
        """Raise `PermanentSendError`: what was sent cannot be looked up, so what may be sent is left for a person to decide."""
        del search
        raise PermanentSendError(NOT_SEARCHED)

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Raise `PermanentSendError`: `find` never finds a partly sent message."""
        del half, card
        raise PermanentSendError(NOT_SEARCHED)

    def _linked(self, session: Session, card: Card) -> Card:
        """Return the card with the personal links that it names. Raises `PermanentSendError` if there are none to give."""

        def linked(span: Span) -> Span:
            if not isinstance(span, Link) or not span.url.startswith(SCHEME):
                return span
            number = int(span.url.removeprefix(SCHEME))
            address = self.links.address_of(session, self.workspace.id, number) if self.links else ""
            if not address:
                raise RefusedSendError(NO_LINK)
            return Link(span.text, address)

        parts = tuple(with_lines(part, lambda spans: tuple(map(linked, spans))) for part in card.parts)
        return replace(card, parts=parts)

    def _made(self, reference: str, card: Card, delivery_id: int) -> tuple[MailAddress, bytes]:
        """Return an address, and the message to it. Raises `RefusedSendError` if the address is deleted."""
        with self.database.reading() as session:
            row = mail_address(session, self.workspace.id, reference)
            if row is None:
                raise RefusedSendError(DELETED)
            card = self._linked(session, card)
            names = names_in(session, self.workspace.id, card)
        frame = MailFrame(self.server.access, self.workspace.name, self.url, self.now())
        return row, compose_mail(frame, row, card, delivery_id, names).as_bytes()
