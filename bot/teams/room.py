"""What all listeners share: the dispatcher, and the way to Teams."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import product
from typing import ClassVar, TypeVar, get_args, get_type_hints

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.form import Form
from bot.commands.access import Restricted
from bot.commands.ask import Ask
from bot.requests.dispatcher import Dispatcher
from bot.requests.faults import fault
from bot.requests.roles import Need
from bot.requests.words import OPEN_FORM
from bot.teams.access import PLATFORM, TeamsAccess
from bot.teams.acquaintance import Acquaintance
from bot.teams.arrived import Arrived, member_met, roster_met
from bot.teams.connector import Connector
from bot.teams.naming import names_of, wanted
from bot.teams.render import Names, Rendered
from bot.teams.storage import Storage
from bot.teams.together import Together
from content.frozen import frozen
from jobs.ports import SendError
from models.db.database import Database
from models.workspace.administrators import name_from_setting
from models.workspace.contacts import PERSON, SeenContact, account_of, kept_role, record_contacts, team_channels
from models.workspace.workspaces import by_external, get_or_create

log = structlog.get_logger(__name__)
T = TypeVar("T")
MOST_TEAMS = 3
ROLE_SECONDS = 3600.0
"""How long the roster is believed: Teams does not say that somebody became a guest."""
LOOK_SECONDS = 3.0
"""How long a request waits for the roster where a role is kept already: Teams waits 15 seconds for the answer."""
AT_ONCE = 2
"""How many messages are fetched again at a time."""


@frozen
class Room(Dispatcher):
    """The house behind, the way to Teams, and the work under way."""

    platform: ClassVar[str] = PLATFORM
    knows_places: ClassVar[bool] = False

    access: TeamsAccess
    connector: Connector
    storage: Storage
    acquaintance: Acquaintance = field(default_factory=Acquaintance)
    asked_again: Acquaintance = field(default_factory=lambda: Acquaintance(ROLE_SECONDS))
    """Those whose role was asked for lately: Teams does not say that a colleague became a guest."""
    tenants: set[str] = field(default_factory=set)
    """Those that have a workspace."""
    looking: Together[Rendered | None] = field(default_factory=lambda: Together(AT_ONCE))
    """Those whose message is fetched again: whoever asks for something goes before whoever looks."""
    has_dialogs: bool = True
    """Whether a form opens in a dialog; else it stands in the message where it was asked for."""

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return the names of the controls that open a dialog: Teams wants to know that before they are pressed."""
        if not self.has_dialogs:
            return frozenset()
        presses = self.deps.registry.PRESSES
        return frozenset({OPEN_FORM, *(name for name, handler in presses.items() if _opens(handler))})

    async def admit(self, tenant: str) -> None:
        """Make a tenant that is served a workspace, where it is new."""
        if tenant not in self.tenants:
            await asyncio.to_thread(self._make_known, tenant)
            self.tenants.add(tenant)

    async def answer(self, arrived: Arrived, need: Need, handler: Callable[[Ask, Session], T]) -> T | Card | None:
        """Ask, as `Dispatcher.ask` does; who and what is met by it is written down first, whatever becomes of the rest."""
        news = self.acquaintance.news(arrived.team_id, arrived.met)
        if news:
            try:
                await asyncio.to_thread(self._meet, arrived.team_id, news)
                self.acquaintance.keep(arrived.team_id, news)
            except Exception as error:  # noqa: BLE001 - it is told again by the next message
                fault(error, arrived)
        await self._look_again(arrived)
        return await self.ask(arrived, need, handler)

    async def _look_again(self, arrived: Arrived) -> None:
        """Ask the roster what a person is whose role is kept, where that was not done lately; else it stays as it is."""
        who = (SeenContact(arrived.user_id, PERSON),)
        if not arrived.user_id or not self.asked_again.news(arrived.team_id, who):
            return
        self.asked_again.keep(arrived.team_id, who)
        try:
            _, kept, _ = await self.reads(lambda database: _ways(database, arrived.team_id, arrived.user_id))
            if kept is not None:
                await asyncio.wait_for(self.look_up(arrived, arrived.user_id), LOOK_SECONDS)
        except Exception as error:  # noqa: BLE001 - what is kept decides
            fault(error, arrived)

    async def look_up(self, arrived: Arrived, user_id: str) -> None:  # type: ignore[override] # Teams' own arrivals
        """Ask the roster of the conversation, or of a team the bot is in, who somebody is, and keep what it says."""
        account, kept, teams = await self.reads(lambda database: _ways(database, arrived.team_id, user_id))
        named = next((each.account for each in arrived.met if each.address == user_id), "") or account or user_id
        places = ((arrived.service, arrived.conversation), *teams)
        # A member is known by the account and by Entra's id.
        for (service, conversation), name in product(places, dict.fromkeys((named, user_id))):
            try:
                answer = await self.connector.member(service, conversation, name)
            except SendError:
                continue
            # A roster without marks makes nobody a colleague who is kept as something else.
            read = roster_met if kept is None else member_met
            met = replace(read(answer, arrived.team_id, service, named), address=user_id)
            await asyncio.to_thread(self._meet, arrived.team_id, [met])
            return
        log.warning("person_not_told")

    async def names(self, team_id: str, *cards: Card) -> Names:
        """Return what the people and channels in some cards are called."""
        if not any(wanted(cards)):
            return Names()
        return await self.reads(lambda database: names_of(database, PLATFORM, team_id, cards))

    def _meet(self, team_id: str, news: Sequence[SeenContact]) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, PLATFORM, team_id)
            if workspace:
                record_contacts(session, workspace.id, news, self.deps.now())

    def _make_known(self, tenant: str) -> None:
        with self.deps.database.session() as session:
            workspace = get_or_create(session, PLATFORM, tenant, "")
            name_from_setting(session, workspace, self.deps.named.of(PLATFORM, tenant))
        self.deps.fill_calendar(PLATFORM, tenant)


def _ways(database: Database, tenant: str, user_id: str) -> tuple[str, str | None, list[tuple[str, str]]]:
    """Return a person's account, the role that is kept, and conversations whose roster may have them."""
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, tenant)
        if workspace is None:
            return "", None, []
        kept, _ = kept_role(session, workspace.id, user_id)
        channels = team_channels(session, workspace.id, MOST_TEAMS)
        return account_of(session, workspace.id, user_id), kept, channels


def _opens(handler: Callable[..., object]) -> bool:
    result = get_type_hints(handler.handler if isinstance(handler, Restricted) else handler).get("return")
    return result is Form or Form in get_args(result)
