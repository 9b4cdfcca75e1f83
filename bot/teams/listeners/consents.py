"""What a person says when they are asked whether they want a file."""

import asyncio
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.fetched import says
from bot.requests.roles import KEPT_FILE
from bot.teams.activities import DONE, Answered
from bot.teams.arrived import Arrived, read
from bot.teams.handing import KEY, stored
from bot.teams.listeners.timely import Work, timely
from bot.teams.notice import Notice
from bot.teams.room import Room
from bot.teams.storage import NotStoredError
from jobs.ports import SendError
from models.tables import Enclosure
from models.workspace import waiting_files

CONSENT = "consent"
LONGEST = 9
DECLINED = says("Filen er ikke lagret", "Greit, jeg legger ikke filen noe sted. Spør på nytt hvis du vil ha den.")
NOT_THERE = says("Filen er borte", "Denne filen ligger ikke her lenger. Spør på nytt, så lager jeg den igjen.")
NOT_STORED = says("Filen ble ikke lagret", "Teams tok ikke imot filen. Spør om den på nytt.")

log = structlog.get_logger(__name__)


async def on_consent(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Put the file where the person said, or keep it no longer."""
    return await timely(room, *consenting(room, activity, tenant), CONSENT, activity) or DONE


def consenting(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return who answered, and the work that the answer asks for."""
    value = activity.get("value") or {}
    arrived = read(activity, tenant, CONSENT, CONSENT)
    context = value.get("context")
    asked = context.get(KEY) if isinstance(context, dict) else None
    kept = asked if isinstance(asked, int) and 0 < asked < 10**LONGEST else 0
    place = value.get("uploadInfo")
    if value.get("action") == "accept" and isinstance(place, dict):
        return arrived, lambda: _accepted(room, arrived, kept, place)
    return arrived, lambda: _declined(room, arrived, kept)


async def _accepted(room: Room, arrived: Arrived, kept: int, place: dict[str, Any]) -> Answered:
    def find(ask: Ask, session: Session) -> tuple[Enclosure | None]:
        return (waiting_files.find(session, ask.here.id, kept, ask.user_id),)

    match await room.answer(arrived, KEPT_FILE, find):
        case (Enclosure() as file,):
            await _put(room, arrived, file, place)
        case (None,):
            await Notice(room, arrived, arrived.message_id).last(NOT_THERE)
        case Card() as apology:
            await Notice(room, arrived).last(apology)
    return DONE


async def _put(room: Room, arrived: Arrived, file: Enclosure, place: dict[str, Any]) -> None:
    try:
        await room.storage.put(str(place.get("uploadUrl") or ""), file.content)
    except NotStoredError:
        log.warning("file_not_stored", tenant=arrived.team_id)
        await Notice(room, arrived, arrived.message_id).last(NOT_STORED)
        return
    text = stored(file.name, place)
    try:
        await room.connector.update(arrived.service, arrived.conversation, arrived.message_id, text)
    except SendError:
        await room.connector.post(arrived.service, arrived.conversation, text)
    await asyncio.to_thread(_let_go, room, file)


async def _declined(room: Room, arrived: Arrived, kept: int) -> Answered:
    def drop(ask: Ask, session: Session) -> bool:
        return waiting_files.take(session, ask.here.id, kept, ask.user_id) is not None

    done = await room.answer(arrived, KEPT_FILE, drop)
    if done is not None:
        await Notice(room, arrived, arrived.message_id).last(done if isinstance(done, Card) else DECLINED)
    return DONE


def _let_go(room: Room, file: Enclosure) -> None:
    with room.deps.database.session() as session:
        waiting_files.take(session, file.workspace_id, file.id, file.user_id)
