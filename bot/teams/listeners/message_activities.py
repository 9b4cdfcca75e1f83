"""Messages: words to the bot."""

import asyncio
from dataclasses import replace
from typing import Any

import structlog

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import UPLOAD_NAME, Answer
from bot.requests.command_text import form_button, parse_command
from bot.requests.handlers import command_handler
from bot.requests.request_dispatcher import release_after
from bot.requests.request_errors import report_error
from bot.requests.roles import command_need
from bot.teams.activities import DONE, ActivityResponse
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.file_offers import offer_file
from bot.teams.incoming import TeamsRequest, mentioned_accounts, read_request, text_of
from bot.teams.list_refresh import list_refresh
from bot.teams.listeners.files import answer_file, files_in
from bot.teams.responder import respond
from bot.teams.roster import mentioned_people
from jobs.ports import SendError

MESSAGE = "message"
TYPING_AFTER_SECONDS = 1.0
TYPING = {"type": "typing"}
RECEIPT = "2705_whiteheavycheckmark"
"""The bot's reaction to a question (https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions)."""

log = structlog.get_logger(__name__)


async def on_message(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Answer what a person says to the bot, where it was said."""
    files = files_in(activity)
    if not activity.get("text") and not files:
        return DONE
    incoming = (
        read_request(activity, tenant, MESSAGE, UPLOAD_NAME)
        if files
        else await read_words(dispatcher, activity, tenant)
    )
    work = answer_file(dispatcher, incoming, files) if files else answer_command(dispatcher, incoming)
    task, in_time = await dispatcher.start(incoming, MESSAGE, activity, _with_typing(dispatcher, incoming, work))
    if in_time:
        task.result()
    else:
        dispatcher.tasks.start(release_after(dispatcher, incoming, task))
    return DONE


async def read_words(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> TeamsRequest:
    """Return a message with the command and the text that it means."""
    incoming = read_request(activity, tenant, MESSAGE)
    people = await mentioned_people(dispatcher, incoming, mentioned_accounts(activity))
    name, text = parse_command(dispatcher.deps.registry, text_of(activity, people))
    return replace(read_request(activity, tenant, MESSAGE, name, text), is_words=True)


async def answer_command(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> None:
    """Run the command, and answer with its result."""
    registry = dispatcher.deps.registry
    need = command_need(registry, incoming.name, incoming.text)
    card = await show_answer(
        dispatcher, incoming, await dispatcher.answer(incoming, need, command_handler(registry, incoming.name))
    )
    if card and await respond(dispatcher, incoming, card, await list_refresh(dispatcher, incoming, card)):
        dispatcher.tasks.start(acknowledge(dispatcher, incoming))


async def acknowledge(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> None:
    """Show the others that an open question, which they see no answer to, is answered."""
    if not incoming.is_open_question or not incoming.activity_id:
        return
    try:
        await dispatcher.connector.react(incoming.service, incoming.conversation, incoming.activity_id, RECEIPT)
    except SendError as error:
        log.info("receipt_refused", reason=error.reason)
    except Exception as error:  # noqa: BLE001 - the person has the answer
        report_error(error, incoming)


async def show_answer(dispatcher: TeamsDispatcher, incoming: TeamsRequest, answer: Answer | None) -> Card | None:
    """Return what to say: a message cannot open a form itself, and a file is offered before it is sent."""
    match answer:
        case Form():
            return form_button(answer, incoming.name, incoming.text)
        case File():
            return await offer_file(dispatcher, incoming, answer)
        case _:
            return answer


async def _with_typing(dispatcher: TeamsDispatcher, incoming: TeamsRequest, work: Any) -> None:
    """Do the work, and show that the bot is typing if it takes a while."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=TYPING_AFTER_SECONDS)
    if not done and not incoming.is_targeted:
        try:
            await dispatcher.connector.post(incoming.service, incoming.conversation, TYPING)
        except Exception as error:  # noqa: BLE001 - nobody misses it
            report_error(error, incoming)
    await task
