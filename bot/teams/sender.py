"""Sends nudges to one tenant, in conversations that are known."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.cards.card import Card
from bot.teams.access import TeamsAccess
from bot.teams.activities import message
from bot.teams.connector import Connector, begin_direct
from bot.teams.contact_names import ids_in
from bot.teams.incoming import CHANNELS, MESSAGE, place_id_of
from bot.teams.nudge_refresh import has_subject, render_nudge
from bot.teams.picture_addresses import shown_pictures
from bot.teams.render import RenderedActivity, render_teams
from jobs.ports import (
    PartlySent,
    PermanentSendError,
    Search,
    SearchPage,
    SendError,
    SentMessage,
    TransientSendError,
    UncertainSendError,
)
from models.db.database import Database
from models.workspace import contacts
from models.workspace.contacts import ContactRoute, SeenContact

NOT_IN_ROSTER = "BotNotInConversationRoster"
UNKNOWN_CONVERSATION = "ukjent samtale"
NOT_FOUND_AGAIN = "Teams lar ikke boten lete etter en melding"
OUR_FAULT = "intern feil"
NOT_IN_TIME = "Teams svarte ikke i tide"
LONGEST_ID = 64
READY_SECONDS = 18.0
"""How long it may take to sign in and to begin a conversation: with the call itself less than the outbox gives."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TeamsSender:
    """Sends to one tenant (`jobs.ports.Sender`). Sent messages cannot be looked up: Teams has no API for bots to do it."""

    workspace_id: int
    tenant: str
    database: Database
    connector: Connector
    access: TeamsAccess
    forms: frozenset[str]
    now: Callable[[], datetime]

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a place or a person. A card that needs several messages continues below the first."""
        del also
        place, _, thread = address.partition(":")
        route, (first, *rest) = await self._ready(place, card)
        conversation = _in_thread(route.conversation, thread)
        answer = await self.connector.post(route.service, conversation, message(first))
        below = conversation if thread else _in_thread(route.conversation, answer)
        for number, each in enumerate(rest, start=1):
            try:
                await self.connector.post(route.service, below, message(each))
            except SendError as error:
                # Sent parts cannot be looked up, so it is not continued: the first message has most of it.
                log.warning("continuation_not_sent", delivery=delivery_id, place=number, reason=error.reason)
                break
        return SentMessage(route.place, answer[:LONGEST_ID])

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace a posted message; its parts below are left as they are."""
        route = await self._conversation(sent.channel_ref)
        first = (await self._render(card, sent.channel_ref))[0]
        await self.connector.update(route.service, route.conversation, sent.message_ref, message(first))

    async def find(self, search: Search) -> SearchPage:
        """Raise `PermanentSendError`: sent messages cannot be looked up. `jobs.sending.search_posted` decides by kind."""
        del search
        raise PermanentSendError(NOT_FOUND_AGAIN)

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Raise `PermanentSendError`: `find` never finds a partly sent message."""
        del half, card
        raise PermanentSendError(NOT_FOUND_AGAIN)

    async def _ready(self, place: str, card: Card) -> tuple[ContactRoute, list[RenderedActivity]]:
        """Do everything that comes before posting the message itself: if it fails, nothing is posted."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                route = await self._conversation(place)
                await self.connector.sign_in()
                return route, await self._render(card, route.place)
        except UncertainSendError as error:
            raise TransientSendError(error.reason, error.retry_after) from error
        except SendError:
            raise
        except TimeoutError as error:
            raise TransientSendError(NOT_IN_TIME) from error
        except Exception as error:
            log.exception("not_made_ready")
            raise TransientSendError(OUR_FAULT) from error

    async def _conversation(self, address: str) -> ContactRoute:
        route, service = await asyncio.to_thread(self._known_conversation, address)
        if route and route.removed:
            raise PermanentSendError(NOT_IN_ROSTER)
        if route and route.conversation:
            return route
        if not service or address == place_id_of(address) or not _is_person(address):
            raise PermanentSendError(UNKNOWN_CONVERSATION)
        return await self._begin(address, (route.service if route else "") or service)

    async def _begin(self, person: str, service: str) -> ContactRoute:
        """Begin the direct conversation with a person the bot has not written to."""
        met = await begin_direct(self.connector, self.access, service, self.tenant, person)
        await asyncio.to_thread(self._save_contacts, met)
        return ContactRoute(met.place, met.conversation, service, removed=False)

    async def _render(self, card: Card, place: str) -> list[RenderedActivity]:
        card = shown_pictures(self.access.pictures, card, self.workspace_id, self.now())
        if not any(ids_in([card])) and not has_subject(card):
            return render_teams(card, forms=self.forms)
        return await asyncio.to_thread(self._render_at_place, card, place)

    def _known_conversation(self, address: str) -> tuple[ContactRoute | None, str]:
        with self.database.reading() as session:
            route = contacts.route_to(session, self.workspace_id, address)
            return route, contacts.service(session, self.workspace_id)

    def _save_contacts(self, met: SeenContact) -> None:
        with self.database.session() as session:
            contacts.record_contacts(session, self.workspace_id, [met], self.now())

    def _render_at_place(self, card: Card, place: str) -> list[RenderedActivity]:
        with self.database.reading() as session:
            return render_nudge(session, self.workspace_id, place, card, self.forms, is_posted=False)


def _in_thread(conversation: str, thread: str) -> str:
    return f"{conversation}{MESSAGE}{thread}" if thread and conversation.endswith(CHANNELS) else conversation


def _is_person(address: str) -> bool:
    """Return True if an address is the Entra id of a person, so that a conversation may be begun with them."""
    return len(address) == 36 and address.count("-") == 4  # noqa: PLR2004 - a GUID's form
