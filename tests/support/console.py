"""The smallest platform there can be, made as `bot/slack/README.md` says: people write lines, and read texts.

What is shown is a card or a form, on which a test presses a label or fills in the fields.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import ClassVar

from sqlalchemy.orm import Session
from starlette.routing import Route

from bot.cards.card import Button, Card, Controls, Item
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.requests.command_text import parse_command
from bot.requests.deps import Deps
from bot.requests.handlers import Outcome, command_handler, run_press, run_submission
from bot.requests.incoming_request import LONGEST_KEY, IncomingRequest, check_ids
from bot.requests.request_dispatcher import PATIENCE_SECONDS, Dispatcher, Tasks
from bot.requests.roles import command_need, form_need, press_need
from content.schema.pack import Pack
from jobs.ports import PartlySent, Search, SearchPage, Sender, SentMessage
from models.tables import Workspace
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from models.workspace.outgoing import MAIL
from models.workspace.workspaces import by_external, get_or_create

PLATFORM, TEAM = "console", "office"
Shown = Answer | FormErrors | None


@dataclass(frozen=True)
class ConsoleRequest:
    """A line, a press or a form of somebody: in the conversation with the bot, whose id is theirs, or in a channel."""

    team_id: str
    key: str
    name: str
    user_id: str
    place_id: str
    text: str = ""
    message_id: str = ""
    stated_role: ContactRole | None = None
    stated_external: bool | None = None

    def __post_init__(self) -> None:
        """Raise `TypeError` or `ValueError` for what is no id."""
        check_ids(self.team_id, self.user_id, self.place_id)
        check_ids(self.key, self.name, self.message_id, longest=LONGEST_KEY)

    def to_ask(self, workspace: Workspace, pack: Pack, now: datetime) -> Ask:
        """Return it as a handler is asked."""
        asks = (self.user_id, self.place_id, now, self.text, self.message_id)
        return Ask(workspace, pack, *asks, is_alone=self.place_id == self.user_id)


@dataclass(frozen=True)
class ConsoleDispatcher(Dispatcher):
    """Runs requests. Those in `colleagues` work here; the console has never heard of others."""

    platform: ClassVar[str] = PLATFORM
    knows_places: ClassVar[bool] = False
    colleagues: frozenset[str] = frozenset()

    async def look_up(self, incoming: IncomingRequest, user_id: str) -> None:
        """Store what a person is here."""
        role = ContactRole.COLLEAGUE if user_id in self.colleagues else ContactRole.STRANGER
        await asyncio.to_thread(self._record, incoming.team_id, SeenContact(user_id, PERSON, user_id, role=role))

    def _record(self, team_id: str, seen: SeenContact) -> None:
        with self.deps.database.session() as session:
            workspace = by_external(session, PLATFORM, team_id)
            if workspace:
                record_contacts(session, workspace.id, [seen], self.deps.now())


@dataclass
class ConsoleSender:
    """Keeps what is posted; a message that is updated has the new card."""

    posted: dict[SentMessage, Card] = field(default_factory=dict)
    _of: dict[int, SentMessage] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card."""
        sent = SentMessage(address, str(next(self._numbers)))
        self.posted[sent] = card
        self._of |= dict.fromkeys((delivery_id, *also), sent)
        return sent

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace what a message says."""
        self.posted[sent] = card

    async def find(self, search: Search) -> SearchPage:
        """Return what was posted, by the deliveries."""
        return SearchPage({each: self._of[each] for each in search.deliveries if each in self._of})

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Return the message: a text is always whole."""
        del card
        return half.sent


@dataclass(frozen=True)
class ConsoleApp:
    """The bot at the console."""

    dispatcher: ConsoleDispatcher
    sender: ConsoleSender = field(default_factory=ConsoleSender)
    _keys: "count[int]" = field(default_factory=count)

    def routes(self) -> list[Route]:
        """Return nothing: nobody calls it over HTTP."""
        return []

    def sender_for(self, workspace: Workspace, kind: str) -> Sender | None:
        """Return the sender to everything but e-mail."""
        return self.sender if workspace.platform == PLATFORM and kind != MAIL else None

    async def recover(self, now: datetime) -> None:
        """Do nothing: each request is answered before it is acknowledged."""

    async def ask(self, user_id: str, words: str, key: str = "") -> Shown:
        """Answer a line; None if the same line (by its key) was answered before."""
        registry = self.dispatcher.deps.registry
        name, text = parse_command(registry, words)
        incoming = self._request(name, user_id, text, key)
        need = command_need(registry, name, text)
        return await self.dispatcher.ask(incoming, need, command_handler(registry, name))

    async def press(self, user_id: str, card: Card, label: str, on: SentMessage | None = None) -> Shown:
        """Do what the first button with that label says: in an answer, or on the message that was posted."""
        registry = self.dispatcher.deps.registry
        rows = (part.controls for part in card.parts if isinstance(part, Controls | Item))
        button = next(each for row in rows for each in row if isinstance(each, Button) and each.label == label)
        press = Press(button.value)

        def press_it(ask: Ask, session: Session) -> Answer | Outcome:
            return run_press(registry, button.action, press, ask, session)

        incoming = self._request(button.action, user_id)
        if on is not None:
            incoming = replace(incoming, place_id=on.channel_ref, message_id=on.message_ref)
        need = press_need(registry, button.action, press)
        return await self._shown(await self.dispatcher.ask(incoming, need, press_it))

    async def fill(self, user_id: str, form: Form, values: Mapping[str, str]) -> Shown:
        """Send a form."""
        registry = self.dispatcher.deps.registry

        def save_it(ask: Ask, session: Session) -> Outcome | FormErrors | Form:
            return run_submission(registry, form.action, Submission(form.state, values), ask, session)

        need = form_need(registry, form.action)
        return await self._shown(await self.dispatcher.ask(self._request(form.action, user_id), need, save_it))

    def _request(self, name: str, user_id: str, text: str = "", key: str = "") -> ConsoleRequest:
        return ConsoleRequest(TEAM, key or f"line:{next(self._keys)}", name, user_id, user_id, text)

    async def _shown(self, outcome: Answer | Outcome | FormErrors | None) -> Shown:
        """Return what the person sees, after the messages that have changed say so."""
        match outcome:
            case (Reply() as reply, updates):
                for each in updates:
                    await self.sender.update(each.sent, each.card)
                return reply.card or reply.file
            case _:
                return outcome


@asynccontextmanager
async def open_console(deps: Deps, *colleagues: str) -> AsyncIterator[ConsoleApp]:
    """Yield the app of one workspace, whose calendar is full."""
    await asyncio.to_thread(_register, deps)
    yield ConsoleApp(ConsoleDispatcher(deps, Tasks(PATIENCE_SECONDS), frozenset(colleagues)))


def _register(deps: Deps) -> None:
    with deps.database.session() as session:
        get_or_create(session, PLATFORM, TEAM, "Kontoret")
    deps.fill_calendar(PLATFORM, TEAM)
