"""Runs requests from Slack and shows their answers: a card, a form, a file, and messages in the channel that changed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import Answer
from bot.requests.command_text import form_button
from bot.requests.handlers import command_handler
from bot.requests.posted_messages import PostedMessage
from bot.requests.request_dispatcher import Dispatcher
from bot.requests.request_errors import report_error
from bot.requests.roles import command_need
from bot.slack.errors import error_code
from bot.slack.incoming import SlackRequest
from bot.slack.responder import Responder
from bot.slack.roster import Roster, member_contact, save_people
from bot.slack.workspaces import PLATFORM, NotInstalledError, Workspaces
from jobs.ports import SendError
from models.db.database import Database
from models.workspace.workspaces import by_external, note_external

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SlackDispatcher(Dispatcher):
    """Runs requests from Slack, and holds the workspaces the bot is installed in and the work under way."""

    platform: ClassVar[str] = PLATFORM
    knows_places: ClassVar[bool] = True

    workspaces: Workspaces
    roster: Roster = field(default_factory=Roster)
    checked_channels: dict[tuple[str, str], float] = field(default_factory=dict)
    """The channels that Slack was asked about, by workspace and channel, and until when (the loop's clock)."""

    async def load_member_names(self, incoming: SlackRequest) -> None:
        """Load the names of the workspace's people, if the request may need them and they were not loaded lately."""
        if self.has_member_names(incoming):
            return
        try:
            client = (await self.responder(incoming)).client
            await self.roster.renew(self.deps.database, client, incoming.team_id, self.deps.now())
        except Exception as error:  # noqa: BLE001 - people are shown by their ids then
            report_error(error, incoming)

    async def look_up(self, incoming: SlackRequest, user_id: str) -> None:  # type: ignore[override] # Slack's own arrivals
        """Ask Slack who somebody is, and store the answer."""
        client = (await self.responder(incoming)).client
        try:
            answer = await client.users_info(user=user_id)
        except SlackApiError as error:
            log.warning("person_not_told", team=incoming.team_id, reason=error_code(error))
            return
        met = member_contact(answer["user"], incoming.team_id)
        await asyncio.to_thread(save_people, self.deps.database, incoming.team_id, [met], self.deps.now())

    async def look_up_place(self, incoming: SlackRequest, place_id: str) -> None:  # type: ignore[override] # Slack's own
        """Ask Slack whether other organisations read a channel, and store the answer."""
        client = (await self.responder(incoming)).client
        try:
            answer = await client.conversations_info(channel=place_id)
        except SlackApiError as error:
            log.warning("channel_not_told", team=incoming.team_id, reason=error_code(error))
            return
        is_external = answer["channel"].get("is_ext_shared") is True
        await asyncio.to_thread(save_external, self.deps.database, incoming.team_id, place_id, is_external)

    def has_member_names(self, incoming: SlackRequest) -> bool:
        """Return True if the request can be answered at once, without asking Slack for people's names."""
        return incoming.name not in self.deps.registry.NAMES or self.roster.is_fresh(incoming.team_id)

    async def responder(self, incoming: SlackRequest) -> Responder:
        """Return the responder of the request's workspace. Raises `NotInstalledError`."""
        return await self.workspaces.responder(incoming.team_id)

    async def respond(self, incoming: SlackRequest, card: Card, *, replace: bool = False) -> None:
        """Show the card to the person; log an error if that fails."""
        try:
            await (await self.responder(incoming)).respond(incoming.target, card, replace=replace)
        except Exception as error:  # noqa: BLE001 - nobody is left to answer
            report_error(error, incoming)


def save_external(database: Database, team_id: str, channel: str, is_external: bool) -> None:
    """Store whether other organisations read a channel, in a transaction of its own."""
    with database.session() as session:
        workspace = by_external(session, PLATFORM, team_id)
        if workspace:
            note_external(session, workspace.id, channel, is_external)


async def run_command(dispatcher: SlackDispatcher, incoming: SlackRequest, name: str) -> Card | None:
    """Run a command; return the card to show, None if a form was opened instead or nothing needs to be said."""
    await dispatcher.load_member_names(incoming)
    registry = dispatcher.deps.registry
    need = command_need(registry, name, incoming.text)
    return await show_answer(
        dispatcher, incoming, await dispatcher.ask(incoming, need, command_handler(registry, name)), name
    )


async def show_answer(
    dispatcher: SlackDispatcher, incoming: SlackRequest, answer: Answer | None, name: str
) -> Card | None:
    """Open the form or send the file if the answer is one; return the card to show."""
    if isinstance(answer, File):
        return await send_file(dispatcher, incoming, answer)
    if not isinstance(answer, Form):
        return answer
    if not incoming.trigger_id:
        return form_button(answer, name, incoming.text)
    try:
        return await (await dispatcher.responder(incoming)).open_form(incoming.trigger_id, incoming.target, answer)
    except Exception as error:  # noqa: BLE001 - whatever fails, the person gets an answer
        return report_error(error, incoming)


async def send_file(dispatcher: SlackDispatcher, incoming: SlackRequest, file: File) -> Card:
    """Send a file to the person; return the card to answer them with."""
    try:
        return await (await dispatcher.responder(incoming)).send_file(incoming.target, file)
    except Exception as error:  # noqa: BLE001 - whatever fails, the person gets an answer
        return report_error(error, incoming)


async def update_messages(
    dispatcher: SlackDispatcher, incoming: SlackRequest, updates: Sequence[PostedMessage]
) -> None:
    """Replace nudges by what they say now; log each failure."""
    for each in updates:
        try:
            await (await dispatcher.responder(incoming)).sender.update(each.sent, each.card)
        except (SendError, NotInstalledError) as error:
            report_error(error, incoming)
