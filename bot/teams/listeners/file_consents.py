"""A person's answer to whether they want a file."""

import asyncio
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.received_files import message_card
from bot.requests.roles import KEPT_FILE
from bot.teams.activities import DONE, ActivityResponse
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.file_offers import KEY, stored_message
from bot.teams.file_storage import NotStoredError
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.late_answers import Work, answer_in_time
from bot.teams.progress_message import TeamsProgressMessage
from jobs.ports import SendError
from models.tables import Enclosure
from models.workspace import waiting_files

CONSENT = "consent"
LONGEST = 9
DECLINED = message_card(
    "Filen er ikke lagret", "Greit, jeg legger ikke filen noe sted. Spør på nytt hvis du vil ha den."
)
NOT_THERE = message_card("Filen er borte", "Denne filen ligger ikke her lenger. Spør på nytt, så lager jeg den igjen.")
NOT_STORED = message_card("Filen ble ikke lagret", "Teams tok ikke imot filen. Spør om den på nytt.")

log = structlog.get_logger(__name__)


async def on_consent(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Store the file where the person said, or delete it."""
    return await answer_in_time(dispatcher, *consent_work(dispatcher, activity, tenant), CONSENT, activity) or DONE


def consent_work(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> tuple[TeamsRequest, Work]:
    """Return the request, and the work that the answer asks for."""
    value = activity.get("value") or {}
    incoming = read_request(activity, tenant, CONSENT, CONSENT)
    context = value.get("context")
    asked = context.get(KEY) if isinstance(context, dict) else None
    kept = asked if isinstance(asked, int) and 0 < asked < 10**LONGEST else 0
    place = value.get("uploadInfo")
    if value.get("action") == "accept" and isinstance(place, dict):
        return incoming, lambda: _accepted(dispatcher, incoming, kept, place)
    return incoming, lambda: _declined(dispatcher, incoming, kept)


async def _accepted(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, kept: int, place: dict[str, Any]
) -> ActivityResponse:
    def find(ask: Ask, session: Session) -> tuple[Enclosure | None]:
        return (waiting_files.find(session, ask.workspace.id, kept, ask.user_id),)

    match await dispatcher.answer(incoming, KEPT_FILE, find):
        case (Enclosure() as file,):
            await _put(dispatcher, incoming, file, place)
        case (None,):
            await TeamsProgressMessage(dispatcher, incoming, incoming.message_id).show_result(NOT_THERE)
        case Card() as apology:
            await TeamsProgressMessage(dispatcher, incoming).show_result(apology)
    return DONE


async def _put(dispatcher: TeamsDispatcher, incoming: TeamsRequest, file: Enclosure, place: dict[str, Any]) -> None:
    try:
        await dispatcher.storage.put(str(place.get("uploadUrl") or ""), file.content)
    except NotStoredError:
        log.warning("file_not_stored", tenant=incoming.team_id)
        await TeamsProgressMessage(dispatcher, incoming, incoming.message_id).show_result(NOT_STORED)
        return
    text = stored_message(file.name, place)
    try:
        await dispatcher.connector.update(incoming.service, incoming.conversation, incoming.message_id, text)
    except SendError:
        await dispatcher.connector.post(incoming.service, incoming.conversation, text)
    await asyncio.to_thread(_let_go, dispatcher, file)


async def _declined(dispatcher: TeamsDispatcher, incoming: TeamsRequest, kept: int) -> ActivityResponse:
    def drop(ask: Ask, session: Session) -> bool:
        return waiting_files.take(session, ask.workspace.id, kept, ask.user_id) is not None

    done = await dispatcher.answer(incoming, KEPT_FILE, drop)
    if done is not None:
        await TeamsProgressMessage(dispatcher, incoming, incoming.message_id).show_result(
            done if isinstance(done, Card) else DECLINED
        )
    return DONE


def _let_go(dispatcher: TeamsDispatcher, file: Enclosure) -> None:
    with dispatcher.deps.database.session() as session:
        waiting_files.take(session, file.workspace_id, file.id, file.user_id)
