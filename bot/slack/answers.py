"""Runs commands and shows their answers: a card, a form, a file, and messages in the channel that changed."""

from collections.abc import Sequence

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import Answer
from bot.requests.command_text import form_button
from bot.requests.errors import report_error
from bot.requests.handlers import command_handler
from bot.requests.posted_messages import PostedMessage
from bot.requests.roles import command_need
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.incoming import SlackRequest
from bot.slack.workspaces import NotInstalledError
from jobs.ports import SendError


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
