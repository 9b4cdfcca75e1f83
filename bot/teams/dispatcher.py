"""What all listeners share: the dispatcher with the connection to Teams, and what it remembers between requests."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import product
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card, Picture
from bot.cards.form import Form
from bot.commands.access import Restricted
from bot.commands.ask import Ask
from bot.pictures import can_draw
from bot.requests.command_text import OPEN_FORM
from bot.requests.request_dispatcher import Dispatcher
from bot.requests.request_errors import report_error
from bot.requests.roles import Need
from bot.teams.access import PLATFORM, TeamsAccess
from bot.teams.connector import Connector
from bot.teams.contact_names import ids_in, names_in_cards
from bot.teams.errors import NO_MEMBER
from bot.teams.file_storage import Storage
from bot.teams.incoming import TeamsRequest, member_contact, roster_contact
from bot.teams.picture_addresses import shown_pictures
from bot.teams.private_mark import RefusedConversations
from bot.teams.render import DisplayNames, RenderedActivity
from jobs.ports import SendError
from models.db.database import Database
from models.workspace.administrators import name_from_setting
from models.workspace.contacts import PERSON, SeenContact, account_of, kept_role, record_contacts, team_channels
from models.workspace.workspaces import TEMPLATE, by_external, get_or_create

T = TypeVar("T")


class SharedWork(Generic[T]):
    """Does work by key, a limited number at a time. Those who ask before it has begun share its result.

    Those who ask later get the next run: what was read before they asked may be out of date for them.
    """

    def __init__(self, at_once: int) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._not_begun: dict[Hashable, asyncio.Task[T]] = {}

    async def ask(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """Return the result of the work; a caller that stops waiting does not take it from the others."""
        task = self._not_begun.get(key)
        if task is None:
            task = self._not_begun[key] = asyncio.ensure_future(self._do(key, work))
        return await asyncio.shield(task)

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        async with self._turns:
            del self._not_begun[key]
            return await work()


FRESH_SECONDS = 12 * 3600.0
MOST_KEPT = 10_000


class RecentContacts:
    """The people and places that were stored, and when (by the loop's clock)."""

    def __init__(self, seconds: float = FRESH_SECONDS) -> None:
        self._seconds = seconds
        self._kept: OrderedDict[tuple[str, str], tuple[SeenContact, float]] = OrderedDict()

    def not_seen(self, team_id: str, met: Iterable[SeenContact]) -> tuple[SeenContact, ...]:
        """Return those that were not seen like this lately."""
        now = asyncio.get_running_loop().time()
        return tuple(each for each in met if not self._knows(team_id, each, now))

    def remember(self, team_id: str, met: Iterable[SeenContact]) -> None:
        """Remember those that were stored."""
        now = asyncio.get_running_loop().time()
        for each in met:
            self._kept.pop((team_id, each.address), None)
            self._kept[team_id, each.address] = (each, now + self._seconds)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Store everything again from now on: the bot was removed somewhere."""
        self._kept.clear()

    def _knows(self, team_id: str, met: SeenContact, now: float) -> bool:
        kept = self._kept.get((team_id, met.address))
        return kept is not None and kept[0] == met and kept[1] > now


log = structlog.get_logger(__name__)
MOST_TEAMS = 3
ROLE_SECONDS = 3600.0
"""How long the roster's answer is used: Teams does not say that somebody became a guest."""
LOOK_SECONDS = 3.0
"""How long a request waits for the roster if a role is stored already: Teams waits 15 seconds for the answer."""
AT_ONCE = 2
"""How many messages are refreshed at a time."""


@dataclass(frozen=True)
class RosterMember:
    """A member as described by a roster, and the service that was asked."""

    service: str
    payload: Mapping[str, Any]


class Membership(Enum):
    """What the rosters say of somebody who was not found."""

    NOWHERE = "nowhere"
    """Each of them says that there is no such member."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TeamsDispatcher(Dispatcher):
    """Runs requests from Teams, and holds the connection to Teams and the work under way."""

    platform: ClassVar[str] = PLATFORM
    knows_places: ClassVar[bool] = False

    access: TeamsAccess
    connector: Connector
    storage: Storage
    recent_contacts: RecentContacts = field(default_factory=RecentContacts)
    untargeted: RefusedConversations = field(default_factory=RefusedConversations)
    role_checks: RecentContacts = field(default_factory=lambda: RecentContacts(ROLE_SECONDS))
    """Those whose role was looked up lately: Teams does not say that a colleague became a guest."""
    tenants: set[str] = field(default_factory=set)
    """The tenants that have a workspace."""
    refreshes: SharedWork[RenderedActivity | None] = field(default_factory=lambda: SharedWork(AT_ONCE))
    """The messages being refreshed; limited, so that people who ask for something go before those who look."""
    has_dialogs: bool = True
    """Whether a form opens in a dialog; otherwise it replaces the message it was opened from."""

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return the names of the controls that open a dialog: Teams wants to know that before they are pressed."""
        if not self.has_dialogs:
            return frozenset()
        presses = self.deps.registry.PRESSES
        return frozenset({OPEN_FORM, *(name for name, handler in presses.items() if _opens_form(handler))})

    async def register_tenant(self, tenant: str) -> None:
        """Create the workspace of a tenant that is served, if it is new."""
        if tenant not in self.tenants:
            await asyncio.to_thread(self._register_workspace, tenant)
            self.tenants.add(tenant)

    async def answer(self, incoming: TeamsRequest, need: Need, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Answer as `Dispatcher.ask` does; the request's people and places are stored first, even if the rest fails."""
        not_seen = self.recent_contacts.not_seen(incoming.team_id, incoming.met)
        if not_seen:
            try:
                await asyncio.to_thread(self.save_contacts, incoming.team_id, not_seen)
                self.recent_contacts.remember(incoming.team_id, not_seen)
            except Exception as error:  # noqa: BLE001 - the next message brings it again
                report_error(error, incoming)
        await self._check_role(incoming)
        return await self.ask(incoming, need, handler)

    async def _check_role(self, incoming: TeamsRequest) -> None:
        """Look up the role of a person whose role is stored, if not done lately; after a failure it stays as it is."""
        who = (SeenContact(incoming.user_id, PERSON),)
        if not incoming.user_id or not self.role_checks.not_seen(incoming.team_id, who):
            return
        self.role_checks.remember(incoming.team_id, who)
        try:
            _, kept, _ = await self.reads(
                lambda database: _known_conversations(database, incoming.team_id, incoming.user_id)
            )
            if kept is not None:
                await asyncio.wait_for(self.look_up(incoming, incoming.user_id), LOOK_SECONDS)
        except Exception as error:  # noqa: BLE001 - the stored role decides
            report_error(error, incoming)

    async def look_up(self, incoming: TeamsRequest, user_id: str) -> None:  # type: ignore[override] # Teams' own arrivals
        """Ask the roster of the conversation, or of a team the bot is in, who somebody is, and store the answer."""
        account, kept, teams = await self.reads(
            lambda database: _known_conversations(database, incoming.team_id, user_id)
        )
        named = next((each.account for each in incoming.met if each.address == user_id), "") or account or user_id
        places = ((incoming.service, incoming.conversation), *teams)
        # A member is known by the account and by Entra's id.
        found = await self.member_of(places, (named, user_id))
        if not isinstance(found, RosterMember):
            log.warning("person_not_told")
            return
        # A roster without marks makes nobody a colleague who is kept as something else.
        read = roster_contact if kept is None else member_contact
        met = replace(read(found.payload, incoming.team_id, found.service, named), address=user_id, has_left=False)
        await asyncio.to_thread(self.save_contacts, incoming.team_id, [met])

    async def member_of(self, places: Sequence[tuple[str, str]], names: Sequence[str]) -> "RosterMember | Membership":
        """Return what the first of some rosters (service and conversation) says of a member, by an account or Entra's id.

        Else whether all of them say that there is no such member.
        """
        is_sure = True
        for (service, conversation), name in product(places, dict.fromkeys(names)):
            try:
                return RosterMember(service, await self.connector.member(service, conversation, name))
            except SendError as error:
                is_sure = is_sure and error.reason in NO_MEMBER
        return Membership.NOWHERE if is_sure else Membership.UNKNOWN

    async def names(self, team_id: str, *cards: Card) -> DisplayNames:
        """Return the names of the people and channels in some cards."""
        if not any(ids_in(cards)):
            return DisplayNames()
        return await self.reads(lambda database: names_in_cards(database, PLATFORM, team_id, cards))

    @property
    def shows_pictures(self) -> bool:
        """Return True if the bot can draw pictures, and serves them."""
        return self.access.pictures is not None and can_draw()

    def with_pictures(self, card: Card, workspace_id: int) -> Card:
        """Return the card with an address for each of its pictures; without them if none are served."""
        return shown_pictures(self.access.pictures, card, workspace_id, self.deps.now())

    async def pictured(self, team_id: str, card: Card) -> Card:
        """Return the card as `with_pictures` does, for a tenant."""
        if not any(isinstance(part, Picture) for part in card.parts):
            return card
        workspace_id = await self.reads(lambda database: _workspace_id(database, team_id))
        return self.with_pictures(card, workspace_id)

    def save_contacts(self, team_id: str, not_seen: Sequence[SeenContact]) -> None:
        """Store people and places of a tenant."""
        with self.deps.database.session() as session:
            workspace = by_external(session, PLATFORM, team_id)
            if workspace:
                record_contacts(session, workspace.id, not_seen, self.deps.now())

    def _register_workspace(self, tenant: str) -> None:
        with self.deps.database.session() as session:
            pack = TEMPLATE if self.access.serves_several else None
            workspace = get_or_create(session, PLATFORM, tenant, "", pack)
            name_from_setting(session, workspace, self.deps.named.of(PLATFORM, tenant))
        self.deps.fill_calendar(PLATFORM, tenant)


def _workspace_id(database: Database, tenant: str) -> int:
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, tenant)
        return workspace.id if workspace else 0


def _known_conversations(
    database: Database, tenant: str, user_id: str
) -> tuple[str, str | None, list[tuple[str, str]]]:
    """Return a person's account, their stored role, and conversations whose roster may include them."""
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, tenant)
        if workspace is None:
            return "", None, []
        kept, _ = kept_role(session, workspace.id, user_id)
        channels = team_channels(session, workspace.id, MOST_TEAMS)
        return account_of(session, workspace.id, user_id), kept, channels


def _opens_form(handler: Callable[..., object]) -> bool:
    result = get_type_hints(handler.handler if isinstance(handler, Restricted) else handler).get("return")
    return result is Form or Form in get_args(result)
